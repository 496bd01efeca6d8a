//! What is found: a project's descriptor judged against a catalog, as an audit.
//!
//! [`audit()`] is the one verb. It opens no file and reads neither clock nor environment: the descriptor is a text or a value of the
//! caller's, evidence is behind [`Files`], the date is an argument. There is no global state: the same arguments give the same audit in
//! any thread, and all types here are `Send` and `Sync`. Nothing panics on what a descriptor or a file holds; why there is no audit is an
//! [`AuditError`], and what is wrong with a project or its evidence is in the [`Audit`].
//!
//! A descriptor as TOML:
//!
//! ```
//! use garant_core::{Date, NoFiles, Request, Verdict, audit};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let catalog = garant_catalog::catalog()?;
//! let text = "garant = 1\n[system]\nname = \"Repère\"\n";
//! let audit = audit(&catalog, &Request::new("garant.toml", text, Date::constant(2026, 11, 23)), &NoFiles)?;
//! // What a file does not say is neither met nor failed.
//! assert!(audit.findings.iter().all(|finding| finding.verdict != Verdict::Met));
//! # Ok(())
//! # }
//! ```
//!
//! The facts of a program, which never were a text ([`Facts`] says which form they need), and evidence that it holds itself:
//!
//! ```
//! use std::io::Cursor;
//!
//! use garant_core::{AuditError, Date, Files, Handle, Refusal, Request, audit};
//! use serde::Serialize;
//!
//! #[derive(Serialize)]
//! struct Project<'a> {
//!     garant: u8,
//!     system: System<'a>,
//! }
//!
//! #[derive(Serialize)]
//! struct System<'a> {
//!     name: &'a str,
//!     phase: Option<&'a str>,
//! }
//!
//! struct Store;
//!
//! impl Files for Store {
//!     fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
//!         match path {
//!             "pieces/evaluation.pdf" => Ok(Box::new(Cursor::new(b"%PDF-1.7"))),
//!             _ => Err(Refusal::Missing),
//!         }
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let catalog = garant_catalog::catalog()?;
//! let as_of = Date::constant(2026, 11, 23);
//! let mut project = Project { garant: 1, system: System { name: "Repère", phase: Some("framing") } };
//! let found = audit(&catalog, &Request::of_value("dossier-12", &project, as_of)?, &Store)?;
//! assert_eq!(found.system.phase.as_deref(), Some("framing"));
//!
//! project.system.phase = Some("farming");
//! match audit(&catalog, &Request::of_value("dossier-12", &project, as_of)?, &Store) {
//!     Err(AuditError::Descriptor(problems)) => {
//!         assert_eq!(problems[0].code, "unknown-choice");
//!         assert_eq!(problems[0].path.as_deref(), Some("system.phase"));
//!     }
//!     other => panic!("{other:?}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The items of this page are what an embedder needs, and `garant_report` renders the audit. `docs/guide/embedding.md` tells what is
//! stable.

pub mod asked;
pub mod audience;
pub mod audit;
mod bench;
pub mod brief;
pub mod carried;
mod case;
pub mod change;
mod claim;
pub mod descriptor;
mod error;
pub mod evidence;
pub mod figures;
pub mod finding;
pub mod fixture;
pub mod gate;
mod judge;
pub mod look;
pub mod measures;
pub mod opinion;
pub mod plan;
pub mod portfolio;
pub mod project;
pub mod readership;
pub mod reasoning;
pub mod redact;
mod request;
pub mod scope;
pub mod score;
pub mod seal;
mod selection;
pub mod standing;
pub mod stated;
pub mod stored;
pub mod takeup;
pub mod texts;
pub mod trace;
pub mod validate;
pub mod value;
pub mod verdict;
pub mod waiver;

pub use audit::Audit;
pub use audit::notice;
pub use brief::Brief;
pub use change::Changes;
pub use descriptor::Descriptor;
pub use error::AuditError;
pub use evidence::{Files, Handle, NoFiles, Refusal};
pub use garant_rules::{Catalog, Lang};
pub use garant_source::{Diagnostic, Severity};
pub use jiff::civil::Date;
pub use judge::{Judge, audit};
pub use plan::{Plan, plan};
pub use request::{Request, Source};
pub use stated::Stated;
pub use value::{Facts, ValueError, ValueProblem};
pub use verdict::{NotApplicable, Verdict};

/// The JSON Schema of a type of this crate.
#[cfg(feature = "schema")]
pub fn audit_schema<T: schemars::JsonSchema>() -> serde_json::Value {
    schemars::schema_for!(T).to_value()
}
