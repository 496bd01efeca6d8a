//! How figures are computed, and what deserves a look, in sentences.

use garant_measure::predictions::Report;

use super::say;
use crate::lang::Words;

/// The sentence of a method, by the id that the report gives it; the id where it has none.
pub(super) fn method(words: &Words, key: &str, id: &str) -> String {
    let own = format!("measure.method.{key}.{id}");
    if words.has(&own) {
        words.get(&own).to_owned()
    } else {
        id.to_owned()
    }
}

/// A method: what it is of, and its id.
pub(super) type Method<'a> = (&'a str, &'a str);

/// The sentences of methods.
pub(super) fn methods<'a>(
    words: &'a Words,
    methods: &'a [Method<'a>],
) -> impl Iterator<Item = String> + 'a {
    let own = methods.iter();
    own.map(|(key, id)| method(words, key, id))
}

/// The sentence of intervals of rates and of differences.
pub(super) fn intervals(words: &Words, level: f64, rate: &str, difference: &str) -> String {
    words.fill(
        "measure.convention.intervals",
        &[
            ("level", &words.percent(level)),
            ("rate", &method(words, "rate-interval", rate)),
            (
                "difference",
                &method(words, "difference-interval", difference),
            ),
        ],
    )
}

/// The sentence of what is masked, where something may be.
pub(super) fn masked(words: &Words, most: Option<u64>) -> Option<String> {
    most.map(|most| {
        words.fill(
            "measure.convention.masked",
            &[("most", &words.integer(most))],
        )
    })
}

/// The sentence of a number of rows; none of no row.
pub(super) fn count(words: &Words, key: &str, count: Option<u64>) -> Option<String> {
    match count {
        Some(0) => None,
        Some(count) => {
            let one = words.is_one(count);
            let key = format!("measure.note.{key}.{}", if one { "one" } else { "many" });
            Some(words.fill(&key, &[("n", &words.integer(count))]))
        }
        None => Some(words.get(&format!("measure.note.{key}.masked")).to_owned()),
    }
}

/// How figures of predictions are computed.
pub(super) fn predictions(report: &Report, words: &Words) -> Vec<String> {
    let own = &report.conventions;
    let mut said = vec![intervals(
        words,
        own.level,
        &own.rate_interval,
        &own.difference_interval,
    )];
    if own.without_scores.is_none() {
        let auroc = method(words, "auroc-interval", &own.auroc_interval);
        said.push(words.fill("measure.convention.auroc", &[("method", &auroc)]));
    }
    said.push(method(words, "difference", &own.difference));
    said.push(method(words, "reference", &own.reference));
    for (attribute, group) in &own.references {
        said.push(words.fill(
            "measure.convention.named-reference",
            &[
                ("attribute", &say::attribute(words, attribute)),
                ("group", &say::crossed(group)),
            ],
        ));
    }
    let threshold = own.threshold.map(|threshold| words.bound(threshold));
    let decision = own.decision.as_deref().map(say::name);
    said.push(garant_rules::words::fill(
        &method(words, "flagged-when", &own.flagged_when),
        &[
            ("threshold", threshold.as_deref().unwrap_or("–")),
            ("column", decision.as_deref().unwrap_or("–")),
        ],
    ));
    said.push(method(words, "undefined", &own.undefined));
    said.push(method(words, "not-recorded", &own.not_recorded));
    if !report.worst.is_empty() {
        said.push(words.get("measure.convention.worst").to_owned());
    }
    said.push(method(words, "correction", &own.correction));
    if let Some(unit) = &own.unit {
        said.push(words.fill("measure.convention.unit", &[("unit", &say::name(unit))]));
    }
    if let Some(weight) = &own.weight {
        said.push(words.fill(
            "measure.convention.weight",
            &[("column", &say::name(weight))],
        ));
    }
    if report.calibration.is_some() || own.score.is_some() {
        said.push(method(words, "calibration-error", &own.calibration_error));
        if own.without_scores.is_none() {
            said.push(method(words, "calibration-fit", &own.calibration_fit));
        }
    }
    said.extend(masked(words, own.masked_up_to));
    said
}

/// What deserves a look in figures of predictions.
pub(super) fn notes(report: &Report, words: &Words) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(count(words, "excluded", report.excluded));
    // Without a threshold, no score can be one.
    if report.conventions.threshold.is_some() {
        said.extend(count(words, "at-threshold", report.at_threshold));
    }
    if let Some(why) = &report.conventions.without_scores {
        said.push(method(words, "without-scores", why));
    }
    said
}
