//! The synthetic tables of the examples, from the counts of `examples/synthetiques.toml`.

mod cases;
mod log;
mod suite;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Deserialize;

use crate::checkout::Checkout;

/// The folder of the examples, below the root.
pub const FOLDER: &str = "examples";
/// The file of the counts, below [`FOLDER`].
pub const COUNTS: &str = "synthetiques.toml";

/// What is made: a list for each kind of table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counts {
    #[serde(default)]
    tally: Vec<cases::Cases>,
    #[serde(default)]
    series: Vec<suite::Series>,
    #[serde(default)]
    suite: Vec<suite::Suite>,
    #[serde(default)]
    log: Vec<log::Log>,
}

/// Writes the tables that are not current.
///
/// # Errors
/// What [`made`] finds; when a table cannot be written.
pub fn run(checkout: &Checkout, out: &mut dyn Write) -> io::Result<bool> {
    let tables = made(&checkout.text(&format!("{FOLDER}/{COUNTS}"))?)?;
    let mut changed = 0;
    for (path, text) in &tables {
        let path = format!("{FOLDER}/{path}");
        if checkout.text(&path).is_ok_and(|kept| kept == *text) {
            continue;
        }
        checkout.write_text(&path, text)?;
        changed += 1;
        writeln!(out, "{path}")?;
    }
    writeln!(out, "{} tables, {changed} changed", tables.len())?;
    Ok(true)
}

/// Every table by its path below [`FOLDER`].
///
/// # Errors
/// Counts that cannot be read or that do not add up; two tables of one path.
pub fn made(counts: &str) -> io::Result<BTreeMap<String, String>> {
    let counts: Counts = toml::from_str(counts).map_err(io::Error::other)?;
    let mut tables = BTreeMap::new();
    let mut keep = |path: &str, text: String| match tables.insert(path.to_owned(), text) {
        None => Ok(()),
        Some(_) => Err(io::Error::other(format!("{path}: twice"))),
    };
    let told = |path: &str, cause: String| io::Error::other(format!("{path}: {cause}"));
    for own in &counts.tally {
        keep(&own.path, own.tally().map_err(|it| told(&own.path, it))?)?;
    }
    for own in &counts.series {
        keep(&own.path, own.table())?;
    }
    for own in &counts.suite {
        keep(&own.path, own.table().map_err(|it| told(&own.path, it))?)?;
    }
    for own in &counts.log {
        keep(&own.path, own.table().map_err(|it| told(&own.path, it))?)?;
    }
    Ok(tables)
}

/// A row of delimited text.
fn row(cells: &[&str]) -> String {
    let cells = cells.iter().map(|cell| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            (*cell).to_owned()
        }
    });
    format!("{}\n", cells.collect::<Vec<_>>().join(","))
}
