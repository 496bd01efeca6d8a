//! What `garant measure` says: figures in a format, problems, progress.

use clap::ArgMatches;
use garant_measure::mask::small;
use garant_measure::predictions::{Report, Tally};
use garant_measure::{Problem, drift, oversight, perturbation};
use serde::Serialize;

use super::super::string;
use super::asked::many;
use crate::exit::Exit;
use crate::setting::Setting;
use crate::{input, output};

/// Figures to show.
pub(super) enum Shown<'a> {
    /// Of predictions.
    Predictions(&'a Report),
    /// Of an oversight log.
    Oversight(&'a oversight::Report),
    /// Of a perturbation suite.
    Perturbation(&'a perturbation::Report),
    /// Of a drift series.
    Drift(&'a drift::Report),
}

/// Indented JSON with a line end.
pub(super) fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// Writes figures in the formats asked for: each `-o FILE` in the one of its ending, else one to standard output.
pub(super) fn write(setting: &Setting, matches: &ArgMatches, shown: &Shown<'_>) -> Exit {
    let render = |format: &str| match (format, shown) {
        ("json", Shown::Predictions(report)) => Some(json(report)),
        ("json", Shown::Oversight(report)) => Some(json(report)),
        ("json", Shown::Perturbation(report)) => Some(json(report)),
        ("json", Shown::Drift(report)) => Some(json(report)),
        _ => None,
    };
    let format = string(matches, "format").map_or("text", String::as_str);
    let targets = many(matches, "output");
    for target in &targets {
        let ending = target.rsplit('.').next().unwrap_or_default();
        let Some(text) = render(ending) else {
            setting.fail("terminal.unknown-ending", &[("path", target)]);
            return Exit::Failed;
        };
        if output::file(target, &text).is_err() {
            setting.fail("terminal.unwritable", &[("path", target)]);
            return Exit::Failed;
        }
    }
    if targets.is_empty() || string(matches, "format").is_some() {
        output::out(&render(format).unwrap_or_default());
    }
    Exit::Holds
}

/// Says what stops a measure, and which rows are at fault.
pub(super) fn problem(setting: &Setting, path: &str, problem: &Problem) {
    let args: Vec<(&str, &str)> = problem
        .args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let mut why = setting
        .words
        .fill(&format!("measure.problem.{}", problem.code), &args);
    for fault in problem.faults.iter().flat_map(|faults| &faults.first) {
        let what = setting.words.fill(
            &format!("measure.fault.{}", fault.code),
            &[("found", &fault.found)],
        );
        let row = fault.row.to_string();
        let key = match fault.column {
            Some(_) => "measure.fault-in-column",
            None => "measure.fault-in-row",
        };
        let column = fault.column.as_deref().unwrap_or_default();
        let line = setting
            .words
            .fill(key, &[("row", &row), ("column", column), ("what", &what)]);
        why.push('\n');
        why.push_str(&line);
    }
    setting.fail("terminal.unreadable", &[("path", path), ("why", &why)]);
}

/// A tally is not masked: says so where it holds small groups.
pub(super) fn warn_of_small(setting: &Setting, path: &str, tally: &Tally) {
    let count = tally
        .strata
        .iter()
        .filter(|stratum| small(stratum.counts.n()))
        .count();
    if count > 0 {
        let count = count.to_string();
        let line = setting.words.fill(
            "measure.small-in-tally",
            &[("path", path), ("count", &count)],
        );
        output::err(&format!("{line}\n"));
    }
}

/// How far a long reading is, on a terminal only.
pub(super) struct Progress<'a> {
    setting: &'a Setting,
    shown: bool,
    last: u64,
}

impl<'a> Progress<'a> {
    const EVERY: u64 = 1_000_000;

    pub(super) fn new(setting: &'a Setting) -> Self {
        Self {
            setting,
            shown: input::watched(),
            last: 0,
        }
    }

    pub(super) fn tell(&mut self, rows: u64) {
        if self.shown && rows >= self.last + Self::EVERY {
            self.last = rows;
            self.line("measure.reading", &(rows / Self::EVERY).to_string());
        }
    }

    pub(super) fn computing(&mut self) {
        if self.shown && self.last > 0 {
            self.line("measure.computing", "");
        }
    }

    fn line(&self, key: &str, millions: &str) {
        let line = self.setting.words.fill(key, &[("millions", millions)]);
        output::err(&format!("\r\x1b[K{line}"));
    }

    pub(super) fn done(&mut self) {
        if self.shown && self.last > 0 {
            output::err("\r\x1b[K");
        }
    }
}
