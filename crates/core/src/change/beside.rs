//! What changed beside the verdicts: waivers, evidence, opinions.

use serde::{Deserialize, Serialize};

use crate::audit::Audit;
use crate::evidence::{self, Evidence};
use crate::opinion::{self, Opinion};
use crate::waiver::{self, Waiver};

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// It is in the new side alone.
    Came,
    /// It is in the old side alone.
    Went,
    /// Its last day is past, and it was not.
    Expired,
    /// Its file is another.
    Replaced,
    /// Reservations of the opinion are open, and were not.
    Opened,
    /// Reservations of the opinion were found lifted.
    Lifted,
    /// It is in another state, or says something else.
    Changed,
}

impl Turn {
    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Went => "went",
            Self::Expired => "expired",
            Self::Replaced => "replaced",
            Self::Opened => "opened",
            Self::Lifted => "lifted",
            Self::Changed => "changed",
        }
    }
}

/// A waiver that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct WaiverChange {
    /// What became of it.
    pub turn: Turn,
    /// The criterion.
    pub criterion: String,
    /// For people to say aloud; the criterion's id where it is not judged.
    pub code: String,
    /// The check, when not the whole criterion.
    pub check: Option<String>,
    /// Its state in the old side.
    pub before: Option<waiver::State>,
    /// Its state in the new side.
    pub after: Option<waiver::State>,
    /// Its last day in the old side.
    pub ends_before: Option<String>,
    /// Its last day in the new side.
    pub ends_after: Option<String>,
    /// Line of its entry in the new side.
    pub line: Option<usize>,
}

/// A piece of evidence that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct EvidenceChange {
    /// What became of it.
    pub turn: Turn,
    /// Its id, or the name that it has for readers who may not see it.
    pub id: String,
    /// Its path in the new side, else in the old one; empty where it has none or is withheld.
    pub path: String,
    /// Its state in the old side.
    pub before: Option<evidence::State>,
    /// Its state in the new side.
    pub after: Option<evidence::State>,
    /// Why it proves nothing in the new side.
    pub why: Option<String>,
    /// Line of its entry in the new side.
    pub line: Option<usize>,
}

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
    /// Where its reservations stood.
    pub before: Option<opinion::State>,
    /// Where its reservations stand.
    pub after: Option<opinion::State>,
    /// How many reservations it states in the new side, else in the old one.
    pub reservations: usize,
    /// Line of its entry in the new side.
    pub line: Option<usize>,
}

/// Entries of both sides in the order of the new side, then those of the old side alone. Where several of one side have the same key, the
/// first goes with the first.
fn matched<'a, T, K: PartialEq>(
    old: &'a [T],
    new: &'a [T],
    key: impl Fn(usize, &T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let mut left: Vec<Option<(K, &T)>> = old
        .iter()
        .enumerate()
        .map(|(index, own)| Some((key(index, own), own)))
        .collect();
    let mut pairs = Vec::new();
    for (index, own) in new.iter().enumerate() {
        let wanted = key(index, own);
        let slot = left
            .iter_mut()
            .find(|slot| slot.as_ref().is_some_and(|(key, _)| *key == wanted));
        pairs.push((slot.and_then(Option::take).map(|(_, own)| own), Some(own)));
    }
    pairs.extend(left.into_iter().flatten().map(|(_, own)| (Some(own), None)));
    pairs
}

/// Waivers of both sides: those of one criterion and check go together.
pub(super) fn waiver_pairs<'a>(
    old: &'a Audit,
    new: &'a Audit,
) -> Vec<(Option<&'a Waiver>, Option<&'a Waiver>)> {
    // Withheld words are the same for all: the place in the list tells them apart.
    matched(&old.waivers, &new.waivers, |index, waiver| {
        let place = waiver.withheld.then_some(index);
        (waiver.criterion.clone(), waiver.check.clone(), place)
    })
}

pub(super) fn waivers(old: &Audit, new: &Audit) -> Vec<WaiverChange> {
    let code = |criterion: &str| {
        let mut all = new.findings.iter().chain(&old.findings);
        let own = all.find(|finding| finding.criterion == criterion);
        own.map_or_else(|| criterion.to_owned(), |finding| finding.code.clone())
    };
    waiver_pairs(old, new)
        .into_iter()
        .filter_map(|(was, is)| {
            let turn = match (was, is) {
                (None, _) => Turn::Came,
                (_, None) => Turn::Went,
                (Some(was), Some(is)) if was.state == is.state && was.ends == is.ends => {
                    return None;
                }
                (Some(_), Some(is)) if is.state == waiver::State::Expired => Turn::Expired,
                _ => Turn::Changed,
            };
            let own = is.or(was)?;
            Some(WaiverChange {
                turn,
                criterion: own.criterion.clone(),
                code: code(&own.criterion),
                check: own.check.clone(),
                before: was.map(|was| was.state),
                after: is.map(|is| is.state),
                ends_before: was.map(|was| was.ends.clone()),
                ends_after: is.map(|is| is.ends.clone()),
                line: is.and_then(|is| is.line),
            })
        })
        .collect()
}

pub(super) fn evidence(old: &Audit, new: &Audit) -> Vec<EvidenceChange> {
    let named = |_: usize, piece: &Evidence| piece.id.clone();
    let pairs = matched(&old.evidence, &new.evidence, named);
    let numbered = |piece: Option<&Evidence>| piece.is_some_and(|piece| piece.withheld);
    let moved = old.evidence.len() != new.evidence.len();
    pairs
        .into_iter()
        // A withheld piece is known by its place alone, which says nothing where the list is longer or shorter.
        .filter(|(was, is)| !(moved && (numbered(*was) || numbered(*is))))
        .filter_map(|(was, is)| {
            let turn = match (was, is) {
                (None, _) => Turn::Came,
                (_, None) => Turn::Went,
                (Some(was), Some(is)) if was.state != is.state || was.why != is.why => {
                    if is.state == evidence::State::Expired {
                        Turn::Expired
                    } else {
                        Turn::Changed
                    }
                }
                (Some(was), Some(is)) if was.sha256 != is.sha256 => Turn::Replaced,
                _ => return None,
            };
            let own = is.or(was)?;
            Some(EvidenceChange {
                turn,
                id: own.id.clone(),
                path: own.path.clone(),
                before: was.map(|was| was.state),
                after: is.map(|is| is.state),
                why: is.and_then(|is| is.why.clone()),
                line: is.and_then(|is| is.line),
            })
        })
        .collect()
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
            use opinion::State;
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
            Some(OpinionChange {
                turn,
                id: own.id.clone(),
                body: own.body.clone(),
                date: own.date.clone(),
                before: was.map(|was| was.state),
                after: is.map(|is| is.state),
                reservations: own.reservations.len(),
                line: is.and_then(|is| is.line),
            })
        })
        .collect()
}
