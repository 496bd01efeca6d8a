//! The pages of the criteria: current, complete, and linked.

use std::collections::BTreeSet;

use garant_core::Verdict;
use garant_core::fixture::reachable;
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
fn a_page_says_that_a_criterion_cannot_fail_only_where_no_check_can_be_false() {
    // They are current: another test renders them.
    let told = Checkout::open(&root()).unwrap().pages().unwrap();
    let never: Vec<&str> = ["Ce critère ne peut pas", "This criterion cannot"]
        .into_iter()
        .zip(["fr", "en"])
        .flat_map(|(words, lang)| {
            let said = told.iter().filter(move |(_, text)| text.contains(words));
            said.filter_map(move |(path, _)| path.strip_suffix(&format!(".{lang}.md")))
        })
        .collect();
    let free: Vec<&str> = catalog()
        .criteria
        .iter()
        .filter(|own| !reachable(own).contains(&Verdict::NotMet))
        .map(|own| own.id.as_str())
        .collect();
    assert!(!free.is_empty());
    assert_eq!(never.len(), 2 * free.len(), "{never:?}");
    assert!(never.iter().all(|id| free.contains(id)), "{never:?}");
}

#[test]
fn a_fixture_that_gives_no_finding_or_another_verdict_stops_the_pages() {
    let mut checkout = Checkout::open(&root()).unwrap();
    let code = "TRA-01";
    let criteria = &mut checkout.catalog.criteria;
    criteria.retain(|own| own.code == code);
    let id = criteria[0].id.clone();
    let place = checkout
        .fixtures
        .iter()
        .position(|fixture| fixture.criterion == id && fixture.name == "not-met")
        .unwrap();
    assert!(pages(&checkout).is_ok());
    for (text, wanted) in [
        ("garant = 1\n", "gives undetermined"),
        (
            "garant = 1\nprofile = \"quick-look\"\n",
            "no such criterion",
        ),
    ] {
        checkout.fixtures[place].text = text.to_owned();
        let refused = pages(&checkout).unwrap_err().to_string();
        assert!(
            refused.ends_with(&format!("/not-met: {wanted}")),
            "{refused}"
        );
    }
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
                // A question stands where somebody wrote one.
                .filter(|title| *title != "À demander au déclarant")
                .collect()
        })
        .collect();
    assert_eq!(shapes.len(), 1, "{shapes:?}");
}

#[test]
fn every_proposal_became_something_and_every_criterion_is_accounted_for() {
    let text =
        std::fs::read_to_string(root().join("docs/contributing/catalog-decisions.md")).unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| ---"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let mut proposals = Vec::new();
    for (prefix, count) in [
        ("TRA", 12),
        ("EXP", 7),
        ("EQU", 9),
        ("HUM", 13),
        ("BIE", 8),
        ("NON", 13),
        ("AUT", 3),
        ("ECO", 4),
    ] {
        proposals.extend((1..=count).map(|number| format!("{prefix}-{number:02}")));
    }
    assert_eq!(proposals.len(), 69);
    let three: Vec<&Vec<&str>> = rows.iter().filter(|row| row.len() == 3).skip(1).collect();
    let told: Vec<&str> = three.iter().map(|row| row[0]).collect();
    assert_eq!(told, proposals);
    let mut named: BTreeSet<&str> = three
        .iter()
        .flat_map(|row| row[1].split(", "))
        .filter(|code| *code != "none")
        .collect();
    let two = rows.iter().filter(|row| row.len() == 2).skip(1);
    named.extend(two.map(|row| row[0]));
    let codes: BTreeSet<&str> = catalog()
        .criteria
        .iter()
        .map(|criterion| criterion.code.as_str())
        .collect();
    assert_eq!(named, codes);
}
