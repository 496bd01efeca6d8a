//! Figures of oversight logs, perturbation suites and drift series, arranged for showing.

mod drift;
mod oversight;
mod perturbation;

pub(super) use drift::sheet as drift;
use garant_measure::Figure;
use garant_measure::predictions::rates::Rate;
pub(super) use oversight::sheet as oversight;
pub(super) use perturbation::sheet as perturbation;

use super::predictions::table;
use super::say;
use super::sheet::{By, Chart, Line, Mark, Row, Sheet, Status};
use crate::lang::Words;

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

/// What a figure of a log is of.
#[derive(Clone, Copy, Debug)]
struct Kind {
    by: By,
    /// Whether it is a share, from 0 to 1.
    share: bool,
}

/// Adds a figure: its table, its lines for machines and its drawings.
fn add(sheet: &mut Sheet, id: &str, entries: &[Entry], kind: Kind, words: &Words) {
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
    let chart = Chart {
        id: id.to_owned(),
        figure: id.to_owned(),
        title: title.clone(),
        difference: false,
        share: kind.share,
        by: kind.by,
        whole: entries
            .iter()
            .find(|entry| entry.under.is_none())
            .and_then(|entry| entry.value.value),
        least: None,
        most: None,
        rows: entries
            .iter()
            .map(|entry| mark(entry, entry.value, entry.status(entry.value.value)))
            .collect(),
    };
    if compared {
        let rows = entries.iter().filter_map(|entry| {
            if entry.reference {
                return Some(mark(entry, Figure::default(), Status::Reference));
            }
            let (_, difference) = entry.against.as_ref()?;
            Some(mark(entry, *difference, entry.status(difference.value)))
        });
        sheet.charts.push(Chart {
            id: format!("{id}-difference"),
            title: words.fill("measure.chart.difference", &[("figure", &title)]),
            difference: true,
            whole: None,
            rows: rows.collect(),
            ..chart.clone()
        });
    }
    // The figure itself stands first.
    let place = sheet.charts.len() - usize::from(compared);
    sheet.charts.insert(place, chart);
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

fn mark(entry: &Entry, value: Figure, status: Status) -> Mark {
    Mark {
        attribute: entry.attribute.clone(),
        under: entry.under.clone(),
        name: entry.name.clone(),
        value,
        n: entry.n,
        reference: entry.reference,
        status,
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
