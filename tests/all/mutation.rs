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
    let fact = |path: &str| json!({ "Equals": { "path": path, "value": { "Bool": true } } });
    let both = [
        fact("qualification.in-house"),
        fact("qualification.generative"),
    ];
    let require = json!({ "All": { "conditions": both } });
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
fn a_fixture_taken_away_or_weakened_is_told() {
    let catalog = small();
    let met = fixture(
        &catalog,
        "met",
        "in-house = true  #~ met\ngenerative = true  #~ met",
    );
    let not_met = fixture(
        &catalog,
        "not-met",
        "in-house = false  #~ not-met\ngenerative = true",
    );
    let other = fixture(
        &catalog,
        "not-met--not-generative",
        "in-house = true\ngenerative = false  #~ not-met",
    );
    let open = fixture(&catalog, "undetermined", "generative = true");
    let open = Fixture {
        text: open
            .text
            .replace("[qualification]", "[qualification]  #~ undetermined"),
        ..open
    };
    let aside = Fixture {
        name: "not-applicable".to_owned(),
        text: format!(
            "garant = 1\n\n[declaration]\nby = \"A. Martin\"\n\n[[not-applicable]]\ncriterion = \"{}\"\nreason = \"L’outil ne traite aucune personne.\"  #~ not-applicable\nreviewed-by = {{ name = \"B. Roy\", role = \"juriste\", on = 2026-10-01 }}\n",
            only(&catalog).id
        ),
        ..met.clone()
    };
    let poor = [met.clone(), open.clone(), aside.clone()];
    let plain = [met, not_met.clone(), open, aside];
    let whole = outcome(&catalog, &[&plain[..], &[other]].concat());
    assert_eq!(whole.broken, Vec::<String>::new());
    assert_eq!((whole.mutants, whole.survivors), (5, Vec::new()));

    // Without the case that shows the second fact alone, its weakening is not noticed.
    let id = &only(&catalog).id;
    let survivor =
        format!("{id}: in-house: require.all[1]: equals → present qualification.generative");
    assert_eq!(outcome(&catalog, &plain).survivors, [survivor]);

    // Without the plain case of a verdict, nothing is tried.
    let outcome_of = |fixtures: &[Fixture]| outcome(&catalog, fixtures);
    assert_eq!(outcome_of(&poor).broken.len(), 1);

    // With one that proves less, the change is told.
    let weak = Fixture {
        text: not_met.text.replace("  #~ not-met", ""),
        ..not_met
    };
    let mut fixtures = poor.to_vec();
    fixtures.push(weak);
    assert!(!outcome_of(&fixtures).broken.is_empty());
}

/// The catalog of the day: no change of a condition goes unnoticed, and each criterion needs its fixtures for that.
#[test]
fn no_mutant_of_the_catalog_survives_and_without_its_fixtures_of_one_verdict_none_is_proven() {
    let checkout = xtask::checkout::Checkout::open(&crate::harness::root()).unwrap();
    let asked: Vec<&Criterion> = checkout.catalog.criteria.iter().collect();
    let whole = run(&checkout.catalog, &checkout.fixtures, &asked).unwrap();
    assert!(whole.broken.is_empty(), "{:?}", whole.broken);
    assert!(whole.survivors.is_empty(), "{}", whole.survivors.join("\n"));
    assert!(whole.mutants > 1000, "{}", whole.mutants);
    for criterion in asked.iter().take(10) {
        for verdict in ["met", "not-met", "undetermined", "not-applicable"] {
            let fixtures: Vec<Fixture> = checkout
                .fixtures
                .iter()
                .filter(|fixture| fixture.criterion != criterion.id || fixture.name != verdict)
                .cloned()
                .collect();
            if fixtures.len() < checkout.fixtures.len() {
                let outcome = run(&checkout.catalog, &fixtures, &[criterion]).unwrap();
                assert!(!outcome.broken.is_empty(), "{} {verdict}", criterion.id);
            }
        }
    }
}

/// Many fixtures notice what another notices too: the list tells that one of them is gone, or new.
#[test]
fn any_fixture_taken_away_is_told_by_the_list() {
    let mut checkout = xtask::checkout::Checkout::open(&crate::harness::root()).unwrap();
    assert_eq!(xtask::ledger::differences(&checkout), [""; 0]);
    let gone = checkout.fixtures.remove(7);
    let path = xtask::checkout::path(&gone);
    let told = xtask::ledger::differences(&checkout);
    assert!(
        told.len() == 1 && told[0].starts_with(&path) && told[0].contains("taken away"),
        "{told:?}"
    );
    let mut out = Vec::new();
    assert!(!xtask::mutate_catalog::run(&checkout, &[], &mut out).unwrap());
    assert!(xtask::ledger::completed(&checkout).contains(&path));
    checkout.fixtures.push(gone);
    checkout.listed = checkout.listed.replace(&format!("{path}\n"), "");
    let told = xtask::ledger::differences(&checkout);
    assert!(
        told.len() == 1 && told[0].contains("not listed"),
        "{told:?}"
    );
    assert!(xtask::ledger::completed(&checkout).contains(&path));
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
        "in-house = true\ngenerative = true\nmedical-device = true  #~ met",
    );
    assert!(stray.fault(&catalog, AS_OF).is_some());
    let right = fixture(
        &catalog,
        "met",
        "in-house = true  #~ met\ngenerative = true  #~ met\nmedical-device = true",
    );
    assert_eq!(marked(&stray, &catalog).unwrap(), right);
    assert_eq!(
        right.deciding_lines(&catalog, AS_OF),
        Ok(("met", vec![4, 5]))
    );

    let wrong = fixture(&catalog, "not-met", "in-house = true\ngenerative = true");
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
