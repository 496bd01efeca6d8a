//! A descriptor that was read and validated: answers by concrete path, each with its place.

use garant_rules::Value;
use garant_rules::facts::Found;
use garant_source::{Diagnostic, Span, Text};
use jiff::civil::Date;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::value::Canonical;

/// The most bytes that a descriptor may have: 2 MiB.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// The most entries that a list may have: a descriptor describes one project, tables of data are evidence.
pub const MAX_ENTRIES: usize = 1_000;

/// A valid descriptor.
#[derive(Clone, Debug)]
pub struct Descriptor {
    /// The text that was read.
    pub text: Text,
    /// What is written, by concrete path (`data.datasets[0].name`).
    pub answers: Answers,
    /// Where each table stands, by concrete path.
    pub tables: FxHashMap<String, Span>,
    /// Warnings; errors would have refused the file.
    pub warnings: Vec<Diagnostic>,
    /// Of a value that never was a text: where its parts stand in the text that stands for it.
    pub(crate) value: Option<Canonical>,
}

/// What is written, by concrete path; told in the order of the paths, however it is kept.
#[derive(Clone, Debug, Default)]
pub struct Answers(FxHashMap<String, Found>);

impl Answers {
    /// What stands at a path.
    pub fn get(&self, path: &str) -> Option<&Found> {
        self.0.get(path)
    }

    /// Whether something stands at a path.
    pub fn contains_key(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Puts an answer at a path, or none; tells what stood there.
    pub(crate) fn set(&mut self, path: String, found: Option<Found>) -> Option<Found> {
        match found {
            Some(found) => self.0.insert(path, found),
            None => self.0.remove(&path),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All, by path.
    pub fn iter(&self) -> std::vec::IntoIter<(&String, &Found)> {
        let mut all: Vec<(&String, &Found)> = self.0.iter().collect();
        all.sort_unstable_by_key(|(path, _)| *path);
        all.into_iter()
    }

    /// All paths, in order.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.iter().map(|(path, _)| path)
    }

    pub(crate) fn with_capacity(answers: usize) -> Self {
        Self(FxHashMap::with_capacity_and_hasher(answers, FxBuildHasher))
    }

    pub(crate) fn insert(&mut self, path: String, found: Found) {
        self.0.insert(path, found);
    }
}

impl<'a> IntoIterator for &'a Answers {
    type Item = (&'a String, &'a Found);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Descriptor {
    /// What stands at a concrete path; where nothing does, the nearest table that should hold it.
    pub fn look_up(&self, path: &str) -> Found {
        if let Some(found) = self.answers.get(path) {
            return found.clone();
        }
        let mut at = path;
        while let Some((parent, _)) = at.rsplit_once('.') {
            if let Some(span) = self.tables.get(parent) {
                return Found::Missing(Some(*span));
            }
            at = parent;
        }
        Found::Missing(Some(Span::default()))
    }

    /// The text, or the id of the choice, at a concrete path; `None` where nothing stands there, or something else.
    pub fn string(&self, path: &str) -> Option<&str> {
        match self.answers.get(path) {
            Some(Found::Value(Value::Text(text) | Value::Choice(text), _)) => Some(text),
            _ => None,
        }
    }

    /// The date at a concrete path; `None` where nothing stands there, or something else.
    pub fn date(&self, path: &str) -> Option<Date> {
        match self.answers.get(path) {
            Some(Found::Value(Value::Date(date), _)) => Some(*date),
            _ => None,
        }
    }

    /// The yes or no at a concrete path; `None` where nothing stands there, or something else.
    pub fn bool(&self, path: &str) -> Option<bool> {
        match self.answers.get(path) {
            Some(Found::Value(Value::Bool(value), _)) => Some(*value),
            _ => None,
        }
    }

    /// The path of a key of an entry.
    pub(crate) fn at(entry: &str, key: &str) -> String {
        [entry, ".", key].concat()
    }

    /// The line where a table or an answer stands, one-based; 1 where nothing does. Of a value: a line of its canonical text.
    pub fn line(&self, path: &str) -> usize {
        self.text.line_of(self.span(path).start)
    }

    /// The concrete paths of the entries of a list (`evidence[0]`…); none where there is no list.
    pub fn entries(&self, list: &str) -> Vec<String> {
        match self.answers.get(list) {
            Some(Found::Value(Value::List(count), _)) => (0..*count)
                .map(|index| format!("{list}[{index}]"))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Where a table or an answer stands, in bytes; the start where nothing does. Of a value: in its canonical text.
    pub fn span(&self, path: &str) -> Span {
        match self.answers.get(path) {
            Some(Found::Value(_, span) | Found::Empty { span, .. }) => span.unwrap_or_default(),
            _ => self.tables.get(path).copied().unwrap_or_default(),
        }
    }
}
