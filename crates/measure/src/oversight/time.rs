//! Decision times: their median and quartiles.

use serde::{Deserialize, Serialize};

/// Decision times, in seconds. They are held rounded to tenths of a second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Time {
    /// Rows with a decision time; null when masked.
    pub n: Option<u64>,
    /// Rows without one; null when masked.
    pub not_recorded: Option<u64>,
    /// The median; null when there is no time, or masked.
    pub median: Option<f64>,
    /// The first quartile.
    pub lower_quartile: Option<f64>,
    /// The third quartile.
    pub upper_quartile: Option<f64>,
}

/// A decision time in tenths of a second, the half rounded up; none when it is longer than thirteen years.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is tested"
)]
pub fn tenths(seconds: f64) -> Option<u32> {
    let tenths = (seconds * 10.0 + 0.5).floor();
    (0.0..=f64::from(u32::MAX))
        .contains(&tenths)
        .then_some(tenths as u32)
}

impl Time {
    /// The times of so many rows, in tenths of a second.
    pub fn new(mut tenths: Vec<u32>, rows: u64) -> Self {
        tenths.sort_unstable();
        let n = tenths.len() as u64;
        Self {
            n: Some(n),
            not_recorded: Some(rows.saturating_sub(n)),
            median: quartile(&tenths, 2),
            lower_quartile: quartile(&tenths, 1),
            upper_quartile: quartile(&tenths, 3),
        }
    }
}

/// A quartile of sorted times, in seconds: linear interpolation between order statistics at (n − 1)·q/4 (type 7 of Hyndman and Fan,
/// *Am Stat* 1996;50:361). Exact until the last division.
fn quartile(tenths: &[u32], quarter: usize) -> Option<f64> {
    let place = tenths.len().checked_sub(1)? * quarter;
    let below = *tenths.get(place / 4)?;
    let above = tenths.get(place / 4 + 1).copied().unwrap_or(below);
    let fortieths = u64::from(below) * 4 + u64::from(above - below) * (place % 4) as u64;
    #[expect(clippy::cast_precision_loss, reason = "below 2^35")]
    Some(fortieths as f64 / 40.0)
}
