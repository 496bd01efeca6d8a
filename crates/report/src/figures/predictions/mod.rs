//! Figures of predictions, arranged for showing.

mod chart;
mod lines;
mod member;

use garant_measure::predictions::rates::METRICS;
use garant_measure::predictions::{Report, Worst};
pub(super) use member::Member;

use super::conventions;
use super::sheet::{Cell, Row, Sheet, Status, Table};
use super::vocabulary;
use super::{calibration, say};
use crate::lang::Words;

/// The area under the curve among figures.
pub(super) const AUROC: &str = "auroc";
/// Rates that are one less another one: what is said of that one is said of them.
const COMPLEMENTS: [&str; 2] = ["fpr", "fnr"];

/// Arranges a report.
pub(super) fn sheet(report: &Report, words: &Words) -> Sheet {
    let members = member::members(report);
    let known: Vec<&str> = METRICS.iter().map(|metric| metric.name).collect();
    let ranked = report.conventions.without_scores.is_none();
    let figures: Vec<&str> = known.into_iter().chain(ranked.then_some(AUROC)).collect();
    let mut tables = vec![strata(&members, words)];
    for id in &figures {
        tables.push(compared(report, &members, id, words));
    }
    tables.extend(calibration::bounds(&members, words));
    tables.extend(calibration::table_of(&members, words));
    tables.extend(worst(report, words));
    let mut charts: Vec<_> = figures
        .iter()
        .map(|id| chart::of(report, &members, id, words))
        .collect();
    charts.extend(
        figures
            .iter()
            .filter_map(|id| chart::of_differences(report, &members, id, words)),
    );
    Sheet {
        title: words.get("measure.title.predictions").to_owned(),
        overview: Some(overview(report, &members, &figures, words)),
        tables,
        conventions: conventions::predictions(report, words),
        terms: vocabulary::predictions(report, words),
        notes: conventions::notes(report, words),
        lines: lines::of(report, &members),
        charts,
    }
}

/// Every rate of every group in one table: a column each.
fn overview(report: &Report, members: &[Member<'_>], figures: &[&str], words: &Words) -> Table {
    let figures: Vec<&str> = figures
        .iter()
        .copied()
        .filter(|id| !COMPLEMENTS.contains(id))
        .collect();
    let row = |member: &Member<'_>| {
        let cell = |id: &&str| {
            let gap = member.gap(report, id);
            let apart = gap.is_some_and(|gap| !gap.masked && say::is_apart(gap.difference));
            let otherwise = member.hidden(Status::Undefined);
            say::together(words, member.figure(id).0, otherwise, apart)
        };
        member.row(words, figures.iter().map(cell).collect())
    };
    let rows: Vec<Row> = members.iter().map(row).collect();
    let title = if report.gaps.is_empty() {
        "measure.title.overview"
    } else {
        "measure.title.overview-of-groups"
    };
    let title = words.get(title).to_owned();
    let mut table = table(words, "overview", title, &["group"], rows);
    table.columns.extend(
        figures
            .iter()
            .map(|id| say::capital(&say::figure(words, id))),
    );
    table.numbers = vec![true; figures.len()];
    table
}

/// How rows fall into groups, and what became of them.
fn strata(members: &[Member<'_>], words: &Words) -> Table {
    let row = |member: &Member<'_>| {
        let stratum = member.stratum;
        let masked = Status::Masked;
        let count = |count| say::count(words, count, masked);
        let share = match stratum.share {
            None => say::value(words, None, member.hidden(Status::Undefined)),
            share => say::value(words, share, masked),
        };
        let mut cells = vec![count(stratum.n), share];
        cells.extend([stratum.tp, stratum.fp, stratum.tn, stratum.fn_].map(count));
        member.row(words, cells)
    };
    let columns = ["group", "n", "share", "tp", "fp", "tn", "fn"];
    table(
        words,
        "strata",
        words.get("measure.title.strata").to_owned(),
        &columns,
        members.iter().map(row).collect(),
    )
}

pub(super) fn table(
    words: &Words,
    id: &str,
    title: String,
    columns: &[&str],
    rows: Vec<Row>,
) -> Table {
    let holds = |index| {
        let mut cells = rows.iter().filter_map(|row| row.cells.get(index));
        cells.any(|cell: &Cell| cell.number)
    };
    Table {
        id: id.to_owned(),
        title,
        columns: columns
            .iter()
            .map(|column| words.get(&format!("measure.column.{column}")).to_owned())
            .collect(),
        numbers: (0..columns.len().saturating_sub(1)).map(holds).collect(),
        rows,
        folded: false,
    }
}

/// A figure in each group, and its difference with the reference group.
fn compared(report: &Report, members: &[Member<'_>], id: &str, words: &Words) -> Table {
    let corrected = report.conventions.correction != "none";
    let row = |member: &Member<'_>| {
        let (figure, n) = member.figure(id);
        let otherwise = member.hidden(Status::Undefined);
        let mut cells = say::both(words, figure, otherwise).to_vec();
        cells.push(say::count(words, n, Status::Masked));
        let dash = || say::text("–".to_owned());
        match member.gap(report, id) {
            Some(gap) => {
                let otherwise = if gap.masked {
                    Status::Masked
                } else {
                    Status::Undefined
                };
                cells.extend(say::both(words, gap.difference, otherwise));
                if corrected {
                    let p = gap.p_corrected;
                    cells.push(p.map_or_else(dash, |p| say::value(words, Some(p), otherwise)));
                }
            }
            None => {
                let word = if member.is_reference(report) {
                    say::status(words, Status::Reference)
                } else {
                    "–".to_owned()
                };
                cells.extend([say::text(word), dash()]);
                if corrected {
                    cells.push(dash());
                }
            }
        }
        member.row(words, cells)
    };
    let mut columns = vec![
        "group",
        "value",
        "interval",
        "n",
        "difference",
        "difference-interval",
    ];
    if corrected {
        columns.push("p-corrected");
    }
    let rows = members.iter().map(row).collect();
    let title = say::capital(&say::figure(words, id));
    Table {
        folded: true,
        ..table(words, id, title, &columns, rows)
    }
}

/// The group that each figure serves worst, where its difference with the reference leaves zero out.
fn worst(report: &Report, words: &Words) -> Option<Table> {
    let row = |worst: &Worst| {
        let mut cells = vec![say::text(say::crossed(&worst.group))];
        cells.extend(say::both(words, worst.figure, Status::Undefined));
        Row {
            under: Some(say::attribute(words, &worst.attribute)),
            name: say::figure(words, &worst.metric),
            cells,
        }
    };
    let own = report.worst.iter();
    let rows: Vec<Row> = own
        .filter(|worst| !COMPLEMENTS.contains(&worst.metric.as_str()))
        .filter(|worst| is_established(report, worst))
        .map(row)
        .collect();
    let columns = ["figure", "worst-group", "value", "interval"];
    let title = words.get("measure.title.worst").to_owned();
    (!rows.is_empty()).then(|| table(words, "worst", title, &columns, rows))
}

/// Whether a group differs from the reference, or, being it, another one does.
fn is_established(report: &Report, worst: &Worst) -> bool {
    let mut own = report
        .gaps
        .iter()
        .filter(|gap| gap.metric == worst.metric && gap.attribute == worst.attribute);
    own.any(|gap| {
        let concerned = gap.group.as_ref() == Some(&worst.group)
            || (gap.reference == worst.group && gap.group.is_some());
        concerned && !gap.masked && say::is_apart(gap.difference)
    })
}
