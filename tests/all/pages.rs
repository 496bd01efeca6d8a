//! The pages of the criteria: current, complete, and linked.

use std::collections::BTreeSet;

use xtask::checkout::Checkout;
use xtask::pages::{FOLDER, pages, stale};

use crate::harness::{catalog, root};

#[test]
fn pages_are_current() {
    let checkout = Checkout::open(&root()).unwrap();
    let stale = stale(&pages(&checkout).unwrap(), &checkout.pages().unwrap());
    assert!(stale.is_empty(), "cargo xtask pages: {stale:?}");
}

#[test]
fn every_criterion_has_a_page_in_both_languages_and_the_indexes_lead_to_it_twice() {
    let kept = Checkout::open(&root()).unwrap().pages().unwrap();
    for lang in ["fr", "en"] {
        let index = &kept[&format!("index.{lang}.md")];
        for criterion in &catalog().criteria {
            let path = format!("{}.{lang}.md", criterion.id);
            assert!(kept.contains_key(&path), "{path}");
            // Once by principle, once by phase.
            assert_eq!(index.matches(&format!("({path})")).count(), 2, "{path}");
        }
    }
    assert_eq!(kept.len(), 2 * catalog().criteria.len() + 2);
}

#[test]
fn links_of_pages_lead_somewhere() {
    let kept = Checkout::open(&root()).unwrap().pages().unwrap();
    for (path, text) in &kept {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let file = root().join(FOLDER).join(folder).join(target);
            assert!(file.is_file(), "{path} leads to {target}");
        }
    }
}

#[test]
fn a_page_tells_in_order_what_a_reader_looks_for() {
    let kept = Checkout::open(&root()).unwrap().pages().unwrap();
    let page = &kept["garant/unaided-skill-measured-again.fr.md"];
    let heads: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    assert_eq!(
        heads,
        [
            "Ce qui est demandé",
            "Pourquoi",
            "D’où cela vient",
            "Quand il s’applique",
            "Comment il se vérifie",
            "Exemple satisfait",
            "Exemple non satisfait",
            "Que faire",
            "Limites de la vérification",
            "Historique",
        ]
    );
    let shapes: BTreeSet<Vec<&str>> = kept
        .iter()
        .filter(|(path, _)| path.starts_with("garant/") && path.ends_with(".fr.md"))
        .map(|(_, text)| {
            text.lines()
                .filter_map(|line| line.strip_prefix("## "))
                .collect()
        })
        .collect();
    assert_eq!(shapes.len(), 1, "{shapes:?}");
}
