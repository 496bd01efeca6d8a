//! Figures recomputed from tables of predictions, oversight logs, perturbation suites and drift series.
//!
//! Tables are streamed; tallies and rates take memory that does not grow with their rows. Every figure has its interval at 95 %, an
//! undefined one (0/0) is null, and a row that cannot be read stops the measure. This crate knows nothing of ethics.

pub mod drift;
pub mod found;
pub mod interval;
pub mod mask;
pub mod oversight;
pub mod perturbation;
pub mod predictions;
pub mod problem;
pub mod sql;
pub mod table;

pub use found::Found;
pub use interval::Figure;
pub use problem::Problem;

/// The JSON Schema of a type of this crate.
#[cfg(feature = "schema")]
pub fn schema<T: schemars::JsonSchema>() -> serde_json::Value {
    schemars::schema_for!(T).to_value()
}
