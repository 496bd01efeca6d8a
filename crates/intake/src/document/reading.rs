//! What was taken from a document so far: answers, remarks on what was not taken, and how much more one document may give.

use std::collections::{BTreeMap, BTreeSet};

use garant_rules::Catalog;
use garant_rules::catalog::declared;
use garant_rules::field::Field;

use super::limits::{MAX_ENTRIES, MAX_REMARKS, MAX_TAKEN};
use super::node::Part;
use super::nothing::Nothing;
use super::remark::{self, Remark};
use crate::answer::{Answer, Given, Origin};

/// What was taken so far.
pub(super) struct Reading<'c> {
    catalog: &'c Catalog,
    file: &'c str,
    nothing: Nothing,
    pub(super) answers: Vec<Answer>,
    pub(super) remarks: Vec<Remark>,
    /// Whether texts come back as they were.
    pub(super) verbatim: bool,
    /// Declared paths that a part of the document could answer.
    pub(super) mapped: BTreeSet<String>,
    entries: BTreeMap<String, usize>,
    /// Bytes of texts.
    taken: usize,
}

impl<'c> Reading<'c> {
    pub(super) fn new(catalog: &'c Catalog, file: &'c str, nothing: Nothing) -> Self {
        Self {
            catalog,
            file,
            nothing,
            answers: Vec::new(),
            remarks: Vec::new(),
            verbatim: false,
            mapped: BTreeSet::new(),
            entries: BTreeMap::new(),
            taken: 0,
        }
    }

    pub(super) fn remark(&mut self, code: &'static str, field: &str, part: &Part<'_>) {
        if self.remarks.len() < MAX_REMARKS {
            self.remarks.push(Remark {
                code,
                args: vec![("field", declared(field).into_owned())],
                place: part.place(),
            });
        }
    }

    /// As [`Self::remark`], with the units between which nobody can tell.
    pub(super) fn doubtful(&mut self, units: &str, field: &str, part: &Part<'_>) {
        let before = self.remarks.len();
        self.remark(remark::UNIT_DOUBTFUL, field, part);
        if let Some(remark) = self.remarks.get_mut(before) {
            remark.args.push(("units", units.to_owned()));
        }
    }

    pub(super) fn says_nothing(&self, text: &str) -> bool {
        // What forms leave behind is in no card that was written from answers.
        if self.verbatim {
            return self.catalog.words.is_placeholder(text);
        }
        self.nothing.holds(self.catalog, text)
    }

    pub(super) fn field(&self, path: &str) -> Option<&'c Field> {
        self.catalog.field(&declared(path))
    }

    /// Adds an answer; whether it still fits into what one document may give.
    pub(super) fn push(&mut self, path: &str, given: Given, part: &Part<'_>) -> bool {
        let bytes = match &given {
            Given::Text(text) => text.len(),
            Given::Texts(texts) => texts.iter().map(String::len).sum(),
            _ => 0,
        };
        if self.taken + bytes > MAX_TAKEN {
            self.remark(remark::TOO_MANY, path, part);
            return false;
        }
        self.taken += bytes;
        self.answers.push(Answer {
            path: path.to_owned(),
            given,
            origin: Origin {
                file: self.file.to_owned(),
                place: part.place(),
            },
        });
        true
    }

    /// The path of the next entry of a list, if it may have one more.
    pub(super) fn next_entry(&mut self, list: &str, part: &Part<'_>) -> Option<(String, usize)> {
        self.field(list)?;
        let at = self.entries.get(list).copied().unwrap_or(0);
        if at >= MAX_ENTRIES {
            let told = |remark: &Remark| remark.code == remark::TOO_MANY;
            if !self.remarks.iter().any(told) {
                self.remark(remark::TOO_MANY, list, part);
            }
            return None;
        }
        Some((format!("{list}[{at}]"), at + 1))
    }

    /// Keeps the entry that [`Self::next_entry`] gave.
    pub(super) fn keep_entry(&mut self, list: &str) {
        *self.entries.entry(list.to_owned()).or_default() += 1;
    }
}
