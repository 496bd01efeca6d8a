//! A catalog read from its files and checked against itself, and a user's pack added to it. All problems of all files at once.

pub mod conditions;
mod criteria;
mod crosswalks;
mod fields;
mod profiles;
mod regimes;
mod said;
mod shelf;
mod sources;
mod words;

use std::cell::RefCell;
use std::rc::Rc;

use garant_source::reader::Problems;
use garant_source::{Diagnostic, Reader, Severity};

use crate::catalog::{Catalog, Pack, PhaseCheck, Term};
use crate::words::Words;
use conditions::Ground;
use said::{known, said};
use shelf::{Parsed, Shelf, digest, parse};

/// A file of a catalog: its path below the catalog's folder, with `/`, and its text.
pub type File = (String, String);

/// The words of a catalog's files alone, as far as they can be read: what says the problems of a catalog that cannot be loaded.
pub fn words_of(files: &[File]) -> Words {
    let parsed: Vec<Parsed> = files
        .iter()
        .filter(|(path, _)| path == "words.toml")
        .map(|(path, text)| parse(path, text).0)
        .collect();
    words::load(&Shelf {
        parsed: &parsed,
        problems: Problems::default(),
    })
}

/// Reads a catalog from its files. Those of `documents/` are not its own: what other documents say changes no verdict.
///
/// # Errors
/// All diagnostics, when a file is no TOML, a key or a word is missing, or two files contradict each other.
pub fn load(files: &[File]) -> Result<Catalog, Vec<Diagnostic>> {
    let files: Vec<File> = files
        .iter()
        .filter(|(path, _)| !path.starts_with("documents/"))
        .cloned()
        .collect();
    on_shelf("", &files, |shelf, sha256| {
        let mut catalog = Catalog {
            sha256,
            words: words::load(shelf),
            tombstones: tombstones(shelf),
            ..Catalog::default()
        };
        let packs = head(shelf, &mut catalog);
        ground(shelf, true, &mut catalog);
        if let Some(reader) = shelf.maybe("catalog.toml") {
            phase_checks(&reader, &mut catalog);
        }
        for id in packs {
            if let Some(reader) = shelf.must(&format!("{id}/pack.toml")) {
                catalog.packs.push(pack(reader));
            }
            criteria::load(shelf, &id, &id, &mut catalog);
        }
        rest(shelf, &mut catalog);
        if catalog.profile(&catalog.default_profile).is_none() {
            shelf.must(&format!("profiles/{}.toml", catalog.default_profile));
        }
        catalog
    })
}

/// Adds a user's pack to a catalog: `pack.toml`, criteria in `criteria/`, and where they are there `sources.toml`,
/// `definitions.toml`, `fields/`, `profiles/` and `crosswalks/`, as in the catalog. Files in `fixtures/` are not its own.
///
/// # Errors
/// All diagnostics, when a file is no TOML, a key or a word is missing, or a file contradicts another or the catalog.
pub fn extend(base: &Catalog, files: &[File]) -> Result<Catalog, Vec<Diagnostic>> {
    let files: Vec<File> = files
        .iter()
        .filter(|(path, _)| !path.starts_with("fixtures/"))
        .cloned()
        .collect();
    on_shelf(&base.sha256, &files, |shelf, sha256| {
        let mut catalog = Catalog {
            sha256,
            base: Some(base.sha256.clone()),
            ..base.clone()
        };
        ground(shelf, false, &mut catalog);
        if let Some(reader) = shelf.must("pack.toml") {
            let span = reader.span;
            let text = reader.text();
            let own = pack(reader);
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if own.id.is_empty() || !own.id.chars().all(plain) {
                let bad = Diagnostic::error("bad-id", text, span).with("found", &own.id);
                shelf.problems.borrow_mut().push(bad);
            }
            if catalog.packs.iter().any(|known| known.id == own.id) {
                let taken = Diagnostic::error("duplicate-id", text, span).with("found", &own.id);
                shelf.problems.borrow_mut().push(taken);
            }
            criteria::load(shelf, &own.id, "criteria", &mut catalog);
            catalog.packs.push(own);
        }
        rest(shelf, &mut catalog);
        catalog
    })
}

