//! The figures of a drift series.

use serde::{Deserialize, Serialize};

use super::read::{Groups, Read};
use super::spec::{Order, Spec, Values};
use crate::found::Found;
use crate::interval::{Figure, LEVEL, Proportion};
use crate::mask::{SMALL, small};

/// The name of the format.
pub const FORMAT: &str = "garant.drift";

/// A figure period by period, with its change from a reference period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// `garant.drift`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// How figures are computed.
    pub conventions: Conventions,
    /// Whether small groups are masked.
    pub masked: bool,
    /// One series, or one a group: not recorded first, then in the order of their texts.
    pub series: Vec<Series>,
}

/// The series of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Series {
    /// The group; null is *not recorded*, or that there are none.
    pub group: Option<String>,
    /// The period that the others are compared with; null where the group lacks the one that was named.
    pub reference: Option<String>,
    /// Its points, in order.
    pub points: Vec<Point>,
}

/// The figure of a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Point {
    /// The period.
    pub period: String,
    /// Value and interval; null when masked.
    #[serde(flatten)]
    pub figure: Figure,
    /// Rows that it stands on; null when masked.
    pub n: Option<u64>,
    /// The figure less that of the reference; null for the reference itself, and where there is none.
    pub change: Option<Figure>,
    /// Whether it is left out to protect a small group.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
}

/// How figures are computed: names of methods, kebab-case, and of columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Conventions {
    /// Level of every interval.
    pub level: f64,
    /// What figures are: `events-over-n`, `proportions` or `means`.
    pub values: String,
    /// Interval of figures: `wilson`, `normal-sd-over-root-n`, or null.
    pub figure_interval: Option<String>,
    /// Interval of changes: `newcombe`, `normal`, or null. Periods are taken as independent, and several comparisons are not corrected for.
    pub change_interval: Option<String>,
    /// Sign of changes: `period-minus-reference`.
    pub change: String,
    /// Order of periods: `text` or `file`.
    pub order: String,
    /// The reference period: `first-in-order` of each group, or `named`.
    pub reference: String,
    /// The column of periods.
    pub period: String,
    /// The column of events, proportions or means.
    pub figure: String,
    /// The column of standard deviations.
    pub sd: Option<String>,
    /// The column of n.
    pub n: String,
    /// The column of groups.
    pub group: Option<String>,
    /// Largest n that is masked. No sum of periods or groups is shown, so that none is masked for another one's sake.
    pub masked_up_to: Option<u64>,
}

impl Report {
    pub(super) fn new(spec: &Spec, groups: Groups) -> Self {
        let series = groups.into_iter().map(|(group, points)| {
            let reference = match &spec.reference {
                Some(named) => points.iter().find(|point| point.period == *named),
                None => points.first(),
            };
            Series {
                group,
                reference: reference.map(|it| it.period.clone()),
                points: points
                    .iter()
                    .map(|point| Point {
                        period: point.period.clone(),
                        figure: figure(spec, point),
                        n: Some(point.n),
                        change: reference
                            .filter(|reference| reference.period != point.period)
                            .map(|reference| change(spec, point, reference)),
                        masked: false,
                    })
                    .collect(),
            }
        });
        Self {
            format: FORMAT.to_owned(),
            version: 1,
            conventions: conventions(spec),
            masked: false,
            series: series.collect(),
        }
    }

    /// The same report without its small periods, nor the changes that tell of them. A report that is masked stays as it is.
    #[must_use]
    pub fn mask(mut self) -> Self {
        if self.masked {
            return self;
        }
        for series in &mut self.series {
            let hides = |point: &Point| point.n.is_some_and(small);
            let own = |point: &Point| Some(&point.period) == series.reference.as_ref();
            let reference = series.points.iter().any(|it| own(it) && hides(it));
            for point in &mut series.points {
                let hidden = hides(point);
                if hidden {
                    point.figure = Figure::default();
                    point.n = None;
                    point.masked = true;
                }
                if let Some(change) = &mut point.change
                    && (hidden || reference)
                {
                    *change = Figure::default();
                }
            }
        }
        self.masked = true;
        self.conventions.masked_up_to = Some(SMALL);
        self
    }

