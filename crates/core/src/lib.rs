//! What is found: a project's descriptor judged against a catalog, as an audit.
//!
//! Opens no file and reads no clock: the descriptor is a text, evidence is behind [`evidence::Files`], the date is an argument.
//!
//! ```
//! use garant_core::evidence::NoFiles;
//! use garant_core::{Audit, Request, audit};
//! use garant_rules::Catalog;
//! use garant_source::Diagnostic;
//!
//! fn judge(catalog: &Catalog, text: &str) -> Result<Audit, Vec<Diagnostic>> {
//!     let as_of = jiff::civil::Date::constant(2026, 11, 23);
//!     audit(catalog, &Request::new("garant.toml", text, as_of), &NoFiles)
//! }
//! ```

pub mod asked;
pub mod audience;
pub mod audit;
mod bench;
pub mod carried;
pub mod descriptor;
mod error;
pub mod evidence;
pub mod figures;
pub mod finding;
pub mod fixture;
pub mod gate;
pub mod judge;
pub mod look;
pub mod measures;
pub mod project;
pub mod readership;
pub mod redact;
pub mod scope;
pub mod score;
pub mod seal;
pub mod standing;
pub mod takeup;
pub mod texts;
pub mod trace;
pub mod validate;
pub mod value;
pub mod verdict;
pub mod waiver;

pub use audit::Audit;
pub use descriptor::Descriptor;
pub use error::AuditError;
pub use evidence::{Files, Handle, NoFiles, Refusal};
pub use garant_rules::{Catalog, Lang};
pub use garant_source::{Diagnostic, Severity};
pub use jiff::civil::Date;
pub use judge::{Request, Source, audit, notice};
pub use value::{Facts, ValueError, ValueProblem};
pub use verdict::{NotApplicable, Verdict};

/// The JSON Schema of a type of this crate.
#[cfg(feature = "schema")]
pub fn audit_schema<T: schemars::JsonSchema>() -> serde_json::Value {
    schemars::schema_for!(T).to_value()
}
