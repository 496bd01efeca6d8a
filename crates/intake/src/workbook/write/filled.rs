//! What a descriptor states, as it is written: by concrete path, placeholders and empty lists included.

use std::collections::BTreeMap;

use garant_core::Descriptor;
use garant_rules::Lang;
use garant_rules::catalog::{Catalog, declared};
use garant_rules::field::Kind;
use garant_rules::profile::Profile;
use garant_source::{Table, Text, Tree, tree};

use super::super::cell::{Book, Held};
use super::super::tell::Unwritten;

/// Answers to write into a workbook.
#[derive(Debug, Default)]
pub(super) struct Filled {
    /// Each with its line; of a list, only one that is written and empty.
    answers: BTreeMap<String, (Tree, usize)>,
    /// How many entries a list has, and where each begins.
    lists: BTreeMap<String, Vec<usize>>,
}

impl Filled {
    /// What `garant init` would state of its own.
    pub(super) fn start(lang: Lang, profile: Option<&Profile>) -> Self {
        let own = |id: &str| (Tree::Text(id.to_owned()), 0);
        let mut answers = BTreeMap::from([("lang".to_owned(), own(lang.code()))]);
        if let Some(profile) = profile {
            answers.insert("profile".to_owned(), own(&profile.id));
        }
        Self {
            answers,
            lists: BTreeMap::new(),
        }
    }

    /// What a descriptor states.
    pub(super) fn of(catalog: &Catalog, descriptor: &Descriptor) -> Self {
        let mut walk = Walk {
            catalog,
            text: &descriptor.text,
            out: Self::default(),
        };
        let (root, _) = tree::parse(&descriptor.text);
        walk.table("", &root);
        walk.out
    }

    /// The concrete paths of all answers, and of lists.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.answers
            .keys()
            .chain(self.lists.keys())
            .map(String::as_str)
    }

    /// The answer at a concrete path.
    pub(super) fn get(&self, path: &str) -> Option<&Tree> {
        self.answers.get(path).map(|(tree, _)| tree)
    }

    /// The cell of the answer at a concrete path.
    pub(super) fn held(&self, book: Book<'_>, path: &str) -> Option<Held> {
        let field = book.catalog.field(&declared(path))?;
        book.show(field, self.get(path)?)
    }

    /// How many entries a list has.
    pub(super) fn count(&self, list: &str) -> usize {
        self.lists.get(list).map_or(0, Vec::len)
    }

    /// Whether a list is written and has no entry.
    pub(super) fn says_none(&self, list: &str) -> bool {
        matches!(self.get(list), Some(Tree::List(items)) if items.is_empty())
    }

    /// What no cell can hold and give back.
    pub(super) fn lost(&self, book: Book<'_>) -> Vec<Unwritten> {
        let mut found = Vec::new();
        for (path, (_, line)) in &self.answers {
            let field = book.catalog.field(&declared(path));
            let whole = field.is_some_and(|field| field.kind == Kind::List);
            if path != "garant" && !whole && self.held(book, path).is_none() {
                found.push(Unwritten {
                    path: path.clone(),
                    line: *line,
                });
            }
        }
        for (list, lines) in &self.lists {
            for (index, line) in lines.iter().enumerate() {
                let path = format!("{list}[{index}]");
                let own = format!("{path}.");
                if !self.answers.keys().any(|path| path.starts_with(&own)) {
                    found.push(Unwritten { path, line: *line });
                }
            }
        }
        found.sort_by_key(|one| one.line);
        found
    }
}

struct Walk<'a> {
    catalog: &'a Catalog,
    text: &'a Text,
    out: Filled,
}

impl Walk<'_> {
    fn table(&mut self, place: &str, table: &Table) {
        for entry in &table.entries {
            let path = if place.is_empty() {
                entry.key.clone()
            } else {
                format!("{place}.{}", entry.key)
            };
            let wanted = declared(&path);
            let known = self.catalog.field(&wanted);
            let renamed = || {
                let mut all = self.catalog.fields();
                all.find(|field| field.renamed_from.as_deref() == Some(&*wanted))
            };
            let (path, field) = match known {
                Some(field) => (path, Some(field)),
                None => match renamed() {
                    Some(field) => (field.path.clone(), Some(field)),
                    None => (path, None),
                },
            };
            let line = self.text.position(entry.key_span.start).line;
            match (&entry.node.value, field) {
                (Tree::List(items), Some(field))
                    if field.kind == Kind::List && !items.is_empty() =>
                {
                    let mut lines = Vec::new();
                    for (index, item) in items.iter().enumerate() {
                        lines.push(self.text.position(item.span.start).line);
                        if let Tree::Table(table) = &item.value {
                            self.table(&format!("{path}[{index}]"), table);
                        }
                    }
                    self.out.lists.insert(path, lines);
                }
                (tree, Some(_)) => {
                    self.out.answers.insert(path, (tree.clone(), line));
                }
                (Tree::Table(table), None) => self.table(&path, table),
                _ => {}
            }
        }
    }
}
