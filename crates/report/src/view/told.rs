//! The figures of a piece of evidence, with drawings of those that criteria compare.

use garant_core::Audit;
use garant_core::measures::Measure;
use serde::Serialize;

use crate::figures::forest::Plot;
use crate::figures::{self, Sheet, forest};
use crate::lang::Words;

/// The figures of a piece of evidence.
#[derive(Clone, Debug, Serialize)]
pub struct Told<'a> {
    /// The piece of evidence.
    pub evidence: Option<&'a garant_core::evidence::Evidence>,
    /// Its id.
    pub id: &'a str,
    /// Its figures.
    pub sheet: Sheet,
    /// What is drawn: the figures that criteria compare, else the one that is drawn by default.
    pub(crate) plots: Vec<Plot>,
}

impl<'a> Told<'a> {
    pub(super) fn new(
        audit: &'a Audit,
        index: usize,
        measure: &'a Measure,
        words: &Words,
    ) -> Option<Self> {
        let sheet = figures::of_measure(measure, words)?;
        let place = audit
            .evidence
            .iter()
            .position(|piece| piece.id == measure.evidence);
        let own = place.map(|place| format!("evidence[{place}]."));
        let reads = audit
            .findings
            .iter()
            .flat_map(|finding| &finding.checks)
            .flat_map(|check| &check.read);
        let asked: Vec<&String> = reads
            .filter(|read| own.as_ref().is_some_and(|own| read.path.starts_with(own)))
            .flat_map(|read| &read.figures)
            .filter_map(|figure| figure.metric.as_ref())
            .collect();
        let known = |id: &String| sheet.charts.iter().any(|chart| chart.id == *id);
        let any = asked.iter().any(|id| known(id));
        let drawn = sheet.charts.iter().filter(|chart| {
            if any {
                asked.contains(&&chart.id)
            } else {
                chart.id == figures::DRAWN
            }
        });
        let plots = drawn
            .map(|chart| {
                let id = format!("forest-{}-{}", index + 1, chart.id);
                forest::plot(chart, words, &id, false)
            })
            .collect();
        Some(Self {
            evidence: place.and_then(|place| audit.evidence.get(place)),
            id: &measure.evidence,
            plots,
            sheet,
        })
    }
}
