//! What the mutation check of the catalog tells, and what marking writes.

use garant_core::fixture::{AS_OF, Fixture};
use garant_rules::Catalog;
use garant_rules::criterion::Criterion;
use serde_json::json;
use xtask::mark::marked;
use xtask::mutant::of_criterion;
use xtask::mutation::{Outcome, run};

use crate::harness::catalog;

/// A catalog with one criterion of one check, which owes nothing to the catalog of the day.
fn small() -> Catalog {
    let mut criterion = catalog().criteria.first().unwrap().clone();
    criterion.actors = catalog()
        .actors
        .iter()
        .map(|actor| actor.id.clone())
        .collect();
    criterion.parameters.clear();
    criterion.applies = None;
    criterion.checks.truncate(1);
    let check = criterion.checks.first_mut().unwrap();
    "in-house".clone_into(&mut check.id);
    check.applies = None;
    let require =
        json!({ "Equals": { "path": "qualification.in-house", "value": { "Bool": true } } });
    check.require = serde_json::from_value(require).unwrap();
    Catalog {
        criteria: vec![criterion],
        ..catalog().clone()
    }
}

fn only(catalog: &Catalog) -> &Criterion {
    catalog.criteria.first().unwrap()
}

fn fixture(catalog: &Catalog, name: &str, body: &str) -> Fixture {
    Fixture {
        criterion: only(catalog).id.clone(),
        name: name.to_owned(),
        text: format!("garant = 1\n\n[qualification]\n{body}\n"),
    }
}

fn outcome(catalog: &Catalog, fixtures: &[Fixture]) -> Outcome {
    run(catalog, fixtures, &[only(catalog)]).unwrap()
}

#[test]
fn a_mutant_survives_where_no_fixture_is_not_met() {
    let catalog = small();
    let met = fixture(&catalog, "met", "in-house = true  #~ met");
    let not_met = fixture(
        &catalog,
        "not-met--made-elsewhere",
        "in-house = false  #~ not-met",
    );
    let whole = outcome(&catalog, &[met.clone(), not_met]);
    assert_eq!(whole.broken, Vec::<String>::new());
    assert_eq!((whole.mutants, whole.survivors.len()), (1, 0));

    let poor = outcome(&catalog, &[met]);
    let id = &only(&catalog).id;
    let survivor = format!("{id}: in-house: require: equals → present qualification.in-house");
    assert_eq!(poor.survivors, [survivor]);
}

#[test]
fn nothing_is_mutated_while_a_fixture_fails_or_none_is_there() {
    let catalog = small();
    let wrong = fixture(&catalog, "met", "in-house = false  #~ met");
    for fixtures in [vec![wrong], Vec::new()] {
        let outcome = outcome(&catalog, &fixtures);
        assert!(!outcome.broken.is_empty());
        assert_eq!(outcome.mutants, 0);
    }
}

#[test]
fn a_fixture_is_marked_on_the_lines_that_decided_or_left_as_it_is() {
    let catalog = small();
    let stray = fixture(
        &catalog,
        "met",
        "in-house = true\nmedical-device = true  #~ met",
    );
    assert!(stray.fault(&catalog, AS_OF).is_some());
    let right = fixture(
        &catalog,
        "met",
        "in-house = true  #~ met\nmedical-device = true",
    );
    assert_eq!(marked(&stray, &catalog).unwrap(), right);
    assert_eq!(right.deciding_lines(&catalog, AS_OF), Ok(("met", vec![4])));

    let wrong = fixture(&catalog, "not-met", "in-house = true");
    assert!(marked(&wrong, &catalog).unwrap_err().contains("gives met"));
}

/// The mutants know the serialised form of every operator that the catalog uses.
#[test]
fn every_criterion_has_mutants_that_differ_from_it() {
    let mut changes = String::new();
    for criterion in &catalog().criteria {
        let mutants = of_criterion(criterion).unwrap();
        for mutant in &mutants {
            assert_ne!(mutant.criteria.as_slice(), std::slice::from_ref(criterion));
            assert!(
                !mutant.says.trim_end().ends_with("present"),
                "{}",
                mutant.says
            );
            changes.push_str(&mutant.says);
            changes.push('\n');
        }
    }
    for kind in [
        "all → any",
        "any → all",
        "every → some",
        "some → every",
        "where: removed",
        "check removed",
        "applies: removed",
        "documented → present",
        "ordered → present",
        "within removed",
        "parameter",
        "count",
    ] {
        assert!(changes.contains(kind), "{kind}");
    }
}

#[test]
fn bounds_move_the_way_that_asks_for_less() {
    let changed = |condition: serde_json::Value| -> Vec<String> {
        xtask::change::changes(&condition)
            .into_iter()
            .map(|change| format!("{}: {}", change.place, change.says))
            .collect()
    };
    let constant = |value: serde_json::Value| json!({ "Constant": value });
    assert_eq!(
        changed(json!({ "AtLeast": { "path": "a", "value": constant(json!({ "Integer": 3 })) } })),
        [": at-least → present a", ": at-least a: 3 → 2"]
    );
    assert_eq!(
        changed(json!({ "AtMost": { "path": "a", "value": constant(json!({ "Number": 0.5 })) } })),
        [": at-most → present a", ": at-most a: 0.5 → 0.55"]
    );
    let year = constant(json!({ "Duration": { "months": 12, "days": 0 } }));
    assert_eq!(
        changed(
            json!({ "Not": { "condition": { "Dated": { "path": "a", "within": { "Quantity": year } } } } })
        ),
        [
            ".not: dated → present a",
            ".not: within removed of dated a",
            ".not: dated a: P12M → P13M",
            ": negation removed"
        ]
    );
}
