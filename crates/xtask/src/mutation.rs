//! The mutation check: a change of a criterion that none of its fixtures notices is told.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use garant_core::Verdict;
use garant_core::fixture::{AS_OF, Fixture, Reading, missing};
use garant_rules::Catalog;
use garant_rules::criterion::Criterion;
use serde_json::{Error, Value as Json};

use crate::mutant::{Mutant, definitions, of_criterion, of_definition};

/// What a mutation check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What prevents the check: fixtures that fail without any change, verdicts that no fixture shows.
    pub broken: Vec<String>,
    /// How many changes were tried.
    pub mutants: usize,
    /// The changes that no fixture noticed.
    pub survivors: Vec<String>,
}

/// What is mutated at a time.
enum Unit<'a> {
    Criterion(&'a Criterion),
    Definition(String, Json, Vec<&'a Criterion>),
}

type Readings<'a> = BTreeMap<&'a str, Vec<Reading<'a>>>;

/// Mutates the criteria asked for, and the named conditions that they use.
///
/// # Errors
/// When a mutant is no criterion: see [`of_criterion`].
pub fn run(
    catalog: &Catalog,
    fixtures: &[Fixture],
    asked: &[&Criterion],
) -> Result<Outcome, Error> {
    let mut outcome = Outcome::default();
    let mut readings = Readings::new();
    for criterion in &catalog.criteria {
        let is_asked = asked.iter().any(|asked| asked.id == criterion.id);
        let mut sound = Vec::new();
        for fixture in fixtures
            .iter()
            .filter(|fixture| fixture.criterion == criterion.id)
        {
            let judged = match fixture.read(catalog, AS_OF) {
                Ok(reading) => reading.fault(criterion).map_or(Ok(reading), Err),
                Err(fault) => Err(fault),
            };
            match judged {
                Ok(reading) => sound.push(reading),
                Err(fault) if is_asked => {
                    let name = format!("{}/{}", fixture.criterion, fixture.name);
                    outcome.broken.push(format!("{name}: {fault}"));
                }
                // A fixture of another criterion that shares a named condition proves nothing while it fails.
                Err(_) => {}
            }
        }
        if is_asked {
            let missing = missing(criterion, fixtures).into_iter();
            let says = |verdict: Verdict| format!("{}: no {}.toml", criterion.id, verdict.code());
            outcome.broken.extend(missing.map(says));
        }
        readings.insert(&criterion.id, sound);
    }
    if outcome.broken.is_empty() {
        let units = units(catalog, asked)?;
        for (mutants, survivors) in try_all(&units, &readings)? {
            outcome.mutants += mutants;
            outcome.survivors.extend(survivors);
        }
    }
    Ok(outcome)
}

fn units<'a>(catalog: &'a Catalog, asked: &[&'a Criterion]) -> Result<Vec<Unit<'a>>, Error> {
    let mut units: Vec<Unit<'_>> = asked
        .iter()
        .map(|criterion| Unit::Criterion(criterion))
        .collect();
    let all: Vec<&Criterion> = catalog.criteria.iter().collect();
    for (id, (condition, users)) in definitions(&all)? {
        let users: Vec<&Criterion> = users
            .into_iter()
            .filter_map(|user| all.get(user).copied())
            .collect();
        if users
            .iter()
            .any(|user| asked.iter().any(|asked| asked.id == user.id))
        {
            units.push(Unit::Definition(id, condition, users));
        }
    }
    Ok(units)
}

/// How many mutants each unit has, and what the survivors are, in the order of the units.
fn try_all(
    units: &[Unit<'_>],
    readings: &Readings<'_>,
) -> Result<Vec<(usize, Vec<String>)>, Error> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(unit) = units.get(index) else {
                        return;
                    };
                    let tried = mutants(unit).map(|mutants| {
                        let count = mutants.len();
                        let survivors = mutants
                            .into_iter()
                            .filter(|mutant| !killed(mutant, readings))
                            .map(|mutant| mutant.says);
                        (count, survivors.collect())
                    });
                    if let Ok(mut done) = done.lock() {
                        done.insert(index, tried);
                    }
                }
            });
        }
    });
    done.into_inner()
        .unwrap_or_default()
        .into_values()
        .collect()
}

fn mutants(unit: &Unit<'_>) -> Result<Vec<Mutant>, Error> {
    match unit {
        Unit::Criterion(criterion) => of_criterion(criterion),
        Unit::Definition(id, condition, users) => of_definition(id, condition, users),
    }
}

fn killed(mutant: &Mutant, readings: &Readings<'_>) -> bool {
    mutant.criteria.iter().any(|criterion| {
        readings
            .get(criterion.id.as_str())
            .into_iter()
            .flatten()
            .any(|reading| reading.fault(criterion).is_some())
    })
}
