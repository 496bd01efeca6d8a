//! Figures of an oversight log, arranged for showing.

use garant_measure::Figure;
use garant_measure::oversight;
use garant_measure::predictions::rates::Rate;

use super::{Entry, Kind, add};
use crate::figures::conventions::{self, Method};
use crate::figures::predictions::table;
use crate::figures::sheet::{By, Line, Row, Sheet, Status, Table};
use crate::figures::{say, vocabulary};
use crate::lang::Words;

const KIND: Kind = Kind {
    by: By::Period,
    share: true,
};

/// As many periods as stand side by side.
const PERIODS: usize = 8;

/// Rates of an oversight log, in the order of reports: those that say most first.
const RATES: [&str; 12] = [
    "wrong-advice-accepted",
    "right-advice-rejected",
    "follow-rate",
    "override-rate",
    "reasons-given",
    "reviewed-afterwards",
    "reviewed-among-followed",
    "correct-to-wrong",
    "wrong-to-correct",
    "accuracy-tool",
    "accuracy-human",
    "accuracy-team",
];

/// Figures of an oversight log: overall and by period.
pub(in crate::figures) fn sheet(report: &oversight::Report, words: &Words) -> Sheet {
    let mut sheet = Sheet {
        title: words.get("measure.title.oversight").to_owned(),
        ..Sheet::default()
    };
    let period = words.get("measure.period").to_owned();
    let parts: Vec<(Option<Option<&str>>, &oversight::Figures)> =
        std::iter::once((None, &report.overall))
            .chain(
                report
                    .periods
                    .iter()
                    .map(|own| (Some(own.period.as_deref()), &own.figures)),
            )
            .collect();
    let entry = |part: Option<Option<&str>>, rate: Rate, masked: bool| {
        let whole = Entry::whole(rate, masked, words);
        let Some(name) = part else { return whole };
        let unknown = words.get("measure.group-not-recorded").to_owned();
        Entry {
            attribute: "period".to_owned(),
            under: Some(period.clone()),
            group: name.unwrap_or_default().to_owned(),
            name: name.map_or(unknown, |name| say::period(words, name)),
            recorded: name.is_some(),
            ..whole
        }
    };
    for id in RATES {
        let entries: Vec<Entry> = parts
            .iter()
            .filter_map(|(part, figures)| {
                let rate = figures.rates.get(id)?;
                let masked = figures.masked || figures.masked_figures.iter().any(|own| own == id);
                Some(entry(*part, *rate, masked))
            })
            .collect();
        if !entries.is_empty() {
            add(&mut sheet, id, &entries, KIND, words);
        }
    }
    sheet.overview = overview(report, &mut sheet.tables, words);
    let mut times = Vec::new();
    for (part, figures) in &parts {
        let Some(time) = figures.time else { continue };
        let masked = figures.masked || figures.masked_figures.iter().any(|own| own == "time");
        let rate = Rate {
            figure: time.median.map_or_else(Figure::default, Figure::bare),
            n: time.n,
        };
        let own = entry(*part, rate, masked);
        let otherwise = own.status(None);
        let cell = |value| say::seconds(words, value, otherwise);
        let cells = vec![
            cell(time.median),
            cell(time.lower_quartile),
            cell(time.upper_quartile),
            say::count(words, time.n, Status::Masked),
        ];
        sheet.lines.push(Line {
            attribute: own.attribute.clone(),
            group: own.group.clone(),
            figure: "median-decision-time".to_owned(),
            value: rate.figure,
            n: time.n,
            reference: String::new(),
            status: own.status(time.median),
        });
        times.push(Row {
            under: own.under,
            name: own.name,
            cells,
        });
    }
    if !times.is_empty() {
        sheet.tables.push(seconds(times, words));
    }
    let own = &report.conventions;
    let level = words.percent(own.level);
    let rate = conventions::method(words, "rate-interval", &own.rate_interval);
    sheet.conventions = vec![words.fill(
        "measure.convention.rates",
        &[("level", &level), ("rate", &rate)],
    )];
    let methods: [Method<'_>; 4] = [
        ("same-when", &own.same_when),
        ("accuracy-rows", &own.accuracy_rows),
        ("review-not-recorded", &own.review_not_recorded),
        ("undefined", &own.undefined),
    ];
    sheet
        .conventions
        .extend(conventions::methods(words, &methods));
    sheet.terms = vocabulary::oversight(report, words);
    sheet
        .conventions
        .push(words.get("measure.convention.never-by-person").to_owned());
    sheet
        .conventions
        .extend(conventions::masked(words, own.masked_up_to));
    let overall = &report.overall;
    for (key, count, is_asked) in [
        (
            "without-outcome",
            overall.without_outcome,
            own.outcome.is_some(),
        ),
        (
            "without-initial",
            overall.without_initial,
            own.initial.is_some(),
        ),
        (
            "review-not-recorded",
            overall.review_not_recorded,
            own.reviewed.is_some(),
        ),
    ] {
        if is_asked {
            sheet.notes.extend(conventions::count(words, key, count));
        }
    }
    sheet
}

/// Every rate in one table, a column a period; none where there are too many.
fn overview(report: &oversight::Report, tables: &mut [Table], words: &Words) -> Option<Table> {
    if report.periods.len() > PERIODS || tables.is_empty() {
        return None;
    }
    let unknown = words.get("measure.group-not-recorded");
    let name = |period: Option<&str>| {
        period.map_or_else(|| unknown.to_owned(), |period| say::period(words, period))
    };
    let whole = words.get("measure.all-rows").to_owned();
    let parts: Vec<(String, &oversight::Figures)> = std::iter::once((whole, &report.overall))
        .chain(
            report
                .periods
                .iter()
                .map(|own| (name(own.period.as_deref()), &own.figures)),
        )
        .collect();
    let row = |id: &str| {
        let cells = parts.iter().map(|(_, figures)| {
            let Some(rate) = figures.rates.get(id) else {
                return say::text("–".to_owned());
            };
            let hidden = figures.masked || figures.masked_figures.iter().any(|own| own == id);
            let otherwise = if hidden {
                Status::Masked
            } else {
                Status::Undefined
            };
            say::with_count(words, rate.figure, rate.n, otherwise)
        });
        Row {
            under: None,
            name: say::capital(&say::figure(words, id)),
            cells: cells.collect(),
        }
    };
    let rows: Vec<Row> = tables.iter().map(|own| row(&own.id)).collect();
    for own in tables {
        own.folded = true;
    }
    let title = words.get("measure.title.overview").to_owned();
    let mut table = table(words, "overview", title, &["figure"], rows);
    table.numbers = vec![true; parts.len()];
    table
        .columns
        .extend(parts.into_iter().map(|(name, _)| name));
    Some(table)
}

fn seconds(rows: Vec<Row>, words: &Words) -> Table {
    let columns = ["group", "median", "lower-quartile", "upper-quartile", "n"];
    let title = words.get("measure.title.time").to_owned();
    table(words, "time", title, &columns, rows)
}
