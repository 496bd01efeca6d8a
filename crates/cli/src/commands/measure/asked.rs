//! What the command line asks of a table.

use clap::ArgMatches;
use garant_measure::Problem;
use garant_measure::predictions::{Flag, Options, Spec};
use garant_measure::table::{Format, Table};

use super::super::string;
use crate::input;

/// How the table is written.
pub(super) fn format(matches: &ArgMatches) -> Result<Format, Problem> {
    let delimiter = match string(matches, "delimiter").map(String::as_str) {
        None => None,
        Some("tab" | "\\t") => Some(b'\t'),
        Some(text) => match text.as_bytes() {
            [one] if one.is_ascii() && !matches!(one, b'"' | b'\r' | b'\n' | 0) => Some(*one),
            _ => return Err(Problem::new("bad-delimiter").with("found", text)),
        },
    };
    Ok(Format {
        delimiter,
        decimal_comma: string(matches, "decimal").is_some_and(|word| word == "comma"),
        missing: many(matches, "missing"),
    })
}

/// Opens the table: a path, or `-` for standard input.
pub(super) fn table(path: &str, format: &Format) -> Result<Table, Problem> {
    if path == "-" {
        return Table::stream(input::standard(), format);
    }
    Table::open(Box::new(input::table(path)?), format)
}

/// What is asked of predictions.
pub(super) fn predictions(matches: &ArgMatches) -> Result<Spec, Problem> {
    let flag = match (string(matches, "decision"), string(matches, "threshold")) {
        (Some(column), _) => Flag::Column(column.clone()),
        (None, Some(text)) => {
            let number = text.replacen(',', ".", 1).parse();
            Flag::Threshold(number.map_err(|_| Problem::new("bad-threshold").with("found", text))?)
        }
        (None, None) => return Err(Problem::new("no-flag")),
    };
    let bins = match string(matches, "bins") {
        Some(text) => text
            .parse()
            .map_err(|_| Problem::new("bad-bins").with("found", text))?,
        None => 20,
    };
    let spec = Spec {
        label: string(matches, "label").cloned().unwrap_or_default(),
        score: string(matches, "score").cloned(),
        flag,
        groups: many(matches, "group")
            .iter()
            .map(|text| pair(text))
            .collect(),
        cross: many(matches, "cross")
            .iter()
            .map(|text| text.split(',').map(|name| name.trim().to_owned()).collect())
            .collect(),
        weight: string(matches, "weight").cloned(),
        unit: string(matches, "unit").cloned(),
        positive: string(matches, "positive").cloned(),
        exclude_missing_label: string(matches, "missing-label").is_some_and(|it| it == "exclude"),
        rates_only: matches.get_flag("rates-only"),
        bins,
    };
    spec.check()?;
    Ok(spec)
}

/// What the report is made with.
pub(super) fn options(matches: &ArgMatches) -> Result<Options, Problem> {
    let mut options = Options {
        holm: string(matches, "correct").is_some_and(|it| it == "holm"),
        ..Options::default()
    };
    for text in many(matches, "reference") {
        let Some((attribute, group)) = text.split_once('=') else {
            return Err(Problem::new("bad-reference").with("found", text));
        };
        options
            .references
            .insert(attribute.to_owned(), group.to_owned());
    }
    Ok(options)
}

/// `NAME=COLUMN`, or a column that gives its own name.
fn pair(text: &str) -> (String, String) {
    match text.split_once('=') {
        Some((name, column)) => (name.to_owned(), column.to_owned()),
        None => (text.to_owned(), text.to_owned()),
    }
}

/// All values of an option that may be repeated.
pub(super) fn many(matches: &ArgMatches, name: &str) -> Vec<String> {
    let all = matches.get_many::<String>(name);
    all.map(|all| all.cloned().collect()).unwrap_or_default()
}
