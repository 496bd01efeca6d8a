//! Figures of predictions, arranged for showing.

use garant_measure::Figure;
use garant_measure::predictions::gap::{CROSS, NOT_RECORDED};
use garant_measure::predictions::rates::METRICS;
use garant_measure::predictions::{By, Gap, Report, Stratum};

use super::conventions;
use super::sheet::{Cell, Chart, Line, Mark, Row, Sheet, Status, Table};
use super::{calibration, say};
use crate::lang::Words;

/// The area under the curve among figures.
pub(super) const AUROC: &str = "auroc";

/// A stratum and its names.
pub(super) struct Member<'a> {
    pub(super) stratum: &'a Stratum,
    /// As in gaps; empty for the whole.
    pub(super) attribute: String,
    /// None for the whole, and for rows whose group is not recorded.
    group: Option<String>,
}

/// Arranges a report.
pub(super) fn sheet(report: &Report, words: &Words) -> Sheet {
    let members = members(report);
    let mut tables = vec![strata(&members, words)];
    for metric in METRICS {
        tables.push(compared(report, &members, metric.name, words));
    }
    if report.conventions.without_scores.is_none() {
        tables.push(compared(report, &members, AUROC, words));
    }
    tables.extend(calibration::bounds(&members, words));
    tables.extend(calibration::table_of(&members, words));
    tables.extend(worst(report, words));
    let known = METRICS.iter().map(|metric| metric.name);
    let ranked = report.conventions.without_scores.is_none();
    Sheet {
        title: words.get("measure.title.predictions").to_owned(),
        tables,
        conventions: conventions::predictions(report, words),
        notes: conventions::notes(report, words),
        lines: lines(report, &members),
        charts: known
            .chain(ranked.then_some(AUROC))
            .map(|id| chart(report, &members, id, words))
            .collect(),
    }
}

/// All strata, the whole first, each with the names that gaps give it.
fn members(report: &Report) -> Vec<Member<'_>> {
    let names = |by: &By| -> Vec<String> {
        let known = report.gaps.iter().map(|gap| &gap.attribute);
        let known = known.chain(report.worst.iter().map(|worst| &worst.attribute));
        let own = known
            .map(|attribute| attribute.split(CROSS).map(str::to_owned).collect())
            .find(|names: &Vec<String>| {
                names.len() == by.len() && names.iter().all(|name| by.contains_key(name))
            });
        own.unwrap_or_else(|| by.keys().cloned().collect())
    };
    let member = |stratum| {
        let stratum: &Stratum = stratum;
        let names = names(&stratum.by);
        let values: Vec<Option<&String>> = names
            .iter()
            .map(|name| stratum.by.get(name).and_then(Option::as_ref))
            .collect();
        let none = values.iter().all(Option::is_none);
        let said = values
            .iter()
            .map(|value| value.map_or(NOT_RECORDED, String::as_str));
        Member {
            stratum,
            group: (!none).then(|| said.collect::<Vec<_>>().join(CROSS)),
            attribute: names.join(CROSS),
        }
    };
    report.strata.iter().map(member).collect()
}

impl Member<'_> {
    fn is_whole(&self) -> bool {
        self.stratum.by.is_empty()
    }

    pub(super) fn under(&self) -> Option<String> {
        (!self.is_whole()).then(|| say::crossed(&self.attribute))
    }

    pub(super) fn name(&self, words: &Words) -> String {
        if self.is_whole() {
            return words.get("measure.all-rows").to_owned();
        }
        let unknown = words.get("measure.group-not-recorded");
        match &self.group {
            Some(group) => say::crossed(group).replace(NOT_RECORDED, unknown),
            None => unknown.to_owned(),
        }
    }

    pub(super) fn row(&self, words: &Words, cells: Vec<Cell>) -> Row {
        Row {
            under: self.under(),
            name: self.name(words),
            cells,
        }
    }

    pub(super) fn hidden(&self, otherwise: Status) -> Status {
        if self.stratum.masked {
            Status::Masked
        } else {
            otherwise
        }
    }

    fn status(&self, value: Option<f64>, otherwise: Status) -> Status {
        match value {
            _ if self.stratum.masked => Status::Masked,
            None => otherwise,
            Some(_) if self.group.is_none() && !self.is_whole() => Status::NotRecorded,
            Some(_) => Status::Defined,
        }
    }

    /// A figure and the rows it stands on.
    fn figure(&self, id: &str) -> (Figure, Option<u64>) {
        if id == AUROC {
            return (self.stratum.auroc, self.stratum.n);
        }
        let rate = self.stratum.rates.get(id).copied().unwrap_or_default();
        (rate.figure, rate.n)
    }

    /// The comparison of a figure with its reference.
    fn gap<'r>(&self, report: &'r Report, id: &str) -> Option<&'r Gap> {
        let own = |gap: &&Gap| gap.metric == id && gap.by == self.stratum.by;
        report.gaps.iter().find(own)
    }

    /// Whether other groups of the attribute are compared with it.
    fn is_reference(&self, report: &Report) -> bool {
        report.gaps.iter().any(|gap| {
            gap.attribute == self.attribute && Some(&gap.reference) == self.group.as_ref()
        })
    }
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
    table(words, id, title, &columns, rows)
}

