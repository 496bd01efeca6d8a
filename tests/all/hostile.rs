//! Broken, hostile and empty descriptors: each message names file, line and remedy; nothing is written.

use std::fs;

use garant_core::gate::State;
use garant_core::verdict::Verdict;
use garant_source::Severity;

use crate::harness::{catalog, finding, garant, judged, try_audit};

#[test]
fn an_empty_descriptor_meets_nothing() {
    let audit = judged("garant = 1\n", "2026-11-23");
    assert_eq!(audit.gate.state, State::Inconclusive);
    assert!(audit.findings.iter().all(|finding| matches!(
        finding.verdict,
        Verdict::Undetermined | Verdict::NotApplicable
    )));
    for finding in &audit.findings {
        assert!(finding.checks.iter().all(|check| !check.read.is_empty()));
    }
}

fn codes(text: &str) -> Vec<(&'static str, usize)> {
    try_audit(text, "2026-11-23")
        .unwrap_err()
        .iter()
        .map(|problem| (problem.code, problem.line))
        .collect()
}

#[test]
fn every_problem_is_told_at_once_with_its_line() {
    let text = "garant = 1\n\
        [system]\n\
        versoin = \"1\"\n\
        phase = \"monitorring\"\n\
        in-service-since = \"2026-01-01\"\n\
        [qualification]\n\
        generative = \"true\"\n\
        [[data.datasets]]\n\
        id = \"a\"\n\
        role = \"train\"\n\
        prevalence = 12\n\
        [[data.datasets]]\n\
        id = \"a\"\n\
        role = \"test\"\n";
    assert_eq!(
        codes(text),
        [
            ("unknown-key", 3),
            ("unknown-choice", 4),
            ("date-as-text", 5),
            ("bool-as-text", 7),
            ("out-of-range", 11),
            ("duplicate-id", 13),
        ]
    );
}

#[test]
fn a_date_that_does_not_exist_is_told_with_the_rest() {
    let text = "garant = 1\n[system]\nin-service-since = 2026-02-30\nversoin = \"1\"\n";
    assert_eq!(codes(text), [("impossible-date", 3), ("unknown-key", 4)]);
}

#[test]
fn unknown_words_come_with_the_nearest_known() {
    let problems = try_audit("garant = 1\n[systeme]\nname = \"x\"\n", "2026-11-23").unwrap_err();
    assert_eq!(problems[0].args["nearest"], "system");
}

#[test]
fn placeholders_are_no_answers() {
    for text in [
        "N/A",
        "à compléter",
        " TBD. ",
        "none",
        "…",
        "",
        "Néant",
        // Other spaces, and signs that do not show.
        "à\u{a0}compléter",
        "N / A",
        "N\u{200b}/A",
        "not  specified",
        "\u{3164}",
    ] {
        let descriptor = format!(
            "garant = 1\n[intended-use]\npurpose = \"{text}\"\npopulation = \"adultes\"\n\
             users = [\"sages-femmes\"]\nout-of-scope = [\"grossesse gémellaire\"]\n\
             decision-role = \"inform\"\n"
        );
        let audit = judged(&descriptor, "2026-11-23");
        let finding = finding(&audit, "TRA-08");
        assert_eq!(finding.verdict, Verdict::Undetermined, "{text}");
        assert_eq!(finding.reason.as_deref(), Some("placeholder"), "{text}");
    }
}

#[test]
fn files_that_are_no_descriptors_are_refused_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("latin.toml"), b"garant = 1\n# \xe9\n").unwrap();
    fs::write(folder.path().join("empty.toml"), "").unwrap();
    fs::write(folder.path().join("broken.toml"), "garant = \n").unwrap();
    fs::write(folder.path().join("large.toml"), "#".repeat(3 << 20)).unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    for (name, part) in [
        ("latin.toml", "UTF-8"),
        ("empty.toml", "garant init"),
        ("broken.toml", "broken.toml:1"),
        ("large.toml", "2 Mi"),
        ("folder", "garant.toml"),
        ("absent.toml", "garant init"),
    ] {
        let out = garant(
            folder.path(),
            &["audit", name, "-o", "x.html", "--lang", "fr"],
        );
        assert_eq!(out.status.code(), Some(2), "{name}");
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(said.contains(name) && said.contains(part), "{name}: {said}");
        assert!(!folder.path().join("x.html").exists(), "{name}");
    }
}

