//! A figure in all groups, drawn: where each thing stands is computed here, and the template writes it.

use serde::Serialize;

use super::say;
use super::sheet::{Chart, Mark, Status};
use crate::lang::Words;

/// The drawing's width; all lengths are in its units.
const WIDTH: f64 = 760.0;
/// Where the axis begins and ends.
const AXIS: (f64, f64) = (236.0, 506.0);
/// Where the first row stands, and how far rows are apart.
const TOP: f64 = 54.0;
const STEP: f64 = 22.0;
/// As many characters as stand before the axis.
const NAME: usize = 30;

/// A drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Plot {
    /// What its ids begin with.
    pub(crate) id: String,
    /// The figure's id.
    pub(crate) metric: String,
    /// Whether it is a file of its own.
    pub(crate) alone: bool,
    pub(crate) title: String,
    /// What it shows, for those who do not see it.
    pub(crate) says: String,
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    top: f64,
    /// Where the axis stands.
    bottom: f64,
    /// The upright line at the value of all rows.
    whole: Option<f64>,
    ticks: Vec<Tick>,
    rows: Vec<Place>,
    key: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Tick {
    x: f64,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Place {
    y: f64,
    /// `head`, `mark` or `word`.
    kind: &'static str,
    /// `whole`, `reference` or `group`.
    shape: &'static str,
    indent: f64,
    name: String,
    /// The whole name, where it was cut.
    full: Option<String>,
    x: f64,
    low: Option<f64>,
    high: Option<f64>,
    value: String,
    n: String,
}

/// One decimal is as fine as a screen shows.
fn tenth(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

struct Axis {
    low: f64,
    high: f64,
    step: f64,
}

impl Axis {
    /// An axis that shows a range and every interval: it ends on its ticks.
    fn new(chart: &Chart) -> Self {
        let ends = chart.rows.iter().flat_map(|row| {
            let figure = row.value;
            [figure.value, figure.low, figure.high]
        });
        let (mut low, mut high) = chart.range;
        for end in ends.flatten().filter(|end| end.is_finite()) {
            low = low.min(end);
            high = high.max(end);
        }
        let span = (high - low).max(1e-6);
        let power = 10_f64.powf((span / 4.0).log10().floor());
        let fits = |step: &f64| span / step <= 5.0 + 1e-9;
        let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|part| part * power);
        let step = steps.into_iter().find(fits).unwrap_or(10.0 * power);
        Self {
            low: (low / step + 1e-9).floor() * step,
            high: (high / step - 1e-9).ceil() * step,
            step,
        }
    }

    fn at(&self, value: f64) -> f64 {
        let part = (value - self.low) / (self.high - self.low);
        tenth(AXIS.0 + part.clamp(0.0, 1.0) * (AXIS.1 - AXIS.0))
    }

    fn ticks(&self, words: &Words) -> Vec<Tick> {
        let mut ticks = Vec::new();
        let mut value = self.low;
        while value <= self.high + self.step / 2.0 && ticks.len() < 12 {
            // A sum of steps is not the number that it stands for.
            let round = (value * 1e6).round() / 1e6;
            ticks.push(Tick {
                x: self.at(value),
                text: words.bound(round),
            });
            value += self.step;
        }
        ticks
    }
}

/// Places a chart.
pub(crate) fn plot(chart: &Chart, words: &Words, id: &str, alone: bool) -> Plot {
    let axis = Axis::new(chart);
    let mut rows = Vec::new();
    let mut under: Option<&str> = None;
    let mut y = TOP;
    for mark in &chart.rows {
        if mark.under.as_deref() != under {
            under = mark.under.as_deref();
            if let Some(attribute) = under {
                rows.push(head(attribute, y));
                y += STEP;
            }
        }
        rows.push(place(mark, &axis, y, words));
        y += STEP;
    }
    let whole = chart.whole.map(|value| axis.at(value));
    Plot {
        id: id.to_owned(),
        metric: chart.id.clone(),
        alone,
        title: words.fill("measure.chart.title", &[("figure", &chart.title)]),
        says: says(chart, words),
        width: WIDTH,
        height: y + 62.0,
        left: AXIS.0,
        right: AXIS.1,
        top: TOP - 14.0,
        bottom: y - 6.0,
        whole,
        ticks: axis.ticks(words),
        rows,
        key: y + 42.0,
    }
}

fn cut(name: &str, most: usize) -> (String, Option<String>) {
    let short = say::shorten(name, most);
    let full = (short != name).then(|| name.to_owned());
    (short, full)
}

fn head(attribute: &str, y: f64) -> Place {
    let (name, full) = cut(attribute, NAME);
    Place {
        y,
        kind: "head",
        shape: "",
        indent: 8.0,
        name,
        full,
        x: 0.0,
        low: None,
        high: None,
        value: String::new(),
        n: String::new(),
    }
}

fn place(mark: &Mark, axis: &Axis, y: f64, words: &Words) -> Place {
    let value = mark.value.value.filter(|_| mark.status != Status::Masked);
    let bounds = mark
        .value
        .low
        .zip(mark.value.high)
        .filter(|_| value.is_some());
    let (name, full) = cut(&mark.name, NAME - 2);
    let shape = match (&mark.under, mark.reference) {
        (None, _) => "whole",
        (Some(_), true) => "reference",
        (Some(_), false) => "group",
    };
    let said = value.map(|value| {
        let value = say::number(words, value);
        match bounds {
            Some((low, high)) => format!("{value} ({})", say::interval(words, low, high)),
            None => value,
        }
    });
    Place {
        y,
        kind: if value.is_some() { "mark" } else { "word" },
        shape,
        indent: if mark.under.is_some() { 20.0 } else { 8.0 },
        name,
        full,
        x: value.map_or(0.0, |value| axis.at(value)),
        low: bounds.map(|(low, _)| axis.at(low)),
        high: bounds.map(|(_, high)| axis.at(high)),
        value: said.unwrap_or_else(|| say::status(words, mark.status)),
        n: mark.n.map_or_else(|| "–".to_owned(), |n| words.integer(n)),
    }
}

/// The drawing in a sentence: what it shows, and between what its groups lie.
fn says(chart: &Chart, words: &Words) -> String {
    let groups = || chart.rows.iter().filter(|row| row.under.is_some());
    let known = || groups().filter_map(|row| row.value.value);
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    let whole = chart.whole.map_or_else(
        || {
            say::status(
                words,
                chart
                    .rows
                    .first()
                    .map_or(Status::Undefined, |row| row.status),
            )
        },
        |value| say::number(words, value),
    );
    let count = groups().count();
    let mut said = words.fill(
        "measure.chart.whole",
        &[("figure", &chart.title), ("value", &whole)],
    );
    if low.is_finite() && count > 0 {
        let (low, high) = (say::number(words, low), say::number(words, high));
        said.push(' ');
        said.push_str(&garant_rules::words::fill(
            &words.count("measure.chart.groups", count),
            &[("low", &low), ("high", &high)],
        ));
    }
    said
}
