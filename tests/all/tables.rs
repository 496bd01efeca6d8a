//! The synthetic tables of the examples: made again, byte for byte, labelled, small.

use std::fs;

use xtask::tables::{COUNTS, FOLDER, made};

use crate::harness::{files, root};

fn counts() -> String {
    fs::read_to_string(root().join(FOLDER).join(COUNTS)).unwrap()
}

#[test]
fn the_synthetic_tables_are_those_that_the_generator_makes() {
    let tables = made(&counts()).unwrap();
    for (path, text) in &tables {
        let kept = fs::read_to_string(root().join(FOLDER).join(path)).unwrap_or_default();
        assert!(
            kept == *text,
            "{path} is not current: cargo run -p xtask -- tables"
        );
    }
    assert_eq!(tables, made(&counts()).unwrap());
}

#[test]
fn every_table_of_an_example_is_synthetic_says_so_and_is_small() {
    let tables = made(&counts()).unwrap();
    let mut found = Vec::new();
    for ending in [".csv", ".json", ".tsv", ".parquet"] {
        files(&root().join(FOLDER), ending, &mut found);
    }
    let folder = root().join(FOLDER);
    for path in found {
        let path = path.strip_prefix(&folder).unwrap().to_string_lossy();
        let path = path.replace('\\', "/");
        // Audits that suppliers hand over are no tables, and a register holds systems, no case.
        if path.contains("/fournisseurs/") || path == "services/registre.csv" {
            continue;
        }
        let text = tables.get(&path);
        let text = text.unwrap_or_else(|| panic!("{path}: the generator does not make it"));
        assert!(path.contains("synthetique"), "{path}");
        assert!(text.len() <= 100_000, "{path}: {} bytes", text.len());
        if path.ends_with(".csv") {
            assert!(text.lines().count() <= 2_001, "{path}");
        }
        let (example, _) = path.split_once('/').unwrap();
        let readme = fs::read_to_string(folder.join(example).join("README.md")).unwrap();
        let file = path.rsplit_once('/').unwrap().1;
        let label = "onnées synthétiques, qui ne concernent personne";
        assert!(readme.contains(label), "{example}: the label");
        assert!(readme.contains(file), "{example}: {file}");
    }
}

#[test]
fn counts_that_do_not_add_up_make_no_table() {
    let text = counts();
    for (from, to, cause) in [
        ("fn = 69", "fn = 68", "sex: 129 cases of 130"),
        ("group = \"Femmes\"", "grup = \"Femmes\"", "group"),
        ("threshold = 0.12", "", "a threshold or a decision"),
        ("decompte-", "decompte2-", ""),
    ] {
        assert!(text.contains(from), "{from}");
        let changed = made(&text.replacen(from, to, 1));
        match cause {
            "" => assert!(changed.is_ok()),
            _ => assert!(changed.unwrap_err().to_string().contains(cause), "{cause}"),
        }
    }
    let twice = text.replace("suivi-synthetique.json", "evaluation-synthetique.json");
    assert!(made(&twice).unwrap_err().to_string().contains("twice"));
}