#[test]
fn hostile_text_stays_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let text = "garant = 1\n[system]\nname = \"<script>x</script>\\u001b[31m\\u202e [a](http://x) | `b` {{ 271 * 37 }}\"\n";
    fs::write(folder.path().join("garant.toml"), text).unwrap();
    let out = garant(
        folder.path(),
        &[
            "audit",
            "--as-of",
            "2026-11-23",
            "-o",
            "a.html",
            "-o",
            "a.md",
            "-o",
            "a.json",
        ],
    );
    assert_eq!(out.status.code(), Some(1));
    let html = fs::read_to_string(folder.path().join("a.html")).unwrap();
    assert!(!html.contains("<script") && html.contains("&lt;script&gt;"));
    assert!(!html.contains('\u{202e}') && !html.contains('\u{1b}'));
    let md = fs::read_to_string(folder.path().join("a.md")).unwrap();
    assert!(!md.contains("<script") && !md.contains("[a](http") && !md.contains("10027"));
    let screen = String::from_utf8(out.stdout).unwrap();
    assert!(!screen.contains('\u{1b}') && !screen.contains('\u{202e}'));
}

/// How many criteria the default profile judges.
fn judged_by_default() -> usize {
    let profile = catalog().profile(&catalog().default_profile).unwrap();
    let criteria = catalog().criteria.iter();
    criteria
        .filter(|own| profile.selects(catalog(), own))
        .count()
}

/// A text is refused with errors that have a place, or judged with a finding for every criterion.
pub(crate) fn sound(text: &str) {
    match try_audit(text, "2026-11-23") {
        Ok(audit) => assert_eq!(audit.findings.len(), judged_by_default()),
        Err(problems) => {
            let errors = problems
                .iter()
                .filter(|problem| problem.severity == Severity::Error);
            assert!(errors.count() > 0, "{text:?}");
            assert!(
                problems
                    .iter()
                    .all(|problem| problem.line >= 1 && problem.column >= 1)
            );
        }
    }
}

#[test]
fn broken_texts_are_refused_and_odd_ones_are_judged() {
    for seed in [
        "[[",
        "a = ",
        "garant = 1\n[[evidence]]\n",
        "garant = 1\nevidence = 3",
        "x = nan",
        "garant = 1e999",
        "[system]\nname = '''\n",
        "[system]\n",
    ] {
        sound(seed);
        assert!(try_audit(seed, "2026-11-23").is_err(), "{seed}");
    }
    sound("\u{feff}garant = 1\r\n");
    assert!(try_audit("\u{feff}garant = 1\r\n", "2026-11-23").is_ok());
}

#[test]
fn examples_cut_or_bent_anywhere_are_judged_or_refused() {
    for name in ["echographie", "scribe", "sante-mentale"] {
        let path = crate::harness::root().join(format!("examples/{name}/garant.toml"));
        let text = fs::read_to_string(path).unwrap();
        let cuts: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .step_by(1201)
            .collect();
        for cut in cuts {
            let (head, tail) = text.split_at(cut);
            sound(head);
            for junk in ["\"", "[", "]]", "=", "\n[a.b]\n", "2026-13-01", "\u{0}"] {
                sound(&format!("{head}{junk}{tail}"));
            }
        }
    }
}

#[test]
fn a_list_that_is_a_table_of_data_is_refused() {
    let text = format!("garant = 1\n{}", "[[data.datasets]]\n".repeat(100_000));
    assert!(codes(&text).contains(&("too-many-entries", 2)));
}

#[test]
fn a_file_that_is_wrong_all_over_is_refused_with_a_thousand_errors() {
    let keys: String = (0..100_000).map(|key| format!("k{key} = 1, ")).collect();
    for text in [
        "=\n".repeat(1_000_000),
        "a = 1\n".repeat(300_000),
        keys.replace(", ", "\n"),
        format!("system = {{ {keys} }}"),
        format!("garant = [{}]", "99999999999999999999,".repeat(90_000)),
    ] {
        let problems = try_audit(&text, "2026-11-23").unwrap_err();
        assert!(problems.len() <= 1_001, "{}", problems.len());
        assert!(
            problems
                .iter()
                .all(|problem| problem.excerpt.chars().count() <= 200)
        );
    }
}
