//! What changed beside the verdicts: evidence.

use serde::{Deserialize, Serialize};

use crate::audit::Audit;
use crate::evidence::{self, Evidence};

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

/// Entries of both sides in the order of the new side, then those of the old side alone. Where several of one side have the same key, the
/// first goes with the first.
pub(super) fn matched<'a, T, K: PartialEq>(
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
