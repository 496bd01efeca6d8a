//! Figures: taken as a result only where the label is that of a metric, the unit is told, and the interval holds its estimate.

use super::json;
use super::limits::MAX_REMARKS;
use super::mapping::{Common, Figures, Metric, Shape};
use super::node::{Node, Part, Tree, folded};
use super::reading::{Reading, numeric, rounded};
use super::remark;
use crate::answer::Given;

const RESULTS: &str = "evaluation.results";

/// A figure as the document writes it.
#[derive(Default)]
struct Figure {
    label: String,
    value: Option<Amount>,
    low: Option<Amount>,
    high: Option<Amount>,
    level: Option<f64>,
    slice: Option<String>,
    /// Whether bounds stand there, readable or not.
    bounds: bool,
}

/// A number, and whether it is in percent; `None` where no unit is told.
#[derive(Clone, Copy)]
struct Amount {
    value: f64,
    percent: Option<bool>,
}

/// A metric and a group of people, as labels name them.
struct Meaning<'m> {
    metric: &'m Metric,
    group: Option<(&'m str, String)>,
}

/// Reads the figures of a rule.
pub(super) fn figures(reading: &mut Reading<'_>, common: &Common, from: &Part<'_>, rule: &Figures) {
    for key in [
        "metric",
        "value",
        "low",
        "high",
        "level",
        "attribute",
        "group",
    ] {
        reading.mapped.insert(format!("{RESULTS}[].{key}"));
    }
    for part in from.select(&rule.from).into_iter().take(MAX_REMARKS) {
        let figure = match rule.shape {
            Shape::Chai => chai(&part),
            Shape::HuggingFace => hugging_face(&part),
            Shape::CycloneDx => cyclonedx(&part),
            Shape::Monai => Ok(Figure {
                label: part.key().unwrap_or_default(),
                value: amount(part.node),
                ..Figure::default()
            }),
        };
        let taken = figure.and_then(|figure| take(reading, common, rule, &part, &figure));
        match taken {
            Err(remark::UNIT_DOUBTFUL) => reading.doubtful("%, 0–1", RESULTS, &part),
            Err(code) => reading.remark(code, RESULTS, &part),
            Ok(()) => {}
        }
    }
}

/// Takes a figure as a result, or tells why not.
fn take(
    reading: &mut Reading<'_>,
    common: &Common,
    rule: &Figures,
    part: &Part<'_>,
    figure: &Figure,
) -> Result<(), &'static str> {
    let zero = |amount: Amount| amount.value == 0.0 && amount.percent.is_none();
    if rule.zero_says_nothing && figure.value.is_some_and(zero) {
        return Err(remark::SAYS_NOTHING);
    }
    let meaning = meaning(common, &figure.label).ok_or_else(|| {
        // A label that says nothing names no other quantity.
        if reading.says_nothing(&figure.label) {
            remark::SAYS_NOTHING
        } else {
            remark::NOT_THE_QUANTITY
        }
    })?;
    let group = match &figure.slice {
        Some(slice) if !reading.says_nothing(slice) => {
            Some(group(common, slice).ok_or(remark::GROUP_UNKNOWN)?)
        }
        _ => meaning.group,
    };
    let amount = figure.value.ok_or(if figure.bounds {
        remark::INTERVAL_INCOMPLETE
    } else {
        remark::NOT_A_NUMBER
    })?;
    let most = meaning.metric.most;
    let value = share(amount, most)?;
    let interval = match (figure.low, figure.high) {
        (Some(low), Some(high)) => {
            if low.percent != amount.percent || high.percent != amount.percent {
                return Err(remark::UNIT_DOUBTFUL);
            }
            let (low, high) = (share(low, most)?, share(high, most)?);
            if low > value || value > high {
                return Err(remark::INTERVAL_OUTSIDE);
            }
            Some((low, high))
        }
        _ if figure.bounds => return Err(remark::INTERVAL_INCOMPLETE),
        _ => None,
    };
    let Some((base, _)) = reading.next_entry(RESULTS, part) else {
        return Ok(());
    };
    let mut push = |key: &str, given: Given| reading.push(&format!("{base}.{key}"), given, part);
    push("metric", Given::Text(meaning.metric.id.clone()));
    push("value", Given::Number(value));
    if let Some((low, high)) = interval {
        push("low", Given::Number(low));
        push("high", Given::Number(high));
    }
    let level = figure.level.filter(|_| interval.is_some());
    let level = level.map(|level| {
        if level > 1.0 {
            rounded(level / 100.0)
        } else {
            level
        }
    });
    let sound = level.filter(|level| *level > 0.0 && *level < 1.0);
    if let Some(level) = sound {
        push("level", Given::Number(level));
    }
    if let Some((attribute, group)) = group {
        push("attribute", Given::Text(attribute.to_owned()));
        if !group.is_empty() {
            push("group", Given::Text(group));
        }
    }
    if level.is_some() && sound.is_none() {
        reading.remark(remark::OUT_OF_RANGE, &format!("{RESULTS}[].level"), part);
    }
    reading.keep_entry(RESULTS);
    Ok(())
}

