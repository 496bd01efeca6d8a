//! Delimited text: any delimiter, quoted fields, line ends of either kind, a byte-order mark, a decimal comma if asked for.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};

use super::batch::{Batch, ROWS, Wanted};
use super::guard::Guard;
use super::{Dictionary, Each, Format, MAX_COLUMNS, Shape, read_error};
use crate::problem::{FaultList, Problem};

/// The most lines that one row may span; more is a quote that was never closed.
const MAX_SPAN: u64 = 100;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Delimited text whose header is read.
pub struct Csv {
    reader: csv::Reader<Guard>,
    columns: Vec<String>,
    format: Format,
    delimiter: u8,
}

/// Where a row ends.
#[derive(Clone, Copy)]
struct End {
    /// The line, one-based, of the byte that follows.
    line: u64,
    /// Whether the end of the row's line was taken with it: the parser leaves the second byte of one of two, and the last row may have none.
    taken: bool,
}

impl std::fmt::Debug for Csv {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Csv")
            .field("columns", &self.columns)
            .field("delimiter", &self.delimiter)
            .finish_non_exhaustive()
    }
}

impl Csv {
    /// Reads the header.
    ///
    /// # Errors
    /// As [`super::Table::open`].
    pub fn open(source: impl Read + Send + 'static, format: &Format) -> Result<Self, Problem> {
        let mut guard = Guard::new(Box::new(source));
        let first = guard.peek().map_err(read_error)?;
        refuse(first)?;
        let delimiter = format.delimiter.unwrap_or_else(|| delimiter(first));
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .buffer_capacity(64 * 1024)
            .from_reader(guard);
        let header = reader.byte_headers().map_err(parse_error)?;
        let columns = names(header)?;
        Ok(Self {
            reader,
            columns,
            format: format.clone(),
            delimiter,
        })
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// What stands between fields.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub(super) fn read(
        mut self,
        wanted: &mut [Wanted],
        faults: &mut FaultList,
        each: &mut Each<'_>,
    ) -> Result<Shape, Problem> {
        for column in wanted.iter_mut() {
            column.dictionary = Dictionary::with_missing(&self.format.missing);
        }
        let mut record = ByteRecord::new();
        let mut batch = Batch::new(wanted);
        let mut shape = Shape::default();
        let mut last = self.end();
        while self
            .reader
            .read_byte_record(&mut record)
            .map_err(parse_error)?
        {
            let end = self.end();
            // Lines that have ended since the row before: this one's own, that of a row before whose end is of two bytes, and empty ones.
            let inside = if end.line == last.line + 1 && (end.taken || !last.taken) {
                0
            } else {
                memchr::memchr_iter(b'\n', record.as_slice()).count() as u64
            };
            let place = end.line.saturating_sub(u64::from(end.taken) + inside);
            last = end;
            shape.rows += 1;
            if inside > 0 {
                shape.spanning += 1;
                let span = inside + 1;
                if span > MAX_SPAN {
                    faults.push(place, None, "spans-lines", &format!("{span}"));
                    continue;
                }
            }
            if record.len() != self.columns.len() {
                let found = format!("{} / {}", record.len(), self.columns.len());
                faults.push(place, None, "fields", &found);
                continue;
            }
            if self.row(&record, place, wanted, &mut batch, faults)? {
                batch.places.push(place);
            } else {
                batch.settle();
            }
            if batch.rows() == ROWS {
                each(&batch, wanted, faults)?;
                batch.clear();
            }
        }
        if batch.rows() > 0 {
            each(&batch, wanted, faults)?;
        }
        Ok(shape)
    }

    /// Where the row that was read last ends.
    #[inline]
    fn end(&self) -> End {
        let place = self.reader.position();
        End {
            line: place.line(),
            taken: self.reader.get_ref().is_line_end(place.byte()),
        }
    }

    fn row(
        &self,
        record: &ByteRecord,
        place: u64,
        wanted: &mut [Wanted],
        batch: &mut Batch,
        faults: &mut FaultList,
    ) -> Result<bool, Problem> {
        for (column, wanted) in batch.columns.iter_mut().zip(wanted) {
            let cell = record.get(wanted.index).unwrap_or_default();
            if !column.push(cell, wanted, self.format.decimal_comma, place, faults)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Bytes that are no delimited text.
fn refuse(first: &[u8]) -> Result<(), Problem> {
    let code = match first {
        [] => "empty-file",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "utf-16",
        [b'P', b'K', 3, 4, ..] => "spreadsheet",
        [b'%', b'P', b'D', b'F', ..] => "binary",
        _ if first.contains(&0) => "binary",
        _ => return Ok(()),
    };
    Err(Problem::new(code))
}

/// The most frequent of the usual delimiters in the first line, quotes apart; the comma if there is none.
fn delimiter(first: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [0_usize; DELIMITERS.len()];
    for byte in first {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                for (count, delimiter) in counts.iter_mut().zip(DELIMITERS) {
                    *count += usize::from(*byte == delimiter);
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let found = counts.iter().position(|count| *count == most);
    found
        .and_then(|index| DELIMITERS.get(index))
        .copied()
        .unwrap_or(b',')
}

fn names(header: &ByteRecord) -> Result<Vec<String>, Problem> {
    if header.len() > MAX_COLUMNS {
        return Err(Problem::new("too-many-columns")
            .with("count", header.len())
            .with("limit", MAX_COLUMNS));
    }
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for name in header {
        let name = std::str::from_utf8(name.trim_ascii()).map_err(|_| Problem::new("not-utf8"))?;
        names.push(name.to_owned());
    }
    unique(&names)?;
    Ok(names)
}

/// Refuses two columns of the same name.
pub(super) fn unique(names: &[String]) -> Result<(), Problem> {
    let mut sorted: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    sorted.sort();
    let twice = sorted
        .iter()
        .zip(sorted.iter().skip(1))
        .find(|(a, b)| a == b);
    match twice {
        Some((name, _)) => Err(Problem::new("duplicate-column").with("column", name)),
        None => Ok(()),
    }
}

fn parse_error(error: csv::Error) -> Problem {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => read_error(error),
        other => Problem::new("read-error").with("cause", format!("{other:?}")),
    }
}
