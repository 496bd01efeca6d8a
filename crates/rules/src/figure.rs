//! A figure computed again from a table or a tally: which one is asked for, what was found, and how it compares with a bound.

use serde::{Deserialize, Serialize};

use crate::answer::Reason;
use crate::facts::Read;
use crate::truth::Truth;

/// Which figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureKind {
    /// Of predictions: for each group of an attribute, the metric less that of the reference group.
    Gap,
    /// Of predictions: the metric, of all or of one group.
    Result,
    /// Of an oversight log: the share of the tool's wrong advice that people accepted.
    WrongAdviceAccepted,
    /// Of an oversight log: the share of the tool's advice that people followed.
    FollowRate,
    /// Of an oversight log: the share of decisions reviewed afterwards.
    ReviewedAfterwards,
    /// Of an oversight log: the share of departures from the advice that come with a reason.
    ReasonsGiven,
    /// Of a perturbation suite: for each kind of variation, the share of answers that are the expected ones.
    Agreement,
    /// Of a drift series: for each period, the figure less that of the reference period.
    Change,
}

impl FigureKind {
    /// All, with their codes.
    pub const ALL: [(&'static str, Self); 8] = [
        ("gap", Self::Gap),
        ("result", Self::Result),
        ("wrong-advice-accepted", Self::WrongAdviceAccepted),
        ("follow-rate", Self::FollowRate),
        ("reviewed-afterwards", Self::ReviewedAfterwards),
        ("reasons-given", Self::ReasonsGiven),
        ("agreement", Self::Agreement),
        ("change", Self::Change),
    ];

    /// Its code.
    pub fn code(self) -> &'static str {
        let own = Self::ALL.iter().find(|(_, kind)| *kind == self);
        own.map_or("", |(code, _)| code)
    }

    /// Whether it is a difference: a bound then holds in both directions.
    pub fn is_difference(self) -> bool {
        matches!(self, Self::Gap | Self::Change)
    }
}

/// A figure asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ask {
    /// The id of the evidence that holds the table or the tally.
    pub evidence: String,
    /// Which figure.
    pub figure: FigureKind,
    /// The id of the metric.
    pub metric: Option<String>,
    /// The id of the attribute that makes the groups.
    pub attribute: Option<String>,
    /// One group of the attribute.
    pub group: Option<String>,
}

/// One value of a figure. Shares and differences of shares are from −1 to 1, never in percent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The group, the variation or the period; empty for the whole.
    pub name: String,
    /// The value, where it is defined.
    pub value: Option<f64>,
    /// The lower end of its interval.
    pub low: Option<f64>,
    /// The upper end of its interval.
    pub high: Option<f64>,
    /// How many rows it stands on.
    pub n: u64,
    /// Whether its numbers may not be shown: too few people.
    pub masked: bool,
}

/// A figure as found.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its values; none where the evidence does not hold it.
    pub estimates: Vec<Estimate>,
    /// Why the evidence proves nothing, if it does not.
    pub problem: Option<Reason>,
    /// Whether a person other than the declarant has reviewed the evidence.
    pub reviewed: bool,
    /// Where the evidence's entry stands.
    pub read: Read,
    /// The evidence's date.
    pub date: Read,
}

/// An estimate, and what a bound makes of it. Where it is masked, it has no number.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Which figure.
    pub figure: FigureKind,
    /// The id of the metric.
    pub metric: Option<String>,
    /// The id of the attribute.
    pub attribute: Option<String>,
    /// The group, the variation or the period; empty for the whole.
    pub name: String,
    /// The value.
    pub value: Option<f64>,
    /// The lower end of its interval.
    pub low: Option<f64>,
    /// The upper end of its interval.
    pub high: Option<f64>,
    /// How many rows it stands on; 0 where it was declared only.
    pub n: u64,
    /// What is known.
    pub truth: Truth,
    /// About how many more rows would decide, the value staying what it is.
    pub more: Option<u64>,
    /// Whether its numbers may not be shown.
    pub masked: bool,
    /// The least value allowed, where there is one.
    pub at_least: Option<f64>,
    /// The greatest value allowed, where there is one.
    pub at_most: Option<f64>,
}
