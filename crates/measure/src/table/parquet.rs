//! Parquet: columns of texts, whole numbers, numbers and truths.

use std::io::{Read, Seek as _, SeekFrom};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex};

use ::parquet::arrow::ProjectionMask;
use ::parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{ChunkReader, Length};
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array as _, ArrayRef};
use arrow_schema::{DataType, Field, Schema};
use bytes::Bytes;

use super::batch::{Batch, Column, Kind, ROWS, Wanted};
use super::csv::unique;
use super::{Dictionary, Each, Format, MAX_COLUMNS, Shape, Source};
use crate::problem::{FaultList, Problem};

/// A Parquet file whose schema is read.
pub struct Parquet {
    builder: ParquetRecordBatchReaderBuilder<Chunks>,
    columns: Vec<String>,
    missing: Vec<String>,
}

/// A source that several column readers share: each read seeks first.
#[derive(Clone)]
struct Chunks {
    source: Arc<Mutex<Box<dyn Source>>>,
    length: u64,
}

struct Cursor {
    chunks: Chunks,
    at: u64,
}

impl Chunks {
    fn fill(&self, at: u64, out: &mut [u8]) -> std::io::Result<usize> {
        let mut source = self
            .source
            .lock()
            .map_err(|_| std::io::Error::other("the file is locked"))?;
        source.seek(SeekFrom::Start(at))?;
        source.read(out)
    }
}

impl Read for Cursor {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let read = self.chunks.fill(self.at, out)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Chunks {
    type T = std::io::BufReader<Cursor>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(std::io::BufReader::new(Cursor {
            chunks: self.clone(),
            at: start,
        }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let rest = self.length.saturating_sub(start);
        if length as u64 > rest {
            return Err(ParquetError::EOF("a page ends beyond the file".to_owned()));
        }
        let mut block = vec![0; length];
        let mut cursor = Cursor {
            chunks: self.clone(),
            at: start,
        };
        cursor.read_exact(&mut block)?;
        Ok(block.into())
    }
}

impl std::fmt::Debug for Parquet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parquet")
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

impl Parquet {
    /// Reads the schema.
    ///
    /// # Errors
    /// `bad-parquet`, `duplicate-column`, `too-many-columns`.
    pub fn open(mut source: Box<dyn Source>, format: &Format) -> Result<Self, Problem> {
        let length = source.seek(SeekFrom::End(0)).map_err(super::read_error)?;
        let chunks = Chunks {
            source: Arc::new(Mutex::new(source)),
            length,
        };
        let builder = guarded(|| {
            let plain = ParquetRecordBatchReaderBuilder::try_new(chunks.clone()).map_err(bad)?;
            // Texts are read as codes of a dictionary: most of them are in the file already.
            let schema = dictionaries(plain.schema());
            let options = ArrowReaderOptions::new().with_schema(Arc::new(schema));
            ParquetRecordBatchReaderBuilder::try_new_with_options(chunks.clone(), options)
                .map_err(bad)
        })?;
        let columns: Vec<String> = builder
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        if columns.len() > MAX_COLUMNS {
            return Err(Problem::new("too-many-columns")
                .with("count", columns.len())
                .with("limit", MAX_COLUMNS));
        }
        unique(&columns)?;
        Ok(Self {
            builder,
            columns,
            missing: format.missing.clone(),
        })
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    pub(super) fn read(
        self,
        wanted: &mut [Wanted],
        faults: &mut FaultList,
        each: &mut Each<'_>,
    ) -> Result<Shape, Problem> {
        for column in wanted.iter_mut() {
            column.dictionary = Dictionary::with_missing(&self.missing);
        }
        let roots = wanted.iter().map(|column| column.index);
        let mask = ProjectionMask::roots(self.builder.parquet_schema(), roots);
        let reader = guarded(|| {
            self.builder
                .with_projection(mask)
                .with_batch_size(ROWS)
                .build()
                .map_err(bad)
        });
        let mut reader = reader?;
        let mut batch = Batch::new(wanted);
        let mut shape = Shape::default();
        loop {
            let next = guarded(|| reader.next().transpose().map_err(|error| bad_arrow(&error)))?;
            let Some(read) = next else {
                return Ok(shape);
            };
            batch.clear();
            let rows = read.num_rows();
            let mut good = vec![true; rows];
            for (column, wanted) in batch.columns.iter_mut().zip(wanted.iter_mut()) {
                let array = read
                    .column_by_name(&wanted.name)
                    .ok_or_else(|| Problem::new("no-such-column").with("column", &wanted.name))?;
                fill(column, array, wanted, shape.rows, faults, &mut good)?;
            }
            let first = shape.rows + 1;
            batch.places.extend(first..first + rows as u64);
            batch.keep(&good);
            shape.rows += rows as u64;
            each(&batch, wanted, faults)?;
        }
    }
}

/// The same schema with texts as dictionaries.
fn dictionaries(schema: &Schema) -> Schema {
    let fields: Vec<Field> = schema
        .fields()
        .iter()
        .map(|field| match field.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
                let kind =
                    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
                Field::new(field.name(), kind, field.is_nullable())
            }
            _ => field.as_ref().clone(),
        })
        .collect();
    Schema::new(fields)
}

/// Fills a column from an array; cells at fault are pushed as *not recorded* and their rows marked.
fn fill(
    column: &mut Column,
    array: &ArrayRef,
    wanted: &mut Wanted,
    before: u64,
    faults: &mut FaultList,
    good: &mut [bool],
) -> Result<(), Problem> {
    if wanted.kind == Kind::Numbers
        && let Some(numbers) = floats(array)
    {
        for (index, number) in numbers.enumerate() {
            let fine = number.is_none_or(f64::is_finite);
            if !fine {
                let found = number.map(|number| number.to_string()).unwrap_or_default();
                faults.push(
                    before + index as u64 + 1,
                    Some(&wanted.name),
                    "not-a-number",
                    &found,
                );
                if let Some(good) = good.get_mut(index) {
                    *good = false;
                }
            }
            if let Column::Numbers(numbers) = column {
                numbers.push(
                    number
                        .filter(|number| number.is_finite())
                        .unwrap_or(f64::NAN),
                );
            }
        }
        return Ok(());
    }
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        return from_dictionary(column, dictionary, wanted, before, faults, good);
    }
    let texts = texts(array).ok_or_else(|| {
        Problem::new("column-type")
            .with("column", &wanted.name)
            .with("type", array.data_type())
    })?;
    for (index, text) in texts.enumerate() {
        let place = before + index as u64 + 1;
        let cell = text.unwrap_or_default();
        if !column.push(cell.as_bytes(), wanted, false, place, faults)? {
            column.push(b"", wanted, false, place, faults)?;
            if let Some(good) = good.get_mut(index) {
                *good = false;
            }
        }
    }
    Ok(())
}

