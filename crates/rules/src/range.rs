//! A range of allowed values, and what an estimate with its interval says about it.

use crate::figure::Estimate;
use crate::truth::Truth;

/// Beyond this many rows, a number of rows to add is no advice.
const MOST_ROWS: f64 = 1e12;

/// The values allowed, bounds included; none is an open end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    /// The least.
    pub least: Option<f64>,
    /// The greatest.
    pub most: Option<f64>,
}

impl Range {
    /// True if the whole interval lies inside, false if it lies wholly outside; else, or without a value or an interval, unknown.
    pub fn holds(self, estimate: &Estimate) -> Truth {
        let Some((_, low, high)) = whole(estimate) else {
            return Truth::Unknown;
        };
        if self.contains(low) && self.contains(high) {
            Truth::True
        } else if self.most.is_some_and(|most| low > most)
            || self.least.is_some_and(|least| high < least)
        {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// Whether the value itself lies inside, whatever its interval; unknown without a value.
    pub fn holds_value(self, estimate: &Estimate) -> Truth {
        match estimate.value {
            Some(value) if !value.is_nan() && !self.is_broken() => self.contains(value).into(),
            _ => Truth::Unknown,
        }
    }

    /// About how many more rows would decide an estimate that straddles a bound: an interval narrows with the square root of the rows.
    /// None where it does not straddle, where the value is the bound itself, and where no number of rows is within reach.
    pub fn more(self, estimate: &Estimate) -> Option<u64> {
        let (value, low, high) = whole(estimate)?;
        if estimate.n == 0 || self.is_broken() || self.holds(estimate) != Truth::Unknown {
            return None;
        }
        // Half of the interval on the side of a bound, and the distance to that bound. A value outside has one bound to leave behind.
        let sides = match (self.least, self.most) {
            (_, Some(most)) if value > most => vec![(value - low, value - most)],
            (Some(least), _) if value < least => vec![(high - value, least - value)],
            (least, most) => {
                let below = least.filter(|least| low < *least);
                let above = most.filter(|most| high > *most);
                below
                    .map(|least| (value - low, value - least))
                    .into_iter()
                    .chain(above.map(|most| (high - value, most - value)))
                    .collect()
            }
        };
        #[expect(clippy::cast_precision_loss, reason = "tables are far below 2^52 rows")]
        let n = estimate.n as f64;
        let needed = sides
            .into_iter()
            .map(|(half, distance)| (n * (half / distance).powi(2)).ceil())
            .fold(0.0, worst);
        if needed.is_nan() || needed > MOST_ROWS {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number from 0 to the most rows"
        )]
        let needed = needed as u64;
        // An interval that touches a bound needs one row at least.
        Some(needed.saturating_sub(estimate.n).max(1))
    }

    /// Whether a bound is no number.
    pub fn is_broken(self) -> bool {
        [self.least, self.most]
            .into_iter()
            .flatten()
            .any(f64::is_nan)
    }

    fn contains(self, value: f64) -> bool {
        self.least.is_none_or(|least| value >= least) && self.most.is_none_or(|most| value <= most)
    }
}

/// The value and the interval of an estimate that has both, as numbers in order.
fn whole(estimate: &Estimate) -> Option<(f64, f64, f64)> {
    let (value, low, high) = (estimate.value?, estimate.low?, estimate.high?);
    (!value.is_nan() && low <= high).then_some((value, low, high))
}

/// The larger one; no number where either is none.
fn worst(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else {
        a.max(b)
    }
}
