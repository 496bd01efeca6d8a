//! For whom a report is.

use serde::{Deserialize, Serialize};

/// The readers of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Those who work on the project: everything shows.
    #[default]
    Internal,
    /// A client or a partner: small groups are masked.
    Client,
    /// Anybody: small groups are masked.
    Public,
}

impl Audience {
    /// The audience of a code.
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
