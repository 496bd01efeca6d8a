//! A tally as a query gives it: one row a stratum and score bin, as delimited text, a JSON array, or a JSON object a line.

use std::collections::BTreeMap;

use serde_json::Value;

use super::count::{Bin, Counts, Scores};
use super::spec::BINS;
use super::tally::{By, FORMAT, StratumCounts, Tally, VERSION};
use crate::problem::Problem;

/// The first column, which holds the version.
pub const MARK: &str = "garant_tally";
/// Before the name of an attribute: whether the row's stratum is made by it.
pub const IN: &str = "in:";
/// Before the name of an attribute: its value.
pub const BY: &str = "by:";

type Row = BTreeMap<String, String>;

/// Whether a text begins as the result of Garant's query.
pub fn recognises(text: &[u8]) -> bool {
    let first = text.trim_ascii_start();
    let quoted = first.strip_prefix(b"\"").unwrap_or(first);
    quoted.starts_with(MARK.as_bytes()) || first.first() == Some(&b'[')
}

/// Reads it.
///
/// # Errors
/// `bad-tally` with the row and the column at fault.
pub fn parse(text: &[u8]) -> Result<Tally, Problem> {
    let (names, rows) = match text.trim_ascii_start().first() {
        Some(b'[' | b'{') => from_json(text)?,
        _ => from_csv(text)?,
    };
    let first = rows.first().ok_or_else(|| wrong("it has no row"))?;
    let text_of = |name: &str| {
        let value = first.get(name).map(String::as_str).unwrap_or_default();
        (!value.is_empty()).then(|| value.to_owned())
    };
    if text_of(MARK).as_deref() != Some("1") {
        return Err(wrong("its version is another one"));
    }
    let attributes: Vec<String> = names
        .iter()
        .filter_map(|name| name.strip_prefix(BY))
        .map(str::to_owned)
        .collect();
    let threshold = match text_of("threshold") {
        Some(text) => Some(
            text.parse()
                .map_err(|_| wrong("its threshold is no number"))?,
        ),
        None => None,
    };
    let bins = match text_of("bins") {
        Some(text) => Some(
            text.parse()
                .ok()
                .filter(|bins| BINS.contains(bins))
                .ok_or_else(|| wrong("its number of bins is none of ours"))?,
        ),
        None => None,
    };
    let mut strata: BTreeMap<By, Counts> = BTreeMap::new();
    let mut crossings: Vec<Vec<String>> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let same = [
            "label",
            "score",
            "threshold",
            "decision",
            "positive",
            "bins",
            "unit",
            MARK,
        ];
        if same.iter().any(|name| row.get(*name) != first.get(*name)) {
            return Err(wrong(&format!(
                "row {} belongs to another query",
                index + 1
            )));
        }
        let mut by = By::new();
        for attribute in &attributes {
            if number(row, &format!("{IN}{attribute}"), index)? == 1 {
                let value = row
                    .get(&format!("{BY}{attribute}"))
                    .filter(|value| !value.is_empty());
                by.insert(attribute.clone(), value.cloned());
            }
        }
        let names: Vec<String> = attributes
            .iter()
            .filter(|name| by.contains_key(*name))
            .cloned()
            .collect();
        if names.len() > 1 && !crossings.contains(&names) {
            crossings.push(names);
        }
        let counts = strata.entry(by).or_insert_with(|| Counts::new(bins, false));
        add(counts, row, bins, index)?;
    }
    Ok(Tally {
        format: FORMAT.to_owned(),
        version: VERSION,
        label: text_of("label").unwrap_or_default(),
        positive: text_of("positive"),
        score: text_of("score"),
        threshold,
        decision: text_of("decision"),
        weight: None,
        unit: text_of("unit"),
        attributes,
        crossings,
        strata: strata
            .into_iter()
            .map(|(by, counts)| StratumCounts { by, counts })
            .collect(),
    })
}

fn add(counts: &mut Counts, row: &Row, bins: Option<usize>, index: usize) -> Result<(), Problem> {
    let mut own = Counts {
        tp: number(row, "tp", index)?,
        fp: number(row, "fp", index)?,
        tn: number(row, "tn", index)?,
        fn_: number(row, "fn", index)?,
        no_label: number(row, "no_label", index)?,
        at_threshold: number(row, "at_threshold", index)?,
        ..Counts::default()
    };
    if let Some(bins) = bins {
        let mut scores = Scores {
            squared_error: number(row, "squared_error", index)?,
            at_the_ends: number(row, "at_the_ends", index)?,
            bins: vec![Bin::default(); bins],
        };
        if own.n() > 0 {
            let bin = usize::try_from(number(row, "bin", index)?).unwrap_or(usize::MAX);
            let place = scores
                .bins
                .get_mut(bin)
                .ok_or_else(|| wrong(&format!("row {}: no such bin", index + 1)))?;
            *place = Bin {
                n: own.n(),
                positives: own.positives(),
                score_sum: number(row, "score_sum", index)?,
            };
        }
        own.scores = Some(scores);
    }
    counts.merge(&own);
    Ok(())
}

/// A whole number; an empty or absent cell is 0, as a sum over no row is.
fn number(row: &Row, name: &str, index: usize) -> Result<u64, Problem> {
    match row.get(name).map(|cell| cell.trim()) {
        None => Err(wrong(&format!("it has no column {name}"))),
        Some("") => Ok(0),
        Some(cell) => {
            // Some engines write sums as decimals.
            let whole = cell.strip_suffix(".0").unwrap_or(cell);
            whole
                .parse()
                .map_err(|_| wrong(&format!("row {}: {name} is no whole number", index + 1)))
        }
    }
}

fn from_csv(text: &[u8]) -> Result<(Vec<String>, Vec<Row>), Problem> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text);
    let bad = |error: csv::Error| wrong(&error.to_string());
    let names: Vec<String> = reader
        .headers()
        .map_err(bad)?
        .iter()
        .map(str::to_owned)
        .collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(bad)?;
        let cells = record.iter().map(str::to_owned);
        rows.push(names.iter().cloned().zip(cells).collect());
    }
    Ok((names, rows))
}

fn from_json(text: &[u8]) -> Result<(Vec<String>, Vec<Row>), Problem> {
    let bad = |error: serde_json::Error| wrong(&error.to_string());
    let mut objects = Vec::new();
    for value in serde_json::Deserializer::from_slice(text).into_iter::<Value>() {
        match value.map_err(bad)? {
            Value::Array(values) => objects.extend(values),
            other => objects.push(other),
        }
    }
    let mut names: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for object in &objects {
        let Value::Object(object) = object else {
            return Err(wrong("a row is no object"));
        };
        for name in object.keys().filter(|name| name.starts_with(BY)) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        let cell = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        rows.push(
            object
                .iter()
                .map(|(name, value)| (name.clone(), cell(value)))
                .collect(),
        );
    }
    // Some engines leave out what is null.
    let all: Vec<String> = rows
        .iter()
        .flat_map(|row: &Row| row.keys().cloned())
        .collect();
    for row in &mut rows {
        for name in &all {
            row.entry(name.clone()).or_default();
        }
    }
    Ok((names, rows))
}

fn wrong(cause: &str) -> Problem {
    Problem::new("bad-tally").with("cause", cause)
}