/// The group that each figure serves worst.
fn worst(report: &Report, words: &Words) -> Option<Table> {
    let row = |worst: &garant_measure::predictions::Worst| {
        let mut cells = vec![say::text(say::crossed(&worst.group))];
        cells.extend(say::both(words, worst.figure, Status::Undefined));
        Row {
            under: Some(say::crossed(&worst.attribute)),
            name: say::figure(words, &worst.metric),
            cells,
        }
    };
    let rows: Vec<Row> = report.worst.iter().map(row).collect();
    let columns = ["figure", "worst-group", "value", "interval"];
    let title = words.get("measure.title.worst").to_owned();
    (!rows.is_empty()).then(|| table(words, "worst", title, &columns, rows))
}

/// Every figure of every group, for machines.
fn lines(report: &Report, members: &[Member<'_>]) -> Vec<Line> {
    let mut lines = Vec::new();
    let ranked = report.conventions.without_scores.is_none();
    let no_auroc = if ranked {
        Status::Undefined
    } else {
        Status::NotComputed
    };
    for member in members {
        let stratum = member.stratum;
        let line = |figure: &str, value: Figure, n, otherwise| Line {
            attribute: member.attribute.clone(),
            group: member.group.clone().unwrap_or_default(),
            figure: figure.to_owned(),
            value,
            n,
            reference: String::new(),
            status: member.status(value.value, otherwise),
        };
        #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
        let count = |count: Option<u64>| Figure {
            value: count.map(|count| count as f64),
            ..Figure::default()
        };
        for (name, cell) in [
            ("n", stratum.n),
            ("excluded", stratum.excluded),
            ("tp", stratum.tp),
            ("fp", stratum.fp),
            ("tn", stratum.tn),
            ("fn", stratum.fn_),
        ] {
            lines.push(line(name, count(cell), stratum.n, Status::Masked));
        }
        let share = Figure {
            value: stratum.share,
            ..Figure::default()
        };
        lines.push(line("share", share, stratum.n, Status::Undefined));
        for metric in METRICS {
            let (figure, n) = member.figure(metric.name);
            lines.push(line(metric.name, figure, n, Status::Undefined));
        }
        lines.push(line(AUROC, stratum.auroc, stratum.n, no_auroc));
        for (name, figure) in calibration::figures(stratum) {
            let otherwise = if stratum.calibration.is_some() && ranked {
                Status::Undefined
            } else {
                Status::NotComputed
            };
            lines.push(line(name, figure, stratum.n, otherwise));
        }
    }
    for gap in &report.gaps {
        for (what, figure) in [("difference", gap.difference), ("ratio", gap.ratio)] {
            if what == "ratio" && gap.metric == AUROC {
                continue;
            }
            let status = match figure.value {
                _ if gap.masked => Status::Masked,
                None => Status::Undefined,
                Some(_) if gap.group.is_none() => Status::NotRecorded,
                Some(_) => Status::Defined,
            };
            let own = members.iter().find(|member| member.stratum.by == gap.by);
            lines.push(Line {
                attribute: gap.attribute.clone(),
                group: gap.group.clone().unwrap_or_default(),
                figure: format!("{}-{what}", gap.metric),
                value: figure,
                n: own.and_then(|member| member.figure(&gap.metric).1),
                reference: gap.reference.clone(),
                status,
            });
        }
    }
    lines
}

fn chart(report: &Report, members: &[Member<'_>], id: &str, words: &Words) -> Chart {
    let mark = |member: &Member<'_>| {
        let (value, n) = member.figure(id);
        Mark {
            under: member.under(),
            name: member.name(words),
            value,
            n,
            reference: member.is_reference(report),
            status: member.status(value.value, Status::Undefined),
        }
    };
    let whole = members.first().and_then(|whole| whole.figure(id).0.value);
    Chart {
        id: id.to_owned(),
        title: say::capital(&say::figure(words, id)),
        range: (0.0, 1.0),
        whole,
        rows: members.iter().map(mark).collect(),
    }
}
