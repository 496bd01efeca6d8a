//! The file: whether it is a workbook at all, and of a size that is safe to read.

use std::io::{Cursor, Read as _};

use calamine::{Reader as _, Xlsx};
use zip::ZipArchive;

use super::super::tell::UnreadableError;
use super::sheet::Cells;

/// The most bytes of a file.
pub const MAX_FILE: usize = 8 * 1024 * 1024;

/// The most bytes of a file's parts, unpacked.
pub const MAX_UNPACKED: u64 = 16 * 1024 * 1024;

/// The most bytes of one part, pictures apart: styles and names of sheets take far more room in memory than in the file.
const MAX_PART: u64 = 4 * 1024 * 1024;
const PICTURES: &str = "xl/media/";
const SHEETS: &str = "xl/worksheets/";

/// What encrypted workbooks and those of older programs begin with, and the name of the part that holds an encrypted one.
const COMPOUND: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];
const ENCRYPTED: &str = "EncryptedPackage";

/// A workbook, opened.
pub(super) struct Opened<'b> {
    book: Xlsx<Cursor<&'b [u8]>>,
    names: Vec<String>,
}

impl Opened<'_> {
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn has(&self, sheet: &str) -> bool {
        self.names.iter().any(|name| name == sheet)
    }

    pub(super) fn cells(&mut self, sheet: &str) -> Result<Cells, UnreadableError> {
        Cells::of(&mut self.book, sheet).map_err(damaged)
    }
}

/// Opens a file's bytes.
pub(super) fn open(bytes: &[u8]) -> Result<Opened<'_>, UnreadableError> {
    if bytes.len() > MAX_FILE {
        return Err(UnreadableError::TooLarge);
    }
    if bytes.starts_with(&COMPOUND) {
        let name: Vec<u8> = ENCRYPTED
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let encrypted = bytes.windows(name.len()).any(|part| part == name);
        return Err(if encrypted {
            UnreadableError::Password
        } else {
            UnreadableError::OtherFormat
        });
    }
    if !bytes.starts_with(b"PK") {
        return Err(UnreadableError::OtherFormat);
    }
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if parts.index_for_name("[Content_Types].xml").is_none()
        || parts.index_for_name("xl/workbook.bin").is_some()
    {
        return Err(UnreadableError::OtherFormat);
    }
    // A directory may lie about sizes: what comes out is counted.
    let mut left = MAX_UNPACKED;
    for index in 0..parts.len() {
        let part = parts.by_index(index).map_err(damaged)?;
        let picture = part.name().is_ok_and(|name| name.starts_with(PICTURES));
        let most = if picture { left } else { left.min(MAX_PART) };
        let sheet = part.name().is_ok_and(|name| name.starts_with(SHEETS));
        let mut part = part.take(most + 1);
        let mut held = Vec::new();
        let read = if sheet {
            part.read_to_end(&mut held).map_err(damaged)? as u64
        } else {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(damaged)?
        };
        if read > most {
            return Err(UnreadableError::TooLarge);
        }
        if !held.is_empty() && !places_exist(&held) {
            return Err(damaged("a cell that no sheet has"));
        }
        left -= read;
    }
    let book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = book.sheet_names();
    Ok(Opened { book, names })
}

/// Whether every place that a sheet names is one that a sheet can have, of three letters and seven digits at the most: the reader counts
/// further, and ends with a number too large for it, or with another cell.
fn places_exist(sheet: &[u8]) -> bool {
    let text = String::from_utf8_lossy(sheet).replace(['\n', '\r', '\t'], " ");
    let attribute = |name: &'static str| text.split(name).skip(1);
    let places = attribute(" r=\"").chain(attribute(" ref=\""));
    let exists = |place: &str| {
        place.split([':', ' ']).all(|place| {
            let plain = place.replace('$', "");
            let letters = plain.bytes().take_while(u8::is_ascii_alphabetic).count();
            letters <= 3 && plain.len() - letters <= 7
        })
    };
    let mut named = places.filter_map(|rest| rest.split_once('"').map(|(place, _)| place));
    named.all(|place| !place.bytes().any(|c| c.is_ascii_digit()) || exists(place))
}

fn damaged(error: impl std::fmt::Display) -> UnreadableError {
    UnreadableError::Damaged(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_no_sheet_has_are_found_and_texts_are_no_places() {
        let sheet = |body: &str| places_exist(body.as_bytes());
        assert!(sheet("<row r=\"1048576\"><c r=\"XFD1048576\"/></row>"));
        assert!(sheet(
            "<mergeCell ref=\"A1:$B$2\"/><dimension\nref=\"A1\"/>"
        ));
        assert!(sheet(
            "<dataValidation error=\"Choisir 123456789 ou A99999999\"/>"
        ));
        assert!(!sheet("<row r=\"1\"><c r=\"C99999999999\"/></row>"));
        assert!(!sheet("<c\tr=\"ZZZZZZZZ6\"/>"));
        assert!(!sheet("<mergeCell ref=\"A1:AAAA99\"/>"));
    }
}
