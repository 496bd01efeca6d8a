//! The catalog against its own promises.

use std::collections::BTreeSet;

use garant_rules::{Condition, Lang};

use crate::harness::{catalog, files, root};

#[test]
fn every_diagnostic_of_a_descriptor_has_words_and_a_remedy() {
    let mut found = Vec::new();
    files(&root().join("crates/core/src"), ".rs", &mut found);
    found.push(root().join("crates/source/src/tree.rs"));
    let mut codes = BTreeSet::new();
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap();
        let text: String = text.split_whitespace().collect();
        for call in [
            "problem(\"",
            "Diagnostic::error(\"",
            "Diagnostic::warning(\"",
        ] {
            codes.extend(
                text.split(call)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next().map(str::to_owned)),
            );
        }
    }
    assert!(codes.len() > 12, "{codes:?}");
    for code in codes {
        for part in ["message", "help"] {
            let key = format!("diagnostic.{code}.{part}");
            for lang in Lang::ALL {
                assert_ne!(catalog().words.get(&key, lang), key);
            }
        }
    }
}

#[test]
fn every_operator_has_words() {
    for key in Condition::KEYS {
        let said = catalog()
            .words
            .said
            .keys()
            .any(|known| known.starts_with(&format!("operator.{key}")));
        assert!(said || *key == "definition" || *key == "count", "{key}");
    }
}

#[test]
fn requires_is_said_of_statutes_and_regulations_only() {
    for criterion in &catalog().criteria {
        for citation in criterion
            .sources
            .iter()
            .filter(|citation| citation.requires)
        {
            assert!(
                catalog().source(&citation.source).unwrap().force.binds(),
                "{}",
                criterion.id
            );
        }
    }
}

#[test]
fn every_operator_level_phase_and_kind_of_actor_occurs() {
    let whole = format!("{:?} {:?}", catalog().criteria, catalog().sources);
    for operator in [
        "Present",
        "Equals",
        "OneOf",
        "Includes",
        "AtLeast",
        "AtMost",
        "Count",
        "Before",
        "After",
        "Dated",
        "Ordered",
        "Every",
        "Some",
        "Documented",
        "All",
        "Any",
        "Not",
        "Definition",
    ] {
        assert!(
            whole.contains(&format!("{operator}({operator}")),
            "{operator}"
        );
    }
    let used = |of: fn(&garant_rules::criterion::Criterion) -> Vec<&str>| -> BTreeSet<&str> {
        catalog().criteria.iter().flat_map(of).collect()
    };
    let phases = used(|criterion| vec![criterion.phase.as_str()]);
    assert!(
        catalog()
            .phases
            .iter()
            .all(|phase| phases.contains(phase.id.as_str()))
    );
    let levels = used(|criterion| vec![criterion.level.as_str()]);
    assert!(
        catalog()
            .levels
            .iter()
            .all(|level| levels.contains(level.id.as_str()))
    );
    let actors = used(|criterion| criterion.actors.iter().map(String::as_str).collect());
    assert!(
        catalog()
            .actors
            .iter()
            .all(|actor| actors.contains(actor.id.as_str()))
    );
    for principle in catalog()
        .principles
        .iter()
        .filter(|principle| principle.key)
    {
        let count = catalog()
            .criteria
            .iter()
            .filter(|criterion| criterion.principle == principle.id)
            .count();
        assert!(count >= 6, "{}", principle.id);
    }
}
