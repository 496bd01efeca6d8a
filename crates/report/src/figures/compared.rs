//! A figure compared with a bound, told in a sentence.

use std::collections::BTreeMap;

use garant_core::Audit;
use garant_core::finding::Finding;
use garant_core::trace::{Comparison, Trace};
use garant_measure::predictions::gap::NOT_RECORDED;
use garant_rules::Truth;
use garant_rules::figure::FigureKind;
use serde::Serialize;

use super::say;
use crate::lang::Words;

/// A comparison of a figure with a bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The check.
    pub check: String,
    /// The path of the read.
    pub path: String,
    /// The truth's code.
    pub truth: &'static str,
    /// The sentence.
    pub text: String,
    /// The file that the figure stands on; only after the last of several figures of one file.
    pub cited: Option<Cited>,
}

/// A file that figures stand on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// Its path, else its address.
    pub file: String,
    /// Its declared date, in words.
    pub date: Option<String>,
}

/// Every figure that a finding compares, in a sentence.
pub fn of_finding(audit: &Audit, finding: &Finding, words: &Words) -> Vec<Said> {
    let texts = audit.texts.get(words.lang.code());
    let nothing = BTreeMap::new();
    let said = texts.map_or(&nothing, |texts| &texts.words);
    let checks = finding.checks.iter();
    let reads = checks.flat_map(|check| check.read.iter().map(move |read| (check, read)));
    let mut all = Vec::new();
    for (check, read) in reads {
        let last = read.figures.len();
        all.extend(read.figures.iter().enumerate().map(|(index, own)| Said {
            check: check.id.clone(),
            path: read.path.clone(),
            truth: own.truth.code(),
            text: sentence(own, words, said),
            cited: cited(audit, read, words).filter(|_| index + 1 == last),
        }));
    }
    all
}

/// The file of a read that is an entry of evidence.
fn cited(audit: &Audit, read: &Trace, words: &Words) -> Option<Cited> {
    let (index, _) = read.path.strip_prefix("evidence[")?.split_once(']')?;
    let piece = audit.evidence.get(index.parse::<usize>().ok()?)?;
    let file = Some(&piece.path).filter(|path| !path.is_empty());
    Some(Cited {
        file: file.or(piece.url.as_ref())?.clone(),
        date: piece.date.as_ref().map(|date| words.date(date)),
    })
}

/// The sentence of a comparison. `said` holds the catalog's words, by key.
pub(crate) fn sentence(own: &Comparison, words: &Words, said: &BTreeMap<String, String>) -> String {
    let choice = |id: &str| said.get(&format!("choice.{id}")).cloned();
    let metric = own.metric.as_deref();
    let metric = metric.map(|id| choice(id).unwrap_or_else(|| say::figure(words, id)));
    let attribute = own.attribute.as_deref();
    let attribute = attribute.map(|id| choice(id).unwrap_or_else(|| say::attribute(words, id)));
    let what = format!("measure.compared.{}", own.figure.code());
    let mut subject = words.fill(&what, &[("metric", metric.as_deref().unwrap_or("–"))]);
    if let Some(attribute) = &attribute {
        subject = words.fill(
            "measure.compared.by",
            &[("what", &subject), ("attribute", attribute)],
        );
    }
    let name = name(own, words);
    if !name.is_empty() {
        subject = words.fill(
            "measure.compared.of",
            &[("what", &subject), ("name", &name)],
        );
    }
    let parts = [Some(value(own, words)), bound(own, words)];
    let found: Vec<String> = parts.into_iter().flatten().collect();
    words.fill(
        "measure.compared.sentence",
        &[
            ("what", &say::capital(&subject)),
            ("found", &found.join(words.get("measure.compared.and"))),
            ("outcome", &say::capital(&outcome(own, words))),
        ],
    )
}

/// The group, the variation or the period.
fn name(own: &Comparison, words: &Words) -> String {
    let unknown = words.get("measure.group-not-recorded");
    if own.figure == FigureKind::Change {
        return say::period(words, &own.name);
    }
    say::crossed(&own.name).replace(NOT_RECORDED, unknown)
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
    let (key, low, high) = match (own.at_least, own.at_most) {
        (Some(low), Some(high)) => {
            let key = if own.figure == FigureKind::Result {
                "declared-between"
            } else {
                "between"
            };
            let (low, high) = words.bounds(low, high);
            (key, low, high)
        }
        (Some(low), None) => ("at-least", words.bound(low), String::new()),
        (None, Some(high)) => ("at-most", String::new(), words.bound(high)),
        (None, None) => return None,
    };
    let args = [("low", low.as_str()), ("high", high.as_str())];
    Some(words.fill(&format!("measure.compared.{key}"), &args))
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
            Some(count) => more(own, rounded(count), words),
            None => words.get("measure.compared.straddles").to_owned(),
        },
    }
}

/// How many more rows would decide: of what, and where.
fn more(own: &Comparison, count: u64, words: &Words) -> String {
    let figure = match own.figure {
        FigureKind::Gap | FigureKind::Result => own.metric.as_deref().unwrap_or_default(),
        kind => kind.code(),
    };
    let known = words.has(&format!("measure.cases.{figure}.one"));
    let figure = if known { figure } else { "other" };
    let one = if words.is_one(count) { "one" } else { "many" };
    let cases = words
        .get(&format!("measure.cases.{figure}.{one}"))
        .to_owned();
    let place = match (own.figure, own.name.is_empty()) {
        (FigureKind::Gap | FigureKind::Change, _) => own.figure.code(),
        (_, false) => "one",
        (_, true) => "all",
    };
    let name = name(own, words);
    let place = words.fill(&format!("measure.where.{place}"), &[("name", &name)]);
    words.fill(
        "measure.compared.more",
        &[
            ("more", &words.integer(count)),
            ("cases", &cases),
            ("where", &place),
        ],
    )
}

/// A number of rows with two figures that count: it is an estimate, rounded up.
fn rounded(count: u64) -> u64 {
    let mut unit = 1;
    while count / unit >= 100 {
        unit *= 10;
    }
    count.div_ceil(unit).saturating_mul(unit)
}
