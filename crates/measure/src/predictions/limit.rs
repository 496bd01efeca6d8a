//! What counts cannot be: too large to be added up, or against each other.

use super::count::Counts;

/// The most rows of a tally: sums in billionths of so many rows still fit.
pub const MAX_ROWS: u64 = 10_000_000_000;
/// The most strata of a tally that is read.
pub const MAX_STRATA: usize = 20_000;

/// Billionths in one.
const UNITS: u128 = 1_000_000_000;

/// What is wrong with the counts of a stratum, if anything is.
pub(super) fn fault(counts: &Counts) -> Option<&'static str> {
    let cells = [counts.tp, counts.fp, counts.tn, counts.fn_, counts.no_label];
    if cells.into_iter().fold(0, u64::saturating_add) > MAX_ROWS {
        return Some("a count is too large");
    }
    let rows = counts.n();
    if counts.at_threshold > counts.tp + counts.fp {
        return Some("more rows at the threshold than flagged");
    }
    if let Some(weights) = &counts.weights {
        let sums = weights
            .iter()
            .flat_map(|weight| [weight.sum, weight.squares]);
        if sums
            .into_iter()
            .any(|sum| !(0.0..=f64::from(u32::MAX).powi(8)).contains(&sum))
        {
            return Some("a weight is negative or too large");
        }
    }
    let scores = counts.scores.as_ref()?;
    let within = |sum: u64, rows: u64| u128::from(sum) <= u128::from(rows) * UNITS;
    if scores.at_the_ends > rows || !within(scores.squared_error, rows) {
        return Some("its scores do not fit its rows");
    }
    let sum = scores
        .bins
        .iter()
        .fold((0_u64, 0_u64), |(n, positives), bin| {
            (
                n.saturating_add(bin.n),
                positives.saturating_add(bin.positives),
            )
        });
    if sum != (rows, counts.positives()) {
        return Some("its score bins do not add up");
    }
    let bins = scores.bins.len() as u128;
    let misplaced = (0_u128..).zip(&scores.bins).any(|(place, bin)| {
        // Half a unit a row is what rounding can move.
        let rows = u128::from(bin.n);
        let sum = u128::from(bin.score_sum) * bins;
        let slack = rows * bins;
        sum + slack < rows * UNITS * place || sum > rows * UNITS * (place + 1) + slack
    });
    (misplaced || scores.bins.iter().any(|bin| bin.positives > bin.n))
        .then_some("the scores of a bin lie outside it")
}
