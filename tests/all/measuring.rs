//! Figures against hand-computed ones, and against the reference that `GARANT_CORPUS` holds.

use std::fs::File;
use std::path::PathBuf;

use garant_measure::predictions::{Options, Report, Spec, Stratum, read};
use garant_measure::table::{Format, Table};
use garant_measure::{Figure, Problem};
use serde_json::Value;

const EXACT: f64 = 1e-9;
const CLOSE: f64 = 1e-6;

/// The folder of real inputs, if the variable names it.
fn corpus() -> Option<PathBuf> {
    let corpus = std::env::var_os("GARANT_CORPUS").map(PathBuf::from);
    if corpus.is_none() {
        eprintln!("GARANT_CORPUS is not set: this test over real inputs does not run");
    }
    corpus
}

fn report(path: &PathBuf, spec: &Spec) -> Result<Report, Problem> {
    let file = Box::new(File::open(path).unwrap());
    let reading = read(spec, Table::open(file, &Format::default())?, &mut |_| ())?;
    Report::new(&reading.tally, reading.ranks.as_ref(), &Options::default())
}

fn near(what: &str, found: Option<f64>, wanted: &Value, tolerance: f64) -> usize {
    match (found, wanted.as_f64()) {
        (None, None) => 0,
        (Some(found), Some(wanted)) if (found - wanted).abs() <= tolerance => 1,
        (found, _) => panic!("{what}: {found:?}, the reference has {wanted}"),
    }
}

fn figure(what: &str, found: Figure, value: &Value, bounds: &Value, tolerance: f64) -> usize {
    near(what, found.value, value, tolerance.min(EXACT))
        + near(what, found.low, &bounds[0], tolerance)
        + near(what, found.high, &bounds[1], tolerance)
}

/// Compares one stratum; gives how many figures agreed.
fn stratum(what: &str, found: &Stratum, wanted: &Value) -> usize {
    let mut agreed = 0;
    for (name, found) in [
        ("n", found.n),
        ("tp", found.tp),
        ("fp", found.fp),
        ("tn", found.tn),
        ("fn", found.fn_),
    ] {
        assert_eq!(found, wanted[name].as_u64(), "{what}: {name}");
        agreed += 1;
    }
    for (name, rate) in &found.rates {
        let what = format!("{what}: {name}");
        let name = name.replace('-', "_");
        let bounds = &wanted["ci95"][&name]["wilson"];
        agreed += figure(&what, rate.figure, &wanted["rates"][&name], bounds, EXACT);
    }
    let what = |name: &str| format!("{what}: {name}");
    let auc = &wanted["auc_ci95_delong"];
    agreed += near(&what("auroc"), found.auroc.value, &wanted["auc"], EXACT);
    agreed += near(&what("auroc low"), found.auroc.low, &auc[0], CLOSE);
    agreed += near(&what("auroc high"), found.auroc.high, &auc[1], CLOSE);
    let Some(own) = &found.calibration else {
        panic!("{}", what("no calibration"));
    };
    let theirs = &wanted["calibration"];
    for (name, found, key) in [
        ("brier", Some(own.brier), "brier"),
        ("mean score", Some(own.mean_score), "mean_score"),
        ("observed rate", Some(own.observed_rate), "observed_rate"),
        ("o/e", own.observed_over_expected, "observed_over_expected"),
        ("ece", Some(own.ece), "ece_10_equal_width"),
    ] {
        agreed += near(&what(name), found, &theirs[key], CLOSE);
    }
    for bin in theirs["bins_10_equal_width"].as_array().unwrap() {
        let place = usize::try_from(bin["bin"].as_u64().unwrap()).unwrap();
        let own = own.bins.as_ref().unwrap().get(place).unwrap();
        assert_eq!(Some(own.n), bin["n"].as_u64(), "{}", what("bin"));
        assert_eq!(
            Some(own.positives),
            bin["positives"].as_u64(),
            "{}",
            what("bin")
        );
        agreed += 2 + near(&what("bin"), own.mean_score, &bin["mean_score"], CLOSE);
    }
    let weak = &theirs["weak"];
    let fits = [
        (
            "in the large",
            own.in_the_large,
            "in_the_large",
            "in_the_large_ci_wald",
        ),
        ("slope", own.slope, "slope", "slope_ci_wald"),
    ];
    for (name, found, key, bounds) in fits {
        agreed += near(&what(name), found.value, &weak[key], CLOSE);
        agreed += near(&what(name), found.low, &weak[bounds][0], CLOSE);
        agreed += near(&what(name), found.high, &weak[bounds][1], CLOSE);
    }
    agreed
        + near(
            &what("intercept"),
            own.intercept.value,
            &weak["intercept"],
            CLOSE,
        )
}

