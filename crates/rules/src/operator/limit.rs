//! The limit of a figure: fields of the descriptor that hold it. No limit is built in.

use serde::{Deserialize, Serialize};

use super::Speaker;
use crate::answer::Reason;
use crate::facts::{Read, Scope};
use crate::field::Kind;
use crate::figure::{Ask, Compared, Estimate, FigureKind};
use crate::load::conditions::Asked;
use crate::range::Range;
use crate::truth::Truth;
use crate::value::Value;

/// Kinds of the fields that hold bounds and figures.
pub(super) const NUMBERS: &[Kind] = &[Kind::Number, Kind::Integer];

/// A limit, by path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Limit {
    /// The greatest value; of a difference, in both directions.
    AtMost(String),
    /// The least value.
    AtLeast(String),
    /// An interval that the value itself lies in.
    Within {
        /// Its lower end.
        low: String,
        /// Its upper end.
        high: String,
    },
}

impl Limit {
    /// Reads the limit.
    pub(super) fn read(&self, scope: Scope<'_>) -> Vec<Read> {
        match self {
            Self::AtMost(path) | Self::AtLeast(path) => vec![scope.read(path)],
            Self::Within { low, high } => vec![scope.read(low), scope.read(high)],
        }
    }

    /// All estimates against the limit that was read: one outside is enough for false, all inside are needed for true.
    pub(super) fn compare(
        &self,
        ask: &Ask,
        bounds: &[Read],
        estimates: &[Estimate],
    ) -> (Truth, Option<Reason>, Vec<Compared>) {
        let range = self.range(ask.figure, bounds);
        let told: Vec<Compared> = estimates
            .iter()
            .map(|estimate| self.judge(ask, range.ok(), estimate))
            .collect();
        let truth = told.iter().map(|told| told.truth).min();
        let reason = match truth {
            None => Reason::NotMeasured,
            Some(_) => range.err().unwrap_or(Reason::InsufficientEvidence),
        };
        (truth.unwrap_or(Truth::Unknown), Some(reason), told)
    }

    fn judge(&self, ask: &Ask, range: Option<Range>, estimate: &Estimate) -> Compared {
        let (truth, more) = match range {
            None => (Truth::Unknown, None),
            Some(range) if self.is_within() => (range.holds_value(estimate), None),
            Some(range) => (range.holds(estimate), range.more(estimate)),
        };
        let shown = |number: Option<f64>| number.filter(|_| !estimate.masked);
        let range = range.unwrap_or_default();
        Compared {
            figure: ask.figure,
            metric: ask.metric.clone(),
            attribute: ask.attribute.clone(),
            name: estimate.name.clone(),
            value: shown(estimate.value),
            low: shown(estimate.low),
            high: shown(estimate.high),
            n: if estimate.masked { 0 } else { estimate.n },
            truth,
            more: more.filter(|_| !estimate.masked),
            masked: estimate.masked,
            at_least: range.least,
            at_most: range.most,
        }
    }

    /// The range that was read, or why there is none.
    fn range(&self, figure: FigureKind, reads: &[Read]) -> Result<Range, Reason> {
        let reason = reads.iter().filter_map(Read::reason).min();
        if let Some(reason) = reason {
            return Err(reason);
        }
        let bounds: Vec<f64> = reads
            .iter()
            .filter_map(|read| read.value().and_then(Value::number))
            .collect();
        let (least, most) = match (self, bounds.as_slice()) {
            (Self::AtMost(_), [most]) if figure.is_difference() => (Some(-*most), Some(*most)),
            (Self::AtMost(_), [most]) => (None, Some(*most)),
            (Self::AtLeast(_), [least]) => (Some(*least), None),
            (Self::Within { .. }, [low, high]) => (Some(*low), Some(*high)),
            _ => return Err(Reason::Unstated),
        };
        let range = Range { least, most };
        if range.is_broken() {
            return Err(Reason::Unstated);
        }
        Ok(range)
    }

    /// The range that an estimate has to keep, where the project has set it.
    pub(super) fn sought(&self, figure: FigureKind, bounds: &[Read]) -> Option<Range> {
        self.range(figure, bounds).ok()
    }

    /// The paths of the fields that hold it.
    pub(super) fn paths(&self) -> Vec<&str> {
        match self {
            Self::AtMost(path) | Self::AtLeast(path) => vec![path],
            Self::Within { low, high } => vec![low, high],
        }
    }

    pub(super) fn is_within(&self) -> bool {
        matches!(self, Self::Within { .. })
    }

    /// Says the limit after a figure's own words.
    pub(super) fn say(&self, figure: FigureKind, told: &str, speaker: &Speaker<'_>) -> String {
        let (key, args) = match self {
            Self::AtMost(path) if figure.is_difference() => ("both-ways", vec![("bound", path)]),
            Self::AtMost(path) => ("at-most", vec![("bound", path)]),
            Self::AtLeast(path) => ("at-least", vec![("bound", path)]),
            Self::Within { low, high } => ("within", vec![("low", low), ("high", high)]),
        };
        let titles: Vec<(&str, String)> = args
            .into_iter()
            .map(|(name, path)| (name, speaker.title(path)))
            .collect();
        let mut args = vec![("figure", told)];
        args.extend(titles.iter().map(|(name, title)| (*name, title.as_str())));
        speaker.fill(&format!("operator.measured.{key}"), &args)
    }

    /// Reads the one limit of an operator from a catalog.
    pub(super) fn load(asked: &Asked<'_, '_>, figure: FigureKind) -> Option<Self> {
        let written: Vec<&'static str> = ["at-most", "at-least", "within"]
            .into_iter()
            .filter(|key| asked.has(key))
            .collect();
        match written.as_slice() {
            ["at-most"] => Some(Self::AtMost(asked.path("at-most", NUMBERS)?.path)),
            ["at-least"] if figure.is_difference() => {
                asked.unsuited("at-least", figure.code());
                None
            }
            ["at-least"] => Some(Self::AtLeast(asked.path("at-least", NUMBERS)?.path)),
            ["within"] if figure != FigureKind::Result => {
                asked.unsuited("within", figure.code());
                None
            }
            ["within"] => {
                let inner = asked.inner("within")?;
                inner.only(&["low", "high"]);
                Some(Self::Within {
                    low: inner.path("low", NUMBERS)?.path,
                    high: inner.path("high", NUMBERS)?.path,
                })
            }
            _ => {
                asked.one_limit();
                None
            }
        }
    }
}
