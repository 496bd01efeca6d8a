//! One open check after another made to hold, the cheapest way first, judged each time.

use std::collections::{BTreeMap, BTreeSet};

use garant_rules::Truth;
use garant_rules::criterion::{Check, Criterion};
use garant_rules::way::Way;

use super::asking::Asking;
use super::draft::{Change, Draft};
use super::ground::Ground;
use super::settle::settle;
use super::state::{Seen, State};
use super::touched::Touched;
use crate::error::AuditError;

/// How many values are tried where several fit an answer.
const VARIANTS: usize = 3;
/// How often one check is asked again for what it still needs.
const ROUNDS: usize = 8;
/// More rounds than any catalog can ask for.
const MOST: usize = 4_000;
/// The most that is supposed for one plan: what would be told of more, nobody reads.
const LONGEST: usize = 2_000;

/// Supposes, one after another, what closes all that the plan aims at, as far as it can be.
///
/// # Errors
/// [`AuditError::Long`] where more would have to be supposed than one plan may tell.
pub(super) fn solve<'c>(ground: &Ground<'c, '_>) -> Result<(Draft, State<'c>), AuditError> {
    let mut draft = Draft::default();
    let mut state = State::of(ground, &draft.world(ground, |_| true));
    let mut blocked: BTreeSet<&str> = BTreeSet::new();
    let mut since = false;
    for _ in 0..MOST {
        let open = state.seen.iter().filter(|seen| seen.open);
        let next = open
            .filter(|seen| !blocked.contains(seen.criterion.id.as_str()))
            .min_by_key(|seen| {
                let criterion = seen.criterion;
                let effort = effort(&criterion.effort);
                (ground.level(criterion), effort, &criterion.code)
            });
        let Some(next) = next.cloned() else {
            // What was blocked may be open to what was supposed since.
            if !since || blocked.is_empty() {
                break;
            }
            since = false;
            blocked.clear();
            continue;
        };
        match repair(ground, &draft, &state, &next) {
            Some((better, found)) => {
                if better.changes.len() > LONGEST {
                    return Err(long(&better));
                }
                draft = better;
                state = found;
                since |= !blocked.is_empty();
            }
            None => {
                blocked.insert(next.criterion.id.as_str());
            }
        }
    }
    Ok((draft, state))
}

/// The list of which most entries would have to be completed.
fn long(draft: &Draft) -> AuditError {
    let mut lists: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for change in &draft.changes {
        let path = match change {
            Change::Answer(own) => own.path.as_str(),
            Change::Attached(own) => own.at.as_str(),
            _ => "",
        };
        if let Some((list, rest)) = path.split_once('[') {
            lists
                .entry(list)
                .or_default()
                .insert(rest.split(']').next().unwrap_or(rest));
        }
    }
    let longest = lists.iter().max_by_key(|(_, entries)| entries.len());
    AuditError::Long {
        most: LONGEST,
        list: longest.map_or_else(String::new, |(list, _)| (*list).to_owned()),
        entries: longest.map_or(0, |(_, entries)| entries.len()),
    }
}

/// The rank of an effort, least first.
pub(super) fn effort(code: &str) -> usize {
    let known = ["hours", "days", "weeks"];
    known
        .iter()
        .position(|own| *own == code)
        .unwrap_or(known.len())
}

/// One part of a criterion put right.
fn repair<'c>(
    ground: &Ground<'c, '_>,
    draft: &Draft,
    state: &State<'c>,
    seen: &Seen<'c>,
) -> Option<(Draft, State<'c>)> {
    let criterion = seen.criterion;
    if ground.relies(criterion) {
        return audited(ground, draft, state, criterion);
    }
    if seen.applies == Truth::Unknown {
        let condition = criterion.applies.as_ref()?;
        return settle(
            ground,
            draft,
            state,
            &Asking {
                criterion,
                condition,
            },
        );
    }
    for at in seen.open_checks() {
        let Some(check) = criterion.checks.get(at) else {
            continue;
        };
        let settled = unsettled(ground, draft, criterion, check)
            .and_then(|asking| settle(ground, draft, state, &asking));
        let found = settled.or_else(|| attempt(ground, draft, state, criterion, check));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The condition of a check, where it is to be established whether the check is asked.
fn unsettled<'c>(
    ground: &Ground<'c, '_>,
    draft: &Draft,
    criterion: &'c Criterion,
    check: &'c Check,
) -> Option<Asking<'c>> {
    let asking = Asking {
        criterion,
        condition: check.applies.as_ref()?,
    };
    let world = draft.world(ground, |_| true);
    (asking.truth(ground, &world) == Truth::Unknown).then_some(asking)
}

