//! Figures against hand-computed ones, and against the reference that `GARANT_CORPUS` holds.
#![expect(clippy::indexing_slicing, clippy::print_stderr, reason = "test code")]

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

/// Twenty rows that a person can count: 8 women and 10 men, and 2 rows whose sex is not recorded.
const HAND: &str = "\u{feff}issue;proba;sexe;\"note\"\r
1;0,9;F;\"a;b\"\r
1;0,8;F;\r
1;0,4;F;\r
0;0,7;F;\r
0;0,3;F;\r
0;0,2;F;\r
0;0,1;F;\r
1;0,5;F;\r
1;0,9; M ;\"two\r
lines\"\r
1;0,6;M;\r
0;0,6;M;\r
0;0,4;M;\r
0;0,4;M;\r
0;0,3;M;\r
0;0,2;M;\r
0;0,2;M;\r
0;0,1;M;\r
0;0,1;M;\r
1;0,2;;\r
0;0,8;;\r
";

fn hand() -> Result<Report, Problem> {
    let mut spec = Spec::new("issue", "proba", 0.5);
    spec.groups = vec![("sex".to_owned(), "sexe".to_owned())];
    let format = Format {
        decimal_comma: true,
        ..Format::default()
    };
    let table = Table::stream(Box::new(HAND.as_bytes()), &format)?;
    let reading = read(&spec, table, &mut |_| ())?;
    assert_eq!(reading.spanning, 1);
    Report::new(&reading.tally, reading.ranks.as_ref(), &Options::default())
}

fn close(found: Option<f64>, wanted: f64) {
    assert!(
        (found.unwrap() - wanted).abs() < 5e-5,
        "{found:?}, by hand {wanted}"
    );
}

#[test]
fn a_table_counted_by_hand_gives_the_same_figures() {
    let report = hand().unwrap();
    assert_eq!(report.rows, Some(20));
    assert_eq!(report.at_threshold, Some(1));
    let by = |value: Option<&str>| {
        let by = [("sex".to_owned(), value.map(str::to_owned))].into();
        report.stratum(&by).unwrap()
    };
    // Women: flagged 0.9 0.8 0.7 0.5, of whom one is negative; one positive is missed.
    let women = by(Some("F"));
    assert_eq!(
        [women.tp, women.fp, women.tn, women.fn_],
        [3, 1, 3, 1].map(Some)
    );
    let men = by(Some("M"));
    assert_eq!([men.tp, men.fp, men.tn, men.fn_], [2, 1, 7, 0].map(Some));
    let unknown = by(None);
    assert_eq!(
        [unknown.tp, unknown.fp, unknown.tn, unknown.fn_],
        [0, 1, 0, 1].map(Some)
    );
    close(unknown.share, 0.1);
    // 3 of 4 with z = 1.96: centre (0.75 + 3.8416/8) / (1 + 3.8416/4), Wilson 0.3006 to 0.9544.
    let sensitivity = women.rates["sensitivity"];
    assert_eq!(sensitivity.n, Some(4));
    close(sensitivity.figure.value, 0.75);
    close(sensitivity.figure.low, 0.300_64);
    close(sensitivity.figure.high, 0.954_41);
    // 2 of 2: low end 2 / (2 + 3.8415).
    let sensitivity = men.rates["sensitivity"];
    close(sensitivity.figure.low, 0.342_37);
    close(sensitivity.figure.high, 1.0);
    // The reference is the larger group, men: 0.75 − 1, Newcombe by hand from the two intervals above.
    let gap = report
        .gaps
        .iter()
        .find(|gap| gap.metric == "sensitivity" && gap.group.as_deref() == Some("F"))
        .unwrap();
    assert_eq!(gap.reference, "M");
    close(gap.difference.value, -0.25);
    // −0.25 − √((0.75 − 0.30064)² + (1 − 1)²) = −0.69936; −0.25 + √((0.95441 − 0.75)² + (1 − 0.34237)²) = 0.43867.
    close(gap.difference.low, -0.699_36);
    close(gap.difference.high, 0.438_67);
    close(gap.ratio.value, 0.75);
    // Positives of women 0.9 0.8 0.4 0.5, negatives 0.7 0.3 0.2 0.1: 4 + 4 + 3 + 3 of 16 pairs.
    close(women.auroc.value, 0.875);
    // Men: 0.9 beats 8, 0.6 beats 7 and ties one: 15.5 of 16.
    close(men.auroc.value, 15.5 / 16.0);
    // (0.1² + 0.2² + 0.6² + 0.7² + 0.3² + 0.2² + 0.1² + 0.5²) / 8 = 1.29 / 8.
    let calibration = women.calibration.as_ref().unwrap();
    assert!((calibration.brier - 0.161_25).abs() < 1e-9);
    assert!((calibration.mean_score - 3.9 / 8.0).abs() < 1e-9);
    // Fewer than 50 rows: no fit.
    assert_eq!(calibration.slope, Figure::default());
}

