//! Intervals at 95 % for proportions, their differences and their ratios.

use serde::{Deserialize, Serialize};

/// The level of every interval.
pub const LEVEL: f64 = 0.95;

/// The standard normal quantile at 0.975.
pub const Z: f64 = 1.959_963_984_540_054;

/// A figure with its interval at 95 %. All three are null where the figure is undefined (0/0) or masked; the bounds alone where no
/// interval can be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// The value.
    pub value: Option<f64>,
    /// Lower bound.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
}

impl Figure {
    /// A value without an interval.
    pub fn bare(value: f64) -> Self {
        Self {
            value: Some(value),
            ..Self::default()
        }
    }

    /// A value with its interval; undefined if any of the three is not finite.
    pub fn new(value: f64, (low, high): (f64, f64)) -> Self {
        if !value.is_finite() {
            return Self::default();
        }
        let bounded = low.is_finite() && high.is_finite();
        Self {
            value: Some(value),
            low: bounded.then_some(low),
            high: bounded.then_some(high),
        }
    }

    /// A value with the normal interval of its standard error.
    pub fn normal(value: f64, error: f64) -> Self {
        Self::new(value, (value - Z * error, value + Z * error))
    }
}

/// A proportion: its value, and the number of rows that it stands on (the effective number, for weighted rows).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proportion {
    /// Between 0 and 1.
    pub value: f64,
    /// Above 0.
    pub n: f64,
}

impl Proportion {
    /// The part of `n` that `count` is; none of nothing.
    pub fn new(count: f64, n: f64) -> Option<Self> {
        (n > 0.0).then(|| Self {
            value: count / n,
            n,
        })
    }

    /// The score interval (Wilson, *J Am Stat Assoc* 1927;22:209).
    pub fn wilson(self) -> (f64, f64) {
        let (p, n) = (self.value, self.n);
        let square = Z * Z;
        let centre = p + square / (2.0 * n);
        let spread = Z * (p * (1.0 - p) / n + square / (4.0 * n * n)).sqrt();
        let scale = 1.0 + square / n;
        // At p = 0 and p = 1 the bound is exact; rounding must not move it past the end.
        let low = if p <= 0.0 {
            0.0
        } else {
            ((centre - spread) / scale).max(0.0)
        };
        let high = if p >= 1.0 {
            1.0
        } else {
            ((centre + spread) / scale).min(1.0)
        };
        (low, high)
    }

    /// The difference `self` − `other`, with Newcombe's hybrid score interval (*Stat Med* 1998;17:873, method 10).
    pub fn minus(self, other: Self) -> Figure {
        let value = self.value - other.value;
        let (own_low, own_high) = self.wilson();
        let (other_low, other_high) = other.wilson();
        let below = (self.value - own_low).hypot(other_high - other.value);
        let above = (own_high - self.value).hypot(other.value - other_low);
        Figure::new(value, (value - below, value + above))
    }

    /// The ratio `self` / `other`, with Katz's log interval (*Biometrics* 1978;34:469). The bounds are undefined when a count is 0,
    /// the value too when the other's is.
    pub fn over(self, other: Self) -> Figure {
        if other.value <= 0.0 {
            return Figure::default();
        }
        let value = self.value / other.value;
        if self.value <= 0.0 {
            return Figure::bare(value);
        }
        let part = |it: Self| (1.0 - it.value) / (it.value * it.n);
        let error = (part(self) + part(other)).sqrt();
        Figure::new(
            value,
            (value * (-Z * error).exp(), value * (Z * error).exp()),
        )
    }

    /// The two-sided p-value of no difference, pooled normal test; none where the pooled variance is 0.
    pub fn p_value(self, other: Self) -> Option<f64> {
        let pooled = (self.value * self.n + other.value * other.n) / (self.n + other.n);
        let variance = pooled * (1.0 - pooled) * (1.0 / self.n + 1.0 / other.n);
        (variance > 0.0).then(|| two_sided((self.value - other.value) / variance.sqrt()))
    }
}

/// The two-sided p-value of a standard normal statistic.
pub fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// Holm's step-down adjustment (*Scand J Stat* 1979;6:65): each p-value for the family of all of them, in the same order.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = p_values.iter().copied().enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut adjusted: Vec<(usize, f64)> = Vec::with_capacity(order.len());
    let mut highest = 0.0_f64;
    for (rank, (index, p)) in order.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a number of comparisons")]
        let remaining = (order.len() - rank) as f64;
        highest = highest.max((p * remaining).min(1.0));
        adjusted.push((*index, highest));
    }
    adjusted.sort_by_key(|(index, _)| *index);
    adjusted.into_iter().map(|(_, p)| p).collect()
}
