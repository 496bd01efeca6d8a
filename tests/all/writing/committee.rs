//! The file for a session of the committee.

use std::fs;

use garant_core::Lang;
use garant_core::verdict::Verdict;
use garant_report::documents::{Format, Kind};

use super::{AS_OF, err, example, run, told};
use crate::harness::{EXAMPLES, garant, judged, root};

fn stdout(name: &str, args: &[&str]) -> String {
    let out = run(name, &[&["committee"], args].concat());
    assert_eq!(out.status.code(), Some(0), "{name}: {}", err(&out));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn it_names_all_essential_findings_that_are_open_and_asks_about_them() {
    for name in EXAMPLES {
        let text = example(name);
        let audit = judged(&text, AS_OF);
        let page = told(Kind::Committee, &text, Format::Html, Lang::Fr);
        let (open, rest) = page.split_once("id=\"reservations\"").unwrap();
        let (_, open) = open.split_once("id=\"open\"").unwrap();
        let (_, rest) = rest.split_once("id=\"questions\"").unwrap();
        for own in audit.findings.iter().filter(|own| !own.draft) {
            let is_open = matches!(own.verdict, Verdict::NotMet | Verdict::Undetermined);
            let waived = own.disposition == garant_core::verdict::Disposition::Waived;
            let wanted = own.level == "essential" && is_open && !waived;
            let row = format!("<th scope=\"row\">{} ", own.code);
            assert_eq!(open.contains(&row), wanted, "{name} {}", own.code);
            assert_eq!(
                rest.contains(&format!("({})</span><div", own.code)),
                wanted,
                "{name} {}",
                own.code
            );
        }
    }
}

#[test]
fn no_box_of_the_committee_is_filled() {
    for name in EXAMPLES {
        for format in ["html", "md", "text"] {
            let page = stdout(name, &["--format", format]);
            assert!(page.contains('☐'), "{name} {format}");
            for filled in ['☑', '☒', '✓', '✔'] {
                assert!(!page.contains(filled), "{name} {format} {filled}");
            }
            assert!(!page.contains("<input"), "{name} {format}");
        }
    }
}

#[test]
fn reservations_are_told_with_whether_they_are_lifted() {
    let page = stdout("imagerie", &["--format", "text"]);
    let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("Mesurer l’outil avant deux ans, ou le fermer à cet âge"),
        "{flat}"
    );
    // An open one has both boxes, blank.
    assert!(flat.contains("à cet âge – ☐ levée ☐ maintenue"), "{flat}");
}

#[test]
fn what_changed_is_what_diff_tells() {
    let folder = tempfile::tempdir().unwrap();
    let text = example("triage");
    fs::write(folder.path().join("garant.toml"), &text).unwrap();
    let date = ["--as-of", AS_OF];
    let out = garant(
        folder.path(),
        &[&["audit", "-o", "old.json"], &date[..]].concat(),
    );
    assert!(folder.path().join("old.json").exists(), "{}", err(&out));
    let turned = text.replace("patients.informed = true", "patients.informed = false");
    assert_ne!(turned, text);
    fs::write(folder.path().join("garant.toml"), &turned).unwrap();
    let args = [
        "write",
        "committee",
        "--since",
        "old.json",
        "--format",
        "md",
    ];
    let out = garant(folder.path(), &[&args, &date[..]].concat());
    assert_eq!(out.status.code(), Some(0), "{}", err(&out));
    let page = String::from_utf8(out.stdout).unwrap();
    let args = ["diff", "old.json", "garant.toml", "--format", "markdown"];
    let out = garant(folder.path(), &[&args, &date[..]].concat());
    let changes = String::from_utf8(out.stdout).unwrap();
    let counts = changes.lines().find(|line| line.starts_with("**")).unwrap();
    assert!(page.contains(counts), "{counts}\n{page}");
    assert!(page.contains("**TRA-01**"), "{page}");
    let line = 1 + turned
        .lines()
        .position(|line| line.contains("informed = false"))
        .unwrap();
    assert!(page.contains(&format!("ligne {line}")), "{page}");
}

#[test]
fn since_is_for_the_committee_and_an_unreadable_one_writes_nothing() {
    let out = run("triage", &["notice", "--since", "old.json"]);
    assert_eq!(out.status.code(), Some(2));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("session.html");
    let descriptor = root().join("examples/triage/garant.toml");
    let args = [
        "write",
        "committee",
        descriptor.to_str().unwrap(),
        "--since",
        "no.json",
    ];
    let out = garant(
        folder.path(),
        &[&args[..], &["-o", file.to_str().unwrap()]].concat(),
    );
    assert_eq!(out.status.code(), Some(2));
    assert!(!file.exists());
}

#[test]
fn a_file_for_the_public_shows_no_answer() {
    let page = stdout("triage", &["--format", "text", "--audience", "public"]);
    let audit = judged(&example("triage"), AS_OF);
    assert!(!page.contains(&audit.declaration.by.unwrap()));
    assert!(!page.contains("(ligne"), "{page}");
}

#[test]
fn no_file_that_is_read_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let text = example("triage");
    fs::write(folder.path().join("a.md"), &text).unwrap();
    let out = garant(folder.path(), &["write", "committee", "a.md", "-o", "a.md"]);
    assert_eq!(out.status.code(), Some(2), "{}", err(&out));
    assert_eq!(
        fs::read_to_string(folder.path().join("a.md")).unwrap(),
        text
    );
}
