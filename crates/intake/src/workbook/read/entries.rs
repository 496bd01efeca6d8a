//! The sheet of a list: columns by the paths of a hidden row, a row an entry.

use std::collections::{BTreeMap, BTreeSet};

use garant_core::descriptor::MAX_ENTRIES;
use garant_rules::Catalog;
use garant_rules::field::Field;

use super::super::cell::Held;
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
        let mut strays: BTreeSet<u32> = BTreeSet::new();
        let mut rows: BTreeMap<u32, Vec<(u32, &Held)>> = BTreeMap::new();
        for ((row, column), held) in cells.rows(ENTRIES..) {
            if cells.is_merged(row, column) {
                continue;
            }
            if columns.contains_key(&column) {
                rows.entry(row).or_default().push((column, held));
            } else if strays.insert(column) {
                self.refuse(place(row, column), "no-path", &[]);
            }
        }
        let gap = (ENTRIES..).zip(rows.keys()).find(|(due, row)| due != *row);
        if let Some((_, row)) = gap {
            self.notice(place(*row, 0), "gap");
        }
        if let Some(row) = rows.keys().nth(MAX_ENTRIES) {
            let most = MAX_ENTRIES.to_string();
            self.refuse(place(*row, 0), "too-many-entries", &[("max", &most)]);
        }
        self.out.entries.insert(list.to_owned(), rows.len());
        let mut ids = BTreeMap::new();
        for (index, (row, held)) in rows.iter().take(MAX_ENTRIES).enumerate() {
            let entry = format!("{list}[{index}]");
            for (column, field) in &columns {
                let Some(field) = field.filter(|_| !cells.is_merged(*row, *column)) else {
                    continue;
                };
                let cell = place(*row, *column);
                match held.iter().find(|(at, _)| at == column) {
                    Some((_, held)) => self.part(&entry, field, held, cell, &mut ids),
                    None if field.required => self.refuse(cell, "needed", &[]),
                    None => {}
                }
            }
        }
        self.nothing(list, cells, none, rows.len());
    }

    /// Reads a cell of an entry. What no two entries may share is remembered by path and text, with its cell.
    fn part(
        &mut self,
        entry: &str,
        field: &Field,
        held: &Held,
        cell: String,
        ids: &mut BTreeMap<(String, String), String>,
    ) {
        let given = match self.book.read(field, held) {
            Ok(given) => given,
            Err(fault) => return self.fault(cell, fault),
        };
        if let (true, Given::Text(id)) = (field.unique, &given) {
            let key = (field.path.clone(), id.clone());
            if let Some(first) = ids.get(&key) {
                let args = [("found", id.as_str()), ("first", first)];
                return self.refuse(cell, "same-id", &args);
            }
            ids.insert(key, cell.clone());
        }
        let key = field.path.rsplit_once("[].").map_or("", |(_, key)| key);
        self.answer(format!("{entry}.{key}"), given, &cell);
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
