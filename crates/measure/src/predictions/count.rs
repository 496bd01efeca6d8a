//! Counts of one stratum, filled row by row: exact, so that they add up in any order.

use serde::{Deserialize, Serialize};

/// Scores and squared errors are summed in units of 10⁻⁹, so that sums are whole numbers and the order of rows does not matter.
pub const UNIT: f64 = 1e9;

/// The number of score bins in which calibration is told.
pub const TEN: usize = 10;

/// Rows of one stratum by outcome and flag.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Counts {
    /// Positive and flagged.
    pub tp: u64,
    /// Negative and flagged.
    pub fp: u64,
    /// Negative and not flagged.
    pub tn: u64,
    /// Positive and not flagged.
    #[serde(rename = "fn")]
    pub fn_: u64,
    /// Rows left out because they have no outcome.
    #[serde(default)]
    pub no_label: u64,
    /// Rows whose score is the threshold itself; they are flagged.
    #[serde(default)]
    pub at_threshold: u64,
    /// Sums of weights and of their squares, for weighted rows: tp, fp, tn, fn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<[Weight; 4]>,
    /// What scores say, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scores: Option<Scores>,
}

/// The weight of the rows of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Weight {
    /// Sum of weights.
    pub sum: f64,
    /// Sum of their squares.
    pub squares: f64,
}

/// Scores of one stratum, in bins of equal width; a bin is closed below, the last one on both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Scores {
    /// Sum of (score − outcome)², in 10⁻⁹.
    pub squared_error: u64,
    /// Rows whose score is exactly 0 or 1.
    pub at_the_ends: u64,
    /// The bins, from 0 to 1.
    pub bins: Vec<Bin>,
}

/// One bin of scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Bin {
    /// Rows.
    pub n: u64,
    /// Rows with a positive outcome.
    pub positives: u64,
    /// Sum of scores, in 10⁻⁹.
    pub score_sum: u64,
}

/// One row, ready to be counted in each of its strata.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// tp, fp, tn, fn: 0 to 3.
    pub cell: usize,
    /// Whether the outcome is positive.
    pub positive: bool,
    /// Whether the score is the threshold.
    pub tied: bool,
    /// Its weight; 1 where rows have none.
    pub weight: f64,
    /// Bin, score and squared error in units, and whether the score is 0 or 1.
    pub score: Option<(usize, u64, u64, bool)>,
}

impl Row {
    /// The cell of an outcome and a flag.
    pub fn cell(positive: bool, flagged: bool) -> usize {
        match (positive, flagged) {
            (true, true) => 0,
            (false, true) => 1,
            (false, false) => 2,
            (true, false) => 3,
        }
    }

    /// What a score says, in so many bins.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "scores lie between 0 and 1, sums of a row below 2^30"
    )]
    pub fn score(score: f64, positive: bool, bins: usize) -> (usize, u64, u64, bool) {
        let bin = ((score * bins as f64) as usize).min(bins - 1);
        let error = score - f64::from(u8::from(positive));
        let units = |value: f64| (value * UNIT + 0.5).floor() as u64;
        let end = score <= 0.0 || score >= 1.0;
        (bin, units(score), units(error * error), end)
    }
}

impl Counts {
    /// Nothing counted yet.
    pub fn new(bins: Option<usize>, weighted: bool) -> Self {
        Self {
            weights: weighted.then(Default::default),
            scores: bins.map(|bins| Scores {
                bins: vec![Bin::default(); bins],
                ..Scores::default()
            }),
            ..Self::default()
        }
    }

    /// Counts a row.
    #[inline]
    pub fn add(&mut self, row: &Row) {
        match row.cell {
            0 => self.tp += 1,
            1 => self.fp += 1,
            2 => self.tn += 1,
            _ => self.fn_ += 1,
        }
        self.at_threshold += u64::from(row.tied);
        if let Some(weights) = &mut self.weights
            && let Some(weight) = weights.get_mut(row.cell)
        {
            weight.sum += row.weight;
            weight.squares += row.weight * row.weight;
        }
        if let (Some(scores), Some((bin, sum, error, end))) = (&mut self.scores, row.score) {
            scores.squared_error += error;
            scores.at_the_ends += u64::from(end);
            if let Some(bin) = scores.bins.get_mut(bin) {
                bin.n += 1;
                bin.positives += u64::from(row.positive);
                bin.score_sum += sum;
            }
        }
    }

    /// All rows that have an outcome.
    pub fn n(&self) -> u64 {
        self.tp + self.fp + self.tn + self.fn_
    }

    /// Rows with a positive outcome.
    pub fn positives(&self) -> u64 {
        self.tp + self.fn_
    }

    /// Rows with a negative outcome.
    pub fn negatives(&self) -> u64 {
        self.tn + self.fp
    }

    /// Adds the counts of other rows of the same stratum. Both have the same bins and the same weighting, as
    /// [`super::tally::Tally::merge`] checks.
    pub fn merge(&mut self, other: &Self) {
        // What saturates is above the limit that a tally is checked against.
        let add = |own: &mut u64, other: u64| *own = own.saturating_add(other);
        add(&mut self.tp, other.tp);
        add(&mut self.fp, other.fp);
        add(&mut self.tn, other.tn);
        add(&mut self.fn_, other.fn_);
        add(&mut self.no_label, other.no_label);
        add(&mut self.at_threshold, other.at_threshold);
        if let (Some(own), Some(other)) = (&mut self.weights, &other.weights) {
            for (own, other) in own.iter_mut().zip(other) {
                own.sum += other.sum;
                own.squares += other.squares;
            }
        }
        if let (Some(own), Some(other)) = (&mut self.scores, &other.scores) {
            add(&mut own.squared_error, other.squared_error);
            add(&mut own.at_the_ends, other.at_the_ends);
            for (own, other) in own.bins.iter_mut().zip(&other.bins) {
                add(&mut own.n, other.n);
                add(&mut own.positives, other.positives);
                add(&mut own.score_sum, other.score_sum);
            }
        }
    }
}

impl Scores {
    /// The ten bins in which calibration is told.
    pub fn ten(&self) -> Vec<Bin> {
        let size = (self.bins.len() / TEN).max(1);
        self.bins
            .chunks(size)
            .map(|chunk| {
                chunk.iter().fold(Bin::default(), |sum, bin| Bin {
                    n: sum.n + bin.n,
                    positives: sum.positives + bin.positives,
                    score_sum: sum.score_sum + bin.score_sum,
                })
            })
            .collect()
    }
}
