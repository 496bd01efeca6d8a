//! The figures of an audit as a report shows them: a piece of evidence after another, what criteria compare drawn, and what several
//! pieces have in common said once.

use garant_core::Audit;
use garant_core::evidence::Evidence;
use garant_core::trace::Comparison;
use garant_rules::figure::FigureKind;
use serde::Serialize;

use super::forest::{self, Plot};
use super::sheet::{Chart, Sheet, Table, Term};
use super::{DRAWN, of_measure};
use crate::lang::Words;

/// What is drawn of an oversight log whatever criteria compare: how much wrong advice was accepted, and how much was reviewed.
const OF_LOGS: [&str; 2] = ["wrong-advice-accepted", "reviewed-afterwards"];

/// All figures of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct Shown<'a> {
    /// A piece of evidence after another.
    pub pieces: Vec<Piece<'a>>,
    /// What words and signs mean, each once.
    pub terms: Vec<Term>,
    /// How the figures of several pieces are computed, in sentences; what is said of one piece only is in its sheet.
    pub conventions: Vec<String>,
}

/// The figures of a piece of evidence.
#[derive(Clone, Debug, Serialize)]
pub struct Piece<'a> {
    /// The piece.
    pub evidence: Option<&'a Evidence>,
    /// Its id.
    pub id: &'a str,
    /// Its title; its id where it has none.
    pub title: &'a str,
    /// Its figures.
    pub sheet: Sheet,
    /// What is drawn: the figures that criteria compare, else those that say most.
    pub drawings: Vec<Drawing>,
    /// The other tables, those that the overview holds left out.
    pub others: Vec<Table>,
}

/// A figure drawn: its values, its differences where they are compared, and the table behind both.
#[derive(Clone, Debug, Serialize)]
pub struct Drawing {
    /// The figure's name.
    pub title: String,
    /// One or more.
    pub plots: Vec<Plot>,
    /// The rows that are drawn.
    pub table: Option<Table>,
}

/// Arranges the figures of an audit.
pub fn shown<'a>(audit: &'a Audit, words: &Words) -> Shown<'a> {
    let measures = audit.measures.iter().enumerate();
    let mut pieces: Vec<Piece<'_>> = measures
        .filter_map(|(index, measure)| {
            let sheet = of_measure(measure, words)?;
            let mut all = audit.evidence.iter();
            let place = all.position(|piece| piece.id == measure.evidence);
            let evidence = place.and_then(|place| audit.evidence.get(place));
            let compared = place.map(|place| comparisons(audit, place));
            let titled = evidence.and_then(|piece| piece.title.as_deref());
            let drawings = drawings(&sheet, &compared.unwrap_or_default(), index + 1, words);
            Some(Piece {
                others: others(&sheet, &drawings),
                drawings,
                title: titled.unwrap_or(&measure.evidence),
                evidence,
                id: &measure.evidence,
                sheet,
            })
        })
        .collect();
    let mut terms: Vec<Term> = Vec::new();
    for term in pieces.iter().flat_map(|piece| &piece.sheet.terms) {
        if !terms.contains(term) {
            terms.push(term.clone());
        }
    }
    let conventions = common(&pieces);
    for piece in &mut pieces {
        let own = &mut piece.sheet.conventions;
        own.retain(|said| !conventions.contains(said));
    }
    Shown {
        pieces,
        terms,
        conventions,
    }
}

/// The tables that are not behind a drawing: counts first, then the overview.
fn others(sheet: &Sheet, drawings: &[Drawing]) -> Vec<Table> {
    let drawn = |table: &Table| drawings.iter().any(|own| own.table.as_ref() == Some(table));
    let mut tables: Vec<Table> = sheet
        .tables
        .iter()
        .filter(|table| !table.folded && !drawn(table))
        .cloned()
        .collect();
    let place = tables.iter().position(|table| table.id == "strata");
    let place = place.map_or(0, |place| place + 1);
    if let Some(overview) = &sheet.overview {
        tables.insert(place, overview.clone());
    }
    tables
}

/// The sentences that two pieces or more have, in the order of reading.
fn common(pieces: &[Piece<'_>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for said in pieces.iter().flat_map(|piece| &piece.sheet.conventions) {
        let held = |piece: &&Piece<'_>| piece.sheet.conventions.contains(said);
        if !found.contains(said) && pieces.iter().filter(held).count() > 1 {
            found.push(said.clone());
        }
    }
    found
}