    /// The figure of each period, under its name: the period, after its group and a slash where there are groups.
    pub fn figures(&self) -> Vec<Found> {
        self.each(|point| Some(point.figure))
    }

    /// The change of each period but the reference, under the same names.
    pub fn changes(&self) -> Vec<Found> {
        self.each(|point| point.change)
    }

    fn each(&self, of: fn(&Point) -> Option<Figure>) -> Vec<Found> {
        let grouped = self.conventions.group.is_some();
        let series = self.series.iter();
        let points = series.flat_map(|series| series.points.iter().map(move |it| (series, it)));
        points
            .filter_map(|(series, point)| {
                let figure = of(point)?;
                let group = series.group.as_deref().unwrap_or_default();
                Some(Found {
                    name: if grouped {
                        format!("{group}/{}", point.period)
                    } else {
                        point.period.clone()
                    },
                    figure,
                    n: point.n,
                    // Values and changes are never undefined, so that a null one is a masked one.
                    masked: self.masked && figure.value.is_none(),
                })
            })
            .collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "below 2^53")]
fn proportion(point: &Read) -> Proportion {
    Proportion {
        value: point.value,
        n: point.n as f64,
    }
}

/// The variance of a mean.
#[expect(clippy::cast_precision_loss, reason = "below 2^53")]
fn variance(point: &Read) -> Option<f64> {
    point.sd.map(|sd| sd * sd / point.n as f64)
}

fn figure(spec: &Spec, point: &Read) -> Figure {
    match &spec.values {
        Values::Events(_) | Values::Proportions(_) => {
            Figure::new(point.value, proportion(point).wilson())
        }
        Values::Means { .. } => normal(point.value, variance(point)),
    }
}

fn change(spec: &Spec, point: &Read, reference: &Read) -> Figure {
    match &spec.values {
        Values::Events(_) | Values::Proportions(_) => {
            proportion(point).minus(proportion(reference))
        }
        Values::Means { .. } => {
            let variances = variance(point).zip(variance(reference));
            let variance = variances.map(|(own, reference)| own + reference);
            normal(point.value - reference.value, variance)
        }
    }
}

/// A value with the normal interval of its variance, if there is one.
fn normal(value: f64, variance: Option<f64>) -> Figure {
    variance.map_or_else(
        || Figure::bare(value),
        |variance| Figure::normal(value, variance.sqrt()),
    )
}

fn conventions(spec: &Spec) -> Conventions {
    let method = |name: &str| Some(name.to_owned());
    let (values, figure, sd) = match &spec.values {
        Values::Events(column) => ("events-over-n", column, None),
        Values::Proportions(column) => ("proportions", column, None),
        Values::Means { figure, sd } => ("means", figure, sd.clone()),
    };
    let (figure_interval, change_interval) = match (&spec.values, &sd) {
        (Values::Events(_) | Values::Proportions(_), _) => (method("wilson"), method("newcombe")),
        (Values::Means { .. }, Some(_)) => (method("normal-sd-over-root-n"), method("normal")),
        (Values::Means { .. }, None) => (None, None),
    };
    let reference = match spec.reference {
        Some(_) => "named",
        None => "first-in-order",
    };
    let order = match spec.order {
        Order::Text => "text",
        Order::File => "file",
    };
    Conventions {
        level: LEVEL,
        values: values.to_owned(),
        figure_interval,
        change_interval,
        change: "period-minus-reference".to_owned(),
        order: order.to_owned(),
        reference: reference.to_owned(),
        period: spec.period.clone(),
        figure: figure.clone(),
        sd,
        n: spec.n.clone(),
        group: spec.group.clone(),
        masked_up_to: None,
    }
}
