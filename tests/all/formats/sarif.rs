//! SARIF: kinds and levels, places, fingerprints, and what GitHub makes of it.

use garant_report::{Format, Options, Undetermined};
use garant_rules::Lang;
use serde_json::Value;

use super::{EXAMPLES, example, text};
use crate::harness::{garant, judged, root};

fn run(audit: &garant_core::Audit, format: Format, undetermined: Undetermined) -> Value {
    let options = Options::new(format, Lang::Fr).undetermined(undetermined);
    let mut log: Value = serde_json::from_str(&text(audit, options)).unwrap();
    log["runs"][0].take()
}

fn results(run: &Value) -> &[Value] {
    run["results"].as_array().unwrap()
}

#[test]
fn only_failures_have_a_level_and_suppressions_are_all_or_none() {
    let audit = example("echographie");
    let full = run(&audit, Format::Sarif, Undetermined::Error);
    for result in results(&full) {
        let fails = result["kind"] == "fail";
        assert_eq!(result["level"] != "none", fails, "{result}");
        assert!(result["suppressions"].is_array());
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(
            full["tool"]["driver"]["rules"][index]["id"],
            result["ruleId"]
        );
    }
    let waived: Vec<&Value> = results(&full)
        .iter()
        .filter(|result| result["suppressions"] != Value::Array(Vec::new()))
        .collect();
    assert_eq!(waived.len(), 1);
    assert_eq!(waived[0]["level"], "note");
    let said = waived[0]["suppressions"][0]["justification"]
        .as_str()
        .unwrap();
    assert!(said.starts_with("Risque accepté jusqu’au"), "{said}");
}

#[test]
fn a_place_is_what_the_file_holds_there() {
    for name in EXAMPLES {
        let path = root().join("examples").join(name).join("garant.toml");
        let file = std::fs::read_to_string(path).unwrap();
        let lines: Vec<&str> = file.lines().collect();
        let full = run(&example(name), Format::Sarif, Undetermined::Error);
        let mut snippets = 0;
        for result in results(&full) {
            let places = result["locations"].as_array().unwrap();
            let others = result["relatedLocations"].as_array();
            for place in places.iter().chain(others.into_iter().flatten()) {
                let place = &place["physicalLocation"];
                let Some(region) = place.get("region") else {
                    continue;
                };
                assert_eq!(place["artifactLocation"]["uri"], "garant.toml");
                let at = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
                let (line, end) = (at("startLine"), at("endLine"));
                assert!(line >= 1 && line <= end && end <= lines.len());
                let Some(snippet) = region["snippet"]["text"].as_str() else {
                    continue;
                };
                let (from, to) = (at("startColumn") - 1, at("endColumn") - 1);
                let held: String = lines[line - 1].chars().skip(from).take(to - from).collect();
                assert_eq!(snippet, held, "{name} {line}");
                snippets += 1;
            }
        }
        assert!(snippets > 20, "{name} {snippets}");
    }
}

#[test]
fn a_fingerprint_survives_an_edit_and_no_two_are_the_same() {
    let descriptor = "garant = 1\n[system]\nname = \"Essai\"\nphase = \"framing\"\n";
    let marks = |text: &str| -> Vec<String> {
        let audit = judged(text, "2026-11-23");
        let full = run(&audit, Format::Sarif, Undetermined::Error);
        results(&full)
            .iter()
            .map(|result| result["partialFingerprints"].to_string())
            .collect()
    };
    let one = marks(descriptor);
    assert_eq!(one, marks(&format!("# une ligne de plus\n\n{descriptor}")));
    let mut all = one.clone();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), one.len());
}

#[test]
fn github_gets_what_is_open_alone_with_all_that_it_needs() {
    let audit = example("echographie");
    for (undetermined, kinds) in [
        (Undetermined::Error, &["not-met"][..]),
        (Undetermined::Failure, &["not-met", "undetermined"][..]),
    ] {
        let alerts = run(&audit, Format::SarifGithub, undetermined);
        let mut wanted: Vec<&str> = audit
            .findings
            .iter()
            .filter(|finding| finding.disposition == garant_core::verdict::Disposition::Open)
            .filter(|finding| kinds.contains(&finding.verdict.code()) && !finding.draft)
            .map(|finding| finding.criterion.as_str())
            .collect();
        wanted.sort_unstable();
        let mut found: Vec<&str> = results(&alerts)
            .iter()
            .map(|result| result["ruleId"].as_str().unwrap())
            .collect();
        found.sort_unstable();
        assert_eq!(found, wanted);
        for result in results(&alerts) {
            assert_eq!(result["kind"], "fail");
            assert!(result.get("suppressions").is_none());
            assert_eq!(result["locations"].as_array().unwrap().len(), 1);
            let region = &result["locations"][0]["physicalLocation"]["region"];
            for key in ["startLine", "startColumn", "endLine", "endColumn"] {
                assert!(region[key].as_u64().unwrap() > 0);
            }
            let open = result["properties"]["verdict"] == "undetermined";
            assert!(!(open && result["level"] == "error"), "{result}");
        }
        for rule in alerts["tool"]["driver"]["rules"].as_array().unwrap() {
            for key in ["shortDescription", "fullDescription", "help"] {
                let said = rule[key]["text"].as_str().unwrap();
                assert!(!said.trim().is_empty());
                assert!(key == "help" || said.chars().count() <= 1024);
            }
            assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 10);
            assert!(rule["properties"].get("security-severity").is_none());
        }
    }
}

#[test]
fn an_error_is_what_a_binding_text_requires() {
    let mut errors = 0;
    for name in EXAMPLES {
        let audit = example(name);
        let alerts = run(&audit, Format::SarifGithub, Undetermined::Failure);
        for result in results(&alerts) {
            let mut all = audit.findings.iter();
            let finding = all
                .find(|one| result["ruleId"] == one.criterion.as_str())
                .unwrap();
            let binds = finding
                .sources
                .iter()
                .any(|source| source.relation == "requires" && source.status.code() == "binds");
            let failing = finding.verdict.code() == "not-met";
            assert_eq!(result["level"] == "error", binds && failing, "{result}");
            errors += usize::from(binds && failing);
        }
    }
    assert!(errors > 0);
}

#[test]
fn a_path_is_relative_and_encoded() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("projet à moi");
    std::fs::create_dir(&below).unwrap();
    std::fs::write(below.join("g[1]:.toml"), "garant = 1\n").unwrap();
    let args = [
        "audit",
        "projet à moi/g[1]:.toml",
        "--as-of",
        "2026-11-23",
        "--format",
        "sarif",
    ];
    let out = garant(folder.path(), &args);
    let log: Value = serde_json::from_slice(&out.stdout).unwrap();
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    let wanted = "projet%20%C3%A0%20moi/g%5B1%5D%3A.toml";
    assert_eq!(place["artifactLocation"]["uri"], wanted);
    let id = log["runs"][0]["automationDetails"]["id"].as_str().unwrap();
    assert!(id.ends_with(&format!("/{wanted}/")), "{id}");
}
