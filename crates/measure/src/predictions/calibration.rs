//! Whether scores mean what they say: from score bins, and from fits where all scores are held.

use serde::{Deserialize, Serialize};

use super::count::{Scores, TEN, UNIT};
use super::fit::Fit;
use super::report::Bounds;
use crate::interval::Figure;

/// Calibration of one stratum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Calibration {
    /// Mean of (score − outcome)² (Brier, *Mon Weather Rev* 1950;78:1).
    pub brier: f64,
    /// Mean score.
    pub mean_score: f64,
    /// Part of rows with a positive outcome.
    pub observed_rate: f64,
    /// Observed rate over mean score; null when all scores are 0.
    pub observed_over_expected: Option<f64>,
    /// Expected calibration error: mean distance of observed rate and mean score over ten bins of equal width, by rows.
    pub ece: f64,
    /// The ten bins; null when masked.
    pub bins: Option<Vec<CalibrationBin>>,
    /// Intercept with the slope held at 1: 0 is right.
    pub in_the_large: Figure,
    /// Slope: 1 is right.
    pub slope: Figure,
    /// Intercept beside the slope.
    pub intercept: Figure,
    /// Rows whose score is exactly 0 or 1, which the fits leave out.
    pub scores_at_the_ends: Option<u64>,
}

/// One of ten bins of scores.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct CalibrationBin {
    /// 0 to 9: scores from `bin`/10, up to the next bin's.
    pub bin: usize,
    /// Rows.
    pub n: u64,
    /// Rows with a positive outcome.
    pub positives: u64,
    /// Mean score; null in an empty bin.
    pub mean_score: Option<f64>,
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of rows and sums of scores"
)]
fn real(count: u64) -> f64 {
    count as f64
}

impl Calibration {
    /// From the scores of a stratum; none without rows.
    pub fn new(scores: &Scores, fit: Option<Fit>) -> Option<Self> {
        let ten = scores.ten();
        let n: u64 = ten.iter().map(|bin| bin.n).sum();
        if n == 0 {
            return None;
        }
        let positives: u64 = ten.iter().map(|bin| bin.positives).sum();
        let sum: u64 = ten.iter().map(|bin| bin.score_sum).sum();
        let distance: f64 = ten
            .iter()
            .map(|bin| (real(bin.positives) - real(bin.score_sum) / UNIT).abs())
            .sum();
        let mean_score = real(sum) / UNIT / real(n);
        let observed_rate = real(positives) / real(n);
        let fit = fit.unwrap_or_default();
        Some(Self {
            brier: real(scores.squared_error) / UNIT / real(n),
            mean_score,
            observed_rate,
            observed_over_expected: (sum > 0).then(|| observed_rate / mean_score),
            ece: distance / real(n),
            bins: Some(
                ten.iter()
                    .enumerate()
                    .take(TEN)
                    .map(|(bin, own)| CalibrationBin {
                        bin,
                        n: own.n,
                        positives: own.positives,
                        mean_score: (own.n > 0).then(|| real(own.score_sum) / UNIT / real(own.n)),
                    })
                    .collect(),
            ),
            in_the_large: fit.in_the_large,
            slope: fit.slope,
            intercept: fit.intercept,
            scores_at_the_ends: Some(scores.at_the_ends),
        })
    }
}

/// The least and the most that the area under the curve can be: pairs within one bin count for nothing, then for all.
pub fn auroc_bounds(scores: &Scores) -> Option<Bounds> {
    let mut below = 0;
    let (mut sure, mut open) = (0_u128, 0_u128);
    let mut positives = 0;
    for bin in &scores.bins {
        let negatives = bin.n.saturating_sub(bin.positives);
        sure += u128::from(bin.positives) * u128::from(below);
        open += u128::from(bin.positives) * u128::from(negatives);
        below += negatives;
        positives += bin.positives;
    }
    let pairs = u128::from(positives) * u128::from(below);
    #[expect(clippy::cast_precision_loss, reason = "numbers of pairs")]
    let part = |count: u128| count as f64 / pairs as f64;
    (pairs > 0).then(|| Bounds {
        low: part(sure),
        high: part(sure + open),
    })
}