#[test]
fn a_rate_of_nothing_is_null_and_in_no_gap() {
    let text = "label,score,group\n0,0.9,a\n0,0.1,a\n0,0.2,a\n1,0.9,b\n1,0.2,b\n";
    let report = small(text, |spec| {
        spec.groups = vec![("group".to_owned(), "group".to_owned())];
    });
    let a = &report.unwrap();
    let group = a
        .stratum(&[("group".to_owned(), Some("a".to_owned()))].into())
        .unwrap();
    let rate = group.rates["sensitivity"];
    assert_eq!((rate.figure, rate.n), (Figure::default(), Some(0)));
    let gap = a
        .gaps
        .iter()
        .find(|gap| gap.metric == "sensitivity")
        .unwrap();
    assert_eq!(
        (gap.difference, gap.ratio),
        (Figure::default(), Figure::default())
    );
    assert!(
        a.worst
            .iter()
            .all(|worst| worst.metric != "sensitivity" || worst.group == "b")
    );
}

#[test]
fn ranks_and_calibration_do_not_hang_on_groups() {
    let mut text = "label,score,group\n".to_owned();
    for row in 0..120 {
        let score = f64::from(row % 24) / 25.0;
        let label = u8::from((row * 7) % 24 < row % 24);
        text.push_str(&format!(
            "{label},{score},{}\n",
            if row % 2 == 0 { "a" } else { "b" }
        ));
    }
    let without = small(&text, |_| ()).unwrap();
    let with = small(&text, |spec| {
        spec.groups = vec![("group".to_owned(), "group".to_owned())];
    });
    let with = with.unwrap();
    let [without, with] = [&without, &with].map(|report| report.stratum(&[].into()).unwrap());
    assert!(without.auroc.value.is_some() && without.auroc.low.is_some());
    assert_eq!(without.auroc, with.auroc);
    let calibration = without.calibration.as_ref().unwrap();
    assert!(calibration.slope.value.is_some());
    assert_eq!(Some(calibration), with.calibration.as_ref());
}

fn small(text: &str, with: impl Fn(&mut Spec)) -> Result<Report, Problem> {
    let mut spec = Spec::new("label", "score", 0.5);
    with(&mut spec);
    let table = Table::stream(
        Box::new(std::io::Cursor::new(text.as_bytes().to_vec())),
        &Format::default(),
    )?;
    let reading = read(&spec, table, &mut |_| ())?;
    Report::new(&reading.tally, reading.ranks.as_ref(), &Options::default())
}

