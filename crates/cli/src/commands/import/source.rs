//! A file that is imported, read as answers.

use std::path::Path;

use garant_core::validate;
use garant_intake::{Answer, written};
use garant_rules::Catalog;
use garant_rules::catalog::declared;

use crate::commands::descriptor;
use crate::input::shown;
use crate::setting::Setting;

/// What a file gives.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Its name, without its folder.
    pub(super) file: String,
    pub(super) answers: Vec<Answer>,
    /// Whether entries of lists have the descriptor's numbers.
    pub(super) numbered: bool,
    /// What its reader refuses, each with its place.
    pub(super) refused: Vec<(String, String)>,
    /// What else its reader says.
    pub(super) remarks: Vec<String>,
    pub(super) coverage: Vec<Row>,
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

/// Reads a file by its ending. What is wrong is said.
pub(super) fn read(setting: &Setting, catalog: &Catalog, path: &str) -> Option<Read> {
    let ending = Path::new(path)
        .extension()
        .and_then(|ending| ending.to_str());
    match ending {
        Some("toml") => toml(setting, catalog, path),
        _ => {
            setting.fail("import.unknown-kind", &[("path", path)]);
            None
        }
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
    let file = Path::new(path).file_name();
    let file = file.map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
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

/// A descriptor has every field.
fn rows(catalog: &Catalog, answers: &[Answer]) -> Vec<Row> {
    let given: Vec<String> = answers.iter().map(|own| declared(&own.path)).collect();
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
