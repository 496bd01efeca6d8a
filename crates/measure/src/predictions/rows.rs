//! The rows of a query's result: delimited text, a JSON array, or a JSON object a line. One row is held at a time.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer as _, Error as _, SeqAccess, Visitor};
use serde_json::Value;

use super::flat::{MARK, wrong};
use crate::problem::Problem;

/// Cells by their column.
pub(super) type Row = BTreeMap<String, String>;

type Take<'a> = dyn FnMut(&Row) -> Result<(), Problem> + 'a;

/// Reads delimited text; its delimiter is what follows the first name.
pub(super) fn delimited(text: &[u8], take: &mut Take<'_>) -> Result<(), Problem> {
    let start = text.trim_ascii_start();
    let mut after = start.strip_prefix(b"\"").unwrap_or(start).iter();
    let after = after.nth(MARK.len()).copied().filter(|next| *next != b'"');
    let quoted = start.get(MARK.len() + 2).copied();
    let delimiter = after
        .or(quoted)
        .filter(|next| b";\t|".contains(next))
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(start);
    let bad = |error: csv::Error| wrong(&error.to_string());
    let names: Vec<String> = reader
        .headers()
        .map_err(bad)?
        .iter()
        .map(str::to_owned)
        .collect();
    for (index, name) in names.iter().enumerate() {
        if names.iter().take(index).any(|other| other == name) {
            return Err(wrong(&format!("column {name} is there twice")));
        }
    }
    for record in reader.records() {
        let record = record.map_err(bad)?;
        let cells = record.iter().map(str::to_owned);
        take(&names.iter().cloned().zip(cells).collect())?;
    }
    Ok(())
}

/// Reads JSON.
pub(super) fn json(text: &[u8], take: &mut Take<'_>) -> Result<(), Problem> {
    let mut fault = None;
    let mut read = serde_json::Deserializer::from_slice(text);
    let array = text.trim_ascii_start().first() == Some(&b'[');
    let mut rows = Rows {
        take,
        fault: &mut fault,
    };
    let result = if array {
        read.deserialize_seq(rows).and_then(|()| read.end())
    } else {
        let mut values = read.into_iter::<Value>();
        values.try_for_each(|value| rows.row(value?))
    };
    match (fault, result) {
        (Some(fault), _) => Err(fault),
        (None, Err(error)) => Err(wrong(&error.to_string())),
        (None, Ok(())) => Ok(()),
    }
}

/// Takes the rows of an array as they are read.
struct Rows<'a, 'b> {
    take: &'a mut Take<'b>,
    /// What was wrong with a row: an error of the reader holds a text alone.
    fault: &'a mut Option<Problem>,
}

impl Rows<'_, '_> {
    fn row(&mut self, value: Value) -> Result<(), serde_json::Error> {
        let result = match value {
            Value::Object(object) => {
                let cells = object.into_iter().map(|(name, value)| (name, cell(value)));
                (self.take)(&cells.collect())
            }
            _ => Err(wrong("a row is no object")),
        };
        result.map_err(|problem| {
            *self.fault = Some(problem);
            serde_json::Error::custom("a row is wrong")
        })
    }
}

impl<'de> Visitor<'de> for Rows<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut values: A) -> Result<(), A::Error> {
        while let Some(value) = values.next_element::<Value>()? {
            self.row(value).map_err(A::Error::custom)?;
        }
        Ok(())
    }
}

fn cell(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}
