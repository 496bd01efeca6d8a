//! The shortest way to the gate: which answers, documents and actions would open it, each with what it changes.
//!
//! Steps are derived from the conditions of criteria, and supposed one set after another before the same judge as any audit, so that a plan
//! cannot promise what an audit would not find. Leaving any step out leaves the gate closed. A plan supposes: it says what a project would
//! have to be able to state truthfully, and invites nobody to write what is not so. No step changes what a project is so that a criterion
//! no longer asks anything of it, none rewrites the date of an act that was done, and none accepts a risk. What is still to be done is dated
//! from the day of the audit on; what no later act opens is named as blocked.

mod act;
mod asking;
mod blocked;
mod draft;
mod example;
mod facts;
mod figures;
mod ground;
mod pieces;
mod places;
mod reduce;
mod replace;
mod search;
mod settle;
mod state;
mod step;
mod tell;
mod touched;
mod unit;
mod wish;
mod within;
mod witness;
mod world;

use garant_rules::Catalog;
use serde::{Deserialize, Serialize};

pub use blocked::{Blocked, Stays};
pub use step::{Follow, Kind, Left, Outcome, Piece, Serves, Step, Turn};
pub use wish::{Asked, Wish};

use crate::audit::{CatalogStamp, FileStamp, System, Tool};
use crate::error::AuditError;
use crate::evidence::Files;
use crate::gate::Gate;
use crate::judge::Judge;
use crate::request::Request;
use ground::{Ground, Reach};

/// The name of the format.
pub const FORMAT: &str = "garant.plan";
/// The version of the format; it only ever adds.
pub const VERSION: u32 = 1;

/// A way to the gate. All formats are rendered from this value and the catalog.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Plan {
    /// `garant.plan`.
    pub format: String,
    /// `1`.
    pub version: u32,
    /// The program.
    pub tool: Tool,
    /// The date at which everything is judged.
    pub as_of: String,
    /// The catalog.
    pub catalog: CatalogStamp,
    /// The profile.
    pub profile: String,
    /// The descriptor, which stays as it is.
    pub descriptor: FileStamp,
    /// What is judged.
    pub system: System,
    /// The criterion, where the plan is for one alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<String>,
    /// The gate as it is.
    pub before: Gate,
    /// The gate once every step is done.
    pub after: Gate,
    /// Criteria that are not met and that the gate leaves aside, their risk being accepted.
    #[serde(default)]
    pub accepted: Accepted,
    /// In the order proposed: by level, facts that decide what applies first, then by effort, actor and code.
    pub steps: Vec<Step>,
    /// Criteria that no step opens at this date.
    pub blocked: Vec<Blocked>,
}

/// Criteria that are not met at the gate's level, whose risk is accepted, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Accepted {
    /// As it is.
    pub before: Vec<String>,
    /// Once every step is done.
    pub after: Vec<String>,
}

impl Plan {
    /// Whether nothing is left to do: the gate holds already, or the one criterion is not open.
    pub fn is_done(&self) -> bool {
        self.steps.is_empty() && self.blocked.is_empty()
    }
}

/// The shortest way to the gate of a request. Reads evidence through `files` alone; writes nothing.
///
/// ```
/// use garant_core::{Date, NoFiles, Request, gate, plan};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let catalog = garant_catalog::catalog()?;
/// let text = "garant = 1\n[system]\nname = \"Repère\"\nphase = \"framing\"\nacts-as = \"supplier\"\n";
/// let plan = plan(&catalog, &Request::new("garant.toml", text, Date::constant(2026, 11, 23)), &NoFiles)?;
/// assert_eq!(plan.before.state, gate::State::Inconclusive);
/// assert_eq!(plan.after.state, gate::State::Holds);
/// for step in &plan.steps {
///     assert!(!step.serves.is_empty());
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Those of [`audit`](crate::audit()), and [`AuditError::Long`] beyond 2,000 answers, entries and documents.
pub fn plan(
    catalog: &Catalog,
    request: &Request<'_>,
    files: &dyn Files,
) -> Result<Plan, AuditError> {
    Judge::new(catalog).plan(request, files)
}

impl Judge<'_> {
    /// The shortest way to the gate, as [`plan()`] tells it.
    ///
    /// # Errors
    /// Those of [`audit`](crate::audit()).
    pub fn plan(&self, request: &Request<'_>, files: &dyn Files) -> Result<Plan, AuditError> {
        self.reach(request, files, Reach::Gate)
    }

    /// What would make one criterion met: the steps of [`plan()`] for it alone, whatever its level and whether a risk is accepted.
    ///
    /// # Errors
    /// Those of [`audit`](crate::audit()).
    pub fn plan_of(
        &self,
        request: &Request<'_>,
        files: &dyn Files,
        criterion: &str,
    ) -> Result<Plan, AuditError> {
        self.reach(request, files, Reach::Criterion(criterion))
    }

    fn reach(
        &self,
        request: &Request<'_>,
        files: &dyn Files,
        reach: Reach<'_>,
    ) -> Result<Plan, AuditError> {
        let case = self.open(request, files)?;
        let ground = Ground::new(self, &case, request, reach);
        let (found, state) = search::solve(&ground)?;
        let units = reduce::reduce(&ground, &found, &state);
        Ok(tell::tell(&ground, &units))
    }
}
