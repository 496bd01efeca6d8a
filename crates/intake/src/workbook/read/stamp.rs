//! The hidden sheet that tells which workbook it is, and which sheet is whose.

use garant_rules::Lang;

use super::super::tell::UnreadableError;
use super::super::{FORMAT, LIST, PREFILLED, SECTION, STAMP_SHEETS, VERSION, YES};
use super::sheet::Cells;

/// What a sheet is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The questions of a section.
    Section,
    /// The entries of the list at this path.
    List(String),
    /// The guide, or what a later program adds: it holds no answer.
    Other,
}

pub(super) struct Stamp {
    pub(super) catalog: String,
    pub(super) sha256: String,
    pub(super) lang: Lang,
    pub(super) prefilled: bool,
    pub(super) sheets: Vec<(String, Part)>,
}

impl Stamp {
    pub(super) fn of(cells: &Cells) -> Result<Self, UnreadableError> {
        let text = |row: u32, column: u32| cells.text(row, column).unwrap_or_default();
        if text(0, 0) != FORMAT {
            return Err(UnreadableError::NotOurs);
        }
        let version = text(0, 1);
        if version != VERSION {
            return Err(UnreadableError::OtherVersion(version));
        }
        let mut sheets = Vec::new();
        let mut row = STAMP_SHEETS;
        while let Some(name) = cells.text(row, 0) {
            let part = match text(row, 1).as_str() {
                SECTION => Part::Section,
                LIST => Part::List(text(row, 2)),
                _ => Part::Other,
            };
            sheets.push((name, part));
            row += 1;
        }
        if sheets.is_empty() {
            return Err(UnreadableError::NotOurs);
        }
        Ok(Self {
            catalog: text(1, 1),
            sha256: text(2, 1),
            lang: Lang::of(&text(3, 1)).unwrap_or_default(),
            prefilled: text(5, 0) == PREFILLED && text(5, 1) == YES,
            sheets,
        })
    }
}
