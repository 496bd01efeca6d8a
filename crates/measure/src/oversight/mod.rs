//! Oversight logs: what a tool suggested, what a human decided, and what turned out to be right.
//!
//! Figures are given overall and by period, never by person: no other grouping can be asked for.

mod count;
mod mask;
mod moment;
mod read;
pub mod report;
pub mod spec;
pub mod time;

pub use read::read;
pub use report::{Figures, Report};
pub use spec::{Period, Spec};
pub use time::Time;
