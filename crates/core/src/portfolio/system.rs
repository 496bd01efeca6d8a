//! A system's row.

use serde::{Deserialize, Serialize};

use super::Shared;
use crate::audit::Declaration;
use crate::brief::Brief;
use crate::gate;
use crate::score::{Counts, Footings, Score};

/// How far the audit of a system has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// No criterion is met or not met, and nothing is answered beyond who declares and what the system is.
    NotStarted,
    /// Something is answered, and no criterion is met or not met.
    NothingDecided,
    /// Some are, and something remains to be established.
    InProgress,
    /// Nothing remains to be established.
    Complete,
}

impl Status {
    /// The status that counts give, where something is answered beyond who declares and what the system is, or not.
    pub fn of(counts: Counts, answered: bool) -> Self {
        if counts.met + counts.not_met == 0 {
            if answered {
                Self::NothingDecided
            } else {
                Self::NotStarted
            }
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
            Self::NothingDecided => "nothing-decided",
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
    /// The services of its sites; where it states none, the service that the register gives.
    pub services: Vec<String>,
    /// Whether its service is the register's, and not its own statement.
    #[serde(default)]
    pub service_from_register: bool,
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
    /// Its met criteria by what they stand on.
    #[serde(default)]
    pub footings: Footings,
    /// Whether its profile is a short one, told on a single page.
    #[serde(default)]
    pub short: bool,
    /// By principle, in the catalog's order; bounds are null unless the audit is complete.
    pub principles: Vec<Score>,
    /// Codes of the criteria that are not met and not waived, whatever their level.
    pub not_met: Vec<Shared>,
}

/// What a brief does not tell of a system.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// Whether its profile is a short one.
    pub(super) short: bool,
    /// Whether something is answered beyond its identity.
    pub(super) answered: bool,
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
        told: Told,
        code: &dyn Fn(&str) -> Option<Shared>,
    ) -> Self {
        let counts = total(&brief.scores);
        let own = || brief.verdicts.iter().filter(|held| !held.draft);
        let status = Status::of(counts, told.answered);
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
            service_from_register: false,
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
            footings: Footings::count(own().copied()),
            short: told.short,
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
