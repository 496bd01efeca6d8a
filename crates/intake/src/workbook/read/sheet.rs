//! The cells of a sheet, one after another: a sheet that claims a million rows takes no more room than the cells that it holds.

use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::ops::RangeFrom;

use calamine::{DataRef, ExcelDateTime, Xlsx, XlsxError, XlsxFormulaMetadata};
use jiff::civil::Date;

use super::super::cell::Held;

/// Cells further right or further down hold no answer of any catalog.
const COLUMNS: u32 = 1_024;
const ROWS: u32 = 8_192;

/// The days that a spreadsheet counts.
const LAST_SERIAL: f64 = 2_958_465.0;

/// A cell's row and column, from zero.
pub(super) type At = (u32, u32);

/// Cells from one corner to the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) first: At,
    pub(super) last: At,
}

impl Area {
    /// Whether it has a cell of the column, in this row or below.
    pub(super) fn reaches(self, row: u32, column: u32) -> bool {
        self.last.0 >= row && (self.first.1..=self.last.1).contains(&column)
    }

    pub(super) fn holds(self, row: u32, column: u32) -> bool {
        (self.first.0..=self.last.0).contains(&row) && self.reaches(row, column)
    }
}

/// The most ranges of merged cells that are told of a sheet.
const MERGED: usize = 100;

/// What a sheet holds. Blank cells are left aside.
#[derive(Debug, Default)]
pub(super) struct Cells {
    held: BTreeMap<At, Held>,
    merged: Vec<Area>,
}

impl Cells {
    pub(super) fn of<R: Read + Seek>(book: &mut Xlsx<R>, sheet: &str) -> Result<Self, XlsxError> {
        let mut out = Self::default();
        for range in book.merge_cells_by_sheet_name(sheet)? {
            out.merged.push(Area {
                first: range.start,
                last: range.end,
            });
        }
        let mut reader = book.worksheet_cells_reader(sheet)?;
        while let Some(cell) = reader.next_cell_with_formula_metadata()? {
            let (row, column) = cell.pos;
            if row >= ROWS || column >= COLUMNS {
                continue;
            }
            let held = match cell.formula {
                // What a person types as a truth value, some programs save as the formula that has it.
                Some(XlsxFormulaMetadata::Normal { formula }) if is_truth(&formula) => {
                    held(&cell.value)
                }
                Some(_) => Some(Held::Formula),
                None => held(&cell.value),
            };
            if let Some(held) = held.filter(|held| !held.is_blank()) {
                out.held.insert(cell.pos, held);
            }
        }
        Ok(out)
    }

    pub(super) fn get(&self, row: u32, column: u32) -> Option<&Held> {
        self.held.get(&(row, column))
    }

    /// The text of a cell, as a label or a path is read.
    pub(super) fn text(&self, row: u32, column: u32) -> Option<String> {
        let held = self.get(row, column)?;
        Some(held.shown().trim().to_owned())
    }

    /// The cells of some rows, row by row.
    pub(super) fn rows(&self, rows: RangeFrom<u32>) -> impl Iterator<Item = (At, &Held)> {
        self.held
            .range((rows.start, 0)..)
            .map(|(at, held)| (*at, held))
    }

    /// Whether a cell belongs to merged ones.
    pub(super) fn is_merged(&self, row: u32, column: u32) -> bool {
        self.merged.iter().any(|area| area.holds(row, column))
    }

    /// Forgets merged cells that do not matter.
    pub(super) fn keep_merged(&mut self, matters: &dyn Fn(Area) -> bool) {
        self.merged.retain(|area| matters(*area));
        self.merged.truncate(MERGED);
    }

    pub(super) fn merged(&self) -> &[Area] {
        &self.merged
    }
}

fn is_truth(formula: &str) -> bool {
    matches!(formula.trim(), "TRUE()" | "FALSE()" | "TRUE" | "FALSE")
}

fn held(value: &DataRef<'_>) -> Option<Held> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Bool(value) => Held::Bool(*value),
        #[expect(
            clippy::cast_precision_loss,
            reason = "a spreadsheet counts no further"
        )]
        DataRef::Int(value) => Held::Number(*value as f64),
        DataRef::Float(value) => Held::Number(*value),
        DataRef::String(text) => Held::Text(text.clone()),
        DataRef::SharedString(text) => Held::Text((*text).to_owned()),
        DataRef::DateTime(value) => day(value),
        DataRef::DateTimeIso(text) => {
            let day = text.strip_suffix("T00:00:00").unwrap_or(text);
            match day.parse() {
                Ok(date) => Held::Day(date),
                Err(_) => Held::Time(text.clone()),
            }
        }
        DataRef::DurationIso(text) => Held::Time(text.clone()),
        DataRef::Error(error) => Held::Failed(error.to_string()),
    })
}

/// A day counted from 1900 or from 1904, as the workbook has it.
fn day(value: &ExcelDateTime) -> Held {
    let serial = value.as_f64();
    if !(0.0..=LAST_SERIAL).contains(&serial) {
        return Held::Number(serial);
    }
    let (year, month, day, hour, minute, ..) = value.to_ymd_hms_milli();
    if value.is_duration() || serial.fract() != 0.0 {
        return Held::Time(format!(
            "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"
        ));
    }
    let [month, day] = [month, day].map(|one| i8::try_from(one).unwrap_or(0));
    let date = Date::new(i16::try_from(year).unwrap_or(0), month, day);
    date.map_or(Held::Number(serial), Held::Day)
}
