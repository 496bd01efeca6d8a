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
    /// For how many days they have been open; null where the opinion's day is not told.
    #[serde(default)]
    pub days_open: Option<i32>,
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
                days_open: one.days_open,
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

/// A waiver that opens nothing, or not all: it takes no effect, leaves a failure open, or cannot open the gate.
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
    /// The site, when not everywhere.
    #[serde(default)]
    pub site: Option<String>,
    /// Its state.
    pub state: waiver::State,
    /// What it changes.
    pub effect: waiver::Effect,
    /// Why it has no effect, where its state does not say it all.
    #[serde(default)]
    pub because: Option<waiver::Because>,
    /// The checks that fail and that no waiver covers.
    #[serde(default)]
    pub open_checks: Vec<String>,
    /// The sites where they fail, as far as it is for sites.
    #[serde(default)]
    pub open_sites: Vec<String>,
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
        let waivers = brief.waivers.iter().map(|one| (one, brief.effect(one)));
        waivers
            .filter(|(_, effect)| *effect != waiver::Effect::InForce)
            .map(|(one, effect)| Self {
                path: Shared::clone(path),
                criterion: code(&one.criterion),
                check: one.check.clone(),
                site: one.site.clone(),
                state: one.state,
                effect,
                because: one.because,
                open_checks: one.open_checks.clone(),
                open_sites: one.open_sites.clone(),
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
