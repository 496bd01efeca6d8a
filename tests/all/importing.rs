//! `garant import`, `garant migrate` and `garant init --interactive`: the program from end to end.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use garant_core::validate;
use garant_intake::merge::{MergeError, migrate};
use garant_rules::Catalog;

use crate::harness::{catalog, files, garant, program, root};

const OTHER: &str = "garant = 1\nlang = \"fr\"\n[system]\nname = \"Autre\" # le nom\nversion = \"2\"\n[intended-use]\nusers = [\"N/A\"]\n[[data.datasets]]\nid = \"test\"\nrole = \"test\"\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("autre.toml"), OTHER).unwrap();
        Self(folder)
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let out = garant(self.0.path(), args);
        told(&out)
    }

    /// Answers at the terminal, a line each.
    fn answer(&self, args: &[&str], lines: &str) -> (Option<i32>, String) {
        let mut child = Command::new(program())
            .args(args)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(lines.as_bytes())
            .unwrap();
        let (code, out, err) = told(&child.wait_with_output().unwrap());
        assert_eq!(out, "");
        (code, err)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn has(&self, name: &str) -> bool {
        self.0.path().join(name).exists()
    }
}

fn told(out: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (out.status.code(), text(&out.stdout), text(&out.stderr))
}

#[test]
fn a_descriptor_comes_into_a_new_one_and_twice_changes_nothing() {
    let folder = Folder::new();
    let (code, said, _) = folder.run(&["import", "autre.toml", "--lang", "fr", "--dry-run"]);
    assert_eq!(
        (code, folder.has("garant.toml")),
        (Some(0), false),
        "{said}"
    );
    let (code, said, err) = folder.run(&["import", "autre.toml", "--lang", "fr"]);
    assert_eq!(code, Some(0), "{said}{err}");
    assert_eq!(
        folder.text("garant.toml"),
        "garant = 1\n# ← autre.toml, ligne 2\nlang = \"fr\"\n\n[system]\n# ← autre.toml, ligne 4\nname = \"Autre\"\n# ← autre.toml, ligne 5\nversion = \"2\"\n\n[[data.datasets]]\n# ← autre.toml, ligne 9\nid = \"test\"\n# ← autre.toml, ligne 10\nrole = \"test\"\n"
    );
    assert!(
        said.contains("5 réponses écrites") && said.contains("Usage prévu"),
        "{said}"
    );
    let once = folder.text("garant.toml");
    let (code, said, err) = folder.run(&["import", "autre.toml", "--lang", "fr"]);
    assert_eq!(
        (code, folder.text("garant.toml"), err.as_str()),
        (Some(0), once, "")
    );
    assert!(said.contains("5 réponses déjà là"), "{said}");
}

#[test]
fn a_conflict_is_listed_with_both_places_and_taken_only_on_request() {
    let folder = Folder::new();
    let mine =
        "# mien\r\ngarant = 1\r\n[system] # ici\r\nname = 'Mien'\r\nversion = \"À compléter\"\r\n";
    folder.write("garant.toml", mine);
    let (code, said, _) = folder.run(&["import", "autre.toml", "--lang", "en"]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("system.name = 'Mien' stays; autre.toml, line 4 gives \"Autre\""),
        "{said}"
    );
    assert!(
        said.contains("version = \"2\", in place of \"À compléter\"") && said.contains("--update"),
        "{said}"
    );
    let text = folder.text("garant.toml");
    assert!(text.contains("name = 'Mien'\r\n") && text.contains("version = \"2\"\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let (code, said, _) = folder.run(&[
        "import",
        "autre.toml",
        "--lang",
        "en",
        "--update",
        "--format",
        "json",
    ]);
    let outcome: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(code, Some(0));
    assert_eq!(outcome["written"][0]["replaced"], "'Mien'");
    assert_eq!(outcome["written"][0]["updated"], true);
    assert_eq!(outcome["kept"], serde_json::json!([]));
    assert!(
        folder
            .text("garant.toml")
            .contains("# ← autre.toml, line 4\r\nname = \"Autre\"\r\n")
    );
}

#[test]
fn of_two_files_that_disagree_the_first_stands() {
    let folder = Folder::new();
    folder.write("b.toml", "garant = 1\n[system]\nname = \"B\"\n");
    let (code, said, _) = folder.run(&[
        "import",
        "autre.toml",
        "b.toml",
        "--update",
        "--lang",
        "en",
        "-o",
        "-",
    ]);
    assert_eq!((code, folder.has("garant.toml")), (Some(1), false));
    assert!(
        said.contains("name = \"Autre\"") && !said.contains("\"B\""),
        "{said}"
    );
    let (_, said, _) = folder.run(&["import", "autre.toml", "b.toml", "--lang", "en"]);
    assert!(
        said.contains("stays, from autre.toml, line 4; b.toml, line 3 gives \"B\""),
        "{said}"
    );
}

