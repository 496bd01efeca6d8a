//! The sheet of a section, row by row.

use std::collections::BTreeMap;

use garant_rules::field::Kind;

use super::super::{ANSWER, FIRST, PATH, place};
use super::Desk;
use super::sheet::{Area, Cells};

impl Desk<'_> {
    pub(super) fn questions(&mut self, cells: &mut Cells) {
        let (answer, path) = (u32::from(ANSWER), u32::from(PATH));
        let touches = |area: Area| area.reaches(FIRST, answer) || area.reaches(FIRST, path);
        self.merged(cells, &touches);
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut last = None;
        for ((row, column), _) in cells.rows(FIRST..) {
            if last == Some(row)
                || ![answer, path].contains(&column)
                || cells.is_merged(row, answer)
            {
                continue;
            }
            last = Some(row);
            self.question(cells, row, &mut seen);
        }
    }

    fn question(&mut self, cells: &Cells, row: u32, seen: &mut BTreeMap<String, String>) {
        let catalog = self.book.catalog;
        let (answer, path) = (u32::from(ANSWER), u32::from(PATH));
        let cell = place(row, answer);
        let held = cells.get(row, answer);
        let Some(name) = cells.text(row, path) else {
            self.refuse(cell, "no-path", &[]);
            return;
        };
        let Some(field) = catalog
            .field(&name)
            .filter(|field| !field.path.contains("[]."))
        else {
            let known = catalog.fields().map(|field| field.path.as_str());
            self.unknown_path(place(row, path), &name, known);
            return;
        };
        // The row of a list only points to its sheet.
        if field.kind == Kind::List {
            return;
        }
        let Some(held) = held else {
            self.out.empty += 1;
            let place = format!("{}!{cell}", self.sheet);
            self.out.blank.push((name, place));
            return;
        };
        if let Some(first) = seen.get(&name) {
            let first = first.clone();
            self.refuse(cell, "twice", &[("first", &first)]);
            return;
        }
        seen.insert(name.clone(), cell.clone());
        match self.book.read(field, held) {
            Ok(given) => self.answer(name, given, &cell),
            Err(fault) => self.fault(cell, fault),
        }
    }
}
