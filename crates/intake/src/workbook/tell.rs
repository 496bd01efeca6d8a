//! What reading and writing a workbook tell: answers, refusals cell by cell, and why there is no workbook.

use std::collections::BTreeMap;

use crate::Answer;

/// What a workbook holds. Where something is refused, its answers are not to be used: all refusals come at once.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Sheetful {
    /// The answers, sheet by sheet, row by row.
    pub answers: Vec<Answer>,
    /// Cells that cannot be read.
    pub refused: Vec<Refused>,
    /// What deserves a look and keeps nothing from being read: another catalog, a sheet of the user's own, a gap in a list.
    pub notices: Vec<Refused>,
    /// Whether it was made from a descriptor: its rows are then that descriptor's entries, where no name says otherwise.
    pub prefilled: bool,
    /// How many questions have no answer; entries of lists are not counted.
    pub empty: usize,
    /// Those questions: path and cell.
    pub blank: Vec<(String, String)>,
    /// How many entries the sheet of each list has.
    pub entries: BTreeMap<String, usize>,
}

/// A cell that cannot be read, or that deserves a look. `intake.refused.CODE` has its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// The sheet.
    pub sheet: String,
    /// The cell as a spreadsheet names it, such as `C12`; empty where the whole sheet is meant.
    pub cell: String,
    /// The code of its sentences.
    pub code: &'static str,
    /// Their arguments; an empty `nearest` asks for the sentence `far` in the place of `help`.
    pub args: BTreeMap<&'static str, String>,
}

impl Refused {
    pub(super) fn new(sheet: &str, cell: String, code: &'static str) -> Self {
        Self {
            sheet: sheet.to_owned(),
            cell,
            code,
            args: BTreeMap::new(),
        }
    }

    pub(super) fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.args.insert(key, value.into());
        self
    }

    /// Sheet and cell, as an origin names them: `Data!C12`.
    pub fn place(&self) -> String {
        if self.cell.is_empty() {
            self.sheet.clone()
        } else {
            format!("{}!{}", self.sheet, self.cell)
        }
    }
}

/// Why a file gives no answers at all. `intake.unreadable.CODE` has its sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnreadableError {
    /// It is no `.xlsx` file: another spreadsheet's format, a text, or something else.
    #[error("the file is no workbook in Office Open XML")]
    OtherFormat,
    /// It is encrypted with a password.
    #[error("the workbook needs a password")]
    Password,
    /// It is larger than a workbook of answers can be, packed or unpacked.
    #[error("the workbook is too large")]
    TooLarge,
    /// It is a workbook whose parts cannot be read.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    /// It is a workbook that Garant did not write.
    #[error("the workbook was not written by garant")]
    NotOurs,
    /// It has a form that this program does not know.
    #[error("the workbook has version `{0}`, which is not known here")]
    OtherVersion(String),
}

impl UnreadableError {
    /// The code of its sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherFormat => "other-format",
            Self::Password => "password",
            Self::TooLarge => "too-large",
            Self::Damaged(_) => "damaged",
            Self::NotOurs => "not-ours",
            Self::OtherVersion(_) => "other-version",
        }
    }
}

/// Why there is no workbook.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnwritableError {
    /// The facts cannot be judged, so what applies is not known.
    #[error(transparent)]
    Facts(#[from] garant_core::AuditError),
    /// Answers of the facts that no cell can hold and give back as they are: all of them.
    #[error("{} answers fit no cell", .0.len())]
    Answers(Vec<Unwritten>),
    /// The writer of workbooks failed.
    #[error(transparent)]
    Book(#[from] rust_xlsxwriter::XlsxError),
}

/// An answer that no cell can hold and give back as it is: an empty text, spaces at its ends, a day before March 1900, an entry without keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritten {
    /// Its concrete path.
    pub path: String,
    /// Its line in the descriptor.
    pub line: usize,
}
