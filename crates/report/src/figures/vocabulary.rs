//! What the words and signs of tables of figures mean, each explained once.

use garant_measure::predictions::Report;
use garant_measure::{drift, oversight, perturbation};

use super::sheet::Term;
use crate::lang::Words;

/// Of tables of predictions.
pub(super) fn predictions(report: &Report, words: &Words) -> Vec<Term> {
    let own = &report.conventions;
    let groups = !report.gaps.is_empty();
    let ranked = own.without_scores.is_none();
    let calibrated = report.calibration.is_some();
    let mut ids = vec!["counts"];
    for metric in garant_measure::predictions::rates::METRICS {
        ids.push(metric.name);
    }
    ids.extend(ranked.then_some("auroc"));
    ids.extend(calibrated.then_some("calibration"));
    ids.push("interval");
    ids.push(&own.rate_interval);
    if groups {
        ids.extend(["reference", &own.difference_interval]);
    }
    ids.extend(ranked.then_some(own.auroc_interval.as_str()));
    ids.push("n");
    said(&ids, words)
}

/// Of oversight logs.
pub(super) fn oversight(report: &oversight::Report, words: &Words) -> Vec<Term> {
    let own = &report.conventions;
    let mut ids = vec!["advice"];
    ids.extend(own.outcome.is_some().then_some("wrong-advice"));
    ids.extend(["interval", &own.rate_interval, "n"]);
    let timed = report.overall.time.is_some();
    ids.extend(timed.then_some("quartiles"));
    said(&ids, words)
}

/// Of perturbation suites.
pub(super) fn perturbation(report: &perturbation::Report, words: &Words) -> Vec<Term> {
    let own = &report.conventions;
    let mut ids = vec!["variation", "interval", own.rate_interval.as_str()];
    ids.extend(
        own.reference
            .is_some()
            .then_some(own.difference_interval.as_str()),
    );
    ids.push("n");
    said(&ids, words)
}

/// Of drift series.
pub(super) fn drift(report: &drift::Report, words: &Words) -> Vec<Term> {
    let own = &report.conventions;
    let mut ids = Vec::new();
    if let (Some(figure), Some(change)) = (&own.figure_interval, &own.change_interval) {
        ids.extend(["interval", figure, change]);
    }
    ids.push("n");
    said(&ids, words)
}

/// The terms of some ids, those that have words.
fn said(ids: &[&str], words: &Words) -> Vec<Term> {
    let known = ids.iter().filter_map(|id| {
        let (term, says) = (
            format!("measure.term.{id}.term"),
            format!("measure.term.{id}.says"),
        );
        words.has(&term).then(|| Term {
            term: words.get(&term).to_owned(),
            says: words.get(&says).to_owned(),
        })
    });
    known.collect()
}
