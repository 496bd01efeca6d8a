//! A catalog read from its files and checked against itself. All problems of all files at once.

pub mod conditions;
mod criteria;
mod fields;
mod profiles;
mod sources;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use garant_source::reader::Problems;
use garant_source::{Diagnostic, Node, Reader, Severity, Span, Table, Text, Tree, tree};
use sha2::{Digest as _, Sha256};

use crate::catalog::{Catalog, PhaseCheck, Term};
use crate::lang::Said;
use crate::words::Words;
use conditions::{Definitions, Ground};

/// A file of a catalog: its path below the catalog's folder, with `/`, and its text.
pub type File = (String, String);

/// The words of a catalog's files alone, as far as they can be read: what says the problems of a catalog that cannot be loaded.
pub fn words_of(files: &[File]) -> Words {
    let parsed: Vec<Parsed> = files
        .iter()
        .filter(|(path, _)| path == "words.toml")
        .map(|(path, text)| parse(path, text).0)
        .collect();
    words(&Shelf {
        parsed: &parsed,
        problems: Problems::default(),
    })
}

/// Reads a catalog from its files.
///
/// # Errors
/// All diagnostics, when a file is no TOML, a key or a word is missing, or two files contradict each other.
pub fn load(files: &[File]) -> Result<Catalog, Vec<Diagnostic>> {
    let mut files: Vec<File> = files.to_vec();
    files.sort();
    let mut digest = Sha256::new();
    for (path, text) in &files {
        digest.update(path.as_bytes());
        digest.update([0]);
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    }
    let sha256 = hex(&digest.finalize());

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

    let sections = fields::load(&shelf);
    let nothing = Definitions::new();
    let definitions = sources::definitions(
        &shelf,
        Ground {
            sections: &sections,
            definitions: &nothing,
            parameters: &[],
        },
    );
    let ground = Ground {
        sections: &sections,
        definitions: &definitions,
        parameters: &[],
    };
    let sources = sources::load(&shelf, ground);
    let words = words(&shelf);
    let mut catalog = Catalog {
        version: String::new(),
        title: Said::default(),
        sha256,
        default_profile: String::new(),
        principles: Vec::new(),
        cens: Vec::new(),
        phases: Vec::new(),
        actors: Vec::new(),
        levels: Vec::new(),
        phase_checks: Vec::new(),
        packs: Vec::new(),
        sources,
        sections: Vec::new(),
        criteria: Vec::new(),
        profiles: Vec::new(),
        tombstones: tombstones(&shelf),
        words,
    };
    let mut packs = Vec::new();
    if let Some(reader) = shelf.must("catalog.toml") {
        catalog.version = reader.string("version");
        reader.maybe_date("date");
        catalog.title = said(&reader, "title");
        catalog.default_profile = reader.string("default-profile");
        packs = reader.strings("packs");
        catalog.principles = terms(&reader, "principle");
        catalog.cens = terms(&reader, "cens");
        catalog.phases = terms(&reader, "phase");
        catalog.actors = terms(&reader, "actor");
        catalog.levels = terms(&reader, "level");
        for check in reader.tables("phase-check") {
            let phase = check.string("phase");
            known(&check, "phase", &phase, &catalog.phases);
            let when = check
                .node("when")
                .and_then(|node| conditions::condition(ground, &check, node, None));
            if let Some(when) = when {
                catalog.phase_checks.push(PhaseCheck {
                    phase,
                    when,
                    says: said(&check, "says"),
                });
            }
            check.finish();
        }
        reader.finish();
    }
    for pack in packs {
        if let Some(reader) = shelf.must(&format!("{pack}/pack.toml")) {
            catalog.packs.push(term(reader));
        }
        criteria::load(&shelf, &pack, ground, &mut catalog);
    }
    profiles::load(&shelf, &mut catalog);
    catalog.sections = sections;

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

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Debug)]
struct Parsed {
    path: String,
    text: Text,
    root: Table,
}

/// The files of a catalog, by path.
#[derive(Debug)]
struct Shelf<'a> {
    parsed: &'a [Parsed],
    problems: Problems,
}

impl<'a> Shelf<'a> {
    fn reader(&self, parsed: &'a Parsed) -> Reader<'a> {
        Reader::new(
            &parsed.text,
            &parsed.root,
            Span::default(),
            Rc::clone(&self.problems),
        )
    }

    fn maybe(&self, path: &str) -> Option<Reader<'a>> {
        self.parsed
            .iter()
            .find(|parsed| parsed.path == path)
            .map(|parsed| self.reader(parsed))
    }

