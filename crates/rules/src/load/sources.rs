//! Cited texts, and the named conditions that say whom they bind.

use garant_source::Reader;

use super::conditions::{Definitions, Ground, condition};
use super::{Shelf, maybe_said, one_of, said};
use crate::reference::{Branch, Force, Locator, Source};

/// How far a text was read.
const VERIFICATIONS: &[&str] = &["text-read", "described", "theme", "recalled"];

pub(super) fn definitions(shelf: &Shelf<'_>, ground: Ground<'_>) -> Definitions {
    let mut found = Definitions::new();
    let Some(reader) = shelf.must("definitions.toml") else {
        return found;
    };
    for entry in reader.tables("definition") {
        let id = entry.string("id");
        let says = said(&entry, "says");
        // Earlier definitions may be used by later ones, so that no circle can be written.
        let ground = Ground {
            definitions: &found,
            ..ground
        };
        let require = entry
            .node("require")
            .and_then(|node| condition(ground, &entry, node, None));
        match require {
            Some(require) if !found.contains_key(&id) => {
                found.insert(id, (says, require));
            }
            Some(_) => entry.problem("duplicate-id", entry.span, &[("found", &id)]),
            None => {}
        }
        entry.finish();
    }
    reader.finish();
    found
}

pub(super) fn load(shelf: &Shelf<'_>, ground: Ground<'_>) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    let Some(reader) = shelf.must("sources.toml") else {
        return found;
    };
    for entry in reader.tables("source") {
        let code = entry.string("force");
        let force = Force::ALL
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, force)| *force);
        if force.is_none() {
            entry.problem("unknown-force", entry.span, &[("found", &code)]);
        }
        let source = Source {
            id: entry.string("id"),
            short: said(&entry, "short"),
            title: said(&entry, "title"),
            publisher: said(&entry, "publisher"),
            edition: maybe_said(&entry, "edition"),
            date: entry.maybe_date("date"),
            url: entry.maybe_string("url"),
            force: force.unwrap_or(Force::Research),
            verification: entry.string("verification"),
            checked_on: entry.maybe_date("checked-on"),
            note: maybe_said(&entry, "note"),
            proposed: entry.maybe_bool("proposed").unwrap_or(false),
            replaced_by: entry.maybe_string("replaced-by"),
            binds: branches(&entry, ground),
            locators: entry
                .tables("locator")
                .into_iter()
                .map(|place| locator(place, ground))
                .collect(),
        };
        maybe_said(&entry, "licence");
        one_of(&entry, "verification", &source.verification, VERIFICATIONS);
        let silent = source.binds.is_empty()
            && (source.locators.is_empty()
                || source.locators.iter().any(|place| place.binds.is_empty()));
        if source.force.binds() && silent {
            entry.problem("binds-missing", entry.span, &[("found", &source.id)]);
        }
        if found.iter().any(|known| known.id == source.id) {
            entry.problem("duplicate-id", entry.span, &[("found", &source.id)]);
        }
        entry.finish();
        found.push(source);
    }
    reader.finish();
    found
}

fn locator(reader: Reader<'_>, ground: Ground<'_>) -> Locator {
    let locator = Locator {
        at: reader.string("at"),
        says: said(&reader, "says"),
        verification: reader.maybe_string("verification"),
        binds: branches(&reader, ground),
    };
    if let Some(verification) = &locator.verification {
        one_of(&reader, "verification", verification, VERIFICATIONS);
    }
    reader.finish();
    locator
}

fn branches(reader: &Reader<'_>, ground: Ground<'_>) -> Vec<Branch> {
    reader
        .tables("binds")
        .into_iter()
        .map(|entry| {
            let branch = Branch {
                from: entry.maybe_date("from"),
                until: entry.maybe_date("until"),
                when: entry
                    .node("when")
                    .and_then(|node| condition(ground, &entry, node, None)),
                says: said(&entry, "says"),
            };
            entry.finish();
            branch
        })
        .collect()
}