/// Parses files, reads them, and gives what was read unless one has an error.
fn on_shelf(
    base: &str,
    files: &[File],
    read: impl FnOnce(&Shelf<'_>, String) -> Catalog,
) -> Result<Catalog, Vec<Diagnostic>> {
    let mut files: Vec<File> = files.to_vec();
    files.sort();
    let problems: Problems = Rc::new(RefCell::new(Vec::new()));
    let parsed: Vec<Parsed> = files
        .iter()
        .map(|(path, text)| {
            let (parsed, errors) = parse(path, text);
            problems.borrow_mut().extend(errors);
            parsed
        })
        .collect();
    let shelf = Shelf {
        parsed: &parsed,
        problems: Rc::clone(&problems),
    };
    let catalog = read(&shelf, digest(base, &files));
    let mut problems = problems.take();
    if problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
    {
        problems.sort_by(|a, b| (&a.file, a.span).cmp(&(&b.file, b.span)));
        return Err(problems);
    }
    Ok(catalog)
}

/// Fields, definitions and sources: what criteria are checked against.
fn ground(shelf: &Shelf<'_>, whole: bool, catalog: &mut Catalog) {
    fields::load(shelf, &mut catalog.sections);
    sources::definitions(shelf, whole, catalog);
    sources::load(shelf, whole, catalog);
}

/// What speaks of criteria and sources.
fn rest(shelf: &Shelf<'_>, catalog: &mut Catalog) {
    profiles::load(shelf, catalog);
    crosswalks::load(shelf, catalog);
    regimes::load(shelf, catalog);
}

/// The terms of `catalog.toml`; gives the packs' ids.
fn head(shelf: &Shelf<'_>, catalog: &mut Catalog) -> Vec<String> {
    let Some(reader) = shelf.must("catalog.toml") else {
        return Vec::new();
    };
    catalog.version = reader.string("version");
    reader.maybe_date("date");
    catalog.title = said(&reader, "title");
    catalog.default_profile = reader.string("default-profile");
    catalog.principles = terms(&reader, "principle");
    catalog.cens = terms(&reader, "cens");
    catalog.phases = terms(&reader, "phase");
    catalog.actors = terms(&reader, "actor");
    catalog.levels = terms(&reader, "level");
    let packs = reader.strings("packs");
    // Read once fields and definitions are known.
    reader.node("phase-check");
    reader.finish();
    packs
}

fn phase_checks(reader: &Reader<'_>, catalog: &mut Catalog) {
    let mut found = Vec::new();
    for check in reader.tables("phase-check") {
        let phase = check.string("phase");
        known(&check, "phase", &phase, &catalog.phases);
        let when = check
            .node("when")
            .and_then(|node| conditions::condition(Ground::of(catalog), &check, node, None));
        if let Some(when) = when {
            found.push(PhaseCheck {
                phase,
                when,
                says: said(&check, "says"),
            });
        }
        check.finish();
    }
    catalog.phase_checks = found;
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn terms(reader: &Reader<'_>, key: &'static str) -> Vec<Term> {
    reader.tables(key).into_iter().map(term).collect()
}

fn term(reader: Reader<'_>) -> Term {
    let term = Term {
        id: reader.string("id"),
        code: reader.maybe_string("code").unwrap_or_default(),
        key: reader.maybe_bool("key").unwrap_or(false),
        acts_as: reader.strings("acts-as"),
        title: said(&reader, "title"),
        says: said(&reader, "says"),
    };
    reader.finish();
    term
}

fn pack(reader: Reader<'_>) -> Pack {
    let pack = Pack {
        id: reader.string("id"),
        on_request: reader.maybe_bool("on-request").unwrap_or(false),
        title: said(&reader, "title"),
        says: said(&reader, "says"),
    };
    reader.finish();
    pack
}

fn tombstones(shelf: &Shelf<'_>) -> Vec<(String, String)> {
    let Some(reader) = shelf.maybe("tombstones.toml") else {
        return Vec::new();
    };
    let found = reader
        .tables("tombstone")
        .into_iter()
        .map(|entry| {
            let pair = (
                entry.string("id"),
                entry.maybe_string("successor").unwrap_or_default(),
            );
            entry.maybe_date("date");
            entry.finish();
            pair
        })
        .collect();
    reader.finish();
    found
}
