//! Drift series: a figure period by period, each against a reference period.

mod read;
pub mod report;
pub mod spec;

pub use read::read;
pub use report::{Point, Report, Series};
pub use spec::{Order, Spec, Values};
