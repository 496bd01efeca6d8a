//! Batches of Arrow that another program holds in memory. They are read in place: what is copied is what a reader has of
//! [`ROWS`] rows at a time, of the columns that it wants.

use arrow_array::{Array as _, RecordBatch};
use arrow_schema::Schema;

use super::batch::{Batch, ROWS, Wanted};
use super::cells::{columns, fill};
use super::{Dictionary, Each, Format, Shape};
use crate::problem::{FaultList, Problem};

/// Where batches come from; what it gives as a problem ends the reading with it.
pub type Batches = Box<dyn Iterator<Item = Result<RecordBatch, Problem>> + Send>;

/// Batches of one schema.
pub struct Arrow {
    columns: Vec<String>,
    missing: Vec<String>,
    batches: Batches,
}

impl std::fmt::Debug for Arrow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arrow")
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

impl Arrow {
    /// Reads the schema. Of the format, the texts that mean *not recorded* are used.
    ///
    /// # Errors
    /// `duplicate-column`, `too-many-columns`.
    pub fn new(schema: &Schema, batches: Batches, format: &Format) -> Result<Self, Problem> {
        Ok(Self {
            columns: columns(schema)?,
            missing: format.missing.clone(),
            batches,
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
        let mut batch = Batch::new(wanted);
        let mut shape = Shape::default();
        for given in self.batches {
            let given = given?;
            let mut start = 0;
            while start < given.num_rows() {
                let rows = ROWS.min(given.num_rows() - start);
                batch.clear();
                let mut good = vec![true; rows];
                for (column, wanted) in batch.columns.iter_mut().zip(wanted.iter_mut()) {
                    let array = given
                        .columns()
                        .get(wanted.index)
                        .ok_or_else(|| Problem::new("no-such-column").with("column", &wanted.name))?
                        .slice(start, rows);
                    fill(column, &array, wanted, shape.rows, faults, &mut good)?;
                }
                let first = shape.rows + 1;
                batch.places.extend(first..first + rows as u64);
                batch.keep(&good);
                shape.rows += rows as u64;
                each(&batch, wanted, faults)?;
                start += rows;
            }
        }
        Ok(shape)
    }
}
