//! What an accepted risk changes at the audit's date, beside what its criterion was found to be.

use serde::{Deserialize, Serialize};

use super::{State, Waiver};
use crate::verdict::{Disposition, Verdict};

/// What a waiver changes. A state says where it stands; an effect, what it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It covers all that fails of its criterion.
    InForce,
    /// It is in force, and something of its criterion fails that no waiver covers.
    Partial,
    /// It is in force, and a text that binds, or may bind, requires the criterion: the gate stays shut.
    Bound,
    /// Its last day is past.
    Expired,
    /// Its first day lies ahead.
    NotYet,
    /// What it names is not judged here.
    Unmatched,
    /// What it covers is not a failure, and its criterion is decided.
    Needless,
    /// Its criterion is still to be established.
    Unestablished,
    /// The run was asked to ignore waivers.
    Ignored,
    /// One person stands where two must.
    SameHands,
    /// Nobody can tell whether two people are behind it.
    HandsUnknown,
}

impl Effect {
    /// The effect of a waiver on a criterion with this verdict and disposition; nothing where it is not judged.
    pub fn of(waiver: &Waiver, found: Option<(Verdict, Disposition)>) -> Self {
        match waiver.state {
            State::InForce if found.is_some_and(|(_, own)| own == Disposition::Open) => {
                Self::Partial
            }
            State::InForce if !waiver.opens_gate => Self::Bound,
            State::InForce => Self::InForce,
            State::Expired => Self::Expired,
            State::NotYet => Self::NotYet,
            State::Unmatched => Self::Unmatched,
            State::Needless if found.is_some_and(|(own, _)| own == Verdict::Undetermined) => {
                Self::Unestablished
            }
            State::Needless => Self::Needless,
            State::Ignored => Self::Ignored,
            State::SameHands => Self::SameHands,
            State::HandsUnknown => Self::HandsUnknown,
        }
    }

    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::Partial => "partial",
            Self::Bound => "bound",
            Self::Expired => "expired",
            Self::NotYet => "not-yet",
            Self::Unmatched => "unmatched",
            Self::Needless => "needless",
            Self::Unestablished => "unestablished",
            Self::Ignored => "ignored",
            Self::SameHands => "same-hands",
            Self::HandsUnknown => "hands-unknown",
        }
    }
}
