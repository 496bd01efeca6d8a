//! What a package ships beside the program, and what Python's package shares with the workspace.
#![expect(clippy::indexing_slicing, reason = "test code")]

use std::collections::BTreeMap;

use garant_dist::pages;
use garant_rules::Lang;

use crate::harness::{garant, root};

#[test]
fn each_command_has_a_manual_page_in_both_languages_that_leads_on_to_those_below() {
    let [fr, en] = [Lang::Fr, Lang::En].map(|lang| {
        pages(lang)
            .unwrap()
            .into_iter()
            .collect::<BTreeMap<String, String>>()
    });
    assert!(fr.keys().eq(en.keys()));
    assert!(fr.contains_key("garant-measure-predictions.1"));
    for (pages, name) in [(&fr, "\n.SH NOM\n"), (&en, "\n.SH NAME\n")] {
        for (file, page) in pages {
            assert!(page.contains(name), "{file}");
            assert!(page.contains("\n.SH OPTIONS\n"), "{file}");
            // A page that is named in another is there.
            for line in page.lines().filter(|line| line.ends_with("(1)")) {
                let named = line.trim_end_matches("(1)").replace('\\', "");
                assert!(pages.contains_key(&format!("{named}.1")), "{file}: {line}");
            }
        }
    }
    let commands = fr.keys().filter(|file| file.matches('-').count() == 1);
    for command in commands {
        let name = command.trim_start_matches("garant-").trim_end_matches(".1");
        let help = garant(&root(), &[name, "--help", "--lang", "fr"]);
        assert!(help.status.success(), "{name}");
    }
}

#[test]
fn the_python_package_is_of_this_version_and_of_these_packages() {
    let read = |path: &str| {
        let text = std::fs::read_to_string(root().join(path)).unwrap();
        text.parse::<toml::Table>().unwrap()
    };
    let version = |table: &toml::Table, room: &str| table[room]["version"].clone();
    let workspace = read("Cargo.toml");
    let python = read("crates/python/Cargo.toml");
    assert_eq!(
        version(&python, "package"),
        workspace["workspace"]["package"]["version"]
    );
    shares_its_versions("crates/python/Cargo.lock", 100);
}

#[test]
fn what_is_fuzzed_is_what_ships() {
    shares_its_versions("tests/fuzz/Cargo.lock", 100);
}

/// What a package and the workspace both need is one version, so that it is judged alike; there is more of that than so many.
fn shares_its_versions(lock: &str, least: usize) {
    let packages = |path: &str| {
        let text = std::fs::read_to_string(root().join(path)).unwrap();
        let lock: toml::Table = text.parse().unwrap();
        let mut found = BTreeMap::<String, Vec<String>>::new();
        for package in lock["package"].as_array().unwrap() {
            let text = |key: &str| package[key].as_str().unwrap().to_owned();
            found.entry(text("name")).or_default().push(text("version"));
        }
        found
    };
    let (own, other) = (packages("Cargo.lock"), packages(lock));
    let shared = other.iter().filter(|(name, _)| own.contains_key(*name));
    let mut count = 0;
    for (name, versions) in shared {
        let known = &own[name];
        assert!(
            versions.iter().all(|version| known.contains(version)),
            "{name}: {versions:?}, the workspace has {known:?}"
        );
        count += 1;
    }
    assert!(count > least, "{count}");
}
