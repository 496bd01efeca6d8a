//! The fields of a catalog by their paths, and its placeholders: made once, asked for every answer of every descriptor.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::Catalog;
use crate::field::Field;
use crate::words::Sieve;

/// Fields by declared path (`data.datasets[].name`), and what tables hold.
#[derive(Clone, Debug, Default)]
pub struct Index<'c> {
    fields: FxHashMap<&'c str, &'c Field>,
    keys: FxHashMap<&'c str, FxHashMap<&'c str, &'c Field>>,
    former: FxHashMap<&'c str, &'c Field>,
    tables: FxHashSet<&'c str>,
    required: FxHashMap<&'c str, Vec<(&'c str, &'c Field)>>,
    unique: FxHashMap<&'c str, Vec<(&'c str, &'c Field)>>,
    placeholders: FxHashSet<&'c str>,
    sieve: Sieve,
}

impl<'c> Index<'c> {
    /// The index of a catalog.
    pub fn of(catalog: &'c Catalog) -> Self {
        let mut own = Self {
            placeholders: catalog
                .words
                .placeholders
                .iter()
                .map(String::as_str)
                .collect(),
            sieve: Sieve::of(&catalog.words.placeholders),
            ..Self::default()
        };
        own.tables
            .extend(catalog.sections.iter().map(|section| section.id.as_str()));
        for field in catalog.fields() {
            // The first of a path counts, as in the catalog.
            own.fields.entry(&field.path).or_insert(field);
            own.tables.extend(tables_of(&field.path));
            if let Some(former) = &field.renamed_from {
                own.former.entry(former).or_insert(field);
                own.tables.extend(tables_of(former));
            }
            let (table, key) = field.path.rsplit_once('.').unwrap_or(("", &field.path));
            let keys = own.keys.entry(table).or_default();
            keys.entry(key).or_insert(field);
            if key.contains('[') {
                continue;
            }
            if field.required {
                own.required.entry(table).or_default().push((key, field));
            }
            if let Some(list) = table.strip_suffix("[]").filter(|_| field.unique) {
                own.unique.entry(list).or_default().push((key, field));
            }
        }
        own
    }

    /// The field of a declared path.
    pub fn field(&self, path: &str) -> Option<&'c Field> {
        self.fields.get(path).copied()
    }

    /// The fields of a table by their keys; the root's path is empty. None where no field lies in it.
    pub fn keys(&self, table: &str) -> Option<&FxHashMap<&'c str, &'c Field>> {
        self.keys.get(table)
    }

    /// The field that had a declared path before.
    pub fn renamed(&self, path: &str) -> Option<&'c Field> {
        self.former.get(path).copied()
    }

    /// Whether a declared path is a table: fields lie below it, or it is a section.
    pub fn is_table(&self, path: &str) -> bool {
        self.tables.contains(path)
    }

    /// Whether a text says nothing.
    pub fn is_placeholder(&self, text: &str) -> bool {
        self.sieve
            .says_nothing(text, |text| self.placeholders.contains(text))
    }

    /// The keys that a table must have, with their fields, in the catalog's order; the root's path is empty.
    pub fn required(&self, table: &str) -> &[(&'c str, &'c Field)] {
        self.required.get(table).map_or(&[], Vec::as_slice)
    }

    /// The keys of a list's entries that no two of them share, with their fields, in the catalog's order.
    pub fn unique(&self, list: &str) -> &[(&'c str, &'c Field)] {
        self.unique.get(list).map_or(&[], Vec::as_slice)
    }
}

/// The tables that a path lies in: `data.datasets[].name` lies in `data` and in `data.datasets[]`.
fn tables_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('.').filter_map(|(at, _)| path.get(..at))
}
