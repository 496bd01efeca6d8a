//! One change between two editions.

use std::collections::BTreeMap;

use serde::Serialize;

use super::kind::Kind;
use crate::criterion::Criterion;
use crate::lang::Said;

/// A change of the data: more than words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Change {
    /// What changed.
    pub kind: Kind,
    /// Whether it can change a verdict, or what the gate counts.
    pub starred: bool,
    /// The id of what it is about: a criterion, a field, a text, a profile.
    pub id: String,
    /// The code of a criterion.
    pub code: Option<String>,
    /// Its name.
    pub name: Said,
    /// The part that changed: a check, a parameter, a choice, a place of a text, a criterion of a profile.
    pub part: Option<Part>,
    /// As it was; nothing where there was nothing.
    pub before: Option<Said>,
    /// As it is; nothing where nothing is left.
    pub after: Option<Said>,
    /// The criteria whose verdict it can change.
    pub reach: Reach,
}

/// A part of what changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Part {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Said,
}

/// Which criteria a change can reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reach {
    /// All of them.
    pub all: bool,
    /// Their codes by their ids, `PACK/ID`; empty where all are.
    pub criteria: BTreeMap<String, String>,
}

impl Reach {
    pub(super) fn all() -> Self {
        Self {
            all: true,
            criteria: BTreeMap::new(),
        }
    }

    pub(super) fn of(criteria: BTreeMap<String, String>) -> Self {
        Self {
            all: false,
            criteria,
        }
    }

    pub(super) fn one(criterion: &Criterion) -> Self {
        Self::of([(criterion.id.clone(), criterion.code.clone())].into())
    }

    /// Whether a criterion is reached.
    pub fn holds(&self, criterion: &str) -> bool {
        self.all || self.criteria.contains_key(criterion)
    }
}

impl Change {
    pub(super) fn new(kind: Kind, id: &str, name: &Said) -> Self {
        Self {
            kind,
            starred: kind.is_starred(),
            id: id.to_owned(),
            code: None,
            name: name.clone(),
            part: None,
            before: None,
            after: None,
            reach: Reach::default(),
        }
    }

    pub(super) fn of(kind: Kind, criterion: &Criterion) -> Self {
        Self {
            code: Some(criterion.code.clone()),
            reach: Reach::one(criterion),
            ..Self::new(kind, &criterion.id, &criterion.title)
        }
    }

    pub(super) fn part(self, id: &str, name: &Said) -> Self {
        let part = Part {
            id: id.to_owned(),
            name: name.clone(),
        };
        Self {
            part: Some(part),
            ..self
        }
    }

    pub(super) fn before(self, before: Said) -> Self {
        Self {
            before: said(before),
            ..self
        }
    }

    pub(super) fn after(self, after: Said) -> Self {
        Self {
            after: said(after),
            ..self
        }
    }

    pub(super) fn between(self, before: Said, after: Said) -> Self {
        self.before(before).after(after)
    }

    pub(super) fn reaching(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    /// Whether it can change the verdict of a criterion, or what the gate counts of it.
    pub fn concerns(&self, criterion: &str) -> bool {
        self.starred && self.reach.holds(criterion)
    }
}

/// What is said; nothing where no word is.
fn said(said: Said) -> Option<Said> {
    Some(said).filter(|said| !said.fr.is_empty())
}
