//! The figures of a table of predictions, or of a tally of one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::calibration::Calibration;
use super::fit::{self, Fit};
use super::gap::{Gap, Worst, gaps};
use super::ranks::{Auroc, Ranks};
use super::rates::{METRICS, Rate};
use super::tally::{By, Tally};
use crate::interval::{Figure, LEVEL};
use crate::problem::Problem;

/// The name of the format.
pub const FORMAT: &str = "garant.predictions";

/// Figures overall, by group and by crossing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// `garant.predictions`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// How figures are computed.
    pub conventions: Conventions,
    /// Rows, those without an outcome included; null when masked.
    pub rows: Option<u64>,
    /// Rows left out because they have no outcome; null when masked.
    pub excluded: Option<u64>,
    /// Rows whose score is the threshold itself, which flags them; null when masked.
    pub at_threshold: Option<u64>,
    /// Whether small groups are masked.
    pub masked: bool,
    /// Area under the ROC curve, overall.
    pub auroc: Figure,
    /// Calibration, overall.
    pub calibration: Option<Calibration>,
    /// All strata: the overall one first, with `by` empty.
    pub strata: Vec<Stratum>,
    /// Each group against the reference of its attribute.
    pub gaps: Vec<Gap>,
    /// The group that each figure serves worst.
    pub worst: Vec<Worst>,
}

/// One stratum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Stratum {
    /// The value of each attribute that it is made by; null is *not recorded*.
    pub by: By,
    /// Rows with an outcome.
    pub n: Option<u64>,
    /// Its part of all rows with an outcome.
    pub share: Option<f64>,
    /// Rows left out because they have no outcome.
    pub excluded: Option<u64>,
    /// Positive and flagged.
    pub tp: Option<u64>,
    /// Negative and flagged.
    pub fp: Option<u64>,
    /// Negative and not flagged.
    pub tn: Option<u64>,
    /// Positive and not flagged.
    #[serde(rename = "fn")]
    pub fn_: Option<u64>,
    /// Rates by name.
    pub rates: BTreeMap<String, Rate>,
    /// Area under the ROC curve.
    pub auroc: Figure,
    /// What a tally alone says of it: it lies between these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auroc_bounds: Option<Bounds>,
    /// Calibration, where there are scores.
    pub calibration: Option<Calibration>,
    /// Whether it is left out to protect a small group.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
}

/// Bounds that no interval is meant by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bounds {
    /// The least that it can be.
    pub low: f64,
    /// The most.
    pub high: f64,
}

/// How figures are computed: names of methods, kebab-case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Conventions {
    /// Level of every interval.
    pub level: f64,
    /// Interval of rates: `wilson`.
    pub rate_interval: String,
    /// Interval of differences: `newcombe`.
    pub difference_interval: String,
    /// Interval of ratios: `katz-log`.
    pub ratio_interval: String,
    /// Interval of the area under the curve: `delong`.
    pub auroc_interval: String,
    /// Sign of differences: `group-minus-reference`.
    pub difference: String,
    /// The reference group: `largest-recorded-group` (ties by name), but where one was named.
    pub reference: String,
    /// References that were named, by attribute.
    pub references: BTreeMap<String, String>,
    /// Correction for several comparisons: `none` or `holm`.
    pub correction: String,
    /// When a row is flagged: `score-at-or-above-threshold` or `decision-column`.
    pub flagged_when: String,
    /// The threshold.
    pub threshold: Option<f64>,
    /// The column of the outcome.
    pub label: String,
    /// The text of a positive outcome; `1` and `true` when null.
    pub positive: Option<String>,
    /// The column of the score.
    pub score: Option<String>,
    /// The column of the decision.
    pub decision: Option<String>,
    /// The column of the weights; intervals then use Kish's effective number of rows.
    pub weight: Option<String>,
    /// What a row is. Intervals take rows as independent.
    pub unit: Option<String>,
    /// A rate of nothing: `null`, and in no gap.
    pub undefined: String,
    /// Empty cells of a group: `own-stratum`, with `by` null.
    pub not_recorded: String,
    /// Expected calibration error: `ten-bins-equal-width-closed-below`.
    pub calibration_error: String,
    /// Calibration fits: `logistic-on-logit`, without scores of 0 and 1, from 50 rows up.
    pub calibration_fit: String,
    /// What was left out: `null`, `rates-only`, `weighted-rows`, `tally-only`.
    pub without_scores: Option<String>,
    /// Largest n or denominator that is masked.
    pub masked_up_to: Option<u64>,
}

