//! A text read as a descriptor: every problem at once, each at its place, and no answer dropped without a word.

mod cites;
mod unknown;
mod value;

use std::collections::BTreeSet;

use garant_rules::catalog::{Catalog, concrete};
use garant_rules::facts::Found;
use garant_rules::field::{Field, Kind};
use garant_rules::{Index, Value};
use garant_source::tree::{Entry, MAX_ERRORS};
use garant_source::{Diagnostic, Node, Severity, Span, Table, Text, Tree, tree};
use rustc_hash::FxHashMap;

use crate::descriptor::{Answers, Descriptor, MAX_BYTES, MAX_ENTRIES};
use crate::value::Canonical;

/// Reads a TOML text as a descriptor, of at most [`MAX_BYTES`] bytes; a byte order mark before it is left aside. `name` is how problems
/// call it.
///
/// # Errors
/// All problems of the file, warnings included, when one of them is an error; of more than [`MAX_ERRORS`] errors, as many.
pub fn descriptor(
    catalog: &Catalog,
    name: &str,
    text: &str,
) -> Result<Descriptor, Vec<Diagnostic>> {
    indexed(catalog, &Index::of(catalog), name, text)
}

/// The same, with the index of the catalog at hand.
pub(crate) fn indexed(
    catalog: &Catalog,
    index: &Index<'_>,
    name: &str,
    text: &str,
) -> Result<Descriptor, Vec<Diagnostic>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    read(catalog, index, Text::new(name, text), None)
}

/// Reads a descriptor that is given as a value. Its problems have a path in the place of a line.
pub(crate) fn canonical(
    catalog: &Catalog,
    index: &Index<'_>,
    name: &str,
    value: Canonical,
) -> Result<Descriptor, Vec<Diagnostic>> {
    let text = Text::new(name, value.text.as_str());
    let parts = value.clone();
    read(catalog, index, text, Some(value)).map_err(|mut problems| {
        for problem in &mut problems {
            parts.unplace(problem);
        }
        problems
    })
}

fn read(
    catalog: &Catalog,
    index: &Index<'_>,
    text: Text,
    value: Option<Canonical>,
) -> Result<Descriptor, Vec<Diagnostic>> {
    if text.as_str().len() > MAX_BYTES {
        return Err(vec![Diagnostic::error(
            "file-too-large",
            &text,
            Span::default(),
        )]);
    }
    let (mut root, syntax) = tree::parse(&text);
    if text.as_str().trim().is_empty() {
        return Err(vec![Diagnostic::error(
            "file-empty",
            &text,
            Span::default(),
        )]);
    }
    let broken: BTreeSet<usize> = syntax.iter().map(|problem| problem.line).collect();
    let errors = syntax.len();
    // An answer takes a line of some length.
    let answers = Answers::with_capacity(text.as_str().len() / 64);
    let mut walk = Walk {
        catalog,
        index,
        out: Descriptor {
            text,
            answers,
            tables: FxHashMap::default(),
            warnings: Vec::new(),
            value,
        },
        errors,
        former: false,
        silent: false,
        problems: syntax,
        cited: Vec::new(),
    };
    walk.table(Place::ROOT, &mut root, &broken);
    walk.required(Place::ROOT, &root, Span::default());
    walk.evidence_ids();
    walk.narrowed();
    let Walk {
        mut out,
        mut problems,
        ..
    } = walk;
    problems.sort_by(|a, b| (a.span, a.code).cmp(&(b.span, b.code)));
    if problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
    {
        return Err(problems);
    }
    out.warnings = problems;
    Ok(out)
}

/// Where a table or an answer stands: its concrete path, and its declared one.
#[derive(Clone, Copy)]
struct Place<'a> {
    path: &'a str,
    declared: &'a str,
}

impl Place<'_> {
    const ROOT: Place<'static> = Place {
        path: "",
        declared: "",
    };

    /// The paths of a key; outside of lists they are one.
    fn key(self, key: &str) -> (String, Option<String>) {
        let declared = (self.path != self.declared).then(|| below(self.declared, key));
        (below(self.path, key), declared)
    }
}

fn below(table: &str, key: &str) -> String {
    if table.is_empty() {
        return key.to_owned();
    }
    let mut path = String::with_capacity(table.len() + 1 + key.len());
    path.push_str(table);
    path.push('.');
    path.push_str(key);
    path
}

