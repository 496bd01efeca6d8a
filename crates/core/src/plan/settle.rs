//! Facts that are not stated and decide what applies. A plan supposes the answer that asks most of the project, so that it holds whichever
//! is true, and tells what follows from each.

use garant_rules::Truth;
use garant_rules::way::{Need, Wanted, Way};

use super::asking::Asking;
use super::draft::Draft;
use super::ground::Ground;
use super::search::after;
use super::state::State;

/// How many values are tried of each answer.
const VARIANTS: usize = 3;

/// Supposes facts that settle a condition. Nothing that is stated becomes another.
pub(super) fn settle<'c>(
    ground: &Ground<'c, '_>,
    draft: &Draft,
    before: &State<'c>,
    asking: &Asking<'c>,
) -> Option<(Draft, State<'c>)> {
    let world = draft.world(ground, |_| true);
    let both = [true, false].map(|holds| asking.ways(ground, &world, holds));
    let mut best: Option<((bool, bool, usize), Draft, State<'c>)> = None;
    for way in both.iter().flatten() {
        if !unstated(ground, draft, way) {
            continue;
        }
        for variant in 0..VARIANTS {
            let mut varied = false;
            let mut trial = draft.clone();
            if trial.take(ground, way, variant, &mut varied) {
                trial.settle(way);
                let world = trial.world(ground, |_| true);
                if asking.truth(ground, &world) != Truth::Unknown {
                    let found = after(ground, draft, before, &trial);
                    // Neither that there is none of something is supposed, nor what would fail a check by itself, where
                    // something else would do.
                    let none = |need: &Need| matches!(need.wanted, Wanted::FewEntries(_));
                    let plain = !way.needs.iter().any(none);
                    let asks = (plain, !found.lowers(before), found.asks());
                    if best.as_ref().is_none_or(|(most, _, _)| asks > *most) {
                        best = Some((asks, trial, found));
                    }
                }
            }
            if !varied {
                break;
            }
        }
    }
    best.map(|(_, draft, state)| (draft, state))
}

/// Whether a way states nothing but what nobody has stated, neither the descriptor nor the plan.
fn unstated(ground: &Ground<'_, '_>, draft: &Draft, way: &Way) -> bool {
    let open = |need: &Need| {
        ground.stated(&need.path).is_none()
            && !draft.states(&need.path)
            && !matches!(need.wanted, Wanted::Figure(_))
    };
    !way.needs.is_empty() && way.needs.iter().all(open)
}