/// The reference joins crossed groups and marks what is not recorded in its own way.
fn group(found: Option<&str>) -> String {
    found.map_or_else(
        || "(missing)".to_owned(),
        |it| it.replace("(not recorded)", "(missing)"),
    )
}

fn compare(table: &str, kind: &str, attributes: &[&str], crossings: &[&[&str]]) -> usize {
    let Some(corpus) = corpus() else { return 0 };
    let text = std::fs::read_to_string(corpus.join(format!("oracle/{table}.json"))).unwrap();
    let oracle: Value = serde_json::from_str(&text).unwrap();
    let run = &oracle["runs"][0];
    let threshold = run["threshold"].as_f64().unwrap();
    let mut spec = Spec::new("y_true", "y_score", threshold);
    let own = |name: &&str| ((*name).to_owned(), (*name).to_owned());
    spec.groups = attributes.iter().map(own).collect();
    let names = |names: &&[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    spec.cross = crossings.iter().map(names).collect();
    let path = corpus.join(format!("predictions/{table}.{kind}"));
    let report = report(&path, &spec).unwrap();
    assert_eq!(report.rows, oracle["rows"].as_u64());
    let mut agreed = stratum("overall", &report.strata[0], &run["overall"]);
    let mut seen = 0;
    for (attribute, wanted) in run["attributes"].as_object().unwrap() {
        for (name, wanted) in wanted["groups"].as_object().unwrap() {
            let found = report.strata.iter().find(|stratum| {
                let order: Vec<&str> = attribute.split(" x ").collect();
                let values = order
                    .iter()
                    .map(|name| stratum.by.get(*name).map(|it| group(it.as_deref())));
                let values: Option<Vec<String>> = values.collect();
                stratum.by.len() == order.len() && values.is_some_and(|it| it.join(" x ") == *name)
            });
            agreed += stratum(&format!("{attribute} {name}"), found.unwrap(), wanted);
            seen += 1;
        }
        assert_eq!(
            Some(report_reference(&report, attribute)),
            wanted["gaps"]["reference"].as_str()
        );
        for (name, wanted) in wanted["gaps"]["against_reference"].as_object().unwrap() {
            let own = |gap: &&garant_measure::predictions::Gap| {
                gap.attribute == *attribute && group(gap.group.as_deref()) == *name
            };
            for gap in report.gaps.iter().filter(own) {
                let what = format!("gap {attribute} {name} {}", gap.metric);
                if gap.metric == "auroc" {
                    let theirs = &wanted["auc"];
                    let bounds = &theirs["difference_ci95_delong"];
                    agreed += figure(&what, gap.difference, &theirs["difference"], bounds, CLOSE);
                    continue;
                }
                let theirs = &wanted[gap.metric.replace('-', "_")];
                if theirs.is_null() && matches!(gap.metric.as_str(), "fpr" | "fnr") {
                    continue; // the reference compares the complements alone
                }
                let bounds = &theirs["difference_ci95"]["newcombe"];
                agreed += figure(&what, gap.difference, &theirs["difference"], bounds, EXACT);
                let bounds = &theirs["ratio_ci95"]["katz_log"];
                agreed += figure(&what, gap.ratio, &theirs["ratio"], bounds, EXACT);
            }
        }
    }
    assert_eq!(seen + 1, report.strata.len());
    agreed
}

fn report_reference<'a>(report: &'a Report, attribute: &str) -> &'a str {
    let own = report.gaps.iter().find(|gap| gap.attribute == attribute);
    own.map_or("", |gap| gap.reference.as_str())
}

#[test]
fn the_figures_of_the_reference_tables_agree() {
    for kind in ["csv", "parquet"] {
        let agreed = compare(
            "nhefs_death",
            kind,
            &["sex", "age_group", "race", "education"],
            &[&["sex", "race"]],
        );
        eprintln!("{agreed} figures agree on nhefs_death.{kind}");
        assert!(agreed == 0 || agreed > 1_500, "{agreed}");
        let agreed = compare("edge_cases", kind, &["group"], &[]);
        eprintln!("{agreed} figures agree on edge_cases.{kind}");
        assert!(agreed == 0 || agreed > 400, "{agreed}");
    }
}
