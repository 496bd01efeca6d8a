//! Predictions: outcome, score or decision, and the groups that rows belong to.

pub mod calibration;
pub mod count;
pub mod fit;
pub mod flat;
pub mod gap;
pub mod limit;
pub mod mask;
pub mod ranks;
pub mod rates;
pub mod read;
pub mod report;
mod rows;
pub mod spec;
pub mod tally;

pub use gap::{Gap, Worst};
pub use read::{Reading, read};
pub use report::{Options, Report, Stratum};
pub use spec::{Flag, Spec};
pub use tally::{By, Tally};
