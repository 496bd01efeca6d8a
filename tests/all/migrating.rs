//! Keys under their names of today.

use std::fs;
use std::path::Path;

use garant_core::validate;
use garant_intake::merge::{MergeError, migrate};
use garant_rules::Catalog;
use garant_rules::facts::Found;
use garant_rules::field::Kind;

use crate::harness::{catalog, files, root};
use crate::importing::Folder;

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
fn a_catalog_whose_former_names_cannot_be_told_apart_does_not_load() {
    let folder = Folder::new();
    let rules = folder.0.path().join("rules");
    copy(&root().join("rules"), &rules);
    let fields = rules.join("fields/system.toml");
    let text = fs::read_to_string(&fields).unwrap();
    for (former, code) in [
        ("system.version", "former-name-in-use"),
        ("system.parts[].name", "former-name-elsewhere"),
    ] {
        let name = "path = \"system.name\"\n";
        let other = format!("{name}renamed-from = \"{former}\"\n");
        fs::write(&fields, text.replace(name, &other)).unwrap();
        folder.write("garant.toml", "garant = 1\n");
        let (exit, _, err) = folder.run(&["migrate", "--catalog", "rules", "--lang", "en"]);
        assert_eq!(exit, Some(2), "{err}");
        assert!(err.contains(code) && err.contains("system.toml"), "{err}");
    }
}

/// The catalog under other names: of two leaves one changes its name in its table, the other goes to a table of its own.
fn elsewhere() -> (Catalog, Catalog) {
    let (mut there, mut back) = (catalog().clone(), catalog().clone());
    let paths: Vec<String> = catalog().fields().map(|field| field.path.clone()).collect();
    for (at, path) in paths.into_iter().enumerate() {
        let leaf = catalog().field(&path).unwrap().kind != Kind::List;
        let known =
            path.starts_with("evidence") || path.starts_with("takes-up") || !path.contains('.');
        if !leaf || known {
            continue;
        }
        let other = match (at % 3, path.contains("[]")) {
            (0, false) => format!("elsewhere.t{}.k{at}", at % 5),
            _ => format!("{path}-before"),
        };
        let set = |catalog: &mut Catalog, now: &str, before: &str| {
            let mut all = catalog.sections.iter_mut().flat_map(|own| &mut own.fields);
            let field = all.find(|own| own.path == path).unwrap();
            now.clone_into(&mut field.path);
            field.renamed_from = Some(before.to_owned());
        };
        set(&mut there, &other, &path);
        set(&mut back, &path, &other);
    }
    (there, back)
}

#[test]
fn examples_go_to_other_names_and_come_back_with_every_answer() {
    let (there, back) = elsewhere();
    for name in ["sante-mentale", "scribe"] {
        let text =
            fs::read_to_string(root().join("examples").join(name).join("garant.toml")).unwrap();
        let gone = migrate(&there, "g", &text).unwrap();
        assert!(gone.moved.len() > 40, "{name}");
        assert!(gone.text.contains("[elsewhere]") && gone.text.contains("-before = "));
        let home = migrate(&back, "g", &gone.text).unwrap();
        assert_eq!(home.moved.len(), gone.moved.len(), "{name}");
        let answers = |text: &str| {
            let read = validate::descriptor(catalog(), "g", text).unwrap();
            let answers = read.answers.iter().map(|(path, found)| match found {
                Found::Value(value, _) => format!("{path} {value:?}"),
                _ => path.clone(),
            });
            answers.collect::<Vec<String>>()
        };
        assert_eq!(answers(&home.text), answers(&text), "{name}");
        // No comment is lost on the way.
        let comments = |text: &str| {
            let mut all: Vec<String> = text
                .lines()
                .filter(|line| line.starts_with('#'))
                .map(str::to_owned)
                .collect();
            all.sort();
            all
        };
        assert_eq!(comments(&home.text), comments(&text), "{name}");
    }
}
