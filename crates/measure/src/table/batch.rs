//! Some rows of a table, column by column.

use super::dictionary::Dictionary;
use super::{MAX_CELL, MAX_VALUES};
use crate::problem::{FaultList, Problem};

/// How many rows a batch has at most.
pub const ROWS: usize = 8_192;

/// How a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As codes of a dictionary; 0 is *not recorded*.
    Codes,
    /// As numbers; NaN is *not recorded*.
    Numbers,
    /// As texts of their own, for case names and times; the empty one is *not recorded*.
    Texts,
}

/// A column to read.
#[derive(Debug)]
pub struct Wanted {
    /// Where it is.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// How it is read.
    pub kind: Kind,
    /// The values of a column of codes.
    pub dictionary: Dictionary,
}

impl Wanted {
    /// A column to read so.
    pub fn new(index: usize, name: &str, kind: Kind) -> Self {
        Self {
            index,
            name: name.to_owned(),
            kind,
            dictionary: Dictionary::default(),
        }
    }
}

/// The cells of a column in a batch.
#[derive(Clone, Debug)]
pub enum Column {
    /// Codes of the column's dictionary.
    Codes(Vec<u32>),
    /// Numbers.
    Numbers(Vec<f64>),
    /// Texts.
    Texts(Vec<String>),
}

/// Some rows.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Where each row stands: a line of the file for CSV, a row number for Parquet and Arrow.
    pub places: Vec<u64>,
    /// The wanted columns, in the order in which they were asked for.
    pub columns: Vec<Column>,
}

impl Batch {
    pub(crate) fn new(wanted: &[Wanted]) -> Self {
        let columns = wanted
            .iter()
            .map(|column| match column.kind {
                Kind::Codes => Column::Codes(Vec::with_capacity(ROWS)),
                Kind::Numbers => Column::Numbers(Vec::with_capacity(ROWS)),
                Kind::Texts => Column::Texts(Vec::new()),
            })
            .collect();
        Self {
            places: Vec::with_capacity(ROWS),
            columns,
        }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.places.len()
    }

    /// The codes of a column; none if it is another kind.
    pub fn codes(&self, column: usize) -> &[u32] {
        match self.columns.get(column) {
            Some(Column::Codes(codes)) => codes,
            _ => &[],
        }
    }

    /// The numbers of a column; none if it is another kind.
    pub fn numbers(&self, column: usize) -> &[f64] {
        match self.columns.get(column) {
            Some(Column::Numbers(numbers)) => numbers,
            _ => &[],
        }
    }

    /// The texts of a column; none if it is another kind.
    pub fn texts(&self, column: usize) -> &[String] {
        match self.columns.get(column) {
            Some(Column::Texts(texts)) => texts,
            _ => &[],
        }
    }

    pub(crate) fn clear(&mut self) {
        self.places.clear();
        for column in &mut self.columns {
            match column {
                Column::Codes(codes) => codes.clear(),
                Column::Numbers(numbers) => numbers.clear(),
                Column::Texts(texts) => texts.clear(),
            }
        }
    }

    /// Keeps the rows that are marked.
    #[cfg(feature = "arrow")]
    pub(crate) fn keep(&mut self, good: &[bool]) {
        fn retain<T>(cells: &mut Vec<T>, good: &[bool]) {
            let mut marks = good.iter();
            cells.retain(|_| marks.next().copied().unwrap_or(true));
        }
        if good.iter().all(|good| *good) {
            return;
        }
        retain(&mut self.places, good);
        for column in &mut self.columns {
            match column {
                Column::Codes(codes) => retain(codes, good),
                Column::Numbers(numbers) => retain(numbers, good),
                Column::Texts(texts) => retain(texts, good),
            }
        }
    }

    /// Takes back what a faulty row has pushed.
    pub(crate) fn settle(&mut self) {
        let rows = self.places.len();
        for column in &mut self.columns {
            match column {
                Column::Codes(codes) => codes.truncate(rows),
                Column::Numbers(numbers) => numbers.truncate(rows),
                Column::Texts(texts) => texts.truncate(rows),
            }
        }
    }
}

impl Column {
    /// Pushes a cell of text; false when it is a fault.
    pub(crate) fn push(
        &mut self,
        cell: &[u8],
        wanted: &mut Wanted,
        decimal_comma: bool,
        place: u64,
        faults: &mut FaultList,
    ) -> Result<bool, Problem> {
        let cell = cell.trim_ascii();
        let mut fault = |code| {
            let found = String::from_utf8_lossy(cell.get(..MAX_CELL).unwrap_or(cell)).into_owned();
            faults.push(place, Some(&wanted.name), code, &found);
            Ok(false)
        };
        if cell.len() > MAX_CELL {
            return fault("cell-too-long");
        }
        match self {
            Self::Codes(codes) => match wanted.dictionary.code(cell) {
                Some(code) => codes.push(code),
                None => return fault("not-utf8"),
            },
            Self::Numbers(numbers) => {
                let Some(number) = number(cell, decimal_comma) else {
                    return fault("not-a-number");
                };
                numbers.push(number);
            }
            Self::Texts(texts) => {
                let Ok(text) = std::str::from_utf8(cell) else {
                    return fault("not-utf8");
                };
                texts.push(text.to_owned());
            }
        }
        if wanted.dictionary.len() > MAX_VALUES {
            return Err(Problem::new("too-many-values")
                .with("column", &wanted.name)
                .with("limit", MAX_VALUES));
        }
        Ok(true)
    }
}

/// A finite number, or NaN for an empty cell.
fn number(cell: &[u8], decimal_comma: bool) -> Option<f64> {
    if cell.is_empty() {
        return Some(f64::NAN);
    }
    let text = std::str::from_utf8(cell).ok()?;
    let parsed: f64 = if decimal_comma {
        text.replacen(',', ".", 1).parse().ok()?
    } else {
        text.parse().ok()?
    };
    parsed.is_finite().then_some(parsed)
}
