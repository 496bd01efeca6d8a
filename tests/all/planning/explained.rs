//! A criterion on a project: its tree, and what would change it.

use garant_core::Request;
use garant_core::reasoning::{Branch, Reasoning};
use garant_core::verdict::Verdict;
use garant_rules::Truth;

use super::{TODAY, examples, today};
use crate::harness::{catalog, garant, judge, root};

/// What a branch is by its parts.
fn combined(branch: &Branch) -> Truth {
    let parts = || {
        let parts = branch.parts.iter().filter(|part| !part.filter);
        parts.map(|part| part.truth)
    };
    match branch.operator.as_str() {
        "all" => parts().min().unwrap(),
        "any" => parts().max().unwrap(),
        "not" => !parts().next().unwrap(),
        "definition" => parts().next().unwrap(),
        // Entries of which it is unknown whether they count make these unknown: `entries` looks at those.
        _ => branch.truth,
    }
}

fn walk(branch: &Branch, of: &mut dyn FnMut(&Branch)) {
    of(branch);
    for part in &branch.parts {
        walk(part, of);
    }
}

fn branches(reasoning: &Reasoning) -> Vec<&Branch> {
    let checks = reasoning.checks.iter();
    let checks = checks.flat_map(|check| check.applies.iter().chain([&check.require]));
    reasoning.applies.iter().chain(checks).collect()
}

#[test]
fn the_tree_of_each_criterion_on_each_example_agrees_with_its_finding_at_every_node() {
    let judge = judge();
    for (name, text, folder) in examples() {
        let request = Request::new("garant.toml", &text, today());
        for criterion in catalog().criteria.iter().step_by(3) {
            let own = judge.reasoning(&request, &folder, &criterion.id).unwrap();
            let Some(own) = own else { continue };
            for (check, found) in own.checks.iter().zip(&own.finding.checks) {
                let open = check
                    .applies
                    .as_ref()
                    .is_some_and(|own| own.truth == Truth::Unknown);
                if !open {
                    assert_eq!(
                        check.require.truth, found.truth,
                        "{name} {}",
                        criterion.code
                    );
                }
            }
            let applies = own.finding.applies.as_ref().map(|own| own.truth);
            assert_eq!(own.applies.as_ref().map(|own| own.truth), applies);
            for branch in branches(&own) {
                walk(branch, &mut |branch| {
                    assert_eq!(
                        combined(branch),
                        branch.truth,
                        "{name} {} {branch:#?}",
                        criterion.code
                    );
                    let leaf = branch.parts.is_empty();
                    assert_eq!(leaf, !branch.read.is_empty(), "{name} {branch:#?}");
                    for trace in &branch.read {
                        let line = trace.line.unwrap();
                        let shown = text.lines().nth(line - 1).unwrap();
                        let kept = trace.text.as_deref().unwrap_or_default();
                        assert!(shown.starts_with(kept.trim_end_matches('…')) || trace.truncated);
                    }
                });
            }
        }
    }
}

#[test]
fn what_would_change_a_criterion_is_the_steps_of_the_plan_for_it() {
    let judge = judge();
    for (name, text, folder) in examples() {
        let request = Request::new("garant.toml", &text, today());
        let whole = judge.plan(&request, &folder).unwrap();
        for code in whole
            .before
            .failing
            .iter()
            .chain(&whole.before.undetermined)
            .take(3)
        {
            let plan = judge.plan_of(&request, &folder, code).unwrap();
            assert_eq!(plan.blocked, [], "{name} {code}");
            assert!(!plan.is_done(), "{name} {code}");
            assert_eq!(plan.criterion.as_ref(), Some(code));
            // What the gate has closed stays so.
            let open = whole.before.failing.iter();
            let open: Vec<&String> = open.chain(&whole.before.undetermined).collect();
            let serves = plan.steps.iter().flat_map(|step| &step.serves);
            assert!(
                serves
                    .map(|serves| &serves.criterion)
                    .all(|own| own == code || !open.contains(&own)),
                "{name} {code}"
            );
            let last = plan
                .steps
                .iter()
                .flat_map(|step| &step.turns)
                .rfind(|turn| turn.criterion == *code);
            let last = last.unwrap_or_else(|| panic!("{name} {code}"));
            assert!(
                matches!(last.to, Verdict::Met | Verdict::NotApplicable),
                "{name} {code}"
            );
        }
    }
}

