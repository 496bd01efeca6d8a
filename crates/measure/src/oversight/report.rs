//! The figures of an oversight log.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::count::Counts;
use super::spec::Spec;
use super::time::Time;
use crate::found::Found;
use crate::interval::{Figure, LEVEL};
use crate::predictions::rates::Rate;

/// The name of the format.
pub const FORMAT: &str = "garant.oversight";

/// The name under which the median decision time is looked up.
pub const MEDIAN_TIME: &str = "median-decision-time";

/// Figures overall and by period, never by person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// `garant.oversight`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// How figures are computed.
    pub conventions: Conventions,
    /// Whether small groups are masked.
    pub masked: bool,
    /// All rows.
    pub overall: Figures,
    /// By period, in order; rows whose period is not recorded last.
    pub periods: Vec<PeriodFigures>,
}

/// The figures of a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct PeriodFigures {
    /// The period: `2026-03`, `2026-Q1`, `2026`, or what the column says; null is *not recorded*.
    pub period: Option<String>,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// The figures of some rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Figures {
    /// Rows; null when masked.
    pub n: Option<u64>,
    /// Rows whose decision is the suggestion; null when masked.
    pub followed: Option<u64>,
    /// Rows whose decision is not the suggestion; null when masked.
    pub overridden: Option<u64>,
    /// Rows without an outcome; null when masked, or when there is no column of outcomes.
    pub without_outcome: Option<u64>,
    /// Rows with an outcome and without an initial opinion; null when masked, or when there is no column of initial opinions.
    pub without_initial: Option<u64>,
    /// Rows that say nothing of a review; null when masked, or when there is no column of reviews.
    pub review_not_recorded: Option<u64>,
    /// Rates by name, those that the columns allow: `follow-rate`, `override-rate`; `reasons-given` among overrides;
    /// `wrong-advice-accepted` and `right-advice-rejected`, among rows whose suggestion is not, or is, the outcome; `correct-to-wrong` and
    /// `wrong-to-correct`, among rows whose initial opinion is, or is not, the outcome; `accuracy-tool`, `accuracy-human` (the initial
    /// opinion), `accuracy-team` (the decision); `reviewed-afterwards` among all rows, `reviewed-among-followed` among followed ones.
    pub rates: BTreeMap<String, Rate>,
    /// Decision times; null when there is no column for them.
    pub time: Option<Time>,
    /// Whether all of it is left out to protect a small group.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
    /// Which figures are left out to protect a small group, when not all are: names of rates, and `time`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub masked_figures: Vec<String>,
}

/// How figures are computed: names of methods, kebab-case, and of columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Conventions {
    /// Level of every interval.
    pub level: f64,
    /// Interval of rates: `wilson`. It takes rows as independent, though those of one person or patient are not.
    pub rate_interval: String,
    /// When two values are the same: `exact-text-trimmed`, letter case counts.
    pub same_when: String,
    /// The rows of the three accuracies: `rows-with-outcome`, or `rows-with-outcome-and-initial` so that they compare.
    pub accuracy_rows: String,
    /// A review that is not recorded: `no-review`, in the denominator, and counted apart.
    pub review_not_recorded: String,
    /// Quartiles of times: `linear-type-7`.
    pub quartiles: String,
    /// Precision of times: `tenth-of-a-second`.
    pub time_precision: String,
    /// Where times come from: `seconds`, `decided-at-minus-suggested-at`, or null. A date without a time of day gives none.
    pub time_from: Option<String>,
    /// Periods: `none`, `month`, `quarter` or `year` of the decision's date as written, or `column`.
    pub period: String,
    /// A rate of nothing: `null`.
    pub undefined: String,
    /// The column of suggestions.
    pub suggestion: String,
    /// The column of decisions.
    pub decision: String,
    /// The column of outcomes.
    pub outcome: Option<String>,
    /// The column of initial opinions.
    pub initial: Option<String>,
    /// The column of reasons.
    pub reason: Option<String>,
    /// Reasons that count as none, in any letter case.
    pub empty_reasons: Vec<String>,
    /// The column of reviews.
    pub reviewed: Option<String>,
    /// Largest n or denominator that is masked.
    pub masked_up_to: Option<u64>,
}

