//! The workbook that clinicians, quality and regulatory staff fill in: written from the catalog, read back as answers.
//!
//! A sheet a section, a row a question; a sheet a list, a row an entry. The reader finds answers by paths in a hidden column or row, never
//! by titles, and by a hidden sheet that tells which sheets are whose. What cannot be read is refused cell by cell.

mod cell;
mod plan;
mod read;
mod tell;
mod write;

pub use read::{MAX_FILE, MAX_UNPACKED, read};
pub use tell::{Refused, Sheetful, UnreadableError, UnwritableError, Unwritten};
pub use write::{Order, write};

/// The version of the workbook's form.
const VERSION: &str = "1";
/// What the hidden sheet that describes the workbook is called, and what its first cell holds.
const STAMP: &str = "garant";
const FORMAT: &str = "garant.workbook";
/// The row of the hidden sheet from which sheets are listed, each with its kind and the id of its section or the path of its list.
const STAMP_SHEETS: u32 = 6;
/// What tells that the answers of a descriptor were in it from the start, so that its rows are that descriptor's entries.
const PREFILLED: &str = "prefilled";
const YES: &str = "yes";
const SECTION: &str = "section";
const LIST: &str = "list";

/// Of a section's sheet: the columns of answers and of paths, and the first row of questions.
const ANSWER: u16 = 2;
const PATH: u16 = 5;
const FIRST: u32 = 4;

/// Of a list's sheet: the cell that says that there is nothing to declare, the row of paths and the first of entries.
const NONE: (u32, u16) = (2, 1);
const PATHS: u32 = 6;
const ENTRIES: u32 = 7;

/// The longest text of a cell, in UTF-16 units.
const LONGEST: usize = 32_767;

/// The name of a cell as a spreadsheet shows it: `C12`.
fn place(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        for (at, name) in [
            ((0, 0), "A1"),
            ((11, 2), "C12"),
            ((0, 25), "Z1"),
            ((0, 26), "AA1"),
            ((9, 701), "ZZ10"),
            ((1_048_575, 16_383), "XFD1048576"),
        ] {
            assert_eq!(super::place(at.0, at.1), name);
        }
    }
}
