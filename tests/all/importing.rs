//! `garant import`: other files brought into a descriptor, by the program.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use garant_core::validate;

use crate::harness::{catalog, files, garant, program, root};

const OTHER: &str = "garant = 1\nlang = \"fr\"\n[system]\nname = \"Autre\" # le nom\nversion = \"2\"\n[intended-use]\nusers = [\"N/A\"]\n[[data.datasets]]\nid = \"test\"\nrole = \"test\"\n";

pub(crate) struct Folder(pub(crate) tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("autre.toml"), OTHER).unwrap();
        Self(folder)
    }

    pub(crate) fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let out = garant(self.0.path(), args);
        told(&out)
    }

    /// Answers at the terminal, a line each.
    pub(crate) fn answer(&self, args: &[&str], lines: &str) -> (Option<i32>, String) {
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

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    pub(crate) fn has(&self, name: &str) -> bool {
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
    assert!(found.len() > 8, "the services too");
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
