//! A principle with its findings.

use std::rc::Rc;

use garant_core::score::{Footings, Score};
use garant_core::texts::Texts;

use super::card::Card;

/// A principle with its findings.
#[derive(Clone, Debug)]
pub struct Principle<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// What it stands for.
    pub says: &'a str,
    /// Its score.
    pub score: &'a Score,
    /// On what its met criteria stand.
    pub footings: Footings,
    /// Its findings, worst first.
    pub cards: Vec<Rc<Card<'a>>>,
    /// Its findings by phase, in chronological order.
    pub phases: Vec<Vec<Rc<Card<'a>>>>,
}

impl<'a> Principle<'a> {
    pub(super) fn new(score: &'a Score, cards: &[Rc<Card<'a>>], texts: &'a Texts) -> Self {
        let mine = || {
            cards
                .iter()
                .filter(|card| card.f.principle == score.principle)
        };
        let phases = texts
            .phase_order
            .iter()
            .map(|phase| {
                mine()
                    .filter(|card| card.f.phase == *phase)
                    .cloned()
                    .collect()
            })
            .collect();
        let mut worst: Vec<Rc<Card<'a>>> = mine().cloned().collect();
        worst.sort_by_key(|card| (card.rank(), card.f.code.clone()));
        let named = |names: &'a std::collections::BTreeMap<String, String>| {
            names.get(&score.principle).map_or("", String::as_str)
        };
        Self {
            id: &score.principle,
            title: named(&texts.principles),
            says: named(&texts.principle_says),
            score,
            footings: Footings::of(mine().map(|card| card.f)),
            cards: worst,
            phases,
        }
    }
}
