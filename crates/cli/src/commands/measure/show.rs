//! What `garant measure` says: figures in a format, problems, progress.

use clap::ArgMatches;
use garant_core::measures::attribute_words;
use garant_measure::mask::small;
use garant_measure::predictions::{Report, Tally};
use garant_measure::{Problem, drift, oversight, perturbation};
use garant_report::{RenderError, Words, figures};
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
    let render = |format: &str| rendered(setting, matches, shown, format);
    let format = string(matches, "format").map_or("text", String::as_str);
    let targets = many(matches, "output");
    for target in &targets {
        let ending = target.rsplit('.').next().unwrap_or_default();
        if ending != "json" && figures::Format::named(ending).is_none() {
            setting.fail("terminal.unknown-ending", &[("path", target)]);
            return Exit::Failed;
        }
        let Some(text) = render(ending) else {
            return Exit::Failed;
        };
        if output::file(target, text.as_bytes()).is_err() {
            setting.fail("terminal.unwritable", &[("path", target)]);
            return Exit::Failed;
        }
    }
    if targets.is_empty() || string(matches, "format").is_some() {
        let Some(text) = render(format) else {
            return Exit::Failed;
        };
        output::out(&text);
    }
    Exit::Holds
}

/// Figures in a format; says why where they cannot be rendered.
fn rendered(
    setting: &Setting,
    matches: &ArgMatches,
    shown: &Shown<'_>,
    format: &str,
) -> Option<String> {
    let words = &named(setting);
    let sheet = match (shown, format) {
        (Shown::Predictions(report), "json") => return Some(json(report)),
        (Shown::Oversight(report), "json") => return Some(json(report)),
        (Shown::Perturbation(report), "json") => return Some(json(report)),
        (Shown::Drift(report), "json") => return Some(json(report)),
        (Shown::Predictions(report), _) => figures::of_predictions(report, words),
        (Shown::Oversight(report), _) => figures::of_oversight(report, words),
        (Shown::Perturbation(report), _) => figures::of_perturbation(report, words),
        (Shown::Drift(report), _) => figures::of_drift(report, words),
    };
    let format = figures::Format::named(format)?;
    // Logs have no such flag: the figure that says most is drawn.
    let metric = matches.try_get_one::<String>("metric").ok().flatten();
    let metric = metric.map(String::as_str);
    match figures::render(&sheet, format, words, &setting.assets, metric) {
        Ok(text) => Some(text),
        Err(RenderError::Metric { found, known }) => {
            let known = known.join(", ");
            let args = [("found", found.as_str()), ("known", known.as_str())];
            setting.fail("measure.problem.unknown-metric", &args);
            None
        }
        Err(error) => {
            crate::commands::rendering::broken(setting, &error);
            None
        }
    }
}

/// The program's words, with the catalog's names of attributes.
fn named(setting: &Setting) -> Words {
    let words = setting.words.clone();
    match garant_catalog::catalog() {
        Ok(catalog) => words.with_choices(attribute_words(&catalog, setting.lang)),
        Err(_) => words,
    }
}

/// Says what stops a measure, and which rows are at fault.
pub(super) fn problem(setting: &Setting, path: &str, problem: &Problem) {
    let mut why = figures::problem(problem, &setting.words);
    for fault in problem.faults.iter().flat_map(|faults| &faults.first) {
        why.push('\n');
        why.push_str(&figures::fault(fault, &setting.words));
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