impl Report {
    pub(super) fn new(
        spec: &Spec,
        overall: Counts,
        periods: Vec<(Option<String>, Counts)>,
    ) -> Self {
        let method = |name: &str| name.to_owned();
        let judged = match spec.initial {
            Some(_) => "rows-with-outcome-and-initial",
            None => "rows-with-outcome",
        };
        let time_from = match (&spec.seconds, &spec.suggested_at) {
            (Some(_), _) => Some(method("seconds")),
            (None, Some(_)) => Some(method("decided-at-minus-suggested-at")),
            (None, None) => None,
        };
        Self {
            format: FORMAT.to_owned(),
            version: 1,
            conventions: Conventions {
                level: LEVEL,
                rate_interval: method("wilson"),
                same_when: method("exact-text-trimmed"),
                accuracy_rows: method(judged),
                review_not_recorded: method("no-review"),
                quartiles: method("linear-type-7"),
                time_precision: method("tenth-of-a-second"),
                time_from,
                period: spec.period.name().to_owned(),
                undefined: method("null"),
                suggestion: spec.suggestion.clone(),
                decision: spec.decision.clone(),
                outcome: spec.outcome.clone(),
                initial: spec.initial.clone(),
                reason: spec.reason.clone(),
                empty_reasons: spec.empty_reasons.clone(),
                reviewed: spec.reviewed.clone(),
                masked_up_to: None,
            },
            masked: false,
            overall: Figures::new(spec, overall),
            periods: periods
                .into_iter()
                .map(|(period, counts)| PeriodFigures {
                    period,
                    figures: Figures::new(spec, counts),
                })
                .collect(),
        }
    }

    /// A figure overall, by the name of its rate or [`MEDIAN_TIME`] (seconds, without an interval); none if the columns do not allow it.
    pub fn figure(&self, name: &str) -> Option<Found> {
        self.overall.figure(name)
    }
}

impl Figures {
    fn new(spec: &Spec, counts: Counts) -> Self {
        let mut rates = BTreeMap::new();
        let mut rate = |asked: bool, name: &str, count: u64, n: u64| {
            if asked {
                rates.insert(name.to_owned(), Rate::of(count, n));
            }
        };
        let overridden = counts.n - counts.followed;
        let (outcome, initial) = (spec.outcome.is_some(), spec.initial.is_some());
        let reviewed = spec.reviewed.is_some();
        let right = counts.outcomes - counts.wrong;
        let human_wrong = counts.judged - counts.human_right;
        rate(true, "follow-rate", counts.followed, counts.n);
        rate(true, "override-rate", overridden, counts.n);
        rate(
            spec.reason.is_some(),
            "reasons-given",
            counts.reasons,
            overridden,
        );
        rate(
            outcome,
            "wrong-advice-accepted",
            counts.wrong_accepted,
            counts.wrong,
        );
        rate(
            outcome,
            "right-advice-rejected",
            counts.right_rejected,
            right,
        );
        rate(outcome, "accuracy-tool", counts.tool_right, counts.judged);
        rate(outcome, "accuracy-team", counts.team_right, counts.judged);
        rate(initial, "accuracy-human", counts.human_right, counts.judged);
        rate(
            initial,
            "correct-to-wrong",
            counts.correct_to_wrong,
            counts.human_right,
        );
        rate(
            initial,
            "wrong-to-correct",
            counts.wrong_to_correct,
            human_wrong,
        );
        rate(reviewed, "reviewed-afterwards", counts.reviewed, counts.n);
        rate(
            reviewed,
            "reviewed-among-followed",
            counts.followed_reviewed,
            counts.followed,
        );
        Self {
            n: Some(counts.n),
            followed: Some(counts.followed),
            overridden: Some(overridden),
            without_outcome: outcome.then(|| counts.n - counts.outcomes),
            without_initial: initial.then(|| counts.outcomes - counts.judged),
            review_not_recorded: reviewed.then_some(counts.review_unknown),
            rates,
            time: spec.timed().then(|| Time::new(counts.tenths, counts.n)),
            masked: false,
            masked_figures: Vec::new(),
        }
    }

    /// A figure, as [`Report::figure`] finds it.
    pub fn figure(&self, name: &str) -> Option<Found> {
        let (figure, n, family) = if name == MEDIAN_TIME {
            let time = self.time?;
            let median = time.median.map_or_else(Figure::default, Figure::bare);
            (median, time.n, super::mask::TIME)
        } else {
            let rate = self.rates.get(name)?;
            (rate.figure, rate.n, name)
        };
        Some(Found {
            name: name.to_owned(),
            figure,
            n,
            masked: self.masked || self.masked_figures.iter().any(|own| own == family),
        })
    }
}
