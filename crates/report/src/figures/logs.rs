//! Figures of oversight logs, perturbation suites and drift series, arranged for showing.

use garant_measure::Figure;
use garant_measure::predictions::rates::Rate;
use garant_measure::{drift, oversight, perturbation};

use super::conventions::{self, Method};
use super::predictions::table;
use super::say;
use super::sheet::{Chart, Line, Mark, Row, Sheet, Status, Table};
use crate::lang::Words;

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

/// A figure of some rows.
struct Entry {
    /// The attribute, by id: empty for the whole.
    attribute: String,
    under: Option<String>,
    /// As in the table that was read.
    group: String,
    name: String,
    value: Figure,
    n: Option<u64>,
    /// What it is compared with, and how it differs.
    against: Option<(String, Figure)>,
    reference: bool,
    masked: bool,
    recorded: bool,
}

impl Entry {
    fn whole(value: Rate, masked: bool, words: &Words) -> Self {
        Self {
            attribute: String::new(),
            under: None,
            group: String::new(),
            name: words.get("measure.all-rows").to_owned(),
            value: value.figure,
            n: value.n,
            against: None,
            reference: false,
            masked,
            recorded: true,
        }
    }

    fn status(&self, value: Option<f64>) -> Status {
        match value {
            _ if self.masked => Status::Masked,
            None => Status::Undefined,
            Some(_) if !self.recorded => Status::NotRecorded,
            Some(_) => Status::Defined,
        }
    }
}

/// Adds a figure: its table, its lines for machines and its drawing.
fn add(sheet: &mut Sheet, id: &str, entries: &[Entry], range: (f64, f64), words: &Words) {
    let compared = entries.iter().any(|entry| entry.against.is_some());
    let title = say::capital(&say::figure(words, id));
    let rows = entries.iter().map(|entry| row(entry, compared, words));
    let columns = [
        "group",
        "value",
        "interval",
        "n",
        "difference",
        "difference-interval",
    ];
    let count = if compared { 6 } else { 4 };
    let columns: Vec<&str> = columns.into_iter().take(count).collect();
    let rows = rows.collect();
    sheet
        .tables
        .push(table(words, id, title.clone(), &columns, rows));
    for entry in entries {
        let line = |figure: String, value: Figure, reference: &str, status| Line {
            attribute: entry.attribute.clone(),
            group: entry.group.clone(),
            figure,
            value,
            n: entry.n,
            reference: reference.to_owned(),
            status,
        };
        let status = entry.status(entry.value.value);
        sheet
            .lines
            .push(line(id.to_owned(), entry.value, "", status));
        if let Some((reference, difference)) = &entry.against {
            let status = entry.status(difference.value);
            let status = if status == Status::Undefined && entry.value.value.is_some() {
                hidden_reference(entries)
            } else {
                status
            };
            let id = format!("{id}-difference");
            sheet.lines.push(line(id, *difference, reference, status));
        }
    }
    sheet.charts.push(Chart {
        id: id.to_owned(),
        title,
        range,
        whole: entries
            .iter()
            .find(|entry| entry.under.is_none())
            .and_then(|entry| entry.value.value),
        rows: entries.iter().map(mark).collect(),
    });
}

/// Why a difference is not there though the figure is: its reference is masked, or undefined.
fn hidden_reference(entries: &[Entry]) -> Status {
    let masked = entries.iter().any(|entry| entry.reference && entry.masked);
    if masked {
        Status::Masked
    } else {
        Status::Undefined
    }
}

fn mark(entry: &Entry) -> Mark {
    Mark {
        under: entry.under.clone(),
        name: entry.name.clone(),
        value: entry.value,
        n: entry.n,
        reference: entry.reference,
        status: entry.status(entry.value.value),
    }
}

fn row(entry: &Entry, compared: bool, words: &Words) -> Row {
    let mut cells = say::both(words, entry.value, entry.status(entry.value.value)).to_vec();
    cells.push(say::count(words, entry.n, Status::Masked));
    if compared {
        match &entry.against {
            Some((_, difference)) => {
                cells.extend(say::both(
                    words,
                    *difference,
                    entry.status(difference.value),
                ));
            }
            None => {
                let word = if entry.reference {
                    say::status(words, Status::Reference)
                } else {
                    "–".to_owned()
                };
                cells.extend([say::text(word), say::text("–".to_owned())]);
            }
        }
    }
    Row {
        under: entry.under.clone(),
        name: entry.name.clone(),
        cells,
    }
}

