//! Where each body stands on a project: its last opinion, whether it has reservations or not.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Shared;
use crate::brief::Brief;
use crate::evidence::fold;
use crate::opinion::{Opinion, State};
use crate::redact::MARK;

/// The last opinion of a body on a system. Null where nothing is stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Opined {
    /// The descriptor's path.
    pub path: Shared,
    /// The body that gave it.
    pub body: Option<String>,
    /// Its day.
    pub date: Option<String>,
    /// The id of its outcome.
    pub outcome: Option<String>,
    /// Whether it decides: a body that asks for more information has not decided.
    pub decides: bool,
    /// Whether it decides against the project.
    pub against: bool,
    /// Where its reservations stand.
    pub state: State,
    /// For how many days reservations have been open.
    pub days_open: Option<i32>,
    /// Line of its entry.
    pub line: Option<usize>,
}

impl Opined {
    /// The last opinion of each body. One without a day, or without a body, may be the last: it is told as well.
    pub(super) fn all(path: &Shared, brief: &Brief<'_>) -> Vec<Self> {
        let mut last: BTreeMap<String, &Opinion> = BTreeMap::new();
        let mut told: Vec<&Opinion> = Vec::new();
        let given = brief.opinions.iter();
        for own in given.filter(|own| own.state != State::Later) {
            let known = |text: &&String| text.as_str() != MARK;
            let body = own.body.as_ref().filter(known);
            let date = own.date.as_ref().filter(known);
            let (Some(body), Some(_)) = (body, date) else {
                told.push(own);
                continue;
            };
            let kept = last.entry(fold(body)).or_insert(own);
            if kept.date <= own.date {
                *kept = own;
            }
        }
        told.extend(last.into_values());
        let row = |own: &Opinion| Self {
            path: Shared::clone(path),
            body: own.body.clone(),
            date: own.date.clone(),
            outcome: own.outcome.clone(),
            decides: own.decides(),
            against: own.is_against(),
            state: own.state,
            days_open: own.days_open,
            line: own.line,
        };
        told.into_iter().map(row).collect()
    }

    /// Against the project first, then those that do not decide, then those with open reservations; the latest first among them.
    pub(super) fn order(&self) -> impl Ord + use<> {
        let rank = match (self.against, self.decides, self.state) {
            (true, ..) => 0,
            (_, false, _) => 1,
            (_, _, State::Open) => 2,
            _ => 3,
        };
        (
            rank,
            std::cmp::Reverse(self.date.clone()),
            Shared::clone(&self.path),
            self.line,
            self.body.clone(),
        )
    }
}
