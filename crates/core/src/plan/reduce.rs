//! What is not needed, left out: in the end the gate does not open without any one step.

use super::draft::Draft;
use super::ground::Ground;
use super::state::State;
use super::touched::Touched;
use super::unit::Unit;
use super::world::World;

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

/// The project with some units alone.
pub(super) fn with<'c, 'a>(
    ground: &Ground<'c, 'a>,
    draft: &Draft,
    units: &[Unit],
) -> World<'c, 'a> {
    let kept = Reduced::among(units);
    draft.world(ground, |at| kept.binary_search(&at).is_ok())
}

/// Leaves out whole steps, the dearest first, then parts of them, as long as nothing that was closed opens.
pub(super) fn reduce<'c>(ground: &Ground<'c, '_>, draft: &Draft, full: &State<'c>) -> Reduced<'c> {
    let mut sieve = Sieve {
        ground,
        world: draft.world(ground, |_| true),
        units: Unit::all(draft),
        draft,
        full,
    };
    while sieve.pass() {}
    let units = sieve.units;
    // Entries that are not needed leave no gap.
    let draft = draft.only(ground, &Reduced::among(&units));
    let units = Unit::all(&draft);
    let full = State::of(ground, &with(ground, &draft, &units));
    Reduced { draft, units, full }
}

struct Sieve<'s, 'c, 'a> {
    ground: &'s Ground<'c, 'a>,
    draft: &'s Draft,
    full: &'s State<'c>,
    /// What is still needed; a unit without changes is not.
    units: Vec<Unit>,
    world: World<'c, 'a>,
}

impl Sieve<'_, '_, '_> {
    /// Tries to do without each unit, then without each spare part; whether something was left out.
    fn pass(&mut self) -> bool {
        let (ground, draft) = (self.ground, self.draft);
        let weigh = |unit: &Unit| unit.weight(draft, |path| ground.stated(path).is_some());
        let mut order: Vec<usize> = (0..self.units.len()).collect();
        order.sort_by_cached_key(|at| self.units.get(*at).map(weigh).map(std::cmp::Reverse));
        let mut less = false;
        for at in order {
            let own = self.units.get(at).map(|unit| unit.changes.clone());
            less |= self.omit(at, &own.unwrap_or_default());
        }
        for at in 0..self.units.len() {
            let spare = self.units.get(at).map(|unit| unit.spare(draft));
            for change in spare.unwrap_or_default() {
                less |= self.omit(at, &[change]);
            }
        }
        self.units.retain(|unit| !unit.changes.is_empty());
        less
    }

    /// Leaves out changes of a unit if nothing that was closed opens.
    fn omit(&mut self, at: usize, changes: &[usize]) -> bool {
        if changes.is_empty() {
            return false;
        }
        let (ground, full) = (self.ground, self.full);
        let own = || changes.iter().filter_map(|at| self.draft.changes.get(*at));
        let touched = Touched::of(&mut own());
        let whole = self.units.get(at).cloned();
        if let Some(unit) = self.units.get_mut(at) {
            unit.changes.retain(|own| !changes.contains(own));
        }
        let left = match self.world.lift(&mut own()) {
            Some(lifted) => {
                let closed = full.stays_closed(ground, &self.world, &touched);
                if !closed {
                    self.world.restore(lifted);
                }
                closed
            }
            None => {
                let world = with(ground, self.draft, &self.units);
                let closed = full.stays_closed(ground, &world, &touched);
                if closed {
                    self.world = world;
                }
                closed
            }
        };
        if !left && let (Some(unit), Some(whole)) = (self.units.get_mut(at), whole) {
            *unit = whole;
        }
        left
    }
}
