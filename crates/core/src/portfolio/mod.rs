//! Many projects beside each other: `garant.portfolio`, version 1. A row a system, counts by criterion, what ends soon, what is open.
//!
//! No mean over systems and no rank: a small project is a row like any other.

mod answered;
mod builder;
mod deadline;
mod matter;
mod opined;
mod refused;
mod register;
mod system;
mod tally;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::audience::Audience;
use crate::audit::{CatalogStamp, Tool};

pub use answered::Answered;
pub use builder::{Builder, Miscounted, Setting};
pub use deadline::{Deadline, Subject, Who, Window};
pub use matter::{IdleWaiver, Reservation, SameId};
pub use opined::Opined;
pub use refused::{Message, Refused};
pub use register::{Entry, Listed, Register};
pub use system::{GateRow, Status, System};
pub use tally::{Failing, Principle, Service, Tally};
pub use words::Names;

/// The name of the format.
pub const FORMAT: &str = "garant.portfolio";
/// The version of the format; it only ever adds.
pub const VERSION: u32 = 1;

/// Many projects at one date. All lists are sorted: the order in which systems were audited never shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Portfolio {
    /// `garant.portfolio`.
    pub format: String,
    /// `1`.
    pub version: u32,
    /// The program.
    pub tool: Tool,
    /// The date used.
    pub as_of: String,
    /// The catalog.
    pub catalog: CatalogStamp,
    /// The profiles by which systems were audited.
    pub profiles: Vec<String>,
    /// For whom it is.
    pub audience: Audience,
    /// Whether waivers were ignored.
    pub waivers_ignored: bool,
    /// The organisation that it presents itself for.
    pub organisation: Option<String>,
    /// How many of what.
    pub counts: Counted,
    /// A row a system: gates that fail first, with the most open criteria of the gate's level first; then those that are inconclusive,
    /// those that hold, and those asked for no gate; then by name and path.
    pub systems: Vec<System>,
    /// By criterion, those that are most often not met first, then most often to be established.
    pub criteria: Vec<Tally>,
    /// By principle, in the catalog's order.
    pub principles: Vec<Principle>,
    /// By service, in the order of their names; systems that state none are the last row.
    pub services: Vec<Service>,
    /// What is past or ends within 180 days, the earliest first.
    pub deadlines: Vec<Deadline>,
    /// The last opinion of each body: those against the project first, then those that do not decide, then those with open reservations.
    #[serde(default)]
    pub opinions: Vec<Opined>,
    /// Opinions whose reservations are open.
    pub reservations: Vec<Reservation>,
    /// Waivers that open nothing, or not all.
    pub idle_waivers: Vec<IdleWaiver>,
    /// Descriptors that state the same system.
    pub same_ids: Vec<SameId>,
    /// The organisation's own register, where one was given.
    pub register: Option<Register>,
    /// Descriptors that could not be audited.
    pub refused: Vec<Refused>,
    /// Folders and ignore files that could not be read: what lies in them is not known.
    pub unread: Vec<Refused>,
    /// Audited systems whose report could not be written.
    #[serde(default)]
    pub unwritten: Vec<Refused>,
    /// Names of what the catalog holds, by language.
    pub texts: BTreeMap<String, Names>,
}

/// How many of what. `found` is always `audited` and `refused` together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Counted {
    /// Descriptors found.
    pub found: usize,
    /// Of which audited.
    pub audited: usize,
    /// Of which not.
    pub refused: usize,
    /// Entries of the register without a descriptor that was audited; null without a register.
    pub never_audited: Option<usize>,
    /// Folders and ignore files that could not be read.
    pub unread: usize,
    /// Descriptors that ignore files leave out; not among those found.
    #[serde(default)]
    pub ignored: usize,
    /// Audited systems whose report could not be written.
    #[serde(default)]
    pub unwritten: usize,
    /// Audited systems whose gate fails.
    pub fails: usize,
    /// Audited systems of which nothing can be concluded.
    pub inconclusive: usize,
    /// Audited systems whose gate holds.
    pub holds: usize,
    /// Audited systems asked for no gate.
    pub not_asked: usize,
    /// Of those whose gate holds, the systems judged by a short profile.
    #[serde(default)]
    pub holds_short: usize,
    /// Audited systems of which nothing is met or not met, and nothing answered beyond who declares and what the system is.
    pub not_started: usize,
    /// Audited systems of which something is answered, and nothing is met or not met.
    #[serde(default)]
    pub nothing_decided: usize,
    /// Audited systems of which something remains to be established.
    pub in_progress: usize,
    /// Audited systems of which nothing remains to be established.
    pub complete: usize,
}

/// A text that many rows share.
pub type Shared = Arc<str>;
