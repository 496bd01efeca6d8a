//! The invariants of ARCHITECTURE.md.

use std::path::PathBuf;

use crate::harness::{catalog, files, root};

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(&root().join("crates"), ".rs", &mut found);
    found
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            // Unit tests stand at the foot of a file.
            let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
            (path, text)
        })
        .collect()
}

#[test]
fn no_ethics_in_rust() {
    for (path, text) in sources() {
        let code: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        for criterion in &catalog().criteria {
            let id = criterion.id.split_once('/').unwrap().1;
            for word in [id, criterion.code.as_str()] {
                assert!(!code.contains(word), "{} holds {word}", path.display());
            }
        }
        for source in &catalog().sources {
            assert!(
                !code.contains(&format!("\"{}\"", source.id)),
                "{} holds {}",
                path.display(),
                source.id
            );
        }
        for letter in ['é', 'è', 'ê', 'à', 'ç', 'ù', 'œ', '«'] {
            assert!(!code.contains(letter), "{} holds French", path.display());
        }
    }
}

#[test]
fn files_stay_small() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
    }
}

#[test]
fn core_and_report_touch_no_disk_clock_or_environment() {
    for (path, text) in sources() {
        let name = path.to_string_lossy().replace('\\', "/");
        let pure = [
            "crates/core/src",
            "crates/intake/src",
            "crates/report/src",
            "crates/rules/src",
            "crates/source/src",
        ];
        if pure.iter().any(|room| name.contains(room)) {
            for word in ["std::fs", "std::env", "std::time", "::now()"] {
                assert!(!text.contains(word), "{name} holds {word}");
            }
        }
    }
}

#[test]
fn both_languages_of_the_report_have_the_same_words() {
    let assets = garant_report::Assets::default();
    let [fr, en] = garant_rules::Lang::ALL.map(|lang| garant_report::Words::new(&assets, lang));
    for key in fr.keys().chain(en.keys()) {
        assert!(fr.has(key) && en.has(key), "{key}");
        let holes = |text: &str| {
            let mut holes: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next().map(str::to_owned))
                .collect();
            holes.sort();
            holes
        };
        assert_eq!(holes(fr.get(key)), holes(en.get(key)), "{key}");
    }
}

#[test]
fn every_key_that_code_and_templates_ask_for_has_words() {
    let assets = garant_report::Assets::default();
    let words = garant_report::Words::new(&assets, garant_rules::Lang::Fr);
    let mut asked = std::collections::BTreeSet::new();
    let key = |text: &str| {
        let text = text.split('"').next().unwrap().to_owned();
        text.chars()
            .all(|c| c.is_ascii_lowercase() || c == '-' || c == '.' || c.is_ascii_digit())
            .then_some(text)
    };
    for (path, text) in sources() {
        let name = path.to_string_lossy().replace('\\', "/");
        if name.contains("/report/src") || name.contains("/cli/src") {
            for room in [
                "terminal.",
                "usage.",
                "init.",
                "explain.",
                "count.",
                "conclusion.",
            ] {
                asked.extend(
                    text.split(&format!("\"{room}"))
                        .skip(1)
                        .filter_map(|rest| Some(format!("{room}{}", key(rest)?))),
                );
            }
        }
    }
    for (_, text) in assets
        .iter()
        .filter(|(name, _)| name.starts_with("templates/"))
    {
        asked.extend(
            text.split("w(\"")
                .skip(1)
                .filter_map(key)
                .filter(|key| !key.ends_with(['.', '-']) && *key != "report.s"),
        );
    }
    assert!(asked.len() > 80, "{}", asked.len());
    for key in asked {
        let counted = words.has(&format!("{key}.one"));
        assert!(
            words.has(&key) || words.has(&format!("cli.{key}")) || counted || key.ends_with('.'),
            "{key}"
        );
    }
}
