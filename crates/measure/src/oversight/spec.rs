//! What is asked of an oversight log.

use crate::problem::Problem;

/// What is asked of an oversight log. All but `period` and `empty_reasons` are names of columns. Values of `suggestion`, `decision`, `outcome`
/// and `initial` are the same when their texts are, once trimmed; letter case counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// What the tool suggested. An empty cell is a fault.
    pub suggestion: String,
    /// What the human decided. An empty cell is a fault.
    pub decision: String,
    /// What turned out to be right.
    pub outcome: Option<String>,
    /// The human's opinion before the advice was seen. Needs `outcome`.
    pub initial: Option<String>,
    /// Why the suggestion was not followed.
    pub reason: Option<String>,
    /// Whether the decision was reviewed afterwards: 1, 0, true, false, yes, no, oui, non, in any letter case.
    pub reviewed: Option<String>,
    /// How long the decision took, in seconds.
    pub seconds: Option<String>,
    /// When the suggestion was shown: an ISO date-time, with an offset or without. A date alone gives no decision time.
    pub suggested_at: Option<String>,
    /// When the decision was taken, written as `suggested_at` is.
    pub decided_at: Option<String>,
    /// By which periods figures are given.
    pub period: Period,
    /// Reasons that say nothing, in any letter case, beside the empty one.
    pub empty_reasons: Vec<String>,
}

/// By which periods figures are given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// Overall alone.
    #[default]
    None,
    /// By month of `decided_at`, as its date is written.
    Month,
    /// By quarter of it.
    Quarter,
    /// By year of it.
    Year,
    /// By a column of periods: a year from 1900 to 2199, alone or with a part of it after a hyphen (`2026`, `2026-03`, `2026-Q1`,
    /// `2026-W07`). Other texts are faults, so that nobody's name can stand there.
    Column(String),
}

impl Period {
    /// Its name in reports.
    pub fn name(&self) -> &str {
        match self {
            Self::None => "none",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Column(_) => "column",
        }
    }
}

impl Spec {
    /// A request for follow and override rates.
    pub fn new(suggestion: &str, decision: &str) -> Self {
        Self {
            suggestion: suggestion.to_owned(),
            decision: decision.to_owned(),
            ..Self::default()
        }
    }

    /// Checks that the request can be met by some table.
    ///
    /// # Errors
    /// `initial-without-outcome`, `two-decision-times` (seconds and `suggested_at`), `suggested-at-without-decided-at`,
    /// `period-without-decided-at`.
    pub fn check(&self) -> Result<(), Problem> {
        if self.initial.is_some() && self.outcome.is_none() {
            return Err(Problem::new("initial-without-outcome"));
        }
        if self.seconds.is_some() && self.suggested_at.is_some() {
            return Err(Problem::new("two-decision-times"));
        }
        if self.suggested_at.is_some() && self.decided_at.is_none() {
            return Err(Problem::new("suggested-at-without-decided-at"));
        }
        let calendar = matches!(self.period, Period::Month | Period::Quarter | Period::Year);
        if calendar && self.decided_at.is_none() {
            return Err(Problem::new("period-without-decided-at"));
        }
        Ok(())
    }

    /// Whether decision times can be had.
    pub fn timed(&self) -> bool {
        self.seconds.is_some() || self.suggested_at.is_some()
    }
}
