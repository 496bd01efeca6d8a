//! Identifiers: UUIDs of version 5 from stable names, and tokens made of codes.

use std::collections::BTreeSet;

use garant_core::Audit;
use uuid::Uuid;

use crate::view::{Card, View};

/// The root of all our UUIDs: the one that names our properties.
const ROOT: Uuid = Uuid::from_u128(0xaa34_c001_5256_4fcf_99b9_8e43_d04f_3fc4);

/// Makes the UUIDs of an audit. The same audit has the same ones, in both languages and for all its readers.
pub(super) struct Ids {
    audit: Uuid,
    catalog: Uuid,
}

impl Ids {
    pub(super) fn new(audit: &Audit) -> Self {
        let ignored = if audit.waivers_ignored { "ignored" } else { "" };
        let catalog = [audit.catalog.sha256.as_str(), &audit.profile];
        let own = [audit.descriptor.sha256.as_str(), &audit.as_of, ignored];
        let catalog = named(&ROOT, &catalog);
        Self {
            audit: named(&catalog, &own),
            catalog,
        }
    }

    /// The UUID of something of the audit.
    pub(super) fn of(&self, name: &[&str]) -> String {
        named(&self.audit, name).to_string()
    }

    /// The UUID of something of the catalog, whatever the project.
    pub(super) fn of_catalog(&self, name: &[&str]) -> String {
        named(&self.catalog, name).to_string()
    }
}

/// A name is the sequence of its parts, each with its length, so that no two sequences read alike.
fn named(space: &Uuid, parts: &[&str]) -> Uuid {
    let name: String = parts
        .iter()
        .map(|part| format!("{}:{part}", part.len()))
        .collect();
    Uuid::new_v5(space, name.as_bytes())
}

/// A criterion of an audit, with the id of its control.
pub(super) struct Control<'a> {
    pub(super) id: String,
    pub(super) card: &'a Card<'a>,
}

impl Control<'_> {
    /// The id of its objective, which findings are about.
    pub(super) fn objective(&self) -> String {
        format!("{}_obj", self.id)
    }
}

/// All criteria of an audit by code, each with an id of its own.
pub(super) fn controls<'a>(view: &'a View<'a>) -> Vec<Control<'a>> {
    let mut taken = Tokens::default();
    view.cards
        .iter()
        .map(|card| Control {
            id: taken.unique(&card.f.code),
            card,
        })
        .collect()
}

/// Tokens given so far.
#[derive(Default)]
pub(super) struct Tokens(BTreeSet<String>);

impl Tokens {
    /// The token of a text, with a number where another has it already.
    pub(super) fn unique(&mut self, text: &str) -> String {
        let own = token(text);
        let mut next = own.clone();
        let mut count = 1_usize;
        while !self.0.insert(next.clone()) {
            count += 1;
            next = format!("{own}.{count}");
        }
        next
    }
}

/// A text as a token of OSCAL: ASCII letters in lower case, digits, `-` and `.`; a letter or `_` first.
pub(super) fn token(text: &str) -> String {
    let own: String = text
        .chars()
        .map(|c| match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') => c,
            _ => '-',
        })
        .collect();
    if own.starts_with(|c: char| c.is_ascii_lowercase()) {
        own
    } else {
        format!("_{own}")
    }
}
