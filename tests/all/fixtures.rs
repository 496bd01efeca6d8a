//! Fixtures by criterion: each gives the verdict that its name says, and the line marked `#~ VERDICT` is one that decided.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use garant_core::evidence::{Files, Refusal};
use garant_core::finding::Finding;
use garant_core::trace::Trace;
use garant_core::verdict::Verdict;
use garant_core::{Request, audit};
use garant_rules::Truth;

use crate::harness::{catalog, files, root};

/// Every file is there, but those whose path begins with `absent`.
struct Shelf;

impl Files for Shelf {
    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, Refusal> {
        if path.starts_with("absent") {
            return Err(Refusal::Missing);
        }
        Ok(Box::new(Cursor::new(path.as_bytes().to_vec())))
    }
}

/// The reads that decided a verdict: of the checks with the truth that gave it, those of the branches that decided.
fn deciding(finding: &Finding) -> Vec<&Trace> {
    let wanted = match finding.verdict {
        Verdict::Met => Some(Truth::True),
        Verdict::NotMet => Some(Truth::False),
        Verdict::Undetermined => Some(Truth::Unknown),
        Verdict::NotApplicable => None,
    };
    let checks = finding
        .checks
        .iter()
        .filter(|check| check.asked && Some(check.truth) == wanted)
        .flat_map(|check| &check.read);
    let open = matches!(
        finding.verdict,
        Verdict::Undetermined | Verdict::NotApplicable
    );
    let applies = finding
        .applies
        .iter()
        .filter(|applies| open && applies.truth != Truth::True)
        .flat_map(|applies| &applies.read);
    checks
        .chain(applies)
        .chain(&finding.because)
        .filter(|trace| trace.decided)
        .collect()
}

/// What is wrong with a fixture; nothing if it holds.
fn fault(id: &str, stem: &str, text: &str) -> Option<String> {
    let wanted = stem.split("--").next().unwrap();
    let request = Request::new("garant.toml", text, "2026-11-23".parse().unwrap());
    let audit = match audit(catalog(), &request, &Shelf) {
        Ok(audit) => audit,
        Err(problems) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            return Some(format!("no valid descriptor: {}", problems.join("; ")));
        }
    };
    let full = format!("garant/{id}");
    let Some(finding) = audit
        .findings
        .iter()
        .find(|finding| finding.criterion == full)
    else {
        return Some("no such criterion".to_owned());
    };
    if finding.verdict.code() != wanted {
        let checks: Vec<String> = finding
            .checks
            .iter()
            .map(|check| format!("{} {:?} {:?}", check.id, check.truth, check.reason))
            .collect();
        return Some(format!(
            "gives {} ({:?}): {}",
            finding.verdict.code(),
            finding.reason,
            checks.join("; ")
        ));
    }
    let marked: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains(&format!("#~ {wanted}")))
        .map(|(index, _)| index + 1)
        .collect();
    let lines: Vec<usize> = deciding(finding)
        .iter()
        .filter_map(|trace| trace.line)
        .collect();
    if marked.is_empty() {
        return Some("no line is marked".to_owned());
    }
    let strays: Vec<&usize> = marked.iter().filter(|line| !lines.contains(line)).collect();
    (!strays.is_empty()).then(|| format!("lines {strays:?} are marked, lines {lines:?} decided"))
}

#[test]
fn fixtures_give_the_verdict_of_their_name_on_the_marked_line() {
    let mut found = Vec::new();
    files(&root().join("tests/criteria/garant"), ".toml", &mut found);
    let only = std::env::var("GARANT_ONLY").unwrap_or_default();
    let mut faults = Vec::new();
    for path in &found {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let id = path
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        if !only.is_empty() && !only.split(',').any(|only| only == id) {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        if let Some(fault) = fault(&id, &stem, &text) {
            faults.push(format!("{id}/{stem}: {fault}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_verdict_that_a_criterion_can_reach_has_a_fixture() {
    let folder = root().join("tests/criteria/garant");
    let mut missing = Vec::new();
    for criterion in &catalog().criteria {
        let id = criterion.id.split_once('/').unwrap().1;
        let mut found = Vec::new();
        if folder.join(id).is_dir() {
            files(&folder.join(id), ".toml", &mut found);
        }
        let stems: BTreeSet<String> = found
            .iter()
            .map(|path| {
                path.file_stem()
                    .unwrap()
                    .to_string_lossy()
                    .split("--")
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        let mut wanted = vec!["met", "undetermined", "not-applicable"];
        if criterion
            .checks
            .iter()
            .any(|check| check.require.can_be_false())
        {
            wanted.push("not-met");
        }
        missing.extend(
            wanted
                .into_iter()
                .filter(|stem| !stems.contains(*stem))
                .map(|stem| format!("{id}/{stem}")),
        );
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