struct Walk<'c> {
    catalog: &'c Catalog,
    index: &'c Index<'c>,
    out: Descriptor,
    problems: Vec<Diagnostic>,
    /// How many of them are errors.
    errors: usize,
    /// Whether a field stands under a former name.
    former: bool,
    /// Whether some answer says nothing.
    silent: bool,
    /// Evidence that fields cite, and where.
    cited: Vec<(String, Span)>,
}

impl Walk<'_> {
    fn problem(&mut self, code: &'static str, span: Span, args: &[(&'static str, &str)]) {
        // The file is refused all the same.
        if self.errors >= MAX_ERRORS {
            return;
        }
        self.errors += 1;
        let mut problem = Diagnostic::error(code, &self.out.text, span);
        for (key, value) in args {
            problem = problem.with(key, *value);
        }
        self.problems.push(problem);
    }

    /// The texts of the tree become answers, and are taken out of it.
    fn table(&mut self, place: Place<'_>, table: &mut Table, broken: &BTreeSet<usize>) {
        let index = self.index;
        let fields = index.keys(place.declared);
        for entry in &mut table.entries {
            if self.errors >= MAX_ERRORS {
                return;
            }
            // Paths are told apart by these: a key that holds one would pass for another place.
            if entry.key.bytes().any(|byte| matches!(byte, b'.' | b'[')) {
                let args = [("key", entry.key.as_str()), ("nearest", "")];
                self.problem("unknown-key", entry.key_span, &args);
                continue;
            }
            // What the parser recovered from a broken line is not judged a second time.
            if !broken.is_empty() {
                let line = self.out.text.line_of(entry.key_span.start);
                if broken.contains(&line) {
                    continue;
                }
            }
            match fields.and_then(|fields| fields.get(entry.key.as_str())) {
                Some(field) => self.field(below(place.path, &entry.key), field, entry, broken),
                None => self.other(place, entry, broken),
            }
        }
    }

    fn field(&mut self, path: String, field: &Field, entry: &mut Entry, broken: &BTreeSet<usize>) {
        // No two keys of a table are the same: only one of a former name can have answered.
        if self.former && self.out.answers.contains_key(&path) {
            self.twice(&path, &path, entry);
            return;
        }
        self.answer(path, field, entry, broken);
    }

    /// A key that is no field's: a table, a former name, or unknown.
    fn other(&mut self, table: Place<'_>, entry: &mut Entry, broken: &BTreeSet<usize>) {
        let (path, declared) = table.key(&entry.key);
        let path = path.as_str();
        let place = Place {
            path,
            declared: declared.as_deref().unwrap_or(path),
        };
        if let Some(field) = self.index.renamed(place.declared) {
            self.former = true;
            let now = concrete(&field.path, path);
            if self.out.answers.contains_key(&now) {
                self.twice(path, &now, entry);
                return;
            }
            let warning = Diagnostic::warning("renamed-key", &self.out.text, entry.key_span)
                .with("key", path)
                .with("nearest", &now);
            self.problems.push(warning);
            self.answer(now, field, entry, broken);
            return;
        }
        let holds = self.index.is_table(place.declared);
        let header = header(entry);
        match &mut entry.node.value {
            Tree::Table(table) if holds => {
                self.out.tables.insert(path.to_owned(), header);
                self.table(place, table, broken);
            }
            other if holds => {
                self.problem(
                    "wrong-type",
                    entry.node.span,
                    &[
                        ("key", path),
                        ("expected", "table"),
                        ("found", other.kind()),
                    ],
                );
            }
            _ => self.unknown_key(place, entry.key_span),
        }
    }

    /// An answer under its former and its present name: neither is left aside without a word.
    fn twice(&mut self, path: &str, now: &str, entry: &Entry) {
        let args = [("key", path), ("nearest", now)];
        self.problem("renamed-key-twice", entry.key_span, &args);
    }

    fn answer(&mut self, path: String, field: &Field, entry: &mut Entry, broken: &BTreeSet<usize>) {
        let node = &mut entry.node;
        if field.kind == Kind::List {
            self.list(&path, field, node, broken);
            return;
        }
        let found = match self.value(&path, field, node) {
            Some(value) => self.weigh(value, node.span),
            None => return,
        };
        if field.kind == Kind::Evidence
            && let Found::Value(Value::Text(id), _) = &found
        {
            self.cited.push((id.clone(), node.span));
        }
        self.silent |= matches!(found, Found::Empty { .. });
        self.out.answers.insert(path, found);
    }

    /// A text that says nothing is no answer.
    fn weigh(&self, value: Value, span: Span) -> Found {
        let span = Some(span);
        let index = self.index;
        match value {
            Value::Text(text) if index.is_placeholder(&text) => Found::Empty {
                placeholder: true,
                span,
            },
            Value::Texts(texts, _) => {
                let all = texts.len();
                let said: Vec<String> = texts
                    .into_iter()
                    .filter(|text| !index.is_placeholder(text))
                    .collect();
                if said.is_empty() {
                    return Found::Empty {
                        placeholder: all > 0,
                        span,
                    };
                }
                let silent = all - said.len();
                Found::Value(Value::Texts(said, silent), span)
            }
            Value::Choices(ids) if ids.is_empty() => Found::Empty {
                placeholder: false,
                span,
            },
            value => Found::Value(value, span),
        }
    }

    fn list(&mut self, path: &str, field: &Field, node: &mut Node, broken: &BTreeSet<usize>) {
        let Tree::List(items) = &mut node.value else {
            self.problem(
                "list-expected",
                node.span,
                &[("key", path), ("found", node.value.kind())],
            );
            return;
        };
        if items.len() > MAX_ENTRIES {
            let (found, most) = (items.len().to_string(), MAX_ENTRIES.to_string());
            self.problem(
                "too-many-entries",
                node.span,
                &[("key", path), ("found", &found), ("max", &most)],
            );
            return;
        }
        if items.is_empty() {
            let empty = Found::Empty {
                placeholder: false,
                span: Some(node.span),
            };
            self.silent = true;
            self.out.answers.insert(path.to_owned(), empty);
            return;
        }
        let unique = self.index.unique(&field.path);
        let form = format!("{}[]", field.path);
        let mut seen: FxHashMap<String, Span> = FxHashMap::default();
        for (index, item) in items.iter_mut().enumerate() {
            let at = format!("{path}[{index}]");
            let place = Place {
                path: &at,
                declared: &form,
            };
            let Tree::Table(table) = &mut item.value else {
                self.problem(
                    "wrong-type",
                    item.span,
                    &[
                        ("key", path),
                        ("expected", "table"),
                        ("found", item.value.kind()),
                    ],
                );
                continue;
            };
            self.out.tables.insert(at.clone(), item.span);
            self.table(place, table, broken);
            self.required(place, table, item.span);
            if path == "evidence" {
                self.evidence_place(&at, table, item.span);
            }
            for (key, _) in unique {
                let answer = self.out.answers.get(&below(&at, key));
                if let Some(Found::Value(Value::Text(id), Some(span))) = answer {
                    let span = *span;
                    if let Some(first) = seen.insert(id.clone(), span) {
                        let id = id.clone();
                        let first = self.told_place(first);
                        let args = [("found", id.as_str()), ("first", &first)];
                        self.problem("duplicate-id", span, &args);
                    }
                }
            }
        }
        let span = items.first().map_or(node.span, |item| item.span);
        self.out.answers.insert(
            path.to_owned(),
            Found::Value(Value::List(items.len()), Some(span)),
        );
    }

    /// Where something stands, in a word: its line, or its path.
    fn told_place(&self, span: Span) -> String {
        match &self.out.value {
            None => self.out.text.line_of(span.start).to_string(),
            Some(value) => value.path(span.start),
        }
    }

    fn required(&mut self, place: Place<'_>, table: &Table, span: Span) {
        for (key, _) in self.index.required(place.declared) {
            if !self.silent && table.get(key).is_some() {
                continue;
            }
            let path = below(place.path, key);
            match (table.get(key), self.out.answers.get(&path)) {
                (None, None) => {
                    self.problem("missing-key", span, &[("key", key), ("place", place.path)]);
                }
                // Under a former name there is no such key.
                (node, Some(Found::Empty { span: own, .. })) => {
                    let at = node.map_or(own.unwrap_or(span), |node| node.span);
                    self.problem("required-says-nothing", at, &[("key", key)]);
                }
                _ => {}
            }
        }
    }

    /// A piece of evidence is a file, or at the least an address.
    fn evidence_place(&mut self, place: &str, table: &Table, span: Span) {
        // An answer of the wrong form is told on its own.
        let written = |key: &&str| table.get(key).is_some();
        if !self.silent && ["path", "url"].iter().any(written) {
            return;
        }
        let stated = |key: &&str| match self.out.answers.get(&format!("{place}.{key}")) {
            None => written(key),
            found => !matches!(found, Some(Found::Empty { .. })),
        };
        if !["path", "url"].iter().any(stated) {
            self.problem("evidence-without-place", span, &[]);
        }
    }
}

fn header(entry: &Entry) -> Span {
    if entry.node.span.end > entry.node.span.start {
        entry.node.span
    } else {
        entry.key_span
    }
}
