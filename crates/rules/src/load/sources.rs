//! Cited texts, and the named conditions that say whom they bind.

use garant_source::Reader;

use super::conditions::{Ground, condition};
use super::said::{maybe_said, one_of, said};
use super::shelf::Shelf;
use crate::catalog::Catalog;
use crate::reference::{Branch, Force, Locator, Source};

/// How far a text was read.
const VERIFICATIONS: &[&str] = &["text-read", "described", "theme", "recalled"];

/// The file of a shelf, which a whole catalog must have and a pack may.
fn file<'a>(shelf: &Shelf<'a>, whole: bool, path: &str) -> Option<Reader<'a>> {
    if whole {
        shelf.must(path)
    } else {
        shelf.maybe(path)
    }
}

pub(super) fn definitions(shelf: &Shelf<'_>, whole: bool, catalog: &mut Catalog) {
    let Some(reader) = file(shelf, whole, "definitions.toml") else {
        return;
    };
    for entry in reader.tables("definition") {
        let id = entry.string("id");
        let says = said(&entry, "says");
        // Earlier definitions may be used by later ones, so that no circle can be written.
        let require = entry
            .node("require")
            .and_then(|node| condition(Ground::of(catalog), &entry, node, None));
        match require {
            Some(require) if !catalog.definitions.contains_key(&id) => {
                catalog.definitions.insert(id, (says, require));
            }
            Some(_) => entry.problem("duplicate-id", entry.span, &[("found", &id)]),
            None if entry.node("require").is_none() => {
                entry.problem("missing-key", entry.span, &[("key", "require")]);
            }
            None => {}
        }
        entry.finish();
    }
    reader.finish();
}

pub(super) fn load(shelf: &Shelf<'_>, whole: bool, catalog: &mut Catalog) {
    let Some(reader) = file(shelf, whole, "sources.toml") else {
        return;
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
        let ground = Ground::of(catalog);
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
        if catalog.source(&source.id).is_some() {
            entry.problem("duplicate-id", entry.span, &[("found", &source.id)]);
        }
        entry.finish();
        catalog.sources.push(source);
    }
    reader.finish();
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

/// Records a problem unless the catalog has the source.
pub(super) fn must_exist(reader: &Reader<'_>, key: &'static str, id: &str, catalog: &Catalog) {
    // A missing key is already told.
    if id.is_empty() || catalog.source(id).is_some() {
        return;
    }
    let span = reader
        .table()
        .get(key)
        .map_or(reader.span, |node| node.span);
    let ids = catalog.sources.iter().map(|source| source.id.as_str());
    let near = garant_source::diagnostic::nearest(id, ids).unwrap_or("");
    reader.problem("unknown-source", span, &[("found", id), ("nearest", near)]);
}

/// Records a problem unless the source, if it tells its places, has this one.
pub(super) fn must_hold(reader: &Reader<'_>, id: &str, at: &str, catalog: &Catalog) {
    let Some(source) = catalog.source(id) else {
        return;
    };
    if !source.locators.is_empty() && source.locator(Some(at)).is_none() {
        reader.problem(
            "unknown-locator",
            reader.span,
            &[("found", at), ("source", id)],
        );
    }
}
