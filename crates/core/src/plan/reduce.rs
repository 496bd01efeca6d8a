//! What is not needed, left out: in the end the gate does not open without any one step.

use super::draft::Draft;
use super::ground::Ground;
use super::state::State;
use super::unit::Unit;

/// A draft, and the steps of it that are needed.
pub(super) struct Reduced<'c> {
    pub(super) draft: Draft,
    pub(super) units: Vec<Unit>,
    /// What is found once all is done.
    pub(super) full: State<'c>,
}

impl Reduced<'_> {
    /// Whether a change is among those of units.
    pub(super) fn among(units: &[Unit]) -> Vec<usize> {
        let mut all: Vec<usize> = units.iter().flat_map(|unit| unit.changes.clone()).collect();
        all.sort_unstable();
        all
    }
}

/// What is found with some units alone.
pub(super) fn with<'c>(ground: &Ground<'c, '_>, draft: &Draft, units: &[Unit]) -> State<'c> {
    let kept = Reduced::among(units);
    State::of(
        ground,
        &draft.world(ground, |at| kept.binary_search(&at).is_ok()),
    )
}

/// The same of what the plan aims at alone, which is sooner told.
pub(super) fn aimed<'c>(ground: &Ground<'c, '_>, draft: &Draft, units: &[Unit]) -> State<'c> {
    let kept = Reduced::among(units);
    State::aimed(
        ground,
        &draft.world(ground, |at| kept.binary_search(&at).is_ok()),
    )
}

/// Leaves out whole steps, the dearest first, then parts of them, as long as nothing that was closed opens.
pub(super) fn reduce<'c>(ground: &Ground<'c, '_>, draft: Draft) -> Reduced<'c> {
    let mut units = Unit::all(&draft);
    let full = aimed(ground, &draft, &units);
    let weigh = |unit: &Unit| unit.weight(&draft, |path| ground.stated(path).is_some());
    loop {
        let before = units.clone();
        let mut order = units.clone();
        order.sort_by_key(|unit| std::cmp::Reverse(weigh(unit)));
        for unit in order {
            let rest: Vec<Unit> = units.iter().filter(|own| **own != unit).cloned().collect();
            if aimed(ground, &draft, &rest).closes(&full) {
                units = rest;
            }
        }
        for at in 0..units.len() {
            let spare = units
                .get(at)
                .map(|unit| unit.spare(&draft))
                .unwrap_or_default();
            for change in spare {
                let mut fewer = units.clone();
                if let Some(unit) = fewer.get_mut(at) {
                    unit.changes.retain(|own| *own != change);
                }
                if aimed(ground, &draft, &fewer).closes(&full) {
                    units = fewer;
                }
            }
        }
        units.retain(|unit| !unit.changes.is_empty());
        if units == before {
            break;
        }
    }
    // Entries that are not needed leave no gap.
    let draft = draft.only(ground, &Reduced::among(&units));
    let units = Unit::all(&draft);
    let full = aimed(ground, &draft, &units);
    Reduced { draft, units, full }
}
