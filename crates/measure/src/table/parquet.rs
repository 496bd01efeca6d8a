//! Parquet: columns of texts, whole numbers, numbers and truths.

use std::io::{Read, Seek as _, SeekFrom};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex};

use ::parquet::arrow::ProjectionMask;
use ::parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{ChunkReader, Length};
use arrow_schema::{DataType, Field, Schema};
use bytes::Bytes;

use super::batch::{Batch, ROWS, Wanted};
use super::cells::{columns, fill};
use super::{Dictionary, Each, Format, Shape, Source};
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
        let columns = columns(builder.schema())?;
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

/// Runs a step of the decoder, which may panic on a file that was tampered with.
fn guarded<T>(step: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    super::CATCHES.set(true);
    let done = std::panic::catch_unwind(AssertUnwindSafe(step));
    super::CATCHES.set(false);
    done.unwrap_or_else(|_| Err(Problem::new("bad-parquet").with("cause", "the file is damaged")))
}

fn bad(error: ParquetError) -> Problem {
    Problem::new("bad-parquet").with("cause", error)
}

fn bad_arrow(error: &arrow_schema::ArrowError) -> Problem {
    Problem::new("bad-parquet").with("cause", error)
}
