//! A figure compared with a bound, told in a sentence.

use std::collections::BTreeMap;

use garant_core::trace::Comparison;
use garant_measure::predictions::gap::NOT_RECORDED;
use garant_rules::Truth;
use garant_rules::figure::FigureKind;

use super::say;
use crate::lang::Words;

/// The sentence of a comparison. `said` holds the catalog's words, by key.
pub(crate) fn sentence(own: &Comparison, words: &Words, said: &BTreeMap<String, String>) -> String {
    let choice = |id: &str| said.get(&format!("choice.{id}")).cloned();
    let metric = own.metric.as_deref();
    let metric = metric.map(|id| choice(id).unwrap_or_else(|| say::figure(words, id)));
    let attribute = own.attribute.as_deref();
    let attribute = attribute.map(|id| choice(id).unwrap_or_else(|| say::name(id)));
    let unknown = words.get("measure.group-not-recorded");
    let name = say::crossed(&own.name).replace(NOT_RECORDED, unknown);
    let what = format!("measure.compared.{}", own.figure.code());
    let mut subject = words.fill(&what, &[("metric", metric.as_deref().unwrap_or("–"))]);
    if let Some(attribute) = &attribute {
        subject = words.fill(
            "measure.compared.by",
            &[("what", &subject), ("attribute", attribute)],
        );
    }
    if !name.is_empty() {
        subject = words.fill(
            "measure.compared.of",
            &[("what", &subject), ("name", &name)],
        );
    }
    let parts = [Some(value(own, words)), bound(own, words)];
    let found: Vec<String> = parts.into_iter().flatten().collect();
    let text = words.fill(
        "measure.compared.sentence",
        &[
            ("what", &say::capital(&subject)),
            ("found", &found.join(", ")),
            ("outcome", &outcome(own, words)),
        ],
    );
    text.trim().to_owned()
}

fn value(own: &Comparison, words: &Words) -> String {
    if own.masked {
        return words.get("measure.compared.masked").to_owned();
    }
    let Some(value) = own.value else {
        return words.get("measure.status.undefined").to_owned();
    };
    let value = say::number(words, value);
    let told = match own.low.zip(own.high) {
        Some((low, high)) => words.fill(
            "measure.compared.value",
            &[
                ("value", &value),
                ("low", &say::number(words, low)),
                ("high", &say::number(words, high)),
            ],
        ),
        None => words.fill("measure.compared.bare", &[("value", &value)]),
    };
    if own.n == 0 {
        return words.fill("measure.compared.declared", &[("value", &told)]);
    }
    told
}

fn bound(own: &Comparison, words: &Words) -> Option<String> {
    let (low, high) = (
        own.at_least.map(|it| words.bound(it)),
        own.at_most.map(|it| words.bound(it)),
    );
    let (key, args) = match (&low, &high) {
        (Some(low), Some(high)) => {
            let key = if own.figure == FigureKind::Result {
                "measure.compared.declared-between"
            } else {
                "measure.compared.between"
            };
            (key, vec![("low", low.as_str()), ("high", high.as_str())])
        }
        (Some(low), None) => ("measure.compared.at-least", vec![("low", low.as_str())]),
        (None, Some(high)) => ("measure.compared.at-most", vec![("high", high.as_str())]),
        (None, None) => return None,
    };
    Some(words.fill(key, &args))
}

fn outcome(own: &Comparison, words: &Words) -> String {
    let kind = if own.figure == FigureKind::Result {
        "result"
    } else {
        "limit"
    };
    match own.truth {
        Truth::True => words
            .get(&format!("measure.compared.{kind}-true"))
            .to_owned(),
        Truth::False => words
            .get(&format!("measure.compared.{kind}-false"))
            .to_owned(),
        Truth::Unknown if own.masked => words.get("measure.compared.open").to_owned(),
        Truth::Unknown if own.value.is_none() => words.get("measure.compared.nothing").to_owned(),
        Truth::Unknown if own.low.is_none() => words.get("measure.compared.no-interval").to_owned(),
        Truth::Unknown => match own.more {
            Some(more) => words.fill(
                "measure.compared.more",
                &[("more", &words.integer(rounded(more)))],
            ),
            None => words.get("measure.compared.straddles").to_owned(),
        },
    }
}

/// A number of rows with two figures that count: it is an estimate, rounded up.
fn rounded(count: u64) -> u64 {
    let mut unit = 1;
    while count / unit >= 100 {
        unit *= 10;
    }
    count.div_ceil(unit).saturating_mul(unit)
}
