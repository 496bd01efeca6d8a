//! Verdicts and dispositions. Knows nothing of descriptors or of languages.

use serde::{Deserialize, Serialize};

/// What was found of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All its applicable checks hold.
    Met,
    /// One of its checks does not hold.
    NotMet,
    /// Nothing decides yet.
    Undetermined,
    /// It is not asked of this project, of this actor, or not yet.
    NotApplicable,
}

impl Verdict {
    /// The code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::Undetermined => "undetermined",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// Why a criterion is not applicable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotApplicable {
    /// Its condition of application is false.
    OutOfScope,
    /// It is due from a later phase.
    NotYetDue,
    /// The duty is another's, and this actor does not rely on it.
    OtherActor,
    /// Set aside with a reason that a second person reviewed.
    Claimed,
}

impl NotApplicable {
    /// All.
    pub const ALL: [Self; 4] = [
        Self::OutOfScope,
        Self::NotYetDue,
        Self::OtherActor,
        Self::Claimed,
    ];

    /// Whether a word is one of the codes.
    pub fn is_code(word: &str) -> bool {
        Self::ALL.iter().any(|known| known.code() == word)
    }

    /// The code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::OutOfScope => "out-of-scope",
            Self::NotYetDue => "not-yet-due",
            Self::OtherActor => "other-actor",
            Self::Claimed => "claimed",
        }
    }
}

/// Whether a finding is open, or a risk was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Disposition {
    /// Nobody has accepted it.
    Open,
    /// A waiver in force covers it.
    Waived,
}
