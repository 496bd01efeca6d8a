//! Changes that make one step: an answer, an entry with its answers, a document, a supplier's new audit.

use super::draft::{Change, Draft};
use super::touched::Touched;

/// A step's changes, by their places in the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) changes: Vec<usize>,
}

impl Unit {
    /// The units of a draft, in the order of their first changes.
    pub(super) fn all(draft: &Draft) -> Vec<Self> {
        let mut units: Vec<Self> = Vec::new();
        for (at, change) in draft.changes.iter().enumerate() {
            let own = units.iter_mut().find(|unit| {
                unit.first(draft)
                    .is_some_and(|first| belongs(change, first))
            });
            match own {
                Some(unit) => unit.changes.push(at),
                None => units.push(Self { changes: vec![at] }),
            }
        }
        units
    }

    pub(super) fn first<'d>(&self, draft: &'d Draft) -> Option<&'d Change> {
        draft.changes.get(*self.changes.first()?)
    }

    /// What it touches.
    pub(super) fn touched(&self, draft: &Draft) -> Touched {
        Touched::of(&mut self.changes(draft))
    }

    /// Its changes.
    pub(super) fn changes<'d>(&self, draft: &'d Draft) -> impl Iterator<Item = &'d Change> {
        let own = self.changes.iter();
        own.filter_map(|at| draft.changes.get(*at))
    }

    /// The changes that it can do without and stay what it is.
    pub(super) fn spare(&self, draft: &Draft) -> Vec<usize> {
        let audits = self.changes.len() > 1;
        let spare = self
            .changes
            .iter()
            .filter(|at| match draft.changes.get(**at) {
                Some(Change::Answer(answer)) => audits && !answer.bound,
                Some(Change::Audited { .. }) => audits,
                _ => false,
            });
        spare.copied().collect()
    }

    /// How dear it is: what to leave out first where not everything is needed.
    pub(super) fn weight(&self, draft: &Draft, stated: impl Fn(&str) -> bool) -> usize {
        let own = self.changes.iter().map(|at| match draft.changes.get(*at) {
            Some(Change::Answer(answer)) if stated(&answer.path) => 6,
            Some(Change::Attached(piece)) if piece.sought.is_empty() => 2,
            Some(Change::Attached(_)) => 8,
            Some(Change::Audited { .. }) => 10,
            Some(Change::Restored { .. }) => 3,
            _ => 1,
        });
        own.sum()
    }
}

/// Whether a change belongs to the unit that another began.
fn belongs(change: &Change, first: &Change) -> bool {
    match (change, first) {
        (Change::Answer(answer), Change::Entry { list, index }) => {
            let entry = format!("{list}[{index}]");
            let inside = answer.path.strip_prefix(&entry);
            inside.is_some_and(|rest| rest.starts_with('.'))
                || answer.beside.as_ref() == Some(&entry)
        }
        (Change::Answer(answer), Change::Answer(first)) => {
            answer.act.is_some() && answer.act == first.act
        }
        (Change::Audited { supplier, .. }, Change::Audited { supplier: own, .. }) => {
            supplier == own
        }
        _ => false,
    }
}
