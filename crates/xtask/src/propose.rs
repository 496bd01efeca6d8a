//! `propose`: writes, for mutants that survive, the fixtures that tell them: an existing fixture with one answer changed, or two.
//!
//! What it writes is read before it is kept: a fixture shows what the criterion does, a person says whether it should.

use std::io::{self, Write};

use garant_core::fixture::{AS_OF, Fixture};
use garant_rules::Catalog;
use garant_rules::criterion::Criterion;

use crate::checkout::{Checkout, path};
use crate::mark::marked;
use crate::mutant::{Mutant, of_criterion};
use crate::variation::{Variation, variations};

/// Proposes fixtures for the criteria asked for, all if none is; returns whether no mutant of them is left.
///
/// # Errors
/// When a criterion is unknown, a fixture cannot be written, or `out` cannot be.
pub fn run(checkout: &Checkout, ids: &[String], out: &mut dyn Write) -> io::Result<bool> {
    let mut sound = true;
    for criterion in checkout.criteria(ids)? {
        let mut fixtures: Vec<Fixture> = checkout.fixtures_of(criterion).cloned().collect();
        let mut left: Vec<Mutant> = of_criterion(criterion)?
            .into_iter()
            .filter(|mutant| {
                !fixtures
                    .iter()
                    .any(|fixture| tells(&checkout.catalog, fixture, mutant))
            })
            .collect();
        let known = fixtures.len();
        for depth in [1, 2] {
            while !left.is_empty() {
                let Some((fixture, told)) =
                    best(&checkout.catalog, criterion, &fixtures, &left, depth, known)
                else {
                    break;
                };
                left.retain(|mutant| !told.contains(&mutant.says));
                writeln!(out, "{}", path(&fixture))?;
                checkout.write(&fixture)?;
                fixtures.push(fixture);
            }
        }
        for mutant in &left {
            writeln!(out, "nothing tells {}", mutant.says)?;
            sound = false;
        }
    }
    Ok(sound)
}

/// The variation that tells the most mutants.
fn best(
    catalog: &Catalog,
    criterion: &Criterion,
    fixtures: &[Fixture],
    left: &[Mutant],
    depth: usize,
    known: usize,
) -> Option<(Fixture, Vec<String>)> {
    let mut best: Option<(Fixture, Vec<String>)> = None;
    let mut consider = |variation: &Variation| {
        let Some(fixture) = named(catalog, criterion, variation, fixtures) else {
            return;
        };
        let told: Vec<String> = left
            .iter()
            .filter(|mutant| tells(catalog, &fixture, mutant))
            .map(|mutant| mutant.says.clone())
            .collect();
        if told.len() > best.as_ref().map_or(0, |(_, told)| told.len()) {
            best = Some((fixture, told));
        }
    };
    for fixture in fixtures.iter().take(known) {
        for variation in variations(catalog, &fixture.text) {
            consider(&variation);
            if depth > 1 && fixture.name == "met" {
                for second in variations(catalog, &variation.text) {
                    consider(&Variation {
                        label: format!("{}-and-{}", variation.label, second.label),
                        text: second.text,
                    });
                }
            }
        }
    }
    best
}

/// A variation as a marked fixture, named by its verdict.
fn named(
    catalog: &Catalog,
    criterion: &Criterion,
    variation: &Variation,
    fixtures: &[Fixture],
) -> Option<Fixture> {
    let mut fixture = Fixture {
        criterion: criterion.id.clone(),
        name: String::new(),
        text: variation.text.clone(),
    };
    let (verdict, _) = fixture.deciding_lines(catalog, AS_OF).ok()?;
    fixture.name = format!("{verdict}--{}", variation.label);
    let taken = fixtures.iter().any(|known| known.name == fixture.name);
    if taken {
        fixture.name.push_str("-2");
        if fixtures.iter().any(|known| known.name == fixture.name) {
            return None;
        }
    }
    marked(&fixture, catalog).ok()
}

fn tells(catalog: &Catalog, fixture: &Fixture, mutant: &Mutant) -> bool {
    let Ok(reading) = fixture.read(catalog, AS_OF) else {
        return false;
    };
    mutant
        .criteria
        .iter()
        .filter(|criterion| criterion.id == fixture.criterion)
        .any(|criterion| reading.fault(criterion).is_some())
}
