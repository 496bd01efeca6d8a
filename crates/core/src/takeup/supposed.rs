//! A new audit that a supplier is asked for: what would follow if it found criteria met. Only a plan supposes so.

use std::collections::BTreeSet;

use garant_rules::Footing;

use super::{State, Supplier, Taken, TakenUp};
use crate::verdict::Verdict;

impl Supplier {
    /// The same supplier with a new audit, which finds these criteria met.
    pub(crate) fn supposing(mut self, criteria: BTreeSet<String>) -> Self {
        self.told.state = State::Present;
        self.supposed = criteria;
        self
    }

    /// A supplier whose first audit is taken up in an entry.
    pub(crate) fn first(entry: String, criteria: BTreeSet<String>) -> Self {
        let told = TakenUp {
            path: String::new(),
            sha256: None,
            state: State::Present,
            system: None,
            provider: None,
            declared_by: None,
            version: None,
            version_in_use: None,
            as_of: None,
            catalog: None,
            line: 0,
            withheld: false,
        };
        Self {
            told,
            entry,
            audit: None,
            supposed: criteria,
        }
    }

    /// Whether its audit leaves a criterion open, or finds it not met.
    pub(crate) fn leaves_open(&self, criterion: &str) -> bool {
        let taken = self.taken(criterion);
        match taken.verdict {
            Some(Verdict::Met) => false,
            Some(Verdict::NotApplicable) => {
                !matches!(taken.reason.as_deref(), Some("out-of-scope" | "claimed"))
            }
            _ => true,
        }
    }

    pub(super) fn supposed(&self, criterion: &str) -> Option<Taken> {
        self.supposed.contains(criterion).then(|| Taken {
            path: self.told.path.clone(),
            state: State::Present,
            verdict: Some(Verdict::Met),
            reason: None,
            footing: Some(Footing::Declared),
            reviewed: false,
            checks: Vec::new(),
        })
    }
}
