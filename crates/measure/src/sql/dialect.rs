//! How an engine writes names, texts and patterns, so that nothing a user names can become a piece of the query.

use crate::problem::Problem;

/// The engine that runs the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `DuckDB`, 1.0 or newer.
    Duckdb,
    /// Spark SQL, 3.2 or newer, in either ANSI mode.
    Spark,
}

/// The decimal notation that Garant reads; engines also read others (`1_0`, `0.5d`), which would be other figures.
const NUMBER: &str = "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$";

/// The spaces that Garant takes off a cell: space, tab, line feed, form feed, carriage return.
const SPACES: &str = "' ' || chr(9) || chr(10) || chr(12) || chr(13)";

/// Files that `DuckDB` reads by their path.
const FILES: [&str; 5] = [".csv", ".tsv", ".txt", ".csv.gz", ".parquet"];

/// Where rows come from, as the query writes it.
#[derive(Clone, Debug)]
pub(super) struct From {
    pub(super) sql: String,
    /// Whether all its columns are texts.
    pub(super) texts: bool,
}

impl Dialect {
    /// A name: of a column or of a table.
    pub(super) fn name(self, name: &str) -> Result<String, Problem> {
        // Spark replaces `${…}` before it reads the query, and has no escape for it within a name.
        let hidden = self == Self::Spark && name.contains("${");
        if hidden || name.is_empty() || name.contains('\0') {
            return Err(Problem::new("sql-name").with("found", name));
        }
        Ok(match self {
            Self::Duckdb => format!("\"{}\"", name.replace('"', "\"\"")),
            Self::Spark => format!("`{}`", name.replace('`', "``")),
        })
    }

    /// A text.
    pub(super) fn text(self, text: &str) -> Result<String, Problem> {
        if text.contains('\0') {
            return Err(Problem::new("sql-name").with("found", text));
        }
        let escaped = match self {
            Self::Duckdb => text.replace('\'', "''"),
            Self::Spark => text
                .replace('\\', "\\\\")
                .replace('\'', "\\'")
                .replace('\n', "\\n")
                .replace('\r', "\\r")
                .replace("${", "\\u0024{"),
        };
        Ok(format!("'{escaped}'"))
    }

    /// A text that may be absent.
    pub(super) fn maybe(self, text: Option<&str>) -> Result<String, Problem> {
        match text {
            Some(text) => self.text(text),
            None => Ok(format!("CAST(NULL AS {})", self.string())),
        }
    }

    /// The type of texts.
    pub(super) fn string(self) -> &'static str {
        match self {
            Self::Duckdb => "VARCHAR",
            Self::Spark => "STRING",
        }
    }

    /// The types of binary numbers, as `typeof` tells them.
    pub(super) fn floats(self) -> &'static str {
        match self {
            Self::Duckdb => "('FLOAT', 'DOUBLE')",
            Self::Spark => "('float', 'double')",
        }
    }

    /// The function that stops a query.
    pub(super) fn fail(self) -> &'static str {
        match self {
            Self::Duckdb => "error",
            Self::Spark => "raise_error",
        }
    }

    /// A text without spaces around it; null when nothing is left.
    pub(super) fn trimmed(self, text: &str) -> String {
        match self {
            Self::Duckdb => format!("nullif(trim({text}, {SPACES}), '')"),
            Self::Spark => format!("nullif(btrim({text}, {SPACES}), '')"),
        }
    }

    /// A text as a number; null when it is none.
    pub(super) fn number(self, text: &str) -> String {
        let matches = match self {
            Self::Duckdb => format!("regexp_matches({text}, '{NUMBER}')"),
            Self::Spark => format!("{text} RLIKE '{NUMBER}'"),
        };
        format!("CASE WHEN {matches} THEN TRY_CAST({text} AS DOUBLE) END")
    }

    /// A table by its name, with its schema before a dot if it has one; for `DuckDB` also a file by its path.
    pub(super) fn from(self, table: &str) -> Result<From, Problem> {
        let lower = table.to_lowercase();
        let file = table.contains(['/', '\\']) || FILES.iter().any(|end| lower.ends_with(end));
        if !file {
            let parts: Result<Vec<String>, Problem> =
                table.split('.').map(|part| self.name(part)).collect();
            return Ok(From {
                sql: parts?.join("."),
                texts: false,
            });
        }
        if self == Self::Spark {
            return Err(Problem::new("sql-file-in-spark").with("found", table));
        }
        let path = self.text(table)?;
        let texts = !lower.ends_with(".parquet");
        let sql = if texts {
            // Nothing of the form is guessed but the delimiter.
            format!(
                "read_csv({path}, header = true, all_varchar = true, quote = '\"', escape = '\"', comment = '', skip = 0)"
            )
        } else {
            format!("read_parquet({path})")
        };
        Ok(From { sql, texts })
    }
}
