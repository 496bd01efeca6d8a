//! The axis of a drawing: fitted to what is drawn, with round ticks.

use crate::figures::sheet::{Chart, Status};
use crate::lang::Words;

/// Ticks at the most, less one.
const STEPS: f64 = 5.0;
/// An axis shows at least so much, however close the values are.
const LEAST: f64 = 0.02;

/// What stands beyond a limit at the end, as a part of all.
const ROOM: f64 = 0.08;

/// An axis that ends on its ticks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    step: f64,
    left: f64,
    right: f64,
}

impl Axis {
    /// An axis between two places that shows every value, interval and limit of a chart.
    pub(super) fn new(chart: &Chart, left: f64, right: f64) -> Self {
        let rows = chart
            .rows
            .iter()
            .filter(|row| row.status != Status::Masked)
            .flat_map(|row| [row.value.value, row.value.low, row.value.high]);
        let zero = chart.difference.then_some(0.0);
        let lines = [chart.whole, chart.least, chart.most, zero];
        let ends: Vec<f64> = rows
            .chain(lines)
            .flatten()
            .filter(|end| end.is_finite())
            .collect();
        let mut low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let mut high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        // A limit at the very end of an axis would not show as one.
        let room = ROOM * (high - low);
        if chart.least.or(chart.most) == Some(low) {
            low -= room;
        }
        if chart.most.or(chart.least) == Some(high) {
            high += room;
        }
        if high - low < LEAST {
            let middle = f64::midpoint(low, high);
            (low, high) = (middle - LEAST / 2.0, middle + LEAST / 2.0);
        }
        let span = high - low;
        let power = 10_f64.powf((span / STEPS).log10().floor());
        let fits = |step: &f64| {
            let ends = (low / step + 1e-9).floor() - (high / step - 1e-9).ceil();
            -ends <= STEPS + 1e-9
        };
        let steps = [1.0, 2.0, 5.0, 10.0, 20.0].map(|part| part * power);
        let step = steps.into_iter().find(fits).unwrap_or(20.0 * power);
        let mut axis = Self {
            low: (low / step + 1e-9).floor() * step,
            high: (high / step - 1e-9).ceil() * step,
            step,
            left,
            right,
        };
        if chart.share {
            let least = if chart.difference { -1.0 } else { 0.0 };
            axis.low = axis.low.max(least);
            axis.high = axis.high.min(1.0);
        }
        axis
    }

    /// Where a value stands, to a tenth.
    pub(super) fn at(&self, value: f64) -> f64 {
        let part = (value - self.low) / (self.high - self.low);
        let place = self.left + part.clamp(0.0, 1.0) * (self.right - self.left);
        (place * 10.0).round() / 10.0
    }

    /// Where ticks stand, and what each says: all with as many decimals.
    pub(super) fn ticks(&self, words: &Words) -> Vec<(f64, String)> {
        let mut decimals = 0;
        let mut scale = self.step;
        while (scale - scale.round()).abs() > 1e-6 && decimals < 9 {
            scale *= 10.0;
            decimals += 1;
        }
        let mut ticks = Vec::new();
        let mut value = self.low;
        while value <= self.high + self.step / 1e3 && ticks.len() < 12 {
            ticks.push((self.at(value), words.number(value, decimals)));
            value += self.step;
        }
        ticks
    }
}
