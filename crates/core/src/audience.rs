//! For whom a report is, and what it may show of an answer.

use serde::{Deserialize, Serialize};

/// The readers of a report, the closest to the project first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Those who work on the project: everything shows.
    #[default]
    Internal,
    /// A client or a partner: what is internal, names of persons and small groups do not show.
    Client,
    /// Anybody: no answer, no name of a person and no piece of evidence shows.
    Public,
}

impl Audience {
    /// The audience of a code: `internal`, `client` or `public`; `None` of any other.
    pub fn of(code: &str) -> Option<Self> {
        match code {
            "internal" => Some(Self::Internal),
            "client" => Some(Self::Client),
            "public" => Some(Self::Public),
            _ => None,
        }
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Client => "client",
            Self::Public => "public",
        }
    }

    /// Whether small groups are masked.
    pub fn masks(self) -> bool {
        self != Self::Internal
    }
}

/// For whom something is. What nobody has said a word of is for those who work on the project alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Readers {
    /// The widest audience that may see it.
    #[serde(default)]
    pub audience: Audience,
    /// Whether it names a person: no other audience then sees it, whatever its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub person: bool,
}

impl Readers {
    /// Anybody.
    pub const ALL: Self = Self {
        audience: Audience::Public,
        person: false,
    };

    /// The widest audience, persons' names being for the closest alone.
    pub fn widest(self) -> Audience {
        if self.person {
            Audience::Internal
        } else {
            self.audience
        }
    }

    /// Whether a report for an audience may show it.
    pub fn include(self, audience: Audience) -> bool {
        self.widest() >= audience
    }

    /// Those who may see both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            audience: self.audience.min(other.audience),
            person: self.person || other.person,
        }
    }
}
