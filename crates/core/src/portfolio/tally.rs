//! What fails, by criterion, by principle and by service. Counts of systems, never a mean of them.

use serde::{Deserialize, Serialize};

use super::Shared;
use crate::score::Counts;

/// A criterion over all systems that were asked it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Tally {
    /// `PACK/ID`.
    pub criterion: String,
    /// For people to say aloud.
    pub code: Shared,
    /// Garant's grouping.
    pub principle: String,
    /// Its level in the catalog; a profile may give it another.
    pub level: String,
    /// Draft criteria are shown, never counted.
    pub draft: bool,
    /// In how many systems it was judged.
    pub systems: usize,
    /// In how many of them with which verdict. Waived ones are among the not met.
    pub counts: Counts,
}

impl Tally {
    /// Not met and not waived.
    pub fn open(&self) -> usize {
        self.counts.not_met.saturating_sub(self.counts.waived)
    }

    /// Drafts last; then the most often not met, the most often to be established, the code.
    pub(super) fn order(&self) -> impl Ord + use<> {
        use std::cmp::Reverse;
        (
            self.draft,
            Reverse(self.counts.not_met),
            Reverse(self.counts.undetermined),
            Shared::clone(&self.code),
        )
    }
}

/// A principle over all systems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Principle {
    /// Its id.
    pub principle: String,
    /// In how many systems at least one of its criteria is not met and not waived.
    pub failing: usize,
    /// In how many systems at least one of its criteria remains to be established.
    pub open: usize,
    /// Codes of its criteria that are not met and not waived somewhere, in the order of the list of criteria.
    pub criteria: Vec<Shared>,
}

/// A service, and what is not met in the systems used there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Service {
    /// Its name; null for the systems that state none.
    pub service: Option<String>,
    /// Paths of the systems that state it.
    pub systems: Vec<Shared>,
    /// What is not met and not waived there: in the most systems first, then by code.
    pub failing: Vec<Failing>,
}

/// A criterion that is not met and not waived in some systems of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Failing {
    /// Its code.
    pub code: Shared,
    /// Paths of these systems.
    pub systems: Vec<Shared>,
}
