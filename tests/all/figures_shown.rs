//! Figures in each format and language: what stands where there is no number, what is masked, and names that mean harm.

use std::collections::BTreeSet;
use std::io::Cursor;

use garant_measure::predictions::{Options, Report, Spec, read};
use garant_measure::table::{Format as Written, Table};
use garant_measure::{drift, oversight, perturbation};
use garant_report::figures::{self, Format, Sheet};
use garant_report::{Assets, Words};
use garant_rules::Lang;

use crate::harness::{files, root};

fn words(lang: Lang) -> Words {
    Words::new(&Assets::default(), lang)
}

fn table(text: &str) -> Table {
    let source = Box::new(Cursor::new(text.as_bytes().to_vec()));
    Table::open(source, &Written::default()).unwrap()
}

fn report(text: &str, attributes: &[&str], mask: bool) -> Report {
    let mut spec = Spec::new("y", "p", 0.5);
    let own = |name: &&str| ((*name).to_owned(), (*name).to_owned());
    spec.groups = attributes.iter().map(own).collect();
    spec.unit = Some("exam".to_owned());
    spec.exclude_missing_label = true;
    let reading = read(&spec, table(text), &mut |_| ()).unwrap();
    let ranks = reading.ranks.as_ref();
    let report = Report::new(&reading.tally, ranks, &Options::default()).unwrap();
    if mask {
        report.mask(&reading.tally)
    } else {
        report
    }
}

/// Forty rows of two sexes, a group without positives, a row without a group, one without an outcome, scores at the threshold.
fn small() -> String {
    let mut text = "y,p,sex,site\n".to_owned();
    for index in 0..40 {
        let y = u8::from(index % 4 == 0);
        let score = f64::from((index * 7) % 20) / 20.0;
        let sex = if index % 3 == 0 { "M" } else { "F" };
        let site = if index % 4 == 1 { "Lille" } else { "Lyon" };
        text.push_str(&format!("{y},{score},{sex},{site}\n"));
    }
    text.push_str("1,0.9,,Lyon\n,0.2,F,Lyon\n");
    text
}

fn shown(sheet: &Sheet, format: Format, lang: Lang) -> String {
    figures::render(sheet, format, &words(lang), &Assets::default(), None).unwrap()
}

const FORMATS: [(&str, Format); 4] = [
    ("text", Format::Text),
    ("md", Format::Markdown),
    ("csv", Format::Csv),
    ("svg", Format::Svg),
];

#[test]
fn a_small_table_in_every_format_and_language() {
    for (mask, name) in [(false, "shown"), (true, "masked")] {
        let report = report(&small(), &["sex", "site"], mask);
        for lang in Lang::ALL {
            let sheet = figures::of_predictions(&report, &words(lang));
            for (ending, format) in FORMATS {
                // Masked, only what differs in kind is kept.
                if mask && (lang == Lang::En || format == Format::Markdown) {
                    continue;
                }
                let text = shown(&sheet, format, lang);
                insta::assert_snapshot!(format!("figures-{name}-{}.{ending}", lang.code()), text);
            }
        }
    }
}

#[test]
fn a_line_of_text_has_at_most_100_columns_and_no_cell_is_blank() {
    let long = "x".repeat(900);
    let text = format!("{}1,0.7,{long},{long}y\n0,0.7,{long},{long}z\n", small());
    for mask in [false, true] {
        let report = report(&text, &["sex", "site"], mask);
        for lang in Lang::ALL {
            let sheet = figures::of_predictions(&report, &words(lang));
            let text = shown(&sheet, Format::Text, lang);
            for line in text.lines() {
                assert!(line.chars().count() <= 100, "{line}");
            }
            for table in &sheet.tables {
                for row in &table.rows {
                    assert_eq!(row.cells.len() + 1, table.columns.len(), "{}", table.id);
                    assert!(row.cells.iter().all(|cell| !cell.text.is_empty()));
                }
            }
            // Both ends of a name stay, so that two long ones stay apart.
            assert!(shown(&sheet, Format::Svg, lang).contains("xy</text>") || text.contains("xy"));
        }
    }
}

#[test]
fn a_masked_group_has_no_number_and_no_mark() {
    let report = report(&small(), &["site"], true);
    let sheet = figures::of_predictions(&report, &words(Lang::En));
    let masked: Vec<_> = report.strata.iter().filter(|own| own.masked).collect();
    assert!(!masked.is_empty());
    for line in shown(&sheet, Format::Csv, Lang::En)
        .lines()
        .filter(|line| line.ends_with(",masked"))
    {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells.get(3..7), Some(&["", "", "", ""][..]), "{line}");
    }
    let svg = shown(&sheet, Format::Svg, Lang::En);
    // What follows the rows is the key.
    let (rows, _) = svg.rsplit_once("<g font-size=").unwrap();
    let marks = rows.matches("<circle").count() + rows.matches("l7 7-7 7-7-7z").count();
    let told = report
        .strata
        .iter()
        .skip(1)
        .filter(|own| !own.masked)
        .count();
    assert_eq!(marks, told);
    assert!(svg.contains("font-style=\"italic\">masked<"));
}

