//! The program: what it refuses, it refuses as `garant` does, and it writes nothing then.

use std::path::Path;
use std::process::{Command, Output};

use garant_report::{Assets, Format, Lang, Options, render};

use crate::harness::{audited, example, quick};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_garant-paper"));
    program
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn what_is_no_audit_is_refused_in_the_same_words() {
    let folder = tempfile::tempdir().unwrap();
    let audit = render(
        &audited("garant = 1\n"),
        Options::new(Format::Json, Lang::Fr),
        &Assets::default(),
    );
    let audit = audit.unwrap().into_text().unwrap();
    let stored = [
        ("no.json", "pas du JSON".to_owned()),
        (
            "other.json",
            audit.replace("\"version\": 1,", "\"version\": 2,"),
        ),
        (
            "changed.json",
            audit.replace("\"verdict\": \"undetermined\"", "\"verdict\": \"met\""),
        ),
    ];
    for (name, text) in &stored {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    for name in ["no.json", "other.json", "changed.json", "absent.json"] {
        for lang in ["fr", "en"] {
            let ends = ["out.html", "out.pdf", "out.docx"].map(|output| {
                let end = run(
                    folder.path(),
                    &["report", name, "--lang", lang, "-o", output],
                );
                assert!(!folder.path().join(output).exists());
                (end.status.code(), String::from_utf8(end.stderr).unwrap())
            });
            assert_eq!(ends[0].0, Some(2), "{name}: {}", ends[0].1);
            assert_eq!(ends[0], ends[1]);
            assert_eq!(ends[0], ends[2]);
        }
    }
}

#[test]
fn a_stored_audit_and_a_descriptor_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("garant.toml"), quick(&example("triage"))).unwrap();
    let day = ["--as-of", "2026-11-23", "--lang", "fr"];
    let audit = run(
        folder.path(),
        &[
            &["audit", "-o", "a.json", "-o", "a.pdf", "-o", "a.docx"],
            &day[..],
        ]
        .concat(),
    );
    assert_eq!(
        audit.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&audit.stderr)
    );
    let report = run(
        folder.path(),
        &[
            "report", "a.json", "--lang", "fr", "-o", "b.pdf", "-o", "b.docx",
        ],
    );
    assert_eq!(
        report.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&report.stderr)
    );
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert!(read("a.pdf") == read("b.pdf"));
    assert!(read("a.docx") == read("b.docx"));
    // The gate's answer does not change with the form.
    let written = run(
        folder.path(),
        &[
            &["write", "committee", "-o", "c.docx", "-o", "c.pdf"],
            &day[..],
        ]
        .concat(),
    );
    assert_eq!(
        written.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&written.stderr)
    );
    assert!(read("c.docx").starts_with(b"PK") && read("c.pdf").starts_with(b"%PDF"));
}

#[test]
fn an_output_never_takes_the_place_of_what_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let text = quick(&example("triage"));
    std::fs::write(folder.path().join("audit.pdf"), &text).unwrap();
    let end = run(folder.path(), &["audit", "audit.pdf", "-o", "audit.pdf"]);
    assert_eq!(end.status.code(), Some(2));
    assert_eq!(
        std::fs::read_to_string(folder.path().join("audit.pdf")).unwrap(),
        text
    );
}

#[test]
fn an_ending_that_nothing_writes_is_told_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("garant.toml"), "garant = 1\n").unwrap();
    let end = run(folder.path(), &["audit", "-o", "a.odt", "--lang", "en"]);
    let said = String::from_utf8(end.stderr).unwrap();
    assert_eq!(end.status.code(), Some(2));
    assert!(
        said.contains(".html") && said.contains(".pdf, .docx"),
        "{said}"
    );
}
