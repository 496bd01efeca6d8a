//! The query that counts predictions where they are: its result is a tally, and no row leaves the engine.

mod counts;
mod dialect;
mod select;
mod values;

pub use dialect::Dialect;

use std::collections::BTreeSet;

use crate::predictions::Spec;
use crate::problem::Problem;

/// One query over `table`, with comments, whose result [`crate::predictions::Tally::parse`] reads: as CSV with its header, as a JSON array,
/// or as a JSON object a line.
///
/// It counts as [`crate::predictions::read()`] does, and fails in the engine on a row that cannot be read. `table` is a table or a view,
/// `schema.table` with a dot; for `DuckDB` also the path of a file (it has a slash, or ends with `.csv`, `.tsv`, `.txt`, `.csv.gz` or
/// `.parquet`), whose delimited text is read as text. A CSV that Spark reads is to be registered as a view whose columns are texts.
///
/// Three things are the engine's: names of columns regardless of case; how binary numbers are written when they are groups (whole ones below
/// ten million agree); and no limit of length or number of values.
///
/// # Errors
/// What [`Spec::check`] finds; `sql-without-weights`; `sql-name` (a name that the engine cannot be given); `sql-file-in-spark` (a path);
/// `group-twice` (two attributes whose names differ by case alone, which an engine renames).
pub fn query(spec: &Spec, dialect: Dialect, table: &str) -> Result<String, Problem> {
    spec.check()?;
    if let Some(weight) = &spec.weight {
        return Err(Problem::new("sql-without-weights").with("column", weight));
    }
    let mut seen = BTreeSet::new();
    for (name, _) in &spec.groups {
        if !seen.insert(name.to_lowercase()) {
            return Err(Problem::new("group-twice").with("attribute", name));
        }
    }
    select::Select::new(spec, dialect).write(table)
}
