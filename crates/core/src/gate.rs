//! The gate: three-valued, over the criteria at or above a level.

use garant_rules::catalog::Catalog;
use serde::{Deserialize, Serialize};

use crate::brief::Held;
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
        let held: Vec<Held<'_>> = findings.iter().map(Held::of).collect();
        Self::weigh(catalog, &held, level)
    }

    /// The same, of verdicts alone.
    pub(crate) fn weigh(catalog: &Catalog, held: &[Held<'_>], level: &str) -> Self {
        let bar = catalog.level_rank(level);
        let counted: Vec<&Held<'_>> = held
            .iter()
            .filter(|held| !held.draft && catalog.level_rank(held.level) <= bar)
            .collect();
        let ids = |wanted: &dyn Fn(&Held<'_>) -> bool| -> Vec<String> {
            counted
                .iter()
                .filter(|held| wanted(held))
                .map(|held| held.criterion.to_owned())
                .collect()
        };
        let failing = ids(&|held| {
            held.verdict == Verdict::NotMet
                && !(held.disposition == Disposition::Waived && held.opens_gate)
        });
        let undetermined = ids(&|held| held.verdict == Verdict::Undetermined);
        // Nothing is vacuously true: a gate over nothing judged holds nothing.
        let judged = counted
            .iter()
            .any(|held| held.verdict != Verdict::NotApplicable);
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