/// A number as a share. Without a unit, a number above what a share can be may be in percent, or something else.
fn share(amount: Amount, most: f64) -> Result<f64, &'static str> {
    let value = match amount.percent {
        Some(true) => rounded(amount.value / 100.0),
        _ => amount.value,
    };
    if (0.0..=most).contains(&value) {
        Ok(value)
    } else if amount.percent.is_none() && value > most && value <= 100.0 {
        Err(remark::UNIT_DOUBTFUL)
    } else {
        Err(remark::OUT_OF_RANGE)
    }
}

/// What a label names: a metric, or a metric and a group between two marks. Both are compared whole.
fn meaning<'c>(common: &'c Common, label: &str) -> Option<Meaning<'c>> {
    let metric = |label: &str| {
        let label = folded(label);
        common
            .metric
            .iter()
            .find(|metric| metric.labels.contains(&label))
    };
    if let Some(metric) = metric(label) {
        return Some(Meaning {
            metric,
            group: None,
        });
    }
    let inner = label.trim().strip_suffix(')');
    let pairs = [
        inner.and_then(|label| label.split_once('(')),
        label.split_once(':'),
        label.split_once(','),
        label.split_once(" - "),
        label.split_once(" – "),
    ];
    pairs.into_iter().flatten().find_map(|(first, second)| {
        Some(Meaning {
            metric: metric(first)?,
            group: Some(group(common, second)?),
        })
    })
}

/// The attribute of a group, and the group as it is written; nothing is written for everyone.
fn group<'c>(common: &'c Common, label: &str) -> Option<(&'c str, String)> {
    let wanted = folded(label);
    let known = common
        .group
        .iter()
        .find(|group| group.labels.contains(&wanted))?;
    let everyone = known.attribute == "overall";
    let words = if everyone { "" } else { label.trim() };
    Some((&known.attribute, words.to_owned()))
}

/// A number, or a text that is one, with a percent sign or without.
fn amount(node: &Node) -> Option<Amount> {
    let percent = node.text().and_then(|text| text.trim().strip_suffix('%'));
    match percent {
        Some(text) => Some(Amount {
            value: numeric(&Tree::Text(text.to_owned()))?,
            percent: Some(true),
        }),
        None => Some(Amount {
            value: numeric(&node.tree)?,
            percent: None,
        }),
    }
}

fn chai(part: &Part<'_>) -> Result<Figure, &'static str> {
    let text = |key: &str| part.node.get(key).and_then(Node::text);
    let json = text("ValueJson").ok_or(remark::NOT_A_NUMBER)?;
    let value = json::parse(json.trim()).map_err(|_| remark::NOT_A_NUMBER)?;
    let unit = value.get("unit").and_then(Node::text).map(str::trim);
    let percent = match unit {
        Some("%") => Some(true),
        None | Some("") => None,
        // Minutes, millimetres, counts: no metric of the descriptor has them.
        Some(_) => return Err(remark::NOT_THE_QUANTITY),
    };
    let read = |key: &str| {
        let value = numeric(&value.get(key)?.tree)?;
        Some(Amount { value, percent })
    };
    let label = text("Label").unwrap_or_default().to_owned();
    match value.get("kind").and_then(Node::text) {
        Some("single") => Ok(Figure {
            label,
            value: read("value"),
            ..Figure::default()
        }),
        Some("estimate_ci") => Ok(Figure {
            label,
            value: read("estimate"),
            low: read("lower"),
            high: read("upper"),
            level: value.get("level").and_then(|level| numeric(&level.tree)),
            slice: None,
            bounds: true,
        }),
        Some("mean_sd") => Err(remark::NOT_THE_QUANTITY),
        _ => Err(remark::NOT_A_NUMBER),
    }
}

fn hugging_face(part: &Part<'_>) -> Result<Figure, &'static str> {
    let value = part.node.get("value").ok_or(remark::NOT_A_NUMBER)?;
    if value.is_nothing() {
        return Err(remark::SAYS_NOTHING);
    }
    let label = part.node.get("type").and_then(Node::text);
    Ok(Figure {
        label: label.unwrap_or_default().to_owned(),
        value: amount(value),
        ..Figure::default()
    })
}

fn cyclonedx(part: &Part<'_>) -> Result<Figure, &'static str> {
    let text = |key: &str| part.node.get(key).and_then(Node::text);
    let interval = part.node.get("confidenceInterval");
    let bound = |key: &str| interval.and_then(|interval| interval.get(key));
    let (low, high) = (bound("lowerBound"), bound("upperBound"));
    let value = part.node.get("value").ok_or(remark::NOT_A_NUMBER)?;
    Ok(Figure {
        label: text("type").unwrap_or_default().to_owned(),
        value: amount(value),
        low: low.and_then(amount),
        high: high.and_then(amount),
        level: None,
        slice: text("slice").map(str::to_owned),
        // An interval cannot make up for a value that is no number.
        bounds: (low.is_some() || high.is_some()) && amount(value).is_some(),
    })
}
