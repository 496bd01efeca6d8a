//! Figures of a drift series, arranged for showing.

use garant_measure::drift;
use garant_measure::predictions::rates::Rate;

use super::{Entry, Kind, add};
use crate::figures::conventions::{self, Method};
use crate::figures::sheet::{By, Sheet};
use crate::figures::{say, vocabulary};
use crate::lang::Words;

/// Figures of a drift series: each period, by group where there are groups.
pub(in crate::figures) fn sheet(report: &drift::Report, words: &Words) -> Sheet {
    let mut sheet = Sheet {
        title: words.get("measure.title.drift").to_owned(),
        ..Sheet::default()
    };
    let mut entries = Vec::new();
    for series in &report.series {
        let unknown = words.get("measure.group-not-recorded");
        let under = match (&series.group, &report.conventions.group) {
            (Some(group), _) => say::name(group),
            (None, Some(_)) => unknown.to_owned(),
            (None, None) => words.get("measure.period").to_owned(),
        };
        for point in &series.points {
            let rate = Rate {
                figure: point.figure,
                n: point.n,
            };
            let group = match &series.group {
                Some(group) => format!("{group}/{}", point.period),
                None => point.period.clone(),
            };
            entries.push(Entry {
                attribute: "period".to_owned(),
                under: Some(under.clone()),
                group,
                name: say::period(words, &point.period),
                against: point
                    .change
                    .zip(series.reference.clone())
                    .map(|(change, reference)| (reference, change)),
                reference: series.reference.as_ref() == Some(&point.period),
                ..Entry::whole(rate, point.masked, words)
            });
        }
    }
    let kind = Kind {
        by: By::Period,
        share: report.conventions.values != "means",
    };
    add(&mut sheet, "figure-by-period", &entries, kind, words);
    sheet.terms = vocabulary::drift(report, words);
    let own = &report.conventions;
    let level = words.percent(own.level);
    sheet.conventions = match (&own.figure_interval, &own.change_interval) {
        (Some(figure), Some(change)) => {
            vec![conventions::intervals(words, own.level, figure, change)]
        }
        _ => vec![words.fill("measure.convention.no-interval", &[("level", &level)])],
    };
    let methods: [Method<'_>; 4] = [
        ("values", &own.values),
        ("difference", &own.change),
        ("order", &own.order),
        ("reference", &own.reference),
    ];
    sheet
        .conventions
        .extend(conventions::methods(words, &methods));
    sheet.conventions.push(
        words
            .get("measure.convention.periods-independent")
            .to_owned(),
    );
    sheet
        .conventions
        .extend(conventions::masked(words, own.masked_up_to));
    sheet
}
