//! One audit in every format: the same verdicts, and what each format needs.
#![expect(
    clippy::indexing_slicing,
    reason = "a missing part of a document stops the test"
)]

mod junit;
mod runs;
mod sarif;
mod workbook;

use std::collections::BTreeMap;

use garant_core::Audit;
use garant_core::audience::Audience;
use garant_core::redact::redact;
use garant_report::{Assets, Format, Options, render};
use garant_rules::Lang;
use serde_json::Value;

use crate::findings_csv::records;
use crate::harness::EXAMPLES;
use crate::language::audited;

pub(crate) use workbook::cells;

/// Reads codes and verdicts out of a file.
type Reading = fn(&str) -> Vec<(String, String)>;

/// An example's audit.
fn example(name: &str) -> Audit {
    audited(name, None)
}

fn text(audit: &Audit, options: Options) -> String {
    let rendered = render(audit, options, &Assets::default()).unwrap();
    rendered.into_text().unwrap()
}

/// What the audit says: the verdict of each code, an accepted risk apart.
fn told(audit: &Audit) -> BTreeMap<String, String> {
    let state = |finding: &garant_core::finding::Finding| match finding.disposition {
        garant_core::verdict::Disposition::Waived => "waived".to_owned(),
        garant_core::verdict::Disposition::Open => finding.verdict.code().to_owned(),
    };
    let all = audit.findings.iter();
    all.map(|finding| (finding.code.clone(), state(finding)))
        .collect()
}

fn of_csv(text: &str) -> Vec<(String, String)> {
    let mut rows = records(text).into_iter();
    let head = rows.next().unwrap();
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let (code, verdict) = (at("code"), at("verdict_code"));
    rows.map(|row| (row[code].clone(), row[verdict].clone()))
        .collect()
}

fn of_sarif(text: &str) -> Vec<(String, String)> {
    let log: Value = serde_json::from_str(text).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap().clone();
    results
        .into_iter()
        .map(|result| {
            let waived = result["suppressions"]
                .as_array()
                .is_some_and(|all| !all.is_empty());
            let verdict = match result["kind"].as_str().unwrap() {
                "pass" => "met",
                "fail" if waived => "waived",
                "fail" => "not-met",
                "open" | "review" => "undetermined",
                "notApplicable" => "not-applicable",
                other => panic!("{other}"),
            };
            assert_eq!(result["properties"]["verdict"], verdict);
            let code = result["properties"]["criterion"].as_str().unwrap();
            (code.to_owned(), verdict.to_owned())
        })
        .collect()
}

fn of_junit(text: &str) -> Vec<(String, String)> {
    let cases = junit::read(text).cases.into_iter();
    cases
        .map(|case| {
            let code = case.name.split(' ').next().unwrap().to_owned();
            let verdict = match (case.tag.as_str(), case.kind.as_str()) {
                ("", _) => "met",
                ("failure", "not-met") => "not-met",
                ("error", "undetermined") => "undetermined",
                ("skipped", kind) => kind,
                other => panic!("{other:?}"),
            };
            (code, verdict.to_owned())
        })
        .collect()
}

#[test]
fn every_format_tells_each_verdict_once_and_the_same() {
    for name in EXAMPLES {
        let whole = example(name);
        // Verdicts are the same for every audience: one example shows it for the formats.
        let audiences = [Audience::Internal, Audience::Client, Audience::Public];
        let asked = if name == "echographie" { 3 } else { 1 };
        for audience in audiences.into_iter().take(asked) {
            let audit = redact(whole.clone(), audience).unwrap();
            let wanted = told(&audit);
            for lang in Lang::ALL {
                let formats: [(Format, Reading); 3] = [
                    (Format::Csv, of_csv),
                    (Format::Sarif, of_sarif),
                    (Format::Junit, of_junit),
                ];
                for (format, read) in formats {
                    let found = read(&text(&audit, Options::new(format, lang)));
                    assert_eq!(found.len(), wanted.len(), "{name} {format:?}");
                    let found: BTreeMap<String, String> = found.into_iter().collect();
                    assert_eq!(found, wanted, "{name} {format:?}");
                }
                let checks = of_csv(&text(&audit, Options::new(Format::CsvChecks, lang)));
                let checks: BTreeMap<String, String> = checks.into_iter().collect();
                assert_eq!(checks, wanted, "{name}");
            }
        }
    }
}

#[test]
fn a_silent_file_passes_in_no_format() {
    let audit = crate::harness::judged("garant = 1\n", "2026-11-23");
    let wanted = told(&audit);
    let open = wanted
        .values()
        .filter(|verdict| *verdict != "not-applicable");
    assert!(open.clone().count() > 50);
    assert!(open.clone().all(|verdict| verdict == "undetermined"));
    let found = junit::read(&text(&audit, Options::new(Format::Junit, Lang::Fr)));
    assert_eq!(found.errors, open.count());
    for undetermined in garant_report::Undetermined::ALL {
        let options = Options::new(Format::Junit, Lang::Fr).undetermined(undetermined.1);
        let passed = junit::read(&text(&audit, options)).cases;
        assert!(passed.iter().all(|case| !case.tag.is_empty()));
    }
    let log: Value =
        serde_json::from_str(&text(&audit, Options::new(Format::SarifGithub, Lang::En))).unwrap();
    let said = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(said["descriptor"]["id"], "undetermined-not-shown");
    assert!(
        said["message"]["text"]
            .as_str()
            .unwrap()
            .contains("no success")
    );
}

#[test]
fn the_same_audit_gives_the_same_bytes_in_every_format() {
    let audit = example("scribe");
    for (name, format) in Format::ALL {
        for lang in Lang::ALL {
            let options = Options::new(format, lang);
            let one = render(&audit, options, &Assets::default()).unwrap();
            let other = render(&audit.clone(), options, &Assets::default()).unwrap();
            assert!(one.bytes() == other.bytes(), "{name}");
            assert!(!one.bytes().is_empty(), "{name}");
        }
    }
}

#[test]
fn each_name_and_each_ending_leads_to_its_format() {
    for (name, format) in Format::ALL {
        assert_eq!(Format::named(name), Some(format));
    }
    for (ending, format) in Format::ENDINGS {
        assert_eq!(Format::of_file(&format!("out/audit{ending}")), Some(format));
    }
    for other in ["audit", "audit.pdf", "json", "audit.sarif.gz", ""] {
        assert_eq!(Format::of_file(other), None, "{other}");
    }
}