    fn must(&self, path: &str) -> Option<Reader<'a>> {
        let found = self.maybe(path);
        if found.is_none() {
            let text = Text::new(path, "");
            let missing = Diagnostic::error("catalog-file-missing", &text, Span::default());
            self.problems.borrow_mut().push(missing);
        }
        found
    }

    /// Files below a folder, in order, without those of folders below it.
    fn below(&self, folder: &str) -> Vec<(String, Reader<'a>)> {
        self.parsed
            .iter()
            .filter_map(|parsed| {
                let rest = parsed.path.strip_prefix(folder)?.strip_prefix('/')?;
                let stem = rest.strip_suffix(".toml")?;
                (!stem.contains('/')).then(|| (stem.to_owned(), self.reader(parsed)))
            })
            .collect()
    }
}

fn parse(path: &str, text: &str) -> (Parsed, Vec<Diagnostic>) {
    let text = Text::new(path, text);
    let (root, errors) = tree::parse(&text);
    let parsed = Parsed {
        path: path.to_owned(),
        text,
        root,
    };
    (parsed, errors)
}

/// A sentence in both languages under a key.
fn said(reader: &Reader<'_>, key: &'static str) -> Said {
    let found = maybe_said(reader, key);
    if found.is_none() {
        reader.problem("missing-key", reader.span, &[("key", key)]);
    }
    found.unwrap_or_default()
}

fn maybe_said(reader: &Reader<'_>, key: &'static str) -> Option<Said> {
    let table = reader.maybe_table(key)?;
    let said = Said {
        fr: table.string("fr"),
        en: table.string("en"),
    };
    for (lang, text) in [("fr", &said.fr), ("en", &said.en)] {
        if text.trim().is_empty() {
            table.problem(
                "missing-translation",
                table.span,
                &[("key", key), ("lang", lang)],
            );
        }
    }
    table.finish();
    Some(said)
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

/// Records a problem unless the word under a key is one of a closed list.
fn one_of(reader: &Reader<'_>, key: &'static str, found: &str, words: &[&str]) {
    if words.contains(&found) {
        return;
    }
    let span = reader
        .table()
        .get(key)
        .map_or(reader.span, |node| node.span);
    reader.problem(
        "unknown-word",
        span,
        &[
            ("key", key),
            ("found", found),
            ("choices", &words.join(", ")),
        ],
    );
}

/// Records a problem unless `id` is one of the terms.
fn known(reader: &Reader<'_>, key: &'static str, id: &str, terms: &[Term]) {
    if terms.iter().any(|term| term.id == id) {
        return;
    }
    let span = reader
        .table()
        .get(key)
        .map_or(reader.span, |node| node.span);
    let ids = terms.iter().map(|term| term.id.as_str());
    let near = garant_source::diagnostic::nearest(id, ids).unwrap_or("");
    reader.problem(
        "unknown-term",
        span,
        &[("key", key), ("found", id), ("nearest", near)],
    );
}

fn words(shelf: &Shelf<'_>) -> Words {
    let Some(reader) = shelf.must("words.toml") else {
        return Words::default();
    };
    let mut words = Words {
        said: BTreeMap::new(),
        placeholders: reader.strings("placeholders"),
    };
    for entry in &reader.table().entries {
        if entry.key != "placeholders" {
            flatten(&reader, &entry.key, &entry.node, &mut words.said);
        }
    }
    words
}

fn flatten(reader: &Reader<'_>, key: &str, node: &Node, out: &mut BTreeMap<String, Said>) {
    let Tree::Table(table) = &node.value else {
        reader.problem(
            "wrong-type",
            node.span,
            &[("expected", "table"), ("found", node.value.kind())],
        );
        return;
    };
    let text = |lang: &str| match table.get(lang).map(|node| &node.value) {
        Some(Tree::Text(text)) if !text.is_empty() => Some(text.clone()),
        _ => None,
    };
    match (text("fr"), text("en")) {
        (Some(fr), Some(en)) => {
            out.insert(key.to_owned(), Said { fr, en });
        }
        (None, None) => {
            for entry in &table.entries {
                flatten(reader, &format!("{key}.{}", entry.key), &entry.node, out);
            }
        }
        _ => reader.problem(
            "missing-translation",
            node.span,
            &[("key", key), ("lang", "")],
        ),
    }
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
