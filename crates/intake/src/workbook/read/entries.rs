//! The sheet of a list: columns by the paths of a hidden row, a row an entry.

use std::collections::BTreeMap;

use garant_core::descriptor::MAX_ENTRIES;
use garant_rules::Catalog;
use garant_rules::field::Field;

use super::super::{ENTRIES, NONE, PATHS, place};
use super::Desk;
use super::sheet::{Area, Cells};
use crate::Given;

impl Desk<'_> {
    pub(super) fn entries(&mut self, list: &str, cells: &mut Cells) {
        let none = (NONE.0, u32::from(NONE.1));
        let touches = |area: Area| area.last.0 >= PATHS || area.holds(none.0, none.1);
        self.merged(cells, &touches);
        let columns = self.columns(self.book.catalog, list, cells);
        let mut pathless: Vec<u32> = Vec::new();
        let mut count = 0;
        let mut last: Option<u32> = None;
        let mut gap = false;
        let mut full = false;
        for ((row, column), held) in cells.rows(ENTRIES..) {
            if cells.is_merged(row, column) {
                continue;
            }
            let cell = place(row, column);
            let Some(field) = columns.get(&column) else {
                if !pathless.contains(&column) {
                    pathless.push(column);
                    self.refuse(cell, "no-path", &[]);
                }
                continue;
            };
            if last != Some(row) {
                if !gap && row != last.map_or(ENTRIES, |last| last + 1) {
                    gap = true;
                    self.notice(place(row, 0), "gap");
                }
                last = Some(row);
                count += 1;
            }
            if count > MAX_ENTRIES {
                if !full {
                    full = true;
                    self.refuse(
                        cell,
                        "too-many-entries",
                        &[("max", &MAX_ENTRIES.to_string())],
                    );
                }
                continue;
            }
            let Some(field) = field else {
                continue;
            };
            let key = field.path.rsplit_once("[].").map_or("", |(_, key)| key);
            match self.book.read(field, held) {
                Ok(given) => {
                    let path = format!("{list}[{}].{key}", count - 1);
                    self.answer(path, given, &cell);
                }
                Err(fault) => self.fault(cell, fault),
            }
        }
        self.nothing(list, cells, none, count);
    }

    /// The field of each column that has a path; none where the path is no field's, which is refused here.
    fn columns<'c>(
        &mut self,
        catalog: &'c Catalog,
        list: &str,
        cells: &Cells,
    ) -> BTreeMap<u32, Option<&'c Field>> {
        let own = format!("{list}[].");
        let mut found: BTreeMap<u32, Option<&Field>> = BTreeMap::new();
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for ((_, column), held) in cells
            .rows(PATHS..)
            .take_while(|((row, _), _)| *row == PATHS)
        {
            let (cell, path) = (place(PATHS, column), held.shown());
            let path = path.trim();
            let mut field = catalog.field(path).filter(|_| path.starts_with(&own));
            if field.is_none() {
                let known = catalog.fields().map(|field| field.path.as_str());
                let known = known.filter(|path| path.starts_with(&own));
                self.unknown_path(cell.clone(), path, known);
            } else if let Some(first) = seen.insert(path.to_owned(), cell.clone()) {
                self.refuse(cell, "twice", &[("first", &first)]);
                field = None;
            }
            found.insert(column, field);
        }
        found
    }

    /// The cell that says that a list has no entry.
    fn nothing(&mut self, list: &str, cells: &Cells, (row, column): (u32, u32), count: usize) {
        let Some(held) = cells.get(row, column) else {
            return;
        };
        if cells.is_merged(row, column) {
            return;
        }
        let cell = place(row, column);
        match self.book.yes(held) {
            Ok(true) if count > 0 => self.refuse(cell, "none-and-entries", &[]),
            Ok(true) => self.answer(list.to_owned(), Given::Texts(Vec::new()), &cell),
            Ok(false) => {}
            Err(fault) => self.fault(cell, fault),
        }
    }
}
