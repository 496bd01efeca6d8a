//! Figures: taken as a result only where the label is that of a metric, the unit is told, and the interval holds its estimate.

use garant_rules::Lang;

use super::limits::MAX_REMARKS;
use super::mapping::{Common, Figures, Metric};
use super::node::{Part, folded};
use super::number::rounded;
use super::reading::Reading;
use super::remark;
use super::written::{Amount, Figure};
use crate::answer::Given;

const RESULTS: &str = "evaluation.results";

/// A metric and a group of people, as labels name them.
struct Meaning<'m> {
    metric: &'m Metric,
    group: Option<(String, String)>,
}

/// Reads the figures of a rule.
pub(super) fn figures(reading: &mut Reading<'_>, common: &Common, from: &Part<'_>, rule: &Figures) {
    for key in rule.shape.keys() {
        reading.mapped.insert(format!("{RESULTS}[].{key}"));
    }
    for part in from.select(&rule.from).into_iter().take(MAX_REMARKS) {
        let figure = rule.shape.read(&part);
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
    let meaning = meaning(reading, common, &figure.label).ok_or_else(|| {
        // A label that says nothing names no other quantity.
        if reading.says_nothing(&figure.label) {
            remark::SAYS_NOTHING
        } else {
            remark::NOT_THE_QUANTITY
        }
    })?;
    let group = match &figure.slice {
        Some(slice) if !reading.says_nothing(slice) => {
            Some(group(reading, common, slice).ok_or(remark::GROUP_UNKNOWN)?)
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
        push("attribute", Given::Text(attribute));
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
fn meaning<'c>(reading: &Reading<'_>, common: &'c Common, label: &str) -> Option<Meaning<'c>> {
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
            group: Some(group(reading, common, second)?),
        })
    })
}

/// The attribute of a group, and the group as it is written; nothing is written for everyone.
fn group(reading: &Reading<'_>, common: &Common, label: &str) -> Option<(String, String)> {
    let wanted = folded(label);
    let mut groups = common.group.iter();
    let Some(known) = groups.find(|group| group.labels.contains(&wanted)) else {
        return named(reading, label);
    };
    let everyone = known.attribute == "overall";
    let words = if everyone { "" } else { label.trim() };
    Some((known.attribute.clone(), words.to_owned()))
}

/// A group after the name of its attribute, as a card that Garant wrote has it.
fn named(reading: &Reading<'_>, label: &str) -> Option<(String, String)> {
    let (attribute, group) = label.split_once(" – ").filter(|_| reading.verbatim)?;
    let field = reading.field(&format!("{RESULTS}[].attribute"))?;
    let mut choices = field.choices.iter();
    let own = choices.find(|choice| {
        let titles = Lang::ALL.map(|lang| choice.title.get(lang));
        titles.contains(&attribute)
    })?;
    Some((own.id.clone(), group.to_owned()))
}
