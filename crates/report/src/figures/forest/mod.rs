//! A figure in all groups, drawn: where each thing stands is computed here, and the template writes it.

mod axis;
mod key;

use std::fmt::Write as _;

use axis::Axis;
use serde::Serialize;

use super::say;
use super::sheet::{Chart, Mark, Status};
use crate::lang::Words;

/// The drawing's width; all lengths are in its units.
const WIDTH: f64 = 680.0;
/// Where the axis begins and ends.
const AXIS: (f64, f64) = (206.0, 450.0);
/// Where values begin, and where numbers of rows end.
const VALUES: f64 = 464.0;
const COUNTS: f64 = 674.0;
/// Where the first row stands, and how far rows are apart.
const TOP: f64 = 58.0;
const STEP: f64 = 20.0;
/// From the middle of a line of text to its foot.
const FOOT: f64 = 4.0;
/// As many characters as stand before the axis.
const NAME: usize = 29;

/// A drawing. Lengths are texts, as the template writes them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plot {
    /// What its ids begin with.
    pub id: String,
    /// The id of the table behind it.
    pub metric: String,
    /// Whether it is a file of its own.
    alone: bool,
    /// What it is of.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub says: String,
    width: String,
    height: String,
    left: String,
    right: String,
    top: String,
    /// Where the axis stands.
    bottom: String,
    /// From the top of the rows to the axis.
    depth: String,
    /// The heads of columns.
    heads: Vec<Label>,
    /// The upright line at the value of all rows, or at no difference.
    line: Option<String>,
    /// The values that a criterion allows.
    band: Option<Band>,
    /// Ticks and their names.
    ticks: Vec<Label>,
    /// What the axis counts.
    axis: Label,
    names: Vec<Label>,
    values: Vec<Label>,
    counts: Vec<Label>,
    /// Intervals, as one path.
    intervals: String,
    /// The whole and references, as one path.
    shapes: String,
    /// Other groups.
    dots: Vec<Dot>,
    key: Vec<key::Entry>,
}

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Label {
    x: String,
    y: String,
    text: String,
    /// The whole text, where it was cut.
    full: Option<String>,
    /// `bold`, `italic`, `end` or nothing.
    style: &'static str,
}

impl Label {
    fn new(x: f64, y: f64, text: String) -> Self {
        Self {
            x: place(x),
            y: place(y),
            text,
            full: None,
            style: "",
        }
    }

    fn cut(x: f64, y: f64, name: &str, most: usize) -> Self {
        let short = say::shorten(name, most);
        let full = (short != name).then(|| name.to_owned());
        Self {
            full,
            ..Self::new(x, y, short)
        }
    }