#[test]
fn hostile_names_stay_in_place() {
    let names = [
        "<script>alert(1)</script>",
        "{{7*7}}",
        "=1+1",
        "+1",
        "@SUM(A1)",
        "-2+3",
        "\u{202e}abc",
        "a | b",
        "`x` [l](javascript:1)",
        "</title></svg>",
    ];
    let mut text = "y,p,sex\n".to_owned();
    for name in names {
        for row in ["1,0.9", "0,0.1", "1,0.2"] {
            text.push_str(&format!("{row},{name}\n"));
        }
    }
    let report = report(&text, &["sex"], false);
    for lang in Lang::ALL {
        let sheet = figures::of_predictions(&report, &words(lang));
        for (ending, format) in FORMATS {
            let text = shown(&sheet, format, lang);
            assert!(!text.contains('\u{202e}'), "{ending}");
            assert!(
                text.contains("{{7*7}}") || text.contains("{{7\\*7}}"),
                "{ending}"
            );
            if matches!(format, Format::Svg | Format::Markdown) {
                assert!(!text.contains("<script"), "{ending}");
            }
        }
        let svg = shown(&sheet, Format::Svg, lang);
        assert_eq!(svg.matches("</svg>").count(), 1);
        assert!(!svg.contains("href") && !svg.contains("<style"));
        let csv = shown(&sheet, Format::Csv, lang);
        for name in ["=1+1", "+1", "@SUM(A1)", "-2+3"] {
            assert!(csv.contains(&format!(",'{name},")), "{name}");
            assert!(!csv.contains(&format!(",{name},")), "{name}");
        }
    }
}

#[test]
fn logs_suites_and_series_are_shown_in_every_format() {
    let log = "suggestion,decision,outcome\n".to_owned() + &"a,a,a\na,b,b\nb,b,a\n".repeat(12);
    let spec = oversight::Spec {
        outcome: Some("outcome".to_owned()),
        ..oversight::Spec::new("suggestion", "decision")
    };
    let log = oversight::read(&spec, table(&log), &mut |_| ()).unwrap();
    let suite =
        "case,variation,expected,observed\n1,none,a,a\n2,none,a,a\n1,noise,a,b\n2,noise,a,a\n";
    let spec = perturbation::Spec::new("case", "variation", "expected", "observed");
    let suite = perturbation::read(&spec, table(suite), &mut |_| ()).unwrap();
    let series = "period,events,n\n2026-01,12,100\n2026-02,31,100\n";
    let values = drift::Values::Events("events".to_owned());
    let series = drift::read(
        &drift::Spec::new("period", "n", values),
        table(series),
        &mut |_| (),
    )
    .unwrap();
    for lang in Lang::ALL {
        let words = words(lang);
        for (name, sheet) in [
            ("oversight", figures::of_oversight(&log, &words)),
            ("perturbation", figures::of_perturbation(&suite, &words)),
            ("drift", figures::of_drift(&series, &words)),
        ] {
            for (_, format) in FORMATS {
                let text = shown(&sheet, format, lang);
                assert!(!text.contains("measure."), "{name}: {text}");
            }
            let text = shown(&sheet, Format::Text, lang);
            insta::assert_snapshot!(format!("figures-{name}-{}", lang.code()), text);
        }
    }
}

/// Every code of a problem or a fault that code can give: the literals beside its makers.
#[test]
fn every_problem_and_fault_has_words() {
    let mut paths = Vec::new();
    for room in [
        "crates/measure/src",
        "crates/cli/src",
        "crates/core/src/measures",
    ] {
        files(&root().join(room), ".rs", &mut paths);
    }
    let problem = regex::Regex::new(r#"Problem::new\(\s*"([a-z0-9-]+)""#).unwrap();
    let documented = regex::Regex::new(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`").unwrap();
    let literal = regex::Regex::new(
        r#"(?:\.push\([^;"]*?|fault\(\s*|return wrong\([^;"]*?|wrong\([^;"]*?|Wrong[^;"]*?)"([a-z0-9]+(?:-[a-z0-9]+)+)""#,
    )
    .unwrap();
    let mut problems = BTreeSet::new();
    let mut faults = BTreeSet::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        problems.extend(problem.captures_iter(&text).map(|own| own[1].to_owned()));
        let name = path.to_string_lossy().replace('\\', "/");
        if name.contains("/measure/src/") && !name.contains("/sql/") {
            faults.extend(literal.captures_iter(&text).map(|own| own[1].to_owned()));
            // What `bad-rows` may hold stands in the documentation of reads.
            for part in text.split("`bad-rows`").skip(1) {
                let part = part.split("\npub fn").next().unwrap_or_default();
                faults.extend(documented.captures_iter(part).map(|own| own[1].to_owned()));
            }
        }
    }
    assert!(
        problems.len() > 40 && faults.len() > 15,
        "{problems:?} {faults:?}"
    );
    for lang in Lang::ALL {
        let words = words(lang);
        for code in &problems {
            assert!(words.has(&format!("measure.problem.{code}")), "{code}");
        }
        for code in &faults {
            let known = words.has(&format!("measure.fault.{code}"))
                || words.has(&format!("measure.problem.{code}"));
            assert!(known, "{code}");
        }
    }
}
