//! Tables of rows, read in batches: delimited text, Parquet, and Arrow in memory.

#[cfg(feature = "arrow")]
pub mod arrow;
pub mod batch;
#[cfg(feature = "arrow")]
mod cells;
pub mod csv;
pub mod dictionary;
mod guard;
#[cfg(feature = "parquet")]
pub mod parquet;

use std::cell::Cell;
use std::io::{Read, Seek};

pub use batch::{Batch, Column, Kind, Wanted};
pub use dictionary::Dictionary;

use crate::problem::{FaultList, Problem};

thread_local! {
    static CATCHES: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread is caught where it happens: that of a decoder on a file that was tampered with, which becomes a [`Problem`].
/// A program's panic hook asks, for its message names a place in the decoder and nothing of the file.
pub fn catches_panics() -> bool {
    CATCHES.get()
}

/// Where a table's bytes come from.
pub trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send> Source for T {}

/// The most columns that a table may have.
pub const MAX_COLUMNS: usize = 10_000;
/// The most different values of a column of groups, labels or reasons.
pub const MAX_VALUES: usize = 1_000;
/// The most bytes of a cell that is read.
pub const MAX_CELL: usize = 1_000;

/// How a table is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// Between the fields of delimited text; found in the header when none is given: the most frequent of `,` `;` tab and `|`.
    pub delimiter: Option<u8>,
    /// Numbers have a decimal comma.
    pub decimal_comma: bool,
    /// Texts that say that a cell is not recorded, beside the empty one.
    pub missing: Vec<String>,
}

/// Takes a batch, the columns that it has, and the list of faults to add to.
pub type Each<'a> = dyn FnMut(&Batch, &[Wanted], &mut FaultList) -> Result<(), Problem> + 'a;

/// A table whose header is read.
pub enum Table {
    /// Delimited text.
    Csv(csv::Csv),
    /// Parquet.
    #[cfg(feature = "parquet")]
    Parquet(parquet::Parquet),
    /// Batches of Arrow in memory.
    #[cfg(feature = "arrow")]
    Arrow(arrow::Arrow),
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("columns", &self.columns())
            .finish_non_exhaustive()
    }
}

impl Table {
    /// Opens a table, and finds out by its first bytes which kind it is.
    ///
    /// # Errors
    /// `empty-file`, `binary`, `utf-16`, `spreadsheet`, `no-parquet`, `bad-parquet`, `duplicate-column`, `too-many-columns`, `read-error`.
    pub fn open(mut source: Box<dyn Source>, format: &Format) -> Result<Self, Problem> {
        let mut magic = [0; 4];
        let mut read = 0;
        while read < magic.len() {
            let rest = magic.get_mut(read..).unwrap_or_default();
            match source.read(rest).map_err(read_error)? {
                0 => break,
                more => read += more,
            }
        }
        source.rewind().map_err(read_error)?;
        if &magic == b"PAR1" {
            #[cfg(feature = "parquet")]
            return parquet::Parquet::open(source, format).map(Self::Parquet);
            #[cfg(not(feature = "parquet"))]
            return Err(Problem::new("no-parquet"));
        }
        csv::Csv::open(source, format).map(Self::Csv)
    }

    /// Reads delimited text that cannot be rewound, such as standard input.
    ///
    /// # Errors
    /// As [`Table::open`].
    pub fn stream(source: Box<dyn Read + Send>, format: &Format) -> Result<Self, Problem> {
        csv::Csv::open(source, format).map(Self::Csv)
    }

    /// The names of the columns, in order.
    pub fn columns(&self) -> &[String] {
        match self {
            Self::Csv(table) => table.columns(),
            #[cfg(feature = "parquet")]
            Self::Parquet(table) => table.columns(),
            #[cfg(feature = "arrow")]
            Self::Arrow(table) => table.columns(),
        }
    }

    /// Where a column is.
    ///
    /// # Errors
    /// `no-such-column`, with the columns there are.
    pub fn column(&self, name: &str) -> Result<usize, Problem> {
        let columns = self.columns();
        columns
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| {
                let known: Vec<String> = columns
                    .iter()
                    .take(30)
                    .map(|column| crate::problem::shown(column))
                    .collect();
                let mut problem = Problem::new("no-such-column").with("column", name);
                problem.args.push(("columns", known.join(", ")));
                problem
            })
    }

    /// Asks for a column; gives its place in a batch.
    pub(crate) fn want(
        &self,
        wanted: &mut Vec<Wanted>,
        name: &str,
        kind: Kind,
    ) -> Result<usize, Problem> {
        let index = self.column(name)?;
        let known = wanted
            .iter()
            .position(|column| column.index == index && column.kind == kind);
        Ok(known.unwrap_or_else(|| {
            wanted.push(Wanted::new(index, name, kind));
            wanted.len() - 1
        }))
    }

    /// Asks for a column that may not be wanted.
    pub(crate) fn want_some(
        &self,
        wanted: &mut Vec<Wanted>,
        name: Option<&str>,
        kind: Kind,
    ) -> Result<Option<usize>, Problem> {
        name.map(|name| self.want(wanted, name, kind)).transpose()
    }

    /// Reads all rows, batch after batch. Rows that cannot be read are faults and in no batch.
    ///
    /// # Errors
    /// What stops the reading: `too-many-values`, `column-type`, `line-too-long`, `unclosed-quote`, `bad-parquet`, `read-error`, and what
    /// `each` returns.
    pub fn read(
        self,
        wanted: &mut [Wanted],
        faults: &mut FaultList,
        each: &mut Each<'_>,
    ) -> Result<Shape, Problem> {
        match self {
            Self::Csv(table) => table.read(wanted, faults, each),
            #[cfg(feature = "parquet")]
            Self::Parquet(table) => table.read(wanted, faults, each),
            #[cfg(feature = "arrow")]
            Self::Arrow(table) => table.read(wanted, faults, each),
        }
    }
}

/// What was found of a table's form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Rows, faulty ones included.
    pub rows: u64,
    /// Rows that span several lines.
    pub spanning: u64,
}

pub(crate) fn read_error(error: std::io::Error) -> Problem {
    // Our own guards pass through the reader as errors with a code.
    let Some(inner) = error.into_inner() else {
        return Problem::new("read-error").with("cause", "the file cannot be read");
    };
    match inner.downcast::<Problem>() {
        Ok(problem) => *problem,
        Err(other) => Problem::new("read-error").with("cause", other),
    }
}