    fn styled(self, style: &'static str) -> Self {
        Self { style, ..self }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Dot {
    x: String,
    y: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Band {
    x: String,
    width: String,
    /// Its ends that are limits, as one path.
    ends: String,
    /// The limits in words.
    says: Label,
}

/// A length, to a tenth at most: one decimal is as fine as a screen shows.
fn place(length: f64) -> String {
    let tenth = (length * 10.0).round() / 10.0;
    tenth.to_string()
}

/// Places a chart.
pub(crate) fn plot(chart: &Chart, words: &Words, id: &str, alone: bool) -> Plot {
    let axis = Axis::new(chart, AXIS.0, AXIS.1);
    let top = if alone { TOP + 6.0 } else { TOP - 18.0 };
    let head = |x: f64, key: &str| {
        let text = words.get(&format!("measure.column.{key}")).to_owned();
        Label::new(x, top - 18.0, text)
    };
    let value = format!(
        "{} ({})",
        words.get(if chart.difference {
            "measure.column.difference"
        } else {
            "measure.column.value"
        }),
        words.get("measure.column.interval")
    );
    let mut plot = Plot {
        id: id.to_owned(),
        metric: chart.figure.clone(),
        alone,
        title: title(chart, words),
        says: says(chart, words),
        width: place(WIDTH),
        height: String::new(),
        left: place(AXIS.0),
        right: place(AXIS.1),
        top: place(top - 12.0),
        bottom: String::new(),
        depth: String::new(),
        heads: vec![
            Label::new(VALUES, top - 18.0, value),
            head(COUNTS, "n").styled("end"),
        ],
        line: line(chart).map(|value| place(axis.at(value))),
        band: None,
        ticks: Vec::new(),
        axis: Label::new(0.0, 0.0, String::new()),
        names: Vec::new(),
        values: Vec::new(),
        counts: Vec::new(),
        intervals: String::new(),
        shapes: String::new(),
        dots: Vec::new(),
        key: Vec::new(),
    };
    let mut under: Option<&str> = None;
    let mut y = top;
    for mark in &chart.rows {
        if mark.under.as_deref() != under {
            under = mark.under.as_deref();
            if let Some(attribute) = under {
                // A name that a table gives stays as it is.
                let ours = words.has(&format!("choice.{}", mark.attribute));
                let name = if ours {
                    say::capital(attribute)
                } else {
                    attribute.to_owned()
                };
                let head = Label::cut(8.0, y + FOOT, &name, NAME);
                plot.names.push(head.styled("bold"));
                y += STEP;
            }
        }
        plot.row(mark, &axis, y, words);
        y += STEP;
    }
    let bottom = y - 6.0;
    plot.bottom = place(bottom);
    plot.depth = place(bottom - top + 12.0);
    plot.band = band(chart, &axis, (top - 18.0, bottom), words);
    plot.ticks = axis
        .ticks(words)
        .into_iter()
        .map(|(x, text)| Label::new(x, bottom + 17.0, text))
        .collect();
    let middle = f64::midpoint(AXIS.0, AXIS.1);
    plot.axis = Label::new(middle, bottom + 33.0, axis_words(chart, words));
    let (key, last) = key::entries(chart, words, bottom + 55.0, WIDTH);
    plot.key = key;
    plot.height = place(last + 8.0);
    plot
}

impl Plot {
    fn row(&mut self, mark: &Mark, axis: &Axis, y: f64, words: &Words) {
        let foot = y + FOOT;
        let whole = mark.under.is_none();
        let indent = if whole { 8.0 } else { 18.0 };
        let name = Label::cut(
            indent,
            foot,
            &mark.name,
            if whole { NAME } else { NAME - 2 },
        );
        self.names
            .push(if whole { name.styled("bold") } else { name });
        let rows = mark.n.map_or_else(|| "–".to_owned(), |n| words.integer(n));
        self.counts.push(Label::new(COUNTS, foot, rows));
        let known = mark.value.value.filter(|_| mark.status != Status::Masked);
        let Some(value) = known else {
            let word = say::status(words, mark.status);
            self.values
                .push(Label::new(VALUES, foot, word).styled("italic"));
            return;
        };
        let (x, at) = (axis.at(value), place(y));
        let mut said = say::number(words, value);
        if let Some((low, high)) = mark.value.low.zip(mark.value.high) {
            said = format!("{said} ({})", say::interval(words, low, high));
            let (low, high) = (place(axis.at(low)), place(axis.at(high)));
            let end = place(y - FOOT);
            let _ = write!(
                self.intervals,
                "M{low} {at}H{high}M{low} {end}v8M{high} {end}v8"
            );
        }
        self.values.push(Label::new(VALUES, foot, said));
        if whole {
            let corner = (place(x - 5.0), place(y - 5.0));
            let _ = write!(self.shapes, "M{} {}h10v10h-10z", corner.0, corner.1);
        } else if mark.reference {
            let tip = (place(x), place(y - 7.0));
            let _ = write!(self.shapes, "M{} {}l7 7-7 7-7-7z", tip.0, tip.1);
        } else {
            self.dots.push(Dot { x: place(x), y: at });
        }
    }
}

/// Where the upright line stands: at the value of all rows, or at no difference.
fn line(chart: &Chart) -> Option<f64> {
    if chart.difference {
        Some(0.0)
    } else {
        chart.whole
    }
}

fn title(chart: &Chart, words: &Words) -> String {
    let key = format!("measure.chart.title-{}", chart.by.code());
    say::capital(&words.fill(&key, &[("figure", &chart.title)]))
}

fn axis_words(chart: &Chart, words: &Words) -> String {
    let key = match (chart.difference, chart.share) {
        (true, _) => "measure.chart.axis-difference",
        (false, true) => "measure.chart.axis-share",
        (false, false) => "measure.chart.axis-mean",
    };
    words.fill(key, &[("figure", &chart.title)])
}

/// What a criterion allows, in words.
fn limits(chart: &Chart, words: &Words) -> Option<String> {
    let (key, low, high) = match (chart.least, chart.most) {
        (Some(low), Some(high)) => {
            let (low, high) = words.bounds(low, high);
            ("between", low, high)
        }
        (Some(low), None) => ("at-least", words.bound(low), String::new()),
        (None, Some(high)) => ("at-most", String::new(), words.bound(high)),
        (None, None) => return None,
    };
    let args = [("low", low.as_str()), ("high", high.as_str())];
    Some(words.fill(&format!("measure.compared.{key}"), &args))
}

fn band(chart: &Chart, axis: &Axis, (y, bottom): (f64, f64), words: &Words) -> Option<Band> {
    let says = limits(chart, words)?;
    let (from, to) = (
        chart.least.map_or(AXIS.0, |least| axis.at(least)),
        chart.most.map_or(AXIS.1, |most| axis.at(most)),
    );
    let mut ends = String::new();
    for end in [chart.least, chart.most].into_iter().flatten() {
        let (x, top) = (place(axis.at(end)), place(y + 6.0));
        let _ = write!(ends, "M{x} {top}V{}", place(bottom));
    }
    // The words stand over the band, and never over what stands beside it.
    let middle = f64::midpoint(from, to).clamp(AXIS.0 + 60.0, AXIS.1 - 60.0);
    Some(Band {
        x: place(from),
        width: place((to - from).max(0.0)),
        ends,
        says: Label::new(middle, y, says),
    })
}

/// The drawing in a sentence: what it shows, between what its groups lie, and what is allowed.
fn says(chart: &Chart, words: &Words) -> String {
    let groups = || chart.rows.iter().filter(|row| row.under.is_some());
    let known = || groups().filter_map(|row| row.value.value);
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    let mut said = Vec::new();
    if !chart.difference {
        let status = chart.rows.first().map(|row| row.status);
        let whole = match (chart.whole, status) {
            (Some(value), _) => Some(say::number(words, value)),
            (None, Some(status)) if chart.rows.iter().any(|row| row.under.is_none()) => {
                Some(say::status(words, status))
            }
            _ => None,
        };
        said.extend(whole.map(|value| {
            let args = [("figure", chart.title.as_str()), ("value", &value)];
            words.fill("measure.chart.says-whole", &args)
        }));
    }
    let count = known().count();
    if low.is_finite() && count > 0 {
        let (low, high) = (say::number(words, low), say::number(words, high));
        said.push(garant_rules::words::fill(
            &words.count("measure.chart.says-groups", count),
            &[("figure", &chart.title), ("low", &low), ("high", &high)],
        ));
    }
    said.extend(
        limits(chart, words)
            .map(|limits| words.fill("measure.chart.says-limit", &[("limits", &limits)])),
    );
    said.join(" ")
}
