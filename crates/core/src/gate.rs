//! The gate: three-valued, over the criteria at or above a level.

use garant_rules::catalog::Catalog;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::verdict::{Disposition, Verdict};

/// The level that asks for no gate.
pub const NEVER: &str = "never";

/// The state of the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing at its level is open or undetermined, and something is met.
    Holds,
    /// Something at its level is open and not met.
    Fails,
    /// Nothing fails, and something is undetermined, or nothing was judged at all.
    Inconclusive,
    /// The run was asked for no gate.
    NotAsked,
}

/// The gate's outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Gate {
    /// From which level it counts.
    pub level: String,
    /// Its state.
    pub state: State,
    /// Criteria that are not met, and open or required by a text that binds.
    pub failing: Vec<String>,
    /// Criteria that are undetermined.
    pub undetermined: Vec<String>,
}

impl Gate {
    /// Weighs findings from a level on; [`NEVER`] asks for no gate, and an unknown level counts them all.
    pub fn new(catalog: &Catalog, findings: &[Finding], level: &str) -> Self {
        let bar = catalog.level_rank(level);
        let counted: Vec<&Finding> = findings
            .iter()
            .filter(|finding| !finding.draft && catalog.level_rank(&finding.level) <= bar)
            .collect();
        let ids = |wanted: &dyn Fn(&Finding) -> bool| -> Vec<String> {
            counted
                .iter()
                .filter(|finding| wanted(finding))
                .map(|finding| finding.criterion.clone())
                .collect()
        };
        let failing = ids(&|finding| {
            finding.verdict == Verdict::NotMet
                && !(finding.disposition == Disposition::Waived && finding.opens_gate)
        });
        let undetermined = ids(&|finding| finding.verdict == Verdict::Undetermined);
        // Nothing is vacuously true: a gate over nothing judged holds nothing.
        let judged = counted
            .iter()
            .any(|finding| finding.verdict != Verdict::NotApplicable);
        let state = if level == NEVER {
            State::NotAsked
        } else if !failing.is_empty() {
            State::Fails
        } else if !undetermined.is_empty() || !judged {
            State::Inconclusive
        } else {
            State::Holds
        };
        Self {
            level: level.to_owned(),
            state,
            failing,
            undetermined,
        }
    }
}