/// Every comparison that stands on a piece of evidence, none twice.
fn comparisons(audit: &Audit, place: usize) -> Vec<&Comparison> {
    let own = format!("evidence[{place}].");
    let checks = audit.findings.iter().flat_map(|finding| &finding.checks);
    let reads = checks.flat_map(|check| &check.read);
    let mut found: Vec<&Comparison> = Vec::new();
    for compared in reads
        .filter(|read| read.path.starts_with(&own))
        .flat_map(|read| &read.figures)
    {
        if !found.contains(&compared) {
            found.push(compared);
        }
    }
    found
}

/// The id of the figure that a comparison is of.
fn figure(compared: &Comparison) -> &str {
    match compared.figure {
        FigureKind::Gap | FigureKind::Result => compared.metric.as_deref().unwrap_or_default(),
        FigureKind::Change => "figure-by-period",
        kind => kind.code(),
    }
}

fn drawings(sheet: &Sheet, compared: &[&Comparison], index: usize, words: &Words) -> Vec<Drawing> {
    let values = || sheet.charts.iter().filter(|chart| !chart.difference);
    let any = values().any(|chart| compared.iter().any(|own| figure(own) == chart.figure));
    let of_logs = |chart: &&Chart| OF_LOGS.contains(&chart.figure.as_str());
    let first = values().next();
    let usual = |chart: &&Chart| {
        of_logs(chart) || chart.figure == DRAWN || sheet.charts.len() < 4 && first == Some(*chart)
    };
    let asked = |chart: &&Chart| compared.iter().any(|own| figure(own) == chart.figure);
    values()
        .filter(|chart| {
            if any {
                asked(chart) || of_logs(chart)
            } else {
                usual(chart)
            }
        })
        .map(|chart| drawing(sheet, chart, compared, index, words))
        .collect()
}

/// A figure, of the attributes that criteria compare it by, and its differences with each tolerance.
fn drawing(
    sheet: &Sheet,
    chart: &Chart,
    compared: &[&Comparison],
    index: usize,
    words: &Words,
) -> Drawing {
    let own: Vec<&Comparison> = compared
        .iter()
        .copied()
        .filter(|own| figure(own) == chart.figure)
        .collect();
    let id = |more: &str| format!("forest-{index}-{}{more}", chart.figure);
    let attributes: Vec<&str> = own
        .iter()
        .filter_map(|own| own.attribute.as_deref())
        .collect();
    let mut values = of_attributes(chart, &attributes);
    // An interval that was declared is no limit.
    let limit = own.iter().find(|own| {
        let declared = own.figure == FigureKind::Result;
        let both = own.at_least.is_some() && own.at_most.is_some();
        !(own.figure.is_difference() || declared && both)
    });
    if let Some(limit) = limit {
        (values.least, values.most) = (limit.at_least, limit.at_most);
    }
    let mut plots = vec![forest::plot(&values, words, &id(""), false)];
    let differences = sheet
        .charts
        .iter()
        .find(|other| other.difference && other.figure == chart.figure);
    let mut told: Vec<(Option<f64>, Option<f64>)> = Vec::new();
    for gap in own.iter().filter(|own| own.figure.is_difference()) {
        let bounds = (gap.at_least, gap.at_most);
        let Some(differences) = differences.filter(|_| !told.contains(&bounds)) else {
            continue;
        };
        told.push(bounds);
        let attributes: Vec<&str> = own
            .iter()
            .filter(|own| own.figure.is_difference() && (own.at_least, own.at_most) == bounds)
            .filter_map(|own| own.attribute.as_deref())
            .collect();
        let chart = Chart {
            least: gap.at_least,
            most: gap.at_most,
            ..of_attributes(differences, &attributes)
        };
        let id = id(&format!("-difference-{}", told.len()));
        plots.push(forest::plot(&chart, words, &id, false));
    }
    let table = sheet.tables.iter().find(|table| table.id == chart.figure);
    Drawing {
        title: chart.title.clone(),
        table: table.map(|table| behind(table, &values)),
        plots,
    }
}

/// A chart of some attributes and the whole; of all where none of them is among its own.
fn of_attributes(chart: &Chart, attributes: &[&str]) -> Chart {
    let mut own = chart.clone();
    let known = |id: &str| attributes.contains(&id);
    if own.rows.iter().any(|row| known(&row.attribute)) {
        own.rows
            .retain(|row| row.under.is_none() || known(&row.attribute));
    }
    own
}

/// The rows of a table that a chart shows.
fn behind(table: &Table, chart: &Chart) -> Table {
    let mut own = table.clone();
    own.rows
        .retain(|row| chart.rows.iter().any(|mark| mark.under == row.under));
    own
}
