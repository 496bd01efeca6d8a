//! Whole projects that answer everything: each criterion is met in one of them, and none is failed or left open in any.

use std::collections::BTreeSet;

use garant_core::fixture::{AS_OF, Shelf};
use garant_core::verdict::Verdict;
use garant_core::{Audit, Request, audit};

use crate::harness::{catalog, files, root};

fn bases() -> Vec<(String, String, Audit)> {
    let mut found = Vec::new();
    files(&root().join("tests/bases"), ".toml", &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let audit = audit(
                catalog(),
                &Request::new("garant.toml", &text, AS_OF),
                &Shelf,
            )
            .unwrap_or_else(|problems| {
                let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
                panic!("{name}: {}", problems.join("\n"))
            });
            (name, text, audit)
        })
        .collect()
}

#[test]
fn no_base_fails_a_criterion_or_leaves_one_open() {
    let mut open = Vec::new();
    for (name, _, audit) in bases() {
        for finding in &audit.findings {
            // What a hospital's supplier owes comes from the supplier's audit, which a descriptor cannot take up yet.
            let waits = finding.reason.as_deref() == Some("not-taken-up")
                && audit.system.acts_as.as_deref() == Some("deployer");
            if matches!(finding.verdict, Verdict::NotMet | Verdict::Undetermined) && !waits {
                let checks: Vec<String> = finding
                    .checks
                    .iter()
                    .filter(|check| check.asked && check.truth != garant_rules::Truth::True)
                    .map(|check| {
                        let paths: Vec<&str> = check
                            .read
                            .iter()
                            .filter(|read| read.decided)
                            .map(|read| read.path.as_str())
                            .collect();
                        format!("{} ({})", check.id, paths.join(", "))
                    })
                    .collect();
                let code = finding.verdict.code();
                let reason = finding.reason.as_deref().unwrap_or("");
                open.push(format!(
                    "{name}: {} {code} {reason}: {}",
                    finding.code,
                    checks.join("; ")
                ));
            }
        }
        assert!(
            audit.diagnostics.is_empty(),
            "{name}: {:?}",
            audit.diagnostics
        );
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
}

#[test]
fn every_criterion_is_met_in_a_base() {
    let bases = bases();
    let met: BTreeSet<&str> = bases
        .iter()
        .flat_map(|(_, _, audit)| &audit.findings)
        .filter(|finding| finding.verdict == Verdict::Met)
        .map(|finding| finding.code.as_str())
        .collect();
    let missing: Vec<&str> = catalog()
        .criteria
        .iter()
        .map(|criterion| criterion.code.as_str())
        .filter(|code| !met.contains(code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_bases_cover_every_phase_role_and_kind_of_project() {
    let bases = bases();
    let phases: BTreeSet<&str> = bases
        .iter()
        .filter_map(|(_, _, audit)| audit.system.phase.as_deref())
        .collect();
    assert_eq!(phases.len(), catalog().phases.len(), "{phases:?}");
    let roles: BTreeSet<&str> = bases
        .iter()
        .filter_map(|(_, _, audit)| audit.system.acts_as.as_deref())
        .collect();
    assert_eq!(roles, BTreeSet::from(["both", "deployer", "supplier"]));
    for fact in [
        "medical-device = true",
        "medical-device = false",
        "in-house = true",
        "generative = true",
        "conducted = true",
    ] {
        assert!(
            bases.iter().any(|(_, text, _)| text.contains(fact)),
            "{fact}"
        );
    }
}
