//! A hand that fills cells of a workbook in, without the writer's code: the parts of the file are edited as text.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use calamine::{Data, Reader as _, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::harness::catalog;

/// A workbook whose parts are at hand.
#[derive(Clone)]
pub(super) struct Hand {
    parts: Vec<(String, String)>,
    /// The part of each sheet.
    sheets: BTreeMap<String, String>,
    /// The sheet, row and column of each path; of a path of a list, of its first entry.
    places: BTreeMap<String, (String, u32, u32)>,
}

impl Hand {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            parts.push((part.name().unwrap().into_owned(), text));
        }
        let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
        let names = book.sheet_names();
        let sheets = (1..).zip(&names);
        let sheets = sheets.map(|(number, name)| {
            let part = format!("xl/worksheets/sheet{number}.xml");
            (name.clone(), part)
        });
        let mut places = BTreeMap::new();
        for name in &names {
            let range = book.worksheet_range(name).unwrap();
            for (row, column, cell) in range.used_cells() {
                let Data::String(path) = cell else { continue };
                let (row, column) = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
                // Paths stand in the last column of questions, and in the seventh row of lists.
                let plain = catalog().field(path).is_some() && !path.contains("[].");
                if column == 5 && row >= 4 && plain {
                    places.insert(path.clone(), (name.clone(), row, 2));
                } else if row == 6 && path.contains("[].") {
                    places.insert(path.clone(), (name.clone(), 7, column));
                }
            }
        }
        Self {
            parts,
            sheets: sheets.collect(),
            places,
        }
    }

    /// Where the answer to a path belongs: a sheet and a cell.
    pub(super) fn place(&self, path: &str, entry: u32) -> (String, String) {
        let (sheet, row, column) = &self.places[path];
        (sheet.clone(), name(row + entry, *column))
    }

    /// Puts XML in the place of what a cell holds.
    pub(super) fn put(&mut self, sheet: &str, cell: &str, kind: &str, inner: &str) {
        let part = self.sheets[sheet].clone();
        self.change(&part, |xml| {
            let (head, rest) = xml.split_once("<sheetData>").unwrap();
            let (data, tail) = rest.split_once("</sheetData>").unwrap();
            let number: u32 = cell
                .trim_start_matches(char::is_alphabetic)
                .parse()
                .unwrap();
            let mut rows: BTreeMap<u32, String> = BTreeMap::new();
            for row in data.split_inclusive("</row>") {
                let at = row.split("r=\"").nth(1).unwrap();
                rows.insert(
                    at.split('"').next().unwrap().parse().unwrap(),
                    row.to_owned(),
                );
            }
            // A row that is new has the looks of the first of entries.
            let model = rows.get(&8).cloned().unwrap_or_default();
            let row = rows.entry(number).or_insert_with(|| {
                let bare = emptied(&model);
                bare.replace("r=\"8\"", &format!("r=\"{number}\""))
                    .replace("8\" s=", &format!("{number}\" s="))
            });
            *row = with(row, cell, kind, inner);
            let data: String = rows.into_values().collect();
            format!("{head}<sheetData>{data}</sheetData>{tail}")
        });
    }

    pub(super) fn text(&mut self, (sheet, cell): &(String, String), text: &str) {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let inner = format!("<is><t xml:space=\"preserve\">{escaped}</t></is>");
        self.put(sheet, cell, " t=\"inlineStr\"", &inner);
    }

    pub(super) fn number(&mut self, (sheet, cell): &(String, String), number: &str) {
        self.put(sheet, cell, "", &format!("<v>{number}</v>"));
    }

    /// The declared paths that are asked.
    pub(super) fn asked(&self) -> impl Iterator<Item = &String> {
        self.places.keys()
    }

    /// The part of a sheet.
    pub(super) fn xml(&self, sheet: &str) -> &str {
        let part = &self.sheets[sheet];
        let found = self.parts.iter().find(|(name, _)| name == part);
        &found.unwrap().1
    }

    /// Changes the part of a sheet.
    pub(super) fn sheet(&mut self, sheet: &str, change: impl FnOnce(&str) -> String) {
        let part = self.sheets[sheet].clone();
        self.change(&part, change);
    }

    /// Changes a part.
    pub(super) fn change(&mut self, part: &str, change: impl FnOnce(&str) -> String) {
        let found = self.parts.iter_mut().find(|(name, _)| name == part);
        let (_, text) = found.unwrap_or_else(|| panic!("no part {part}"));
        *text = change(text);
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.parts.iter().map(|(name, _)| name.clone()).collect()
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.parts {
            out.start_file(name.as_str(), SimpleFileOptions::default())
                .unwrap();
            out.write_all(text.as_bytes()).unwrap();
        }
        out.finish().unwrap().into_inner()
    }
}

/// A row whose cells hold nothing.
fn emptied(row: &str) -> String {
    let (head, cells) = row.split_once("<c ").unwrap();
    let mut out = head.to_owned();
    for cell in cells.trim_end_matches("</row>").split("<c ") {
        let mut parts = cell.split('"');
        let at = parts.nth(1).unwrap();
        let style = parts.nth(1).unwrap();
        out.push_str(&format!("<c r=\"{at}\" s=\"{style}\"/>"));
    }
    out + "</row>"
}

fn with(row: &str, cell: &str, kind: &str, inner: &str) -> String {
    let mark = format!("<c r=\"{cell}\"");
    let (before, after) = row
        .split_once(&mark)
        .unwrap_or_else(|| panic!("no cell {cell} in {row}"));
    let attributes = after.split('>').next().unwrap();
    let style = attributes
        .split("s=\"")
        .nth(1)
        .map(|style| style.split('"').next().unwrap());
    let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
    let rest = if attributes.ends_with('/') {
        after.split_once("/>").unwrap().1
    } else {
        after.split_once("</c>").unwrap().1
    };
    format!("{before}{mark}{style}{kind}>{inner}</c>{rest}")
}

fn name(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap()));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}