#[test]
fn what_cannot_be_read_stops_everything_and_nothing_is_written() {
    let folder = Folder::new();
    folder.write("casse.toml", "garant = 1\n[system]\nname = 3\n");
    folder.write("photo.png", "x");
    for file in ["casse.toml", "absent.toml", "photo.png", "."] {
        let (code, _, err) = folder.run(&["import", "autre.toml", file, "--lang", "fr"]);
        assert_eq!(
            (code, folder.has("garant.toml")),
            (Some(2), false),
            "{file}: {err}"
        );
        assert!(!err.is_empty());
    }
    folder.write("garant.toml", "garant = 1\nnam = 3\n");
    let (code, _, err) = folder.run(&["import", "autre.toml", "--lang", "fr"]);
    assert_eq!(
        (code, folder.text("garant.toml").as_str()),
        (Some(2), "garant = 1\nnam = 3\n"),
        "{err}"
    );
    assert_eq!(
        folder
            .run(&["import", "autre.toml", "--to", "./autre.toml"])
            .0,
        Some(2)
    );
    assert_eq!(folder.run(&["import"]).0, Some(2));
}

#[test]
fn every_example_comes_through_into_a_new_descriptor() {
    let mut found = Vec::new();
    files(&root().join("examples"), "garant.toml", &mut found);
    assert_eq!(found.len(), 8);
    for path in found {
        let folder = Folder::new();
        let (code, said, err) = folder.run(&["import", &path.to_string_lossy(), "--lang", "en"]);
        let text = fs::read_to_string(&path).unwrap();
        let read = |text: &str| {
            let read = validate::descriptor(catalog(), "g", text).unwrap();
            let said = |found: &garant_rules::facts::Found| match found {
                garant_rules::facts::Found::Value(value, _) => Some(format!("{value:?}")),
                _ => None,
            };
            let answers = read.answers.iter();
            answers
                .filter_map(|(path, found)| Some((path.clone(), said(found)?)))
                .collect::<Vec<_>>()
        };
        assert_eq!(code, Some(0), "{said}{err}");
        assert_eq!(
            read(&folder.text("garant.toml")),
            read(&text),
            "{}",
            path.display()
        );
    }
}

/// The catalog with fields that had other names.
fn renamed(pairs: &[(&str, &str)]) -> Catalog {
    let mut catalog = catalog().clone();
    for (now, before) in pairs {
        let fields = catalog
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.fields);
        let mut named = fields.filter(|field| field.path == *now);
        named.next().unwrap().renamed_from = Some((*before).to_owned());
    }
    catalog
}

const FORMER: [(&str, &str); 7] = [
    ("system.name", "system.label"),
    ("system.version", "product.release"),
    ("intended-use.purpose", "system.purpose"),
    ("data.datasets[].source", "data.datasets[].from"),
    ("evidence[].reviewed-by.role", "evidence[].reviewer-role"),
    ("evaluation.limits", "evaluation.known-limits"),
    ("governance.opinions", "opinions"),
];

fn migrated(before: &str) -> String {
    let catalog = renamed(&FORMER);
    let out = migrate(&catalog, "garant.toml", before);
    let text = out
        .unwrap_or_else(|error| panic!("{error:?}\n{before}"))
        .text;
    let after = migrate(&catalog, "garant.toml", &text).unwrap();
    assert!(after.moved.is_empty() && after.text == text);
    text
}

