//! What is found: a project's descriptor judged against a catalog, as an audit.
//!
//! Opens no file and reads no clock: the descriptor is a text, evidence is behind [`evidence::Files`], the date is an argument.
//!
//! ```no_run
//! use garant_core::{audit, evidence::NoFiles, Request};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let catalog: garant_rules::Catalog = unimplemented!();
//! let request = Request::new("garant.toml", "garant = 1\n", "2026-11-23".parse()?);
//! let audit = audit(&catalog, &request, &NoFiles).map_err(|problems| format!("{problems:?}"))?;
//! assert_eq!(audit.gate.state, garant_core::gate::State::Inconclusive);
//! # Ok(()) }
//! ```

pub mod audit;
mod bench;
pub mod descriptor;
pub mod evidence;
pub mod finding;
pub mod gate;
pub mod judge;
pub mod project;
pub mod score;
pub mod texts;
pub mod trace;
pub mod validate;
pub mod verdict;
pub mod waiver;

pub use audit::Audit;
pub use descriptor::Descriptor;
pub use judge::{Request, audit};
pub use verdict::{NotApplicable, Verdict};

/// The JSON Schema of a type of this crate.
#[cfg(feature = "schema")]
pub fn audit_schema<T: schemars::JsonSchema>() -> serde_json::Value {
    schemars::schema_for!(T).to_value()
}
