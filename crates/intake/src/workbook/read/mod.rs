//! Reading: every answer that a workbook holds, and every cell that is none.

mod entries;
mod open;
mod questions;
mod sheet;
mod stamp;

use garant_rules::Catalog;

use super::cell::{Book, Fault};
use super::tell::{Refused, Sheetful, UnreadableError};
use super::{STAMP, place};
use crate::{Answer, Given, Origin};

use open::open;
pub use open::{MAX_FILE, MAX_UNPACKED};
use sheet::{Area, Cells};
use stamp::{Part, Stamp};

/// Sheets of which it is told whether they are read: no spreadsheet that people use has more.
const SHEETS: usize = 512;

/// Reads a workbook that [`write`](super::write) wrote and a person filled in. `file` is how its user names it, without its folder.
///
/// # Errors
/// When the file gives no answers at all. Cells that cannot be read are no error: the sheetful tells all of them.
pub fn read(catalog: &Catalog, file: &str, bytes: &[u8]) -> Result<Sheetful, UnreadableError> {
    let mut found = open(bytes)?;
    if !found.has(STAMP) {
        return Err(UnreadableError::NotOurs);
    }
    let stamp = Stamp::of(&found.cells(STAMP)?)?;
    let mut desk = Desk {
        book: Book {
            catalog,
            lang: stamp.lang,
        },
        file,
        sheet: String::new(),
        out: Sheetful {
            prefilled: stamp.prefilled,
            ..Sheetful::default()
        },
    };
    if stamp.sha256 != catalog.sha256 {
        let notice = Refused::new(STAMP, String::new(), "other-catalog");
        let notice = notice.with("found", &stamp.catalog);
        desk.out
            .notices
            .push(notice.with("known", &catalog.version));
    }
    for name in found.names().iter().take(SHEETS) {
        if name != STAMP && !stamp.sheets.iter().any(|(known, _)| known == name) {
            let notice = Refused::new(name, String::new(), "unknown-sheet");
            desk.out.notices.push(notice);
        }
    }
    for (name, part) in &stamp.sheets {
        if matches!(part, Part::Other) {
            continue;
        }
        desk.sheet.clone_from(name);
        if !found.has(name) {
            desk.refuse(String::new(), "missing-sheet", &[]);
            continue;
        }
        let mut cells = found.cells(name)?;
        match part {
            Part::Section => desk.questions(&mut cells),
            Part::List(list) => desk.entries(list, &mut cells),
            Part::Other => {}
        }
    }
    Ok(desk.out)
}

/// Where a workbook is read: what was found so far, and the sheet at hand.
struct Desk<'a> {
    book: Book<'a>,
    file: &'a str,
    sheet: String,
    out: Sheetful,
}

impl Desk<'_> {
    fn refuse(&mut self, cell: String, code: &'static str, args: &[(&'static str, &str)]) {
        let mut refused = Refused::new(&self.sheet, cell, code);
        for (key, value) in args {
            refused = refused.with(key, *value);
        }
        self.out.refused.push(refused);
    }

    fn fault(&mut self, cell: String, fault: Fault) {
        let mut refused = Refused::new(&self.sheet, cell, fault.code);
        refused.args.extend(fault.args);
        self.out.refused.push(refused);
    }

    fn notice(&mut self, cell: String, code: &'static str) {
        let notice = Refused::new(&self.sheet, cell, code);
        self.out.notices.push(notice);
    }

    fn answer(&mut self, path: String, given: Given, cell: &str) {
        let place = format!("{}!{cell}", self.sheet);
        self.out.answers.push(Answer {
            path,
            given,
            origin: Origin {
                file: self.file.to_owned(),
                place,
            },
        });
    }

    /// Refuses a path that no field of the kind of sheet has.
    fn unknown_path<'c, I>(&mut self, cell: String, path: &str, known: I)
    where
        I: Iterator<Item = &'c str>,
    {
        let near = garant_source::diagnostic::nearest(path, known).unwrap_or("");
        self.refuse(cell, "unknown-path", &[("found", path), ("nearest", near)]);
    }

    /// Refuses merged cells that touch answers: which of them was meant is not known.
    fn merged(&mut self, cells: &mut Cells, touches: &dyn Fn(Area) -> bool) {
        cells.keep_merged(touches);
        for area in cells.merged() {
            let [from, to] = [area.first, area.last].map(|(row, column)| place(row, column));
            let range = format!("{from}:{to}");
            self.refuse(from, "merged", &[("range", &range)]);
        }
    }
}
