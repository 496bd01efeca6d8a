//! A figure of a report, looked up by its name.

use crate::interval::Figure;

/// A figure of a report, with what it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its name in the report: a rate, a variation, a period.
    pub name: String,
    /// Value and interval; null when undefined or masked.
    pub figure: Figure,
    /// Rows in the denominator; null when masked.
    pub n: Option<u64>,
    /// Whether it is left out to protect a small group; otherwise a null value is an undefined one.
    pub masked: bool,
}
