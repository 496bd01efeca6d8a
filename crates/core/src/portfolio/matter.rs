//! What a committee of many projects looks after: open reservations, waivers that cover nothing, the same system twice.

use serde::{Deserialize, Serialize};

use super::Shared;
use crate::brief::Brief;
use crate::{opinion, waiver};

/// An opinion whose reservations nobody has found lifted. Null where nothing is stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Reservation {
    /// The descriptor's path.
    pub path: Shared,
    /// The opinion's id.
    pub id: Option<String>,
    /// The body that gave it.
    pub body: Option<String>,
    /// Its day.
    pub date: Option<String>,
    /// The reservations, in the body's own words; none where the descriptor lists none.
    pub reservations: Vec<String>,
    /// Line of its entry.
    pub line: Option<usize>,
}

impl Reservation {
    pub(super) fn all(path: &Shared, brief: &Brief<'_>) -> Vec<Self> {
        let open = |one: &&opinion::Opinion| one.state == opinion::State::Open;
        let opinions = brief.opinions.iter().filter(open);
        opinions
            .map(|one| Self {
                path: Shared::clone(path),
                id: one.id.clone(),
                body: one.body.clone(),
                date: one.date.clone(),
                reservations: one.reservations.clone(),
                line: one.line,
            })
            .collect()
    }

    /// The oldest first; those without a day last.
    pub(super) fn order(&self) -> impl Ord + use<> {
        (
            self.date.is_none(),
            self.date.clone(),
            Shared::clone(&self.path),
            self.line,
            self.id.clone(),
        )
    }
}

/// A waiver that covers nothing: what it is for is not a failure, or is not judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct IdleWaiver {
    /// The descriptor's path.
    pub path: Shared,
    /// The criterion's code; as the descriptor writes it where the catalog has none of that name.
    pub criterion: String,
    /// The check, when not the whole criterion.
    pub check: Option<String>,
    /// `needless` or `unmatched`.
    pub state: waiver::State,
    /// Who carries it.
    pub owner: String,
    /// Its last day.
    pub ends: String,
    /// Line of its entry.
    pub line: Option<usize>,
}

impl IdleWaiver {
    pub(super) fn all(
        path: &Shared,
        brief: &Brief<'_>,
        code: &dyn Fn(&str) -> String,
    ) -> Vec<Self> {
        let idle = |one: &&waiver::Waiver| {
            matches!(
                one.state,
                waiver::State::Needless | waiver::State::Unmatched
            )
        };
        let waivers = brief.waivers.iter().filter(idle);
        waivers
            .map(|one| Self {
                path: Shared::clone(path),
                criterion: code(&one.criterion),
                check: one.check.clone(),
                state: one.state,
                owner: one.owner.clone(),
                ends: one.ends.clone(),
                line: one.line,
            })
            .collect()
    }

    pub(super) fn order(&self) -> impl Ord + use<> {
        (
            Shared::clone(&self.path),
            self.line,
            self.criterion.clone(),
            self.check.clone(),
        )
    }
}

/// Descriptors that state the same `system.id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SameId {
    /// The id.
    pub id: String,
    /// Their paths.
    pub paths: Vec<Shared>,
}
