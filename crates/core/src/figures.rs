//! Figures computed again from evidence. The computing itself is another room's: here is what it answers.

use std::fmt::Debug;

use garant_rules::figure::{Ask, Estimate};

/// Computes figures again from the pieces of evidence that were read.
pub trait Figures: Debug {
    /// The values of a figure, in a fixed order; `None` where the evidence does not hold it.
    fn figure(&self, ask: &Ask) -> Option<Vec<Estimate>>;
}

/// No figure at all: no evidence holds any.
#[derive(Clone, Copy, Debug)]
pub struct NoFigures;

impl Figures for NoFigures {
    fn figure(&self, _: &Ask) -> Option<Vec<Estimate>> {
        None
    }
}
