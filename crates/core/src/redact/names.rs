//! Names of persons that an audit knows, wherever they stand.

use std::collections::BTreeSet;

use super::MARK;
use crate::Audit;
use crate::evidence::fold;

/// A name has from two to this many words.
const WORDS: usize = 4;

/// Names of persons, folded.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// The names that an audit states in fields that name persons.
    pub(super) fn of(audit: &Audit) -> Self {
        let mut names = Self::default();
        let person = |path: &str| {
            let readers = audit.audiences.get(path).copied();
            readers.is_some_and(|readers| readers.person)
        };
        if person("declaration.by") {
            names.extend(audit.declaration.by.as_deref());
        }
        for piece in &audit.evidence {
            names.extend(piece.reviewed_by.as_deref());
        }
        for waiver in &audit.waivers {
            let owner = person("waivers[].owner").then_some(waiver.owner.as_str());
            let approver = person("waivers[].approver").then_some(waiver.approver.as_str());
            names.extend(owner.into_iter().chain(approver));
        }
        for read in super::reads::of(audit).filter(|read| read.person) {
            names.extend(super::reads::texts(read));
        }
        names
    }

    fn extend<'a, I: IntoIterator<Item = &'a str>>(&mut self, stated: I) {
        for text in stated.into_iter().filter(|text| *text != MARK) {
            self.0.insert(fold(text));
            // Before a comma, a name with its function after it: « Claire Vasseur, directrice ».
            if let Some((name, _)) = text.split_once(',').filter(|(name, _)| is_name(name)) {
                self.0.insert(fold(name));
            }
        }
        self.0.remove("");
    }

    /// Whether a text holds one of them.
    pub(super) fn are_in(&self, text: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let text = fold(text);
        self.0.iter().any(|name| text.contains(name.as_str()))
    }
}

/// Whether words are written as a person's first and last names are.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=WORDS).contains(&words.len())
        && words
            .iter()
            .all(|word| word.chars().next().is_some_and(char::is_uppercase))
}
