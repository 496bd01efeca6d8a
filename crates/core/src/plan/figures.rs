//! Figures of tables that are still to be made: what would be found in them if they kept the limit.

use garant_rules::figure::{Ask, Estimate};
use garant_rules::way::Sought;

use crate::figures::Figures;

/// How many cases a supposed figure stands on.
const CASES: u64 = 1_000_000;

/// Figures supposed, before those computed from the evidence.
#[derive(Debug)]
pub(super) struct Supposed<'a> {
    pub(super) computed: &'a dyn Figures,
    pub(super) own: Vec<(Ask, Estimate)>,
}

impl Figures for Supposed<'_> {
    fn figure(&self, ask: &Ask) -> Option<Vec<Estimate>> {
        let mut own = self.own.iter();
        match own.find(|(known, _)| known == ask) {
            Some((_, estimate)) => Some(vec![estimate.clone()]),
            None => self.computed.figure(ask),
        }
    }
}

/// A figure of a piece that keeps the limit, its whole interval included.
pub(super) fn kept(sought: &Sought, piece: &str) -> (Ask, Estimate) {
    let value = match (sought.range.least, sought.range.most) {
        (Some(least), Some(most)) => f64::midpoint(least, most),
        (Some(bound), None) | (None, Some(bound)) => bound,
        (None, None) => 0.0,
    };
    let ask = Ask {
        evidence: piece.to_owned(),
        ..sought.ask.clone()
    };
    let estimate = Estimate {
        value: Some(value),
        low: Some(value),
        high: Some(value),
        n: CASES,
        ..Estimate::default()
    };
    (ask, estimate)
}
