//! The hidden sheet that tells a reader what the workbook is, and which sheet is whose.

use garant_rules::profile::Profile;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::cell::Book;
use super::super::plan::Sheet;
use super::super::{FORMAT, LIST, PREFILLED, SECTION, STAMP, STAMP_SHEETS, VERSION, YES};

pub(super) fn write(
    out: &mut Worksheet,
    book: Book<'_>,
    profile: Option<&Profile>,
    prefilled: bool,
    others: [&str; 2],
    sheets: &[Sheet<'_>],
) -> Result<(), XlsxError> {
    out.set_name(STAMP)?;
    let facts = [
        (FORMAT, VERSION),
        ("catalog", book.catalog.version.as_str()),
        ("sha256", book.catalog.sha256.as_str()),
        ("lang", book.lang.code()),
        ("profile", profile.map_or("", |profile| profile.id.as_str())),
        (PREFILLED, if prefilled { YES } else { "" }),
    ];
    for (row, (key, value)) in (0u32..).zip(facts) {
        out.write_string(row, 0, key)?;
        out.write_string(row, 1, value)?;
    }
    // They hold no answer, and are no user's own.
    for (row, name) in (STAMP_SHEETS..).zip(others) {
        out.write_string(row, 0, name)?;
        out.write_string(row, 1, "other")?;
    }
    for (row, sheet) in (STAMP_SHEETS + 2..).zip(sheets) {
        let (kind, id) = match sheet.list {
            None => (SECTION, sheet.section.id.as_str()),
            Some(list) => (LIST, list.path.as_str()),
        };
        out.write_string(row, 0, &sheet.name)?;
        out.write_string(row, 1, kind)?;
        out.write_string(row, 2, id)?;
    }
    out.set_hidden(true);
    out.protect();
    Ok(())
}
