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
            let wanted = own.level == "essential" && is_open;
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

/// The text without its line breaks.
fn flat(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[test]
fn an_accepted_risk_hides_no_essential_criterion() {
    let text = example("triage").replace("patients.informed = true", "patients.informed = false");
    let audit = judged(&text, AS_OF);
    let own = audit.findings.iter().find(|own| own.code == "TRA-01");
    let own = own.unwrap();
    assert_eq!(own.verdict, Verdict::NotMet);
    let before = told(Kind::Committee, &text, Format::Text, Lang::Fr);
    assert!(!before.contains("risque accepté jusqu’au"), "{before}");
    let waived = format!(
        "{text}\n[[waivers]]\ncriterion = \"{}\"\nreason = \"Livret en cours d’écriture.\"\nrisk-accepted = \"Des patients ne \
         savent pas.\"\nowner = \"Camille Fontanelle, cheffe de service\"\napprover = \"Aurélien Vasquez, directeur \
         général\"\ndate = 2026-11-01\nends = 2027-01-31\n",
        own.criterion
    );
    let waiver = judged(&waived, AS_OF);
    let waiver = waiver.findings.iter().find(|own| own.code == "TRA-01");
    assert_eq!(
        waiver.unwrap().disposition,
        garant_core::verdict::Disposition::Waived
    );
    let after = flat(&told(Kind::Committee, &waived, Format::Text, Lang::Fr));
    let fails = audit
        .findings
        .iter()
        .filter(|own| !own.draft && own.level == "essential" && own.verdict == Verdict::NotMet);
    let head = after.split("1. CE QUI").next().unwrap();
    assert!(head.contains("dont 1 avec acceptation de risque"), "{head}");
    assert!(
        head.contains(&format!("{} critère", fails.count())),
        "{head}"
    );
    let (open, rest) = after.split_once("3. RÉSERVES").unwrap();
    let (_, open) = open.split_once("2. CONSTATS").unwrap();
    let (_, row) = open.split_once("- TRA-01 ").unwrap();
    let row = row.split(" - ").next().unwrap();
    assert!(row.contains("Non satisfait"), "{row}");
    assert!(
        row.contains("risque accepté jusqu’au 31 janvier 2027"),
        "{row}"
    );
    let line = 1 + waived
        .lines()
        .position(|line| line.contains("informed = false"))
        .unwrap();
    assert!(row.contains(&line.to_string()), "{row}");
    // What should hold is never told as what was found.
    assert!(row.contains("Non tenu : "), "{row}");
    let (_, asked) = rest.split_once("6. QUESTIONS").unwrap();
    assert!(asked.contains("(TRA-01)"), "{asked}");
}

#[test]
fn what_is_open_at_other_levels_is_told() {
    for name in EXAMPLES {
        let text = example(name);
        let audit = judged(&text, AS_OF);
        let page = flat(&told(Kind::Committee, &text, Format::Text, Lang::Fr));
        let (page, _) = page.split_once("3. RÉSERVES").unwrap();
        let mut counts = [0, 0];
        for own in audit.findings.iter().filter(|own| !own.draft) {
            if own.level == "essential" {
                continue;
            }
            let at = match own.verdict {
                Verdict::NotMet => 0,
                Verdict::Undetermined => 1,
                _ => continue,
            };
            counts[at] += 1;
            assert!(
                page.contains(&format!("- {} ", own.code)),
                "{name} {}",
                own.code
            );
        }
        let plural = if counts[0] > 1 { "s" } else { "" };
        let wanted = format!(
            "À d’autres niveaux : {} non satisfait{plural}, {} à établir",
            counts[0], counts[1]
        );
        assert!(page.contains(&flat(&wanted)), "{name}: {wanted}\n{page}");
    }
}

#[test]
fn what_the_declarant_sets_aside_is_told_with_its_reviewer_and_a_box() {
    let text = example("echographie");
    let page = flat(&told(Kind::Committee, &text, Format::Text, Lang::Fr));
    let (_, own) = page.split_once("Écarté par le déclarant").unwrap();
    assert!(own.contains("la pratique sans aide n’est jamais interrompue"));
    assert!(own.contains("Ismaël Toubiana") && own.contains("20 octobre 2026"));
    assert!(
        own.contains("☐ mise à l’écart admise ☐ critère à juger"),
        "{own}"
    );
    // The reviewer's name is not for everybody.
    let page = stdout("echographie", &["--format", "text", "--audience", "public"]);
    assert!(page.contains("Écarté par le déclarant") && !page.contains("Toubiana"));
}

#[test]
fn what_a_supplier_s_audit_finds_names_the_tool_and_the_supplier() {
    let page = flat(&stdout("hopital", &["--format", "text"]));
    let (_, told) = page
        .split_once("Constaté par l’audit du fournisseur")
        .unwrap();
    assert!(told.contains(" ("), "{told}");
}

#[test]
fn an_opinion_against_is_never_told_as_lifted() {
    let text = example("imagerie").replace("favourable-with-reservations", "unfavourable");
    let text = text.replace("outcome = \"favourable\"", "outcome = \"unfavourable\"");
    let page = flat(&told(Kind::Committee, &text, Format::Text, Lang::Fr));
    assert!(!page.contains("réserves levées"), "{page}");
    assert!(page.contains("cet avis reste défavorable"), "{page}");
}

#[test]
fn the_head_says_whose_answers_and_of_when() {
    let audit = judged(&example("triage"), AS_OF);
    let page = flat(&stdout("triage", &["--format", "text"]));
    let head = page.split("1. CE QUI").next().unwrap();
    assert!(head.contains("Réponses de"), "{head}");
    assert!(head.contains(&audit.declaration.by.unwrap()), "{head}");
    assert!(!page.contains("--since"), "{page}");
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
