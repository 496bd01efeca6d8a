//! `garant measure oversight`, `perturbation` and `drift`.

use clap::ArgMatches;
use garant_measure::drift::{self, Order, Values};
use garant_measure::oversight::{self, Period};
use garant_measure::table::Table;
use garant_measure::{Problem, perturbation};

use super::super::string;
use super::asked;
use super::show::{self, Shown};
use crate::exit::Exit;
use crate::setting::Setting;

/// The column of a role: the one named, else the one of the role's own name, if the table has it.
fn column(matches: &ArgMatches, table: &Table, role: &str) -> Option<String> {
    let named = string(matches, role).cloned();
    named.or_else(|| {
        table
            .columns()
            .iter()
            .find(|column| *column == role)
            .cloned()
    })
}

/// The column of a role that must be there.
fn needed(matches: &ArgMatches, role: &str) -> String {
    string(matches, role)
        .cloned()
        .unwrap_or_else(|| role.to_owned())
}

fn open(setting: &Setting, matches: &ArgMatches) -> Result<(String, Table), Exit> {
    let path = string(matches, "file").map_or("-", String::as_str);
    let table = asked::format(matches).and_then(|format| asked::table(path, &format));
    match table {
        Ok(table) => Ok((path.to_owned(), table)),
        Err(problem) => Err(refuse(setting, path, &problem)),
    }
}

fn refuse(setting: &Setting, path: &str, problem: &Problem) -> Exit {
    show::problem(setting, path, problem);
    Exit::Failed
}

pub(super) fn oversight(setting: &Setting, matches: &ArgMatches) -> Exit {
    let (path, table) = match open(setting, matches) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let own = |role: &str| column(matches, &table, role);
    let decided_at = own("decided-at");
    let seconds = own("seconds");
    let period = match string(matches, "by").map(String::as_str) {
        Some("month") => Period::Month,
        Some("quarter") => Period::Quarter,
        Some("year") => Period::Year,
        Some(_) => Period::None,
        None => match own("period") {
            Some(column) => Period::Column(column),
            None if decided_at.is_some() => Period::Quarter,
            None => Period::None,
        },
    };
    let outcome = own("outcome");
    let empty_reasons = match garant_catalog::catalog() {
        Ok(catalog) => catalog.words.placeholders,
        Err(_) => Vec::new(),
    };
    let spec = oversight::Spec {
        suggestion: needed(matches, "suggestion"),
        decision: needed(matches, "decision"),
        initial: own("initial").filter(|_| outcome.is_some()),
        outcome,
        reason: own("reason"),
        reviewed: own("reviewed"),
        suggested_at: own("suggested-at").filter(|_| seconds.is_none() && decided_at.is_some()),
        seconds,
        decided_at,
        period,
        empty_reasons,
    };
    let mut progress = show::Progress::new(setting);
    let read = oversight::read(&spec, table, &mut |rows| progress.tell(rows));
    progress.done();
    match read {
        Ok(report) if matches.get_flag("no-mask") => {
            show::write(setting, matches, &Shown::Oversight(&report))
        }
        Ok(report) => show::write(setting, matches, &Shown::Oversight(&report.mask())),
        Err(problem) => refuse(setting, &path, &problem),
    }
}

pub(super) fn perturbation(setting: &Setting, matches: &ArgMatches) -> Exit {
    let (path, table) = match open(setting, matches) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let spec = perturbation::Spec {
        base: column(matches, &table, "base"),
        reference: string(matches, "reference").cloned(),
        ..perturbation::Spec::new(
            &needed(matches, "case"),
            &needed(matches, "variation"),
            &needed(matches, "expected"),
            &needed(matches, "observed"),
        )
    };
    match perturbation::read(&spec, table, &mut |_| ()) {
        Ok(report) if matches.get_flag("no-mask") => {
            show::write(setting, matches, &Shown::Perturbation(&report))
        }
        Ok(report) => show::write(setting, matches, &Shown::Perturbation(&report.mask())),
        Err(problem) => refuse(setting, &path, &problem),
    }
}

pub(super) fn drift(setting: &Setting, matches: &ArgMatches) -> Exit {
    let (path, table) = match open(setting, matches) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let own = |role: &str| column(matches, &table, role);
    let figure = needed(matches, "figure");
    let values = match (own("events"), own("sd")) {
        (Some(events), _) if string(matches, "figure").is_none() => Values::Events(events),
        (_, sd @ Some(_)) => Values::Means { figure, sd },
        _ if matches.get_flag("means") => Values::Means { figure, sd: None },
        _ => Values::Proportions(figure),
    };
    let spec = drift::Spec {
        group: string(matches, "group").cloned(),
        reference: string(matches, "reference").cloned(),
        order: if matches.get_flag("file-order") {
            Order::File
        } else {
            Order::Text
        },
        ..drift::Spec::new(&needed(matches, "period"), &needed(matches, "n"), values)
    };
    match drift::read(&spec, table, &mut |_| ()) {
        Ok(report) if matches.get_flag("no-mask") => {
            show::write(setting, matches, &Shown::Drift(&report))
        }
        Ok(report) => show::write(setting, matches, &Shown::Drift(&report.mask())),
        Err(problem) => refuse(setting, &path, &problem),
    }
}
