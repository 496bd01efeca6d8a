//! Perturbation suites: cases told in several variations, with the answer expected and the one observed.

mod read;
pub mod report;
pub mod spec;

pub use read::read;
pub use report::{Report, Variation, Worst};
pub use spec::Spec;
