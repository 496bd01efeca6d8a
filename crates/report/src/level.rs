//! How loudly an open finding speaks in a format that knows errors, warnings and notes.

use garant_core::verdict::Verdict;
use garant_rules::reference::Status;

use crate::view::{Card, View};

/// How loudly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// A text that binds the project requires it, and it is not met.
    Error,
    /// It closes the gate, or such a text may bind, or nothing decides yet on one that binds.
    Warning,
    /// The rest.
    Note,
}

impl Level {
    /// What a criterion that is not met would say.
    pub(crate) fn of_criterion(view: &View<'_>, card: &Card<'_>) -> Self {
        let gate = &view.audit.gate;
        let gates = |ids: &[String]| ids.contains(&card.f.criterion);
        let mut sources = card.f.sources.iter();
        if sources.any(|source| source.relation == "requires" && source.status == Status::Binds) {
            Self::Error
        } else if card.f.required_by_law() || gates(&gate.failing) || gates(&gate.undetermined) {
            Self::Warning
        } else {
            Self::Note
        }
    }

    /// What an open finding says: what remains to be established is never an error.
    pub(crate) fn of_finding(view: &View<'_>, card: &Card<'_>) -> Self {
        let level = Self::of_criterion(view, card);
        match card.f.verdict {
            Verdict::NotMet => level,
            _ => level.max(Self::Warning),
        }
    }
}