/// Figures of an oversight log: overall and by period.
pub(super) fn oversight(report: &oversight::Report, words: &Words) -> Sheet {
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
            name: name.map_or(unknown, say::name),
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
            add(&mut sheet, id, &entries, (0.0, 1.0), words);
        }
    }
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
        let cell = |value| say::value(words, value, otherwise);
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

fn seconds(rows: Vec<Row>, words: &Words) -> Table {
    let columns = ["group", "median", "lower-quartile", "upper-quartile", "n"];
    let title = words.get("measure.title.time").to_owned();
    table(words, "time", title, &columns, rows)
}

/// Figures of a perturbation suite: overall and by variation.
pub(super) fn perturbation(report: &perturbation::Report, words: &Words) -> Sheet {
    let mut sheet = Sheet {
        title: words.get("measure.title.perturbation").to_owned(),
        ..Sheet::default()
    };
    let reference = report.conventions.reference.as_deref();
    // Where all is masked, no figure of it has a number of rows either.
    let hidden = |rate: Rate| report.masked && rate.n.is_none();
    let mut entries = vec![Entry::whole(
        report.agreement,
        hidden(report.agreement),
        words,
    )];
    entries.extend(report.variations.iter().map(|own| {
        Entry {
            attribute: "variation".to_owned(),
            under: Some(words.get("measure.variation").to_owned()),
            group: own.variation.clone(),
            name: say::name(&own.variation),
            against: own
                .difference
                .zip(reference)
                .map(|(difference, reference)| (reference.to_owned(), difference)),
            reference: Some(own.variation.as_str()) == reference,
            ..Entry::whole(own.agreement, own.masked, words)
        }
    }));
    add(&mut sheet, "agreement", &entries, (0.0, 1.0), words);
    let cases = report.agreement_of_cases;
    let cases = [Entry::whole(cases, hidden(cases), words)];
    add(&mut sheet, "agreement-of-cases", &cases, (0.0, 1.0), words);
    if let Some(worst) = &report.worst {
        let mut cells = vec![say::text(say::name(&worst.variation))];
        cells.extend(say::both(words, worst.agreement.figure, Status::Undefined));
        let row = Row {
            under: None,
            name: say::capital(&say::figure(words, "agreement")),
            cells,
        };
        let columns = ["figure", "worst-variation", "value", "interval"];
        let title = words.get("measure.title.worst-variation").to_owned();
        sheet
            .tables
            .push(table(words, "worst", title, &columns, vec![row]));
    }
    let own = &report.conventions;
    sheet.conventions = vec![conventions::intervals(
        words,
        own.level,
        &own.rate_interval,
        &own.difference_interval,
    )];
    let methods: [Method<'_>; 3] = [
        ("difference", &own.difference),
        ("agrees-when", &own.agrees_when),
        ("undefined", &own.undefined),
    ];
    sheet
        .conventions
        .extend(conventions::methods(words, &methods));
    sheet
        .conventions
        .extend(conventions::masked(words, own.masked_up_to));
    sheet
}

/// Figures of a drift series: each period, by group where there are groups.
pub(super) fn drift(report: &drift::Report, words: &Words) -> Sheet {
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
                name: say::name(&point.period),
                against: point
                    .change
                    .zip(series.reference.clone())
                    .map(|(change, reference)| (reference, change)),
                reference: series.reference.as_ref() == Some(&point.period),
                ..Entry::whole(rate, point.masked, words)
            });
        }
    }
    let means = report.conventions.values == "means";
    let values = || entries.iter().filter_map(|entry| entry.value.value);
    let range = if means {
        let low = values().fold(f64::INFINITY, f64::min);
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        if low.is_finite() {
            (low, high)
        } else {
            (0.0, 1.0)
        }
    } else {
        (0.0, 1.0)
    };
    add(&mut sheet, "figure-by-period", &entries, range, words);
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