/// What is found of a draft that was made from another.
pub(super) fn after<'c>(
    ground: &Ground<'c, '_>,
    before: &Draft,
    state: &State<'c>,
    trial: &Draft,
) -> State<'c> {
    let touched = Touched::between(before, trial);
    state.after(ground, &trial.world(ground, |_| true), &touched)
}

/// A new audit of each supplier whose own leaves a criterion open.
fn audited<'c>(
    ground: &Ground<'c, '_>,
    draft: &Draft,
    state: &State<'c>,
    criterion: &Criterion,
) -> Option<(Draft, State<'c>)> {
    let mut trial = draft.clone();
    let suppliers = &ground.case.suppliers;
    let open = suppliers
        .iter()
        .enumerate()
        .filter(|(_, supplier)| supplier.leaves_open(&criterion.id));
    let mut wanted: Vec<usize> = open.map(|(at, _)| at).collect();
    if suppliers.is_empty() {
        wanted.push(0);
    }
    for supplier in wanted {
        trial.changes.push(Change::Audited {
            supplier,
            criterion: criterion.id.clone(),
        });
    }
    let found = after(ground, draft, state, &trial);
    let closed = found.get(&criterion.id).is_some_and(|seen| !seen.open);
    closed.then_some((trial, found))
}

/// A check made to hold.
fn attempt<'c>(
    ground: &Ground<'c, '_>,
    draft: &Draft,
    state: &State<'c>,
    criterion: &'c Criterion,
    check: &'c Check,
) -> Option<(Draft, State<'c>)> {
    let asking = Asking {
        criterion,
        condition: &check.require,
    };
    let world = draft.world(ground, |_| true);
    for way in draft.cheapest(ground, asking.ways(ground, &world, true)) {
        for variant in 0..VARIANTS {
            let mut varied = false;
            let trial = follow(ground, draft, &asking, &way, variant, &mut varied);
            let mended = trial.and_then(|trial| mend(ground, draft, state, trial));
            if mended.is_some() {
                return mended;
            }
            if !varied {
                break;
            }
        }
    }
    None
}

/// What a trial unsettles elsewhere put right too: an entry more asks more of all entries. None where it cannot be.
fn mend<'c>(
    ground: &Ground<'c, '_>,
    draft: &Draft,
    state: &State<'c>,
    mut trial: Draft,
) -> Option<(Draft, State<'c>)> {
    for _ in 0..ROUNDS {
        let found = after(ground, draft, state, &trial);
        if !found.loses(state, restates(ground, draft, &trial)) {
            return Some((trial, found));
        }
        let (criterion, at) = found.fallen(state).into_iter().next()?;
        let asking = Asking {
            criterion,
            condition: &criterion.checks.get(at)?.require,
        };
        let world = trial.world(ground, |_| true);
        let ways = trial.cheapest(ground, asking.ways(ground, &world, true));
        trial = ways
            .iter()
            .find_map(|way| follow(ground, &trial, &asking, way, 0, &mut false))?;
    }
    None
}

/// All that a way needs, and what is still needed then.
fn follow<'c>(
    ground: &Ground<'c, '_>,
    draft: &Draft,
    asking: &Asking<'c>,
    way: &Way,
    variant: usize,
    varied: &mut bool,
) -> Option<Draft> {
    let mut trial = draft.clone();
    if !trial.take(ground, way, variant, varied) {
        return None;
    }
    for _ in 0..ROUNDS {
        let world = trial.world(ground, |_| true);
        if asking.truth(ground, &world) == Truth::True {
            return Some(trial);
        }
        let next = trial
            .cheapest(ground, asking.ways(ground, &world, true))
            .into_iter()
            .find_map(|way| {
                let mut next = trial.clone();
                let taken = next.take(ground, &way, variant, varied);
                (taken && next != trial).then_some(next)
            });
        trial = next?;
    }
    None
}

/// Whether an answer that the descriptor states becomes another.
fn restates(ground: &Ground<'_, '_>, before: &Draft, after: &Draft) -> bool {
    after.changes.iter().any(|change| match change {
        Change::Answer(answer) => {
            ground.stated(&answer.path).is_some() && !before.changes.contains(change)
        }
        _ => false,
    })
}