/// Fills from an array that is a dictionary already: each of its values is looked up once.
fn from_dictionary(
    column: &mut Column,
    array: &dyn arrow_array::array::AnyDictionaryArray,
    wanted: &mut Wanted,
    before: u64,
    faults: &mut FaultList,
    good: &mut [bool],
) -> Result<(), Problem> {
    let values = array.values().as_string_opt::<i32>().ok_or_else(|| {
        Problem::new("column-type")
            .with("column", &wanted.name)
            .with("type", array.data_type())
    })?;
    let keys = array.normalized_keys();
    let empty = values.is_empty();
    // A file's dictionary may hold values that this batch does not use: they are looked up when a row does.
    let mut known: Vec<Option<u32>> = vec![None; values.len()];
    for (index, key) in keys.iter().enumerate() {
        let absent = empty || array.is_null(index);
        if let (Column::Codes(codes), false) = (&mut *column, absent)
            && let Some(Some(code)) = known.get(*key)
        {
            codes.push(*code);
            continue;
        }
        let place = before + index as u64 + 1;
        let cell = if absent { "" } else { values.value(*key) };
        if column.push(cell.as_bytes(), wanted, false, place, faults)? {
            if let (Column::Codes(codes), false) = (&*column, absent)
                && let (Some(slot), Some(code)) = (known.get_mut(*key), codes.last())
            {
                *slot = Some(*code);
            }
        } else {
            column.push(b"", wanted, false, place, faults)?;
            if let Some(good) = good.get_mut(index) {
                *good = false;
            }
        }
    }
    Ok(())
}

fn floats(array: &ArrayRef) -> Option<Box<dyn Iterator<Item = Option<f64>> + '_>> {
    Some(match array.data_type() {
        DataType::Float64 => Box::new(array.as_primitive::<Float64Type>().iter()),
        DataType::Float32 => {
            let numbers = array.as_primitive::<Float32Type>().iter();
            Box::new(numbers.map(|number| number.map(f64::from)))
        }
        _ => return None,
    })
}

/// Cells as texts: whole numbers as they are written, truths as `true` and `false`, numbers in their shortest form.
fn texts(array: &ArrayRef) -> Option<Box<dyn Iterator<Item = Option<String>> + '_>> {
    macro_rules! numbers {
        ($kind:ty) => {
            Box::new(
                array
                    .as_primitive::<$kind>()
                    .iter()
                    .map(|cell| cell.map(|cell| cell.to_string())),
            )
        };
    }
    Some(match array.data_type() {
        DataType::Boolean => {
            let truths = array.as_boolean().iter();
            Box::new(truths.map(|cell| cell.map(|cell| cell.to_string())))
        }
        DataType::Int8 => numbers!(Int8Type),
        DataType::Int16 => numbers!(Int16Type),
        DataType::Int32 => numbers!(Int32Type),
        DataType::Int64 => numbers!(Int64Type),
        DataType::UInt8 => numbers!(UInt8Type),
        DataType::UInt16 => numbers!(UInt16Type),
        DataType::UInt32 => numbers!(UInt32Type),
        DataType::UInt64 => numbers!(UInt64Type),
        DataType::Float32 => numbers!(Float32Type),
        DataType::Float64 => numbers!(Float64Type),
        _ => return None,
    })
}

/// Runs a step of the decoder, which may panic on a file that was tampered with.
fn guarded<T>(step: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    std::panic::catch_unwind(AssertUnwindSafe(step))
        .unwrap_or_else(|_| Err(Problem::new("bad-parquet").with("cause", "the file is damaged")))
}

fn bad(error: ParquetError) -> Problem {
    Problem::new("bad-parquet").with("cause", error)
}

fn bad_arrow(error: &arrow_schema::ArrowError) -> Problem {
    Problem::new("bad-parquet").with("cause", error)
}
