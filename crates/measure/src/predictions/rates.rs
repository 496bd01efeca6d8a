//! Rates of a stratum: proportions of its counts, with Wilson's interval.

use serde::{Deserialize, Serialize};

use super::count::{Counts, Weight};
use crate::interval::{Figure, Proportion};

/// A rate, and the rows that it is a proportion of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rate {
    /// Value and interval; undefined (0/0) and masked ones are null.
    #[serde(flatten)]
    pub figure: Figure,
    /// Rows in the denominator; null when masked.
    pub n: Option<u64>,
}

impl Rate {
    /// So many of so many rows, with Wilson's interval.
    pub fn of(count: u64, n: u64) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
        let proportion = Proportion::new(count as f64, n as f64);
        Self {
            figure: proportion
                .map_or_else(Figure::default, |it| Figure::new(it.value, it.wilson())),
            n: Some(n),
        }
    }
}

/// What a rate counts, and of what: indices into tp, fp, tn, fn.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Its name, kebab-case.
    pub name: &'static str,
    of: &'static [usize],
    among: &'static [usize],
    /// Whether more is worse, less is worse, or neither.
    pub worse: Option<Worse>,
}

/// Which end of a rate is the bad one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worse {
    /// The low end.
    Low,
    /// The high end.
    High,
}

/// All rates, in the order of reports.
pub const METRICS: [Metric; 9] = {
    const fn metric(
        name: &'static str,
        of: &'static [usize],
        among: &'static [usize],
        worse: Option<Worse>,
    ) -> Metric {
        Metric {
            name,
            of,
            among,
            worse,
        }
    }
    [
        metric("sensitivity", &[0], &[0, 3], Some(Worse::Low)),
        metric("specificity", &[2], &[1, 2], Some(Worse::Low)),
        metric("ppv", &[0], &[0, 1], Some(Worse::Low)),
        metric("npv", &[2], &[2, 3], Some(Worse::Low)),
        metric("fpr", &[1], &[1, 2], Some(Worse::High)),
        metric("fnr", &[3], &[0, 3], Some(Worse::High)),
        metric("selection-rate", &[0, 1], &[0, 1, 2, 3], None),
        metric("accuracy", &[0, 2], &[0, 1, 2, 3], Some(Worse::Low)),
        metric("prevalence", &[0, 3], &[0, 1, 2, 3], None),
    ]
};

/// A rate's name for the share of errors: 1 − accuracy.
pub const ERROR_RATE: &str = "error-rate";

impl Metric {
    /// The metric of a name.
    pub fn named(name: &str) -> Option<Self> {
        METRICS.into_iter().find(|metric| metric.name == name)
    }

    /// The proportion, with the effective number of rows where they have weights (Kish: (Σw)² / Σw²).
    pub fn proportion(self, counts: &Counts) -> Option<Proportion> {
        let Some(weights) = &counts.weights else {
            let cells = [counts.tp, counts.fp, counts.tn, counts.fn_];
            let sum = |of: &[usize]| -> u64 { of.iter().filter_map(|cell| cells.get(*cell)).sum() };
            #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
            return Proportion::new(sum(self.of) as f64, sum(self.among) as f64);
        };
        let sum = |of: &[usize], part: fn(&Weight) -> f64| -> f64 {
            of.iter()
                .filter_map(|cell| weights.get(*cell))
                .map(part)
                .sum()
        };
        let among = sum(self.among, |weight| weight.sum);
        let squares = sum(self.among, |weight| weight.squares);
        (among > 0.0).then(|| Proportion {
            value: sum(self.of, |weight| weight.sum) / among,
            n: among * among / squares,
        })
    }

    /// Rows in the denominator.
    pub fn rows(self, counts: &Counts) -> u64 {
        let cells = [counts.tp, counts.fp, counts.tn, counts.fn_];
        self.among.iter().filter_map(|cell| cells.get(*cell)).sum()
    }

    /// The rate.
    pub fn rate(self, counts: &Counts) -> Rate {
        let proportion = self.proportion(counts);
        Rate {
            figure: proportion
                .map_or_else(Figure::default, |it| Figure::new(it.value, it.wilson())),
            n: Some(self.rows(counts)),
        }
    }
}