#[test]
fn the_terminal_shows_the_tree_with_lines_and_the_steps() {
    let args = [
        "explain",
        "EQU-03",
        "examples/echographie/garant.toml",
        "--as-of",
        TODAY,
    ];
    let out = garant(&root(), &[&args[..], &["--lang", "fr"]].concat());
    assert_eq!(out.status.code(), Some(0));
    let told = String::from_utf8(out.stdout).unwrap();
    insta::assert_snapshot!("explain_fr", told);
    let met = garant(
        &root(),
        &[
            "explain",
            "TRA-08",
            "examples/imagerie/garant.toml",
            "--as-of",
            TODAY,
            "--lang",
            "en",
        ],
    );
    let told = String::from_utf8(met.stdout).unwrap();
    assert!(told.contains("Nothing is left to do."), "{told}");
}

#[test]
fn each_text_says_whether_it_binds_the_project_and_another_s_duty_is_told_as_such() {
    let judge = judge();
    let text = std::fs::read_to_string(root().join("examples/imagerie/garant.toml")).unwrap();
    let request = Request::new("garant.toml", &text, today());
    let audit = crate::harness::judge()
        .audit(&request, &garant_core::NoFiles)
        .unwrap();
    let explained = |id: &str| {
        let path = "examples/imagerie/garant.toml";
        let args = ["explain", id, path, "--as-of", TODAY, "--lang", "en"];
        String::from_utf8(garant(&root(), &args).stdout).unwrap()
    };
    let required = audit.findings.iter().filter(|found| {
        let mut sources = found.sources.iter();
        sources.any(|source| source.relation == "requires" && source.status.code() == "binds")
    });
    let required: Vec<_> = required.take(2).collect();
    assert!(!required.is_empty());
    for found in required {
        let told = explained(&found.code);
        let (_, sources) = told.split_once("required by").unwrap();
        assert!(sources.contains("(binds this project"), "{told}");
    }
    // Without a project, nothing is said of what binds it.
    let alone = garant(&root(), &["explain", "EQU-03", "--lang", "en"]);
    assert!(
        !String::from_utf8(alone.stdout)
            .unwrap()
            .contains("this project)")
    );
    let other = catalog().criteria.iter().find_map(|criterion| {
        let found = judge
            .reasoning(&request, &garant_core::NoFiles, &criterion.id)
            .ok()??;
        (found.finding.reason.as_deref() == Some("other-actor")).then_some(&criterion.code)
    });
    let told = explained(other.unwrap());
    assert!(told.trim_end().ends_with("Another actor's duty"), "{told}");
}

#[test]
fn a_criterion_of_a_project_is_told_as_json_and_one_alone_is_not() {
    let path = "examples/triage/garant.toml";
    let args = [
        "explain", "EQU-03", path, "--as-of", TODAY, "--format", "json",
    ];
    let out = garant(&root(), &args);
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    let whole: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(whole["descriptor"], path);
    let own: Reasoning = serde_json::from_value(whole["reasoning"].clone()).unwrap();
    assert_eq!(own.finding.code, "EQU-03");
    assert!(!own.checks.is_empty());
    let alone = ["explain", "EQU-03", "--format", "json", "--lang", "en"];
    let out = garant(&root(), &alone);
    let told = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2), "{told}");
    assert!(
        told.contains("add the descriptor") && out.stdout.is_empty(),
        "{told}"
    );
}

#[test]
fn a_name_that_is_near_none_is_told_without_a_nearest() {
    let out = garant(&root(), &["explain", "ZZZ-99", "--lang", "en"]);
    let told = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2), "{told}");
    assert!(
        !told.contains("nearest") && told.contains("garant list criteria"),
        "{told}"
    );
    let out = garant(&root(), &["explain", "EQU-99", "--lang", "en"]);
    assert!(
        String::from_utf8(out.stderr)
            .unwrap()
            .contains("nearest: `EQU-")
    );
}
