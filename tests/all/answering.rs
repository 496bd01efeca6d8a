//! `garant init --interactive`: answers at the terminal.

use garant_core::validate;

use crate::harness::catalog;
use crate::importing::Folder;

#[test]
fn answers_at_the_terminal_are_saved_at_once_and_taken_up_again() {
    let folder = Folder::new();
    let ask = ["init", "--interactive", "--quick", "--lang", "fr"];
    // Left before any answer: no file.
    let (code, said) = folder.answer(&ask, ":q\n");
    assert_eq!(
        (code, folder.has("garant.toml")),
        (Some(0), false),
        "{said}"
    );
    // A placeholder is refused and why; help; skip; the end of the input leaves.
    let (code, said) = folder.answer(&ask, "N/A\n?\nHélène Marchetti\n\nRepère\n");
    assert_eq!(code, Some(0));
    assert!(
        said.contains("ne compterait pas comme une réponse") && said.contains("Prénom et nom"),
        "{said}"
    );
    let text = folder.text("garant.toml");
    assert!(
        text.contains("\nby = \"Hélène Marchetti\"\n") && text.contains("\nname = \"Repère\"\n"),
        "{text}"
    );
    assert!(!text.contains("N/A\"\n") && !text.contains("# ←"));
    // What is answered is not asked again; what was skipped is.
    let (_, said) = folder.answer(&ask, ":q\n");
    assert!(
        !said.contains("Nom du déclarant") && said.contains("Organisation déclarante"),
        "{said}"
    );
    // Back: the answer before is asked again, and replaced.
    folder.answer(&ask, "CHU\n-\nHôpital\n:q\n");
    assert!(
        folder
            .text("garant.toml")
            .contains("\norganisation = \"Hôpital\"\n")
    );
    assert!(!folder.text("garant.toml").contains("\"CHU\""));
    let read = validate::descriptor(catalog(), "g", &folder.text("garant.toml"));
    assert!(read.is_ok());
    assert_eq!(
        folder.answer(&["init", "--interactive", "-"], "").0,
        Some(2)
    );
}

#[test]
fn every_kind_of_answer_is_read_as_people_write_it() {
    let folder = Folder::new();
    folder.write("garant.toml", "garant = 1\n");
    // Fields of one section each, all others skipped: the questions follow the catalog, so each is found by its title.
    let wanted: [(&str, &str, &str); 6] = [
        ("declaration.on", "23/11/2026", "on = 2026-11-23"),
        ("system.acts-as", "1", "acts-as = "),
        ("data.personal", "oui", "personal = true"),
        (
            "environment.training-energy",
            "1 250,5",
            "training-energy = 1250.5",
        ),
        (
            "explicability.methods",
            "un ; deux",
            "methods = [\"un\", \"deux\"]",
        ),
        (
            "explicability.logs.retention",
            "P12M",
            "logs.retention = \"P12M\"",
        ),
    ];
    let mut lines = String::new();
    for section in &catalog().sections {
        let plain = section
            .fields
            .iter()
            .filter(|field| !field.path.contains("[]."));
        let (lists, plain): (Vec<_>, Vec<_>) =
            plain.partition(|field| field.kind == garant_rules::field::Kind::List);
        for field in plain.iter().filter(|field| field.path.contains('.')) {
            if let Some((_, said, _)) = wanted.iter().find(|(path, ..)| *path == field.path) {
                lines.push_str(
                    "pas une réponse lisible\n"
                        .repeat(usize::from(*said == "oui"))
                        .as_str(),
                );
                lines.push_str(said);
            }
            lines.push('\n');
        }
        for list in &lists {
            if list.path == "equity.not-measured" {
                let attribute = "1\n";
                lines.push_str(&format!("oui\n{attribute}Trop rare\n"));
            }
            lines.push('\n');
        }
    }
    let (code, said) = folder.answer(&["init", "--interactive", "--lang", "fr"], &lines);
    assert_eq!(code, Some(0), "{said}");
    let text = folder.text("garant.toml");
    for (_, _, line) in wanted {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(
        text.contains("[[equity.not-measured]]\nattribute = ")
            && text.contains("reason = \"Trop rare\""),
        "{text}"
    );
    assert!(
        said.contains("Toutes les questions ont été posées"),
        "{said}"
    );
}
