//! A figure that the project declares itself, for want of evidence: fields of the descriptor that hold it.

use serde::{Deserialize, Serialize};

use super::limit::NUMBERS;
use crate::facts::{Read, Scope};
use crate::field::Kind;
use crate::figure::Estimate;
use crate::load::conditions::Asked;
use crate::value::Value;

/// A declared figure, by path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Declared {
    value: String,
    low: String,
    high: String,
    on: Option<String>,
}

impl Declared {
    /// Reads the value and both ends of its interval, in this order.
    pub(super) fn read(&self, scope: Scope<'_>) -> Vec<Read> {
        [&self.value, &self.low, &self.high]
            .into_iter()
            .map(|path| scope.read(path))
            .collect()
    }

    /// Reads the date of the figure, where a field holds it.
    pub(super) fn read_date(&self, scope: Scope<'_>) -> Option<Read> {
        self.on.as_ref().map(|path| scope.read(path))
    }

    pub(super) fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        asked.only(&["value", "low", "high", "on"]);
        let on = asked.maybe_path("on", &[Kind::Date]);
        Some(Self {
            value: asked.path("value", NUMBERS)?.path,
            low: asked.path("low", NUMBERS)?.path,
            high: asked.path("high", NUMBERS)?.path,
            on: on.map(|field| field.path),
        })
    }
}

/// The estimate of the reads of a value and its interval. An interval that does not hold its own value is none of it.
pub(super) fn estimate(reads: &[Read]) -> Estimate {
    let mut numbers = reads
        .iter()
        .map(|read| read.value().and_then(Value::number));
    let [value, low, high] = std::array::from_fn(|_| numbers.next().flatten());
    let sound = match (value, low, high) {
        (Some(value), Some(low), Some(high)) => low <= value && value <= high,
        _ => false,
    };
    Estimate {
        value,
        low: low.filter(|_| sound),
        high: high.filter(|_| sound),
        ..Estimate::default()
    }
}
