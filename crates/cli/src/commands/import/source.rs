//! A file that is imported, read as answers.

use std::path::Path;

use garant_core::validate;
use garant_intake::{Answer, Given, document, workbook, written};
use garant_rules::Catalog;
use garant_rules::catalog::declared;
use garant_rules::words::fill;

use crate::commands::descriptor;
use crate::input::{self, shown};
use crate::setting::Setting;

/// What a file gives.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Its name, without its folder.
    pub(super) file: String,
    pub(super) answers: Vec<Answer>,
    /// Whether entries of lists have the descriptor's numbers.
    pub(super) numbered: bool,
    /// Whether what holds the place of an answer stays, as people wrote it.
    pub(super) placeholders: bool,
    /// What its reader refuses, each with its place. Where there is any, no answer of the file is taken.
    pub(super) refused: Vec<(String, String)>,
    /// What else its reader says.
    pub(super) remarks: Vec<String>,
    pub(super) coverage: Vec<Row>,
    /// Questions that the file asks and leaves without an answer, each with its cell, where it was made from the descriptor.
    pub(super) blank: Vec<(String, String)>,
    /// How many entries of each list it has, where it was made from the descriptor.
    pub(super) entries: Vec<(String, usize)>,
    /// The system that a document is about.
    pub(super) about: Option<String>,
}

/// How much of a section a file fills.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) section: String,
    pub(super) filled: usize,
    pub(super) empty: usize,
    /// Fields that this kind of file does not have.
    pub(super) absent: usize,
}

/// The field that names the system.
pub(super) const SYSTEM: &str = "system.name";

/// Reads a file by its ending, and a document by what it is. What is wrong is said.
pub(super) fn read(setting: &Setting, catalog: &Catalog, path: &str) -> Option<Read> {
    let ending = Path::new(path)
        .extension()
        .and_then(|ending| ending.to_str())
        .map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("toml") => toml(setting, catalog, path),
        Some("xlsx") => sheets(setting, catalog, path),
        _ => card(setting, catalog, path),
    }
}

fn toml(setting: &Setting, catalog: &Catalog, path: &str) -> Option<Read> {
    let text = descriptor(setting, path)?;
    let read = match validate::descriptor(catalog, &shown(path), &text) {
        Ok(read) => read,
        Err(problems) => {
            setting.show(catalog, &problems);
            setting.fail("import.refused-file", &[("path", path)]);
            return None;
        }
    };
    let file = name(path);
    let place = |line: usize| {
        let line = line.to_string();
        setting.words.fill("import.line", &[("line", &line)])
    };
    let answers = written::answers(&read, &file, &place);
    let coverage = rows(catalog, &answers);
    Some(Read {
        file,
        answers,
        coverage,
        ..Read::default()
    })
}

/// A workbook that `garant init --xlsx` wrote. One cell that cannot be read, and none of its answers is taken: they belong together.
fn sheets(setting: &Setting, catalog: &Catalog, path: &str) -> Option<Read> {
    let bytes = bytes(setting, path, workbook::MAX_FILE)?;
    let file = name(path);
    let found = match workbook::read(catalog, &file, &bytes) {
        Ok(found) => found,
        Err(error) => {
            let key = format!("intake.unreadable.{}", error.code());
            refuse(setting, path, setting.words.get(&key));
            return None;
        }
    };
    let say = |one: &workbook::Refused| {
        let args: Vec<(&str, &str)> = one
            .args
            .iter()
            .map(|(key, value)| (*key, value.as_str()))
            .collect();
        let part = |part: &str| {
            let key = format!("intake.refused.{}.{part}", one.code);
            fill(setting.words.get(&key), &args)
        };
        let near = one.args.get("nearest").is_none_or(|near| !near.is_empty());
        let help = if near { "help" } else { "far" };
        format!("{}{}{}", part("message"), between(setting), part(help))
    };
    let told = |all: &[workbook::Refused]| -> Vec<(String, String)> {
        all.iter().map(|one| (one.place(), say(one))).collect()
    };
    let refused = told(&found.refused);
    let notices = told(&found.notices);
    let coverage = rows(catalog, &found.answers);
    Some(Read {
        file,
        answers: if refused.is_empty() {
            found.answers
        } else {
            Vec::new()
        },
        numbered: found.prefilled,
        blank: if found.prefilled {
            found.blank
        } else {
            Vec::new()
        },
        entries: if found.prefilled {
            found.entries.into_iter().collect()
        } else {
            Vec::new()
        },
        placeholders: true,
        refused,
        remarks: notices
            .into_iter()
            .map(|(place, said)| format!("{place} – {said}"))
            .collect(),
        coverage,
        ..Read::default()
    })
}