#[test]
fn malformed_rows_are_named_counted_and_never_left_out() {
    let mut text = "label,score\n".to_owned();
    for row in 0..30 {
        text.push_str(match row {
            2 => "2,0.5\n",
            4 => "1,1.5\n",
            5 => "1,-0.1\n",
            7 => ",0.5\n",
            9 => "1,\n",
            11 => "1,abc\n",
            13 => "1\n",
            15 => "1,0.5,3\n",
            17 => "maybe,0.5\n",
            19 => "1,NaN\n",
            21 => "1,inf\n",
            23 => "oui,0.5\n",
            _ => "1,0.5\n",
        });
    }
    let problem = small(&text, |_| ()).unwrap_err();
    assert_eq!(problem.code, "bad-rows");
    let faults = problem.faults.unwrap();
    assert_eq!(faults.total, 12);
    let told: Vec<(u64, &str)> = faults.first.iter().map(|it| (it.row, it.code)).collect();
    let wanted = [
        (4, "unknown-label"),
        (6, "score-out-of-range"),
        (7, "score-out-of-range"),
        (9, "no-label"),
        (11, "no-score"),
        (13, "not-a-number"),
        (15, "fields"),
        (17, "fields"),
        (19, "unknown-label"),
        (21, "not-a-number"),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn rows_without_an_outcome_are_left_out_only_when_asked_and_counted() {
    let text = "label,score,g\n1,0.9,a\n,0.4,a\n0,0.1,b\n,0.2,\n";
    assert_eq!(small(text, |_| ()).unwrap_err().faults.unwrap().total, 2);
    let report = small(text, |spec| {
        spec.exclude_missing_label = true;
        spec.groups = vec![("g".to_owned(), "g".to_owned())];
    })
    .unwrap();
    assert_eq!((report.rows, report.excluded), (Some(4), Some(2)));
    let excluded: Vec<Option<u64>> = report.strata.iter().map(|it| it.excluded).collect();
    assert_eq!(excluded, [Some(2), Some(1), Some(0), Some(1)]);
    assert_eq!(report.strata[0].n, Some(2));
}

#[test]
fn a_named_outcome_is_positive_and_a_third_word_is_a_fault() {
    let named = |spec: &mut Spec| spec.positive = Some("malade".to_owned());
    let report = small("label,score\nmalade,0.9\nsain,0.1\nmalade,0.2\n", named).unwrap();
    assert_eq!(
        (report.strata[0].tp, report.strata[0].fn_),
        (Some(1), Some(1))
    );
    let problem = small("label,score\nmalade,0.9\nsain,0.1\ninconnu,0.2\n", named).unwrap_err();
    assert_eq!(problem.faults.unwrap().first[0].code, "unknown-label");
}

#[test]
fn what_is_no_table_is_refused_by_name() {
    let cases: [(&[u8], &str); 8] = [
        (b"", "empty-file"),
        (b"\xff\xfel\0a\0", "utf-16"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"a,b\0c", "binary"),
        (b"label,label\n1,1\n", "duplicate-column"),
        (b"label,score\n", "no-rows"),
        (b"label,score\n1,0.5\n\"1,0.5\n", "unclosed-quote"),
        (b"other,score\n1,0.5\n", "no-such-column"),
    ];
    for (bytes, code) in cases {
        let found = Table::stream(Box::new(bytes), &Format::default())
            .and_then(|table| read(&Spec::new("label", "score", 0.5), table, &mut |_| ()));
        assert_eq!(found.unwrap_err().code, code);
    }
    let wide = format!("label,score{}\n1,0.5\n", ",x".repeat(1_000_000));
    assert_eq!(small(&wide, |_| ()).unwrap_err().code, "too-many-columns");
    let many: String = (0..1_100).map(|row| format!("1,0.5,p{row}\n")).collect();
    let grouped = |spec: &mut Spec| spec.groups = vec![("g".to_owned(), "g".to_owned())];
    let problem = small(&format!("label,score,g\n{many}"), grouped).unwrap_err();
    assert_eq!(problem.code, "too-many-values");
    let endless = format!("label,score\n1,0.{}", "5".repeat(20_000_000));
    assert_eq!(small(&endless, |_| ()).unwrap_err().code, "line-too-long");
}

#[test]
fn a_damaged_parquet_file_is_refused_and_never_panics() {
    let Some(corpus) = corpus() else { return };
    let whole = std::fs::read(corpus.join("predictions/edge_cases.parquet")).unwrap();
    let spec = Spec::new("y_true", "y_score", 0.5);
    let mut refused = 0;
    for cut in (0..whole.len()).step_by(7) {
        let mut damaged = whole.clone();
        if cut % 2 == 0 {
            damaged.truncate(cut.max(4));
        } else {
            damaged[cut] ^= 0x55;
        }
        let found = Table::open(Box::new(std::io::Cursor::new(damaged)), &Format::default())
            .and_then(|table| read(&spec, table, &mut |_| ()));
        refused += usize::from(found.is_err());
    }
    assert!(refused > 200, "{refused}");
}

mod tallies {
    use super::*;
    use garant_measure::predictions::Tally;
    use proptest::prelude::*;

    const SEX: [&str; 3] = ["f", "m", ""];
    const AGE: [&str; 4] = ["0-17", "18-64", "65+", ""];

    fn rows() -> impl Strategy<Value = Vec<(bool, u32, usize, usize)>> {
        proptest::collection::vec(
            (any::<bool>(), 0..=1000_u32, 0..3_usize, 0..4_usize),
            5..400,
        )
    }

    fn text(rows: &[(bool, u32, usize, usize)]) -> String {
        let mut text = "label,score,sex,age\n".to_owned();
        for (label, score, sex, age) in rows {
            let score = f64::from(*score) / 1000.0;
            text.push_str(&format!(
                "{},{score},{},{}\n",
                u8::from(*label),
                SEX[*sex],
                AGE[*age]
            ));
        }
        text
    }

    fn spec() -> Spec {
        let mut spec = Spec::new("label", "score", 0.5);
        spec.groups = ["sex", "age"]
            .map(|it| (it.to_owned(), it.to_owned()))
            .to_vec();
        spec.cross = vec![vec!["sex".to_owned(), "age".to_owned()]];
        spec
    }

    fn tally(rows: &[(bool, u32, usize, usize)]) -> Tally {
        let table = Table::stream(
            Box::new(std::io::Cursor::new(text(rows))),
            &Format::default(),
        );
        read(&spec(), table.unwrap(), &mut |_| ()).unwrap().tally
    }

    proptest! {
        #[test]
        fn of_a_file_cut_in_five_add_up_to_the_whole(rows in rows()) {
            let whole = tally(&rows);
            let parts = rows.chunks(rows.len().div_ceil(5)).map(tally);
            let merged = parts.reduce(|sum, part| sum.merge(&part).unwrap()).unwrap();
            prop_assert_eq!(&merged, &whole);
            let json = serde_json::to_vec(&whole).unwrap();
            prop_assert_eq!(&Tally::parse(&json).unwrap(), &whole);
        }

        #[test]
        fn bounds_of_a_tally_hold_the_area_that_scores_give(rows in rows()) {
            let whole = tally(&rows);
            let table = Table::stream(Box::new(std::io::Cursor::new(text(&rows))), &Format::default());
            let reading = read(&spec(), table.unwrap(), &mut |_| ()).unwrap();
            let full = Report::new(&whole, reading.ranks.as_ref(), &Options::default()).unwrap();
            let alone = Report::new(&whole, None, &Options::default()).unwrap();
            for (full, alone) in full.strata.iter().zip(&alone.strata) {
                prop_assert_eq!(alone.auroc, Figure::default());
                if let (Some(value), Some(bounds)) = (full.auroc.value, alone.auroc_bounds) {
                    prop_assert!(bounds.low <= value + 1e-12 && value <= bounds.high + 1e-12);
                }
            }
        }

        /// An attacker has the report as it is told, and knows that parts add up to wholes.
        #[test]
        fn no_masked_count_follows_from_a_masked_report(rows in rows()) {
            let tally = tally(&rows);
            let report = Report::new(&tally, None, &Options::default()).unwrap().mask(&tally);
            let key = |sex: Option<usize>, age: Option<usize>| {
                let mut by = garant_measure::predictions::By::new();
                let value = |it: &str| (!it.is_empty()).then(|| it.to_owned());
                if let Some(sex) = sex { by.insert("sex".to_owned(), value(SEX[sex])); }
                if let Some(age) = age { by.insert("age".to_owned(), value(AGE[age])); }
                by
            };
            // Every sum that holds: whole, then parts.
            let mut sums = vec![
                (key(None, None), (0..3).map(|sex| key(Some(sex), None)).collect::<Vec<_>>()),
                (key(None, None), (0..4).map(|age| key(None, Some(age))).collect()),
                (key(None, None), (0..12).map(|it| key(Some(it % 3), Some(it / 3))).collect()),
            ];
            sums.extend((0..3).map(|sex| (key(Some(sex), None), (0..4).map(|age| key(Some(sex), Some(age))).collect())));
            sums.extend((0..4).map(|age| (key(None, Some(age)), (0..3).map(|sex| key(Some(sex), Some(age))).collect())));
            let mut known: std::collections::BTreeMap<_, [u64; 4]> = report
                .strata
                .iter()
                .filter_map(|it| Some((it.by.clone(), [it.tp?, it.fp?, it.tn?, it.fn_?])))
                .collect();
            let exists = |by: &garant_measure::predictions::By| report.strata.iter().any(|it| it.by == *by);
            let told = known.len();
            loop {
                let before = known.len();
                for (whole, parts) in &sums {
                    if !exists(whole) { continue; }
                    let parts: Vec<_> = parts.iter().filter(|part| exists(part)).collect();
                    let hidden: Vec<_> = parts.iter().filter(|part| !known.contains_key(*part)).collect();
                    let sum = parts.iter().filter_map(|part| known.get(*part)).fold([0; 4], |sum, own| {
                        std::array::from_fn(|cell| sum[cell] + own[cell])
                    });
                    match (known.get(whole).copied(), hidden.as_slice()) {
                        (None, []) => { known.insert(whole.clone(), sum); }
                        (Some(whole), [only]) => {
                            let rest = std::array::from_fn(|cell| whole[cell] - sum[cell]);
                            known.insert((**only).clone(), rest);
                        }
                        // The hidden ones together must not be few either.
                        (Some(whole), [_, _, ..]) => {
                            let rest: u64 = (0..4).map(|cell| whole[cell] - sum[cell]).sum();
                            prop_assert!(rest == 0 || rest > 10, "{rest} rows are hidden together");
                        }
                        _ => {}
                    }
                }
                if known.len() == before { break; }
            }
            prop_assert_eq!(known.len(), told, "a masked stratum follows from the others");
            // Sums of several crossings give nothing away: a crossing shows whole, beside all its groups, or not at all.
            let crossed = |it: &&Stratum| it.by.len() > 1;
            if report.strata.iter().any(|it| it.masked) {
                prop_assert!(report.strata.iter().filter(crossed).all(|it| it.masked));
            }
            for stratum in &report.strata {
                if let Some(n) = stratum.n { prop_assert!(n == 0 || n > 10); }
                for rate in stratum.rates.values() {
                    if let Some(n) = rate.n { prop_assert!(n == 0 || n > 10); }
                }
            }
            for gap in report.gaps.iter().filter(|gap| !gap.masked) {
                let reference = [(gap.attribute.clone(), Some(gap.reference.clone()))].into();
                let hidden = |by| report.stratum(by).is_some_and(|it| it.masked);
                prop_assert!(!hidden(&gap.by) && !hidden(&reference));
            }
        }
    }
}