#[test]
fn renamed_keys_are_written_under_their_names_of_today() {
    let cases = [
        (
            "garant = 1\n[system]\n  label = 'A' # nom\n",
            "garant = 1\n[system]\n  name = 'A' # nom\n",
        ),
        (
            "garant = 1\nsystem.\"label\" = 'A'\r\n",
            "garant = 1\nsystem.name = 'A'\r\n",
        ),
        (
            "garant = 1\nsystem = { id = \"a\", label = 'A' }\n",
            "garant = 1\nsystem = { id = \"a\", name = 'A' }\n",
        ),
        // To another table, with its comments; a table that holds nothing more goes.
        (
            "garant = 1\n\n[product] # produit\n# exacte\nrelease = \"1\" # lue\n\n[model]\nkind = \"rules\"\n",
            "garant = 1\n\n# produit\n\n[system]\n# exacte\nversion = \"1\" # lue\n\n[model]\nkind = \"rules\"\n",
        ),
        (
            "garant = 1\nproduct = { release = \"1\" }\n[system]\nid = \"a\"\n",
            "garant = 1\n[system]\nid = \"a\"\nversion = \"1\"\n",
        ),
        (
            "garant = 1\n[system]\nid = \"a\"\npurpose = \"\"\"\nAider\n\"\"\" # but\nlabel = \"A\"\n",
            "garant = 1\n[system]\nid = \"a\"\nname = \"A\"\n\n[intended-use]\npurpose = \"\"\"\nAider\n\"\"\" # but\n",
        ),
        // In entries and for whole lists.
        (
            "garant = 1\n[[data.datasets]]\nid = \"a\"\nrole = \"test\"\n[[data.datasets]]\nfrom = \"CHU\"\nid = \"b\"\nrole = \"test\"\n",
            "garant = 1\n[[data.datasets]]\nid = \"a\"\nrole = \"test\"\n[[data.datasets]]\nsource = \"CHU\"\nid = \"b\"\nrole = \"test\"\n",
        ),
        (
            "garant = 1\n[[evaluation.known-limits]] # une\nsituation = \"S\"\n[[evaluation.known-limits]]\nsituation = \"T\"\n",
            "garant = 1\n[[evaluation.limits]] # une\nsituation = \"S\"\n[[evaluation.limits]]\nsituation = \"T\"\n",
        ),
        (
            "garant = 1\n[evaluation]\nknown-limits = [{ situation = \"S\" }]\n",
            "garant = 1\n[evaluation]\nlimits = [{ situation = \"S\" }]\n",
        ),
        (
            "garant = 1\n[[opinions]]\nbody = \"C\"\n",
            "garant = 1\n[[governance.opinions]]\nbody = \"C\"\n",
        ),
        (
            "garant = 1\nevidence = [{ id = \"a\", reviewer-role = \"R\", kind = \"tally\", path = \"a.csv\", reviewed-by.name = \"K\" }]\n",
            "garant = 1\nevidence = [{ id = \"a\", kind = \"tally\", path = \"a.csv\", reviewed-by.name = \"K\", reviewed-by.role = \"R\" }]\n",
        ),
    ];
    for (before, wanted) in cases {
        assert_eq!(migrated(before), wanted, "{before}");
        let mark = format!(
            "\u{feff}{}",
            before.replace("\r\n", "\n").replace('\n', "\r\n")
        );
        assert_eq!(
            migrated(&mark).replace("\r\n", "\n"),
            format!("\u{feff}{}", wanted.replace("\r\n", "\n"))
        );
    }
}

#[test]
fn a_field_under_both_names_stops_everything() {
    let catalog = renamed(&FORMER);
    for both in [
        "garant = 1\n[system]\nlabel = 'A'\nname = 'A'\n",
        "garant = 1\n[system]\nname = 'A'\nlabel = 'B'\n",
        "garant = 1\n[system]\nversion = '1'\n[product]\nrelease = '1'\n",
    ] {
        match migrate(&catalog, "g", both) {
            Err(MergeError::Descriptor(problems)) => {
                assert!(
                    problems
                        .iter()
                        .any(|problem| problem.code == "renamed-key-twice"),
                    "{problems:?}"
                );
            }
            other => panic!("{other:?}"),
        }
    }
}

fn copy(from: &Path, to: &Path) {
    let mut found = Vec::new();
    files(from, ".toml", &mut found);
    for path in found {
        let target = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(path, target).unwrap();
    }
}

#[test]
fn the_program_migrates_with_a_catalog_of_ones_own() {
    let folder = Folder::new();
    let rules = folder.0.path().join("rules");
    copy(&root().join("rules"), &rules);
    let fields = rules.join("fields/system.toml");
    let text = fs::read_to_string(&fields).unwrap();
    fs::write(
        &fields,
        text.replace(
            "path = \"system.name\"\n",
            "path = \"system.name\"\nrenamed-from = \"system.label\"\n",
        ),
    )
    .unwrap();
    let before = "garant = 1\n[system]\nlabel = \"A\" # nom\n";
    folder.write("garant.toml", before);
    let (code, said, err) =
        folder.run(&["migrate", "--check", "--catalog", "rules", "--lang", "fr"]);
    assert_eq!(
        (code, folder.text("garant.toml").as_str()),
        (Some(1), before),
        "{err}"
    );
    assert!(
        said.contains("ligne 3\u{a0}: system.label est à changer en system.name"),
        "{said}"
    );
    assert_eq!(folder.run(&["migrate", "--catalog", "rules"]).0, Some(0));
    assert_eq!(folder.text("garant.toml"), before.replace("label", "name"));
    assert_eq!(
        folder.run(&["migrate", "--check", "--catalog", "rules"]).0,
        Some(0)
    );
    folder.write(
        "garant.toml",
        &before.replace("label", "name = \"A\"\nlabel"),
    );
    assert_eq!(folder.run(&["migrate", "--catalog", "rules"]).0, Some(2));
    assert_eq!(folder.run(&["migrate", "-"]).0, Some(2));
    // An older file comes in under today's names.
    folder.write("vieux.toml", before);
    let (code, _, err) = folder.run(&[
        "import",
        "vieux.toml",
        "--to",
        "neuf.toml",
        "--catalog",
        "rules",
    ]);
    assert_eq!(code, Some(0), "{err}");
    assert!(folder.text("neuf.toml").contains("name = \"A\""));
}

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
        for field in plain.iter().filter(|field| field.path != "garant") {
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
