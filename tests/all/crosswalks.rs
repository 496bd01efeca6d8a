//! Other frameworks, item by item.

use std::collections::BTreeSet;

use garant_rules::Lang;
use garant_rules::crosswalk::{Crosswalk, Degree};

use crate::harness::{catalog, garant, root};

fn crosswalk(id: &str) -> &'static Crosswalk {
    catalog().crosswalk(id).unwrap()
}

#[test]
fn the_frameworks_are_there_with_all_their_items() {
    for id in ["ai-act", "mdr", "gdpr", "who-2021", "future-ai", "altai"] {
        assert!(!crosswalk(id).items.is_empty(), "{id}");
    }
    let future: Vec<&str> = crosswalk("future-ai")
        .items
        .iter()
        .map(|item| item.at.as_str())
        .collect();
    assert_eq!(future.len(), 30);
    for code in ["F3", "Un4", "T6", "Us5", "R3", "E2", "G7"] {
        assert!(future.contains(&code), "{code}");
    }
}

#[test]
fn a_part_is_not_called_the_whole() {
    for crosswalk in &catalog().crosswalks {
        for item in &crosswalk.items {
            let covered = item.degree() == Some(Degree::Covers);
            assert!(
                covered || item.gap.is_some(),
                "{} {}",
                crosswalk.id,
                item.at
            );
            for lang in Lang::ALL {
                assert!(!item.says.get(lang).is_empty());
            }
        }
    }
}

#[test]
fn every_criterion_of_care_has_a_place_in_a_framework() {
    let placed: BTreeSet<&str> = catalog()
        .crosswalks
        .iter()
        .flat_map(|crosswalk| &crosswalk.items)
        .flat_map(|item| &item.links)
        .map(|link| link.criterion.as_str())
        .collect();
    let nowhere: Vec<&str> = catalog()
        .criteria
        .iter()
        .filter(|criterion| criterion.id.starts_with("garant/"))
        .filter(|criterion| !placed.contains(criterion.id.as_str()))
        .map(|criterion| criterion.code.as_str())
        .collect();
    insta::assert_snapshot!("criteria-of-no-framework", nowhere.join("\n"));
}

#[test]
fn a_crosswalk_is_listed_with_what_is_covered_partly_and_not() {
    for lang in ["fr", "en"] {
        let out = garant(&root(), &["list", "--crosswalk", "ai-act", "--lang", lang]);
        assert_eq!(out.status.code(), Some(0));
        let said = String::from_utf8(out.stdout).unwrap();
        let groups = match lang {
            "fr" => ["couverts (", "couverts en partie (", "non couverts ("],
            _ => ["covered (", "partly covered (", "not covered ("],
        };
        for group in groups {
            assert!(said.contains(&format!("\n{group}")), "{group}: {said}");
        }
    }
    let out = garant(
        &root(),
        &["list", "--crosswalk", "future-ai", "--format", "json"],
    );
    let value: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let counts = value["counts"].as_object().unwrap();
    let total: u64 = counts.values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(total, 30);
    let out = garant(
        &root(),
        &["list", "--crosswalk", "futur-ai", "--lang", "en"],
    );
    assert_eq!(out.status.code(), Some(2));
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(said.contains("future-ai"), "{said}");
}
