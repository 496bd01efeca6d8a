//! Opinions of bodies that are not what they were: another outcome, other reservations, or where these stand.

use serde::{Deserialize, Serialize};

use super::beside::{Turn, matched};
use crate::audit::Audit;
use crate::opinion::{Opinion, State};

/// An opinion that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct OpinionChange {
    /// What became of it.
    pub turn: Turn,
    /// Its id.
    pub id: Option<String>,
    /// The body that gave it.
    pub body: Option<String>,
    /// Its day.
    pub date: Option<String>,
    /// The id of its outcome in the old side.
    #[serde(default)]
    pub outcome_before: Option<String>,
    /// The id of its outcome in the new side.
    #[serde(default)]
    pub outcome_after: Option<String>,
    /// Where its reservations stood.
    pub before: Option<State>,
    /// Where its reservations stand.
    pub after: Option<State>,
    /// How many reservations it states in the new side, else in the old one.
    pub reservations: usize,
    /// Reservations that it states in the old side alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations_gone: Vec<String>,
    /// Reservations that it states in the new side alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations_new: Vec<String>,
    /// Line of its entry in the new side.
    pub line: Option<usize>,
}

pub(super) fn opinions(old: &Audit, new: &Audit) -> Vec<OpinionChange> {
    let named = |index: usize, opinion: &Opinion| {
        let place = opinion.withheld.then_some(index);
        match &opinion.id {
            Some(id) => (place, Some(id.clone()), None, None),
            None => (place, None, opinion.body.clone(), opinion.date.clone()),
        }
    };
    matched(&old.opinions, &new.opinions, named)
        .into_iter()
        .filter_map(|(was, is)| {
            let turn = match (was, is) {
                (None, _) => Turn::Came,
                (_, None) => Turn::Went,
                (Some(was), Some(is)) => match (was.state, is.state) {
                    (State::Open, State::Lifted) => Turn::Lifted,
                    (before, State::Open) if before != State::Open => Turn::Opened,
                    (before, after) if before != after => Turn::Changed,
                    _ if was.outcome != is.outcome || was.reservations != is.reservations => {
                        Turn::Changed
                    }
                    _ => return None,
                },
            };
            let own = is.or(was)?;
            let both = was.zip(is);
            let alone = |own: &Opinion, other: &Opinion| -> Vec<String> {
                let all = own.reservations.iter();
                all.filter(|said| !other.reservations.contains(said))
                    .cloned()
                    .collect()
            };
            Some(OpinionChange {
                turn,
                id: own.id.clone(),
                body: own.body.clone(),
                date: own.date.clone(),
                outcome_before: was.and_then(|was| was.outcome.clone()),
                outcome_after: is.and_then(|is| is.outcome.clone()),
                before: was.map(|was| was.state),
                after: is.map(|is| is.state),
                reservations: own.reservations.len(),
                reservations_gone: both.map_or_else(Vec::new, |(was, is)| alone(was, is)),
                reservations_new: both.map_or_else(Vec::new, |(was, is)| alone(is, was)),
                line: is.and_then(|is| is.line),
            })
        })
        .collect()
}