/// A model card or a bill of materials.
fn card(setting: &Setting, catalog: &Catalog, path: &str) -> Option<Read> {
    let bytes = bytes(setting, path, document::limits::MAX_BYTES)?;
    let file = name(path);
    let found = match document::read(catalog, &file, &bytes) {
        Ok(found) => found,
        Err(refusal) => {
            let args = refusal.args();
            let args: Vec<(&str, &str)> = args
                .iter()
                .map(|(key, value)| (*key, value.as_str()))
                .collect();
            let part = |part: &str| {
                let key = format!("intake.refusal.{}.{part}", refusal.code());
                fill(setting.words.get(&key), &args)
            };
            refuse(
                setting,
                path,
                &format!("{}{}{}", part("message"), between(setting), part("help")),
            );
            return None;
        }
    };
    let remark = |one: &document::Remark| {
        let mut args: Vec<(&str, &str)> = one
            .args
            .iter()
            .map(|(key, value)| (*key, value.as_str()))
            .collect();
        args.push(("place", &one.place));
        let part = |part: &str| {
            let key = format!("intake.remark.{}.{part}", one.code);
            fill(setting.words.get(&key), &args)
        };
        let (message, help) = (part("message"), part("help"));
        format!("{message}{}{help}", between(setting))
    };
    let kind = format!("intake.kind.{}", found.kind.code());
    let mut remarks: Vec<String> = found.remarks.iter().map(remark).collect();
    if found.answers.is_empty() {
        remarks.push(setting.words.get("import.nothing-known").to_owned());
    }
    let name = found.answers.iter().find(|one| one.path == SYSTEM);
    let about = name.and_then(|one| match &one.given {
        Given::Text(name) => Some(name.clone()),
        _ => None,
    });
    Some(Read {
        about,
        remarks,
        coverage: found
            .coverage
            .into_iter()
            .map(|row| Row {
                section: row.section,
                filled: row.filled,
                empty: row.empty,
                absent: row.absent,
            })
            .collect(),
        file: format!("{file} ({})", setting.words.get(&kind)),
        answers: found.answers,
        ..Read::default()
    })
}

/// What stands between what is wrong and what to do.
fn between(setting: &Setting) -> &str {
    setting.words.get("report.sep")
}

fn refuse(setting: &Setting, path: &str, why: &str) {
    setting.fail("terminal.unreadable", &[("path", path), ("why", why)]);
}

/// The bytes of a file; why there are none is said.
fn bytes(setting: &Setting, path: &str, most: usize) -> Option<Vec<u8>> {
    match input::bytes(path, most) {
        Ok(bytes) => Some(bytes),
        Err(problem) => {
            let key = match problem.code {
                "no-such-file" => "terminal.no-file",
                "folder" => "terminal.is-folder",
                _ => "terminal.io",
            };
            let why = setting.words.fill(key, &[("path", path), ("line", "")]);
            refuse(setting, path, &why);
            None
        }
    }
}

/// The name of a file, without its folder.
fn name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// A descriptor, and a workbook of all questions, has every field.
fn rows(catalog: &Catalog, answers: &[Answer]) -> Vec<Row> {
    let given: Vec<String> = answers
        .iter()
        .map(|own| declared(&own.path).into_owned())
        .collect();
    let row = |section: &garant_rules::field::Section| {
        let fields = section
            .fields
            .iter()
            .filter(|field| field.kind != garant_rules::field::Kind::List);
        let (filled, empty): (Vec<_>, Vec<_>) =
            fields.partition(|field| given.contains(&field.path));
        Row {
            section: section.id.clone(),
            filled: filled.len(),
            empty: empty.len(),
            absent: 0,
        }
    };
    catalog.sections.iter().map(row).collect()
}