/// What else a report is made with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Reference groups, by attribute (crossed ones joined by ` x `).
    pub references: BTreeMap<String, String>,
    /// Holm's correction for several comparisons.
    pub holm: bool,
}

impl Report {
    /// The figures of a tally, with those of its scores where they are held. Nothing is masked.
    ///
    /// # Errors
    /// `unknown-reference`.
    pub fn new(tally: &Tally, ranks: Option<&Ranks>, options: &Options) -> Result<Self, Problem> {
        let number = tally.strata.len();
        let auroc: Vec<Option<Auroc>> = ranks.map(|ranks| ranks.auroc(number)).unwrap_or_default();
        let fits: Vec<Fit> = ranks
            .map(|ranks| fit::fits(ranks, number))
            .unwrap_or_default();
        let (gaps, worst) = gaps(tally, &auroc, &options.references, options.holm)?;
        let overall = tally.overall();
        let strata: Vec<Stratum> = tally
            .strata
            .iter()
            .enumerate()
            .map(|(index, stratum)| {
                let counts = &stratum.counts;
                let fit = fits.get(index).copied();
                let bounds = || {
                    counts
                        .scores
                        .as_ref()
                        .and_then(super::calibration::auroc_bounds)
                };
                #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
                let share = (overall.n() > 0).then(|| counts.n() as f64 / overall.n() as f64);
                Stratum {
                    by: stratum.by.clone(),
                    n: Some(counts.n()),
                    share,
                    excluded: Some(counts.no_label),
                    tp: Some(counts.tp),
                    fp: Some(counts.fp),
                    tn: Some(counts.tn),
                    fn_: Some(counts.fn_),
                    rates: METRICS
                        .iter()
                        .map(|metric| (metric.name.to_owned(), metric.rate(counts)))
                        .collect(),
                    auroc: auroc
                        .get(index)
                        .copied()
                        .flatten()
                        .map_or_else(Figure::default, Auroc::figure),
                    auroc_bounds: if ranks.is_some() { None } else { bounds() },
                    calibration: counts
                        .scores
                        .as_ref()
                        .and_then(|scores| Calibration::new(scores, fit)),
                    masked: false,
                }
            })
            .collect();
        let whole = strata.first();
        Ok(Self {
            format: FORMAT.to_owned(),
            version: 1,
            conventions: conventions(tally, ranks.is_some(), options),
            rows: Some(overall.n() + overall.no_label),
            excluded: Some(overall.no_label),
            at_threshold: Some(overall.at_threshold),
            masked: false,
            auroc: whole.map(|stratum| stratum.auroc).unwrap_or_default(),
            calibration: whole.and_then(|stratum| stratum.calibration.clone()),
            strata,
            gaps,
            worst,
        })
    }

    /// The stratum of some values.
    pub fn stratum(&self, by: &By) -> Option<&Stratum> {
        self.strata.iter().find(|stratum| stratum.by == *by)
    }
}

fn conventions(tally: &Tally, ranked: bool, options: &Options) -> Conventions {
    let scored = tally.overall().scores.is_some();
    let without = match (ranked, scored, &tally.weight) {
        (true, ..) => None,
        (false, _, Some(_)) => Some("weighted-rows"),
        (false, true, None) => Some("tally-only"),
        (false, false, None) => Some("rates-only"),
    };
    let method = |name: &str| name.to_owned();
    Conventions {
        level: LEVEL,
        rate_interval: method("wilson"),
        difference_interval: method("newcombe"),
        ratio_interval: method("katz-log"),
        auroc_interval: method("delong"),
        difference: method("group-minus-reference"),
        reference: method("largest-recorded-group"),
        references: options.references.clone(),
        correction: method(if options.holm { "holm" } else { "none" }),
        flagged_when: method(if tally.threshold.is_some() {
            "score-at-or-above-threshold"
        } else {
            "decision-column"
        }),
        threshold: tally.threshold,
        label: tally.label.clone(),
        positive: tally.positive.clone(),
        score: tally.score.clone(),
        decision: tally.decision.clone(),
        weight: tally.weight.clone(),
        unit: tally.unit.clone(),
        undefined: method("null"),
        not_recorded: method("own-stratum"),
        calibration_error: method("ten-bins-equal-width-closed-below"),
        calibration_fit: method("logistic-on-logit"),
        without_scores: without.map(str::to_owned),
        masked_up_to: None,
    }
}
