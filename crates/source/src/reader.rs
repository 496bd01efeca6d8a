//! A table read key by key: what is asked for, what is wrong with it, and what nobody asked for. All problems are kept.

use std::cell::RefCell;
use std::rc::Rc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, nearest};
use crate::text::{Span, Text};
use crate::tree::{Node, Table, Tree};

/// Problems found so far, shared by the readers of one file.
pub type Problems = Rc<RefCell<Vec<Diagnostic>>>;

/// Reads one table. Call [`Reader::finish`] at the end: it reports the keys that were never asked for.
#[derive(Debug)]
pub struct Reader<'t> {
    text: &'t Text,
    table: &'t Table,
    /// Where the table stands.
    pub span: Span,
    asked: RefCell<Vec<&'static str>>,
    problems: Problems,
}

impl<'t> Reader<'t> {
    /// A reader of `table`, which stands at `span`.
    pub fn new(text: &'t Text, table: &'t Table, span: Span, problems: Problems) -> Self {
        Self {
            text,
            table,
            span,
            asked: RefCell::default(),
            problems,
        }
    }

    /// Records a problem.
    pub fn problem(&self, code: &'static str, span: Span, args: &[(&'static str, &str)]) {
        let mut problem = Diagnostic::error(code, self.text, span);
        for (key, value) in args {
            problem = problem.with(key, *value);
        }
        self.problems.borrow_mut().push(problem);
    }

    /// The node of a key, if it is written.
    pub fn node(&self, key: &'static str) -> Option<&'t Node> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    /// The table's keys in source order, marked as asked for by the caller.
    pub fn table(&self) -> &'t Table {
        self.table
    }

    /// The text read.
    pub fn text(&self) -> &'t Text {
        self.text
    }

    /// A reader of another table of the same file.
    #[must_use]
    pub fn reader_of(&self, table: &'t Table, span: Span) -> Self {
        Self::new(self.text, table, span, Rc::clone(&self.problems))
    }

    fn wrong(&self, node: &Node, expected: &str) {
        self.problem(
            "wrong-type",
            node.span,
            &[("expected", expected), ("found", node.value.kind())],
        );
    }

    /// A text, if written.
    pub fn maybe_string(&self, key: &'static str) -> Option<String> {
        let node = self.node(key)?;
        match &node.value {
            Tree::Text(value) => Some(value.clone()),
            _ => {
                self.wrong(node, "text");
                None
            }
        }
    }

    /// A text that must be written; empty, with a problem, if it is not.
    pub fn string(&self, key: &'static str) -> String {
        let found = self.maybe_string(key);
        let written = self.table.get(key).is_some();
        // A text that says nothing is as good as none.
        if !written || found.as_deref().is_some_and(|text| text.trim().is_empty()) {
            self.problem("missing-key", self.span, &[("key", key)]);
        }
        found.unwrap_or_default()
    }

    /// A Boolean, if written.
    pub fn maybe_bool(&self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        match node.value {
            Tree::Bool(value) => Some(value),
            _ => {
                self.wrong(node, "bool");
                None
            }
        }
    }

    /// A date, if written.
    pub fn maybe_date(&self, key: &'static str) -> Option<Date> {
        let node = self.node(key)?;
        match node.value {
            Tree::Date(value) => Some(value),
            _ => {
                self.wrong(node, "date");
                None
            }
        }
    }

    /// A number, whole or not, if written.
    pub fn maybe_number(&self, key: &'static str) -> Option<f64> {
        let node = self.node(key)?;
        match node.value {
            #[expect(clippy::cast_precision_loss, reason = "bounds in a catalog are small")]
            Tree::Integer(value) => Some(value as f64),
            Tree::Number(value) => Some(value),
            _ => {
                self.wrong(node, "number");
                None
            }
        }
    }

    /// A table under a key, if written.
    pub fn maybe_table(&self, key: &'static str) -> Option<Self> {
        let node = self.node(key)?;
        if let Tree::Table(table) = &node.value {
            Some(self.reader_of(table, node.span))
        } else {
            self.wrong(node, "table");
            None
        }
    }

    /// A list of tables; empty if not written.
    pub fn tables(&self, key: &'static str) -> Vec<Self> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        let Tree::List(items) = &node.value else {
            self.wrong(node, "list");
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| {
                if let Tree::Table(table) = &item.value {
                    Some(self.reader_of(table, item.span))
                } else {
                    self.wrong(item, "table");
                    None
                }
            })
            .collect()
    }

    /// A list of texts; empty if not written.
    pub fn strings(&self, key: &'static str) -> Vec<String> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        let Tree::List(items) = &node.value else {
            self.wrong(node, "list");
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| {
                if let Tree::Text(value) = &item.value {
                    Some(value.clone())
                } else {
                    self.wrong(item, "text");
                    None
                }
            })
            .collect()
    }

    /// Reports the keys that were never asked for, each with the nearest that could be meant.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for entry in &self.table.entries {
            if asked.iter().any(|key| *key == entry.key) {
                continue;
            }
            let near = nearest(&entry.key, asked.iter().copied()).unwrap_or("");
            self.problem(
                "unknown-key",
                entry.key_span,
                &[("key", &entry.key), ("nearest", near)],
            );
        }
    }
}
