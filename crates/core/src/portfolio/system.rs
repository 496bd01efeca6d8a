//! A system's row.

use serde::{Deserialize, Serialize};

use super::Shared;
use crate::audit::Declaration;
use crate::brief::Brief;
use crate::gate;
use crate::score::{Counts, Score};

/// How far the audit of a system has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// No criterion is met or not met.
    NotStarted,
    /// Some are, and something remains to be established.
    InProgress,
    /// Nothing remains to be established.
    Complete,
}

impl Status {
    /// The status that counts give.
    pub fn of(counts: Counts) -> Self {
        if counts.met + counts.not_met == 0 {
            Self::NotStarted
        } else if counts.undetermined > 0 {
            Self::InProgress
        } else {
            Self::Complete
        }
    }

    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::InProgress => "in-progress",
            Self::Complete => "complete",
        }
    }
}

/// A system that was audited. Null where nothing is stated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct System {
    /// Its descriptor's path, below the folder that was searched.
    pub path: Shared,
    /// Of the descriptor's bytes.
    pub sha256: String,
    /// Its report's path, below the folder of the portfolio; null where none was written.
    pub report: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Its provider.
    pub provider: Option<String>,
    /// The services of its sites.
    pub services: Vec<String>,
    /// supplier, deployer or both.
    pub acts_as: Option<String>,
    /// Its phase.
    pub phase: Option<String>,
    /// The profile by which it was audited.
    pub profile: String,
    /// Who declares.
    pub declaration: Declaration,
    /// The gate; criteria by code.
    pub gate: GateRow,
    /// How far its audit has come.
    pub status: Status,
    /// By verdict.
    pub counts: Counts,
    /// By principle, in the catalog's order; bounds are null unless the audit is complete.
    pub principles: Vec<Score>,
    /// Codes of the criteria that are not met and not waived, whatever their level.
    pub not_met: Vec<Shared>,
}

/// A gate, with criteria by their codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GateRow {
    /// From which level it counts.
    pub level: String,
    /// Its state.
    pub state: gate::State,
    /// Codes of the criteria that fail it.
    pub failing: Vec<Shared>,
    /// Codes of the criteria that leave it open.
    pub undetermined: Vec<Shared>,
}

impl System {
    /// The row of a brief; `code` gives the shared code of a criterion's id.
    pub(super) fn of(
        path: &Shared,
        report: Option<String>,
        brief: &Brief<'_>,
        not_met: Vec<Shared>,
        code: &dyn Fn(&str) -> Option<Shared>,
    ) -> Self {
        let counts = total(&brief.scores);
        let status = Status::of(counts);
        let mut principles = brief.scores.clone();
        if status != Status::Complete {
            // A share of what is known so far would read as a share of all.
            for score in &mut principles {
                (score.lower, score.upper) = (None, None);
            }
        }
        let codes = |ids: &[String]| ids.iter().filter_map(|id| code(id)).collect();
        let system = &brief.system;
        Self {
            path: Shared::clone(path),
            sha256: brief.descriptor.sha256.clone(),
            report,
            id: system.id.clone(),
            name: system.name.clone(),
            version: system.version.clone(),
            provider: system.provider.clone(),
            services: system.services.clone(),
            acts_as: system.acts_as.clone(),
            phase: system.phase.clone(),
            profile: brief.profile.to_owned(),
            declaration: brief.declaration.clone(),
            gate: GateRow {
                level: brief.gate.level.clone(),
                state: brief.gate.state,
                failing: codes(&brief.gate.failing),
                undetermined: codes(&brief.gate.undetermined),
            },
            status,
            counts,
            principles,
            not_met,
        }
    }

    /// What stands first: see [`Portfolio::systems`](super::Portfolio::systems).
    pub(super) fn order(&self) -> impl Ord + use<> {
        let (rank, open) = match self.gate.state {
            gate::State::Fails => (0, self.gate.failing.len()),
            gate::State::Inconclusive => (1, 0),
            gate::State::Holds => (2, 0),
            gate::State::NotAsked => (3, 0),
        };
        (
            rank,
            std::cmp::Reverse(open),
            self.name.is_none(),
            self.name.as_deref().map(str::to_lowercase),
            Shared::clone(&self.path),
        )
    }

    /// What readers call it: its name, else its path.
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.path)
    }
}

/// The counts of all principles together.
fn total(scores: &[Score]) -> Counts {
    let mut all = Counts::default();
    for score in scores {
        let own = score.counts;
        all.met += own.met;
        all.not_met += own.not_met;
        all.undetermined += own.undetermined;
        all.not_applicable += own.not_applicable;
        all.waived += own.waived;
    }
    all
}
