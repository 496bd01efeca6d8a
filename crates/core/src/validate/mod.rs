//! A text read as a descriptor: every problem at once, each at its place, and no answer dropped without a word.

mod cites;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use garant_rules::Value;
use garant_rules::catalog::{Catalog, concrete, declared};
use garant_rules::facts::Found;
use garant_rules::field::{Field, Kind};
use garant_source::diagnostic::nearest;
use garant_source::tree::{Entry, MAX_ERRORS};
use garant_source::{Diagnostic, Node, Severity, Span, Table, Text, Tree, tree};

use crate::descriptor::{Descriptor, MAX_BYTES, MAX_ENTRIES};
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
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    read(catalog, Text::new(name, text), None)
}

/// Reads a descriptor that is given as a value. Its problems have a path in the place of a line.
pub(crate) fn canonical(
    catalog: &Catalog,
    name: &str,
    value: Canonical,
) -> Result<Descriptor, Vec<Diagnostic>> {
    let text = Text::new(name, value.text.as_str());
    let parts = value.clone();
    read(catalog, text, Some(value)).map_err(|mut problems| {
        for problem in &mut problems {
            parts.unplace(problem);
        }
        problems
    })
}

fn read(
    catalog: &Catalog,
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
    let (root, syntax) = tree::parse(&text);
    if text.as_str().trim().is_empty() {
        return Err(vec![Diagnostic::error(
            "file-empty",
            &text,
            Span::default(),
        )]);
    }
    let broken: BTreeSet<usize> = syntax.iter().map(|problem| problem.line).collect();
    let errors = syntax.len();
    let mut walk = Walk {
        catalog,
        out: Descriptor {
            text,
            answers: BTreeMap::new(),
            tables: BTreeMap::new(),
            warnings: Vec::new(),
            value,
        },
        errors,
        problems: syntax,
    };
    walk.table("", &root, &broken);
    walk.required("", &root, Span::default());
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

struct Walk<'c> {
    catalog: &'c Catalog,
    out: Descriptor,
    problems: Vec<Diagnostic>,
    /// How many of them are errors.
    errors: usize,
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

    fn table(&mut self, place: &str, table: &Table, broken: &BTreeSet<usize>) {
        for entry in &table.entries {
            if self.errors >= MAX_ERRORS {
                return;
            }
            // Paths are told apart by these: a key that holds one would pass for another place.
            if entry.key.contains(['.', '[']) {
                let args = [("key", entry.key.as_str()), ("nearest", "")];
                self.problem("unknown-key", entry.key_span, &args);
                continue;
            }
            // What the parser recovered from a broken line is not judged a second time.
            let line = self.out.text.line_of(entry.key_span.start);
            if broken.contains(&line) {
                continue;
            }
            let path = if place.is_empty() {
                entry.key.clone()
            } else {
                format!("{place}.{}", entry.key)
            };
            self.entry(&path, entry, broken);
        }
    }

    fn entry(&mut self, path: &str, entry: &Entry, broken: &BTreeSet<usize>) {
        let catalog = self.catalog;
        let wanted = declared(path);
        if let Some(field) = catalog.field(&wanted) {
            if self.out.answers.contains_key(path) {
                self.twice(path, path, entry);
                return;
            }
            self.answer(path, field, entry, broken);
            return;
        }
        if let Some(field) = catalog
            .fields()
            .find(|field| field.renamed_from.as_deref() == Some(wanted.as_str()))
        {
            let now = concrete(&field.path, path);
            if self.out.answers.contains_key(&now) {
                self.twice(path, &now, entry);
                return;
            }
            let warning = Diagnostic::warning("renamed-key", &self.out.text, entry.key_span)
                .with("key", path)
                .with("nearest", &now);
            self.problems.push(warning);
            self.answer(&now, field, entry, broken);
            return;
        }
        let prefix = format!("{wanted}.");
        let former = |field: &Field| {
            let former = field.renamed_from.as_deref();
            former.is_some_and(|path| path.starts_with(&prefix))
        };
        let holds = catalog
            .fields()
            .any(|field| field.path.starts_with(&prefix) || former(field))
            || catalog.sections.iter().any(|section| section.id == wanted);
        match &entry.node.value {
            Tree::Table(table) if holds => {
                self.out.tables.insert(path.to_owned(), header(entry));
                self.table(path, table, broken);
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
            _ => {
                let (parent, key) = wanted.rsplit_once('.').unwrap_or(("", &wanted));
                let siblings = siblings(catalog, parent);
                let near = nearest(key, siblings.iter().map(String::as_str)).unwrap_or("");
                self.problem(
                    "unknown-key",
                    entry.key_span,
                    &[("key", path), ("nearest", near)],
                );
            }
        }
    }

    /// An answer under its former and its present name: neither is left aside without a word.
    fn twice(&mut self, path: &str, now: &str, entry: &Entry) {
        let args = [("key", path), ("nearest", now)];
        self.problem("renamed-key-twice", entry.key_span, &args);
    }

    fn answer(&mut self, path: &str, field: &Field, entry: &Entry, broken: &BTreeSet<usize>) {
        let node = &entry.node;
        if field.kind == Kind::List {
            self.list(path, field, node, broken);
            return;
        }
        let found = match self.value(path, field, node) {
            Some(value) => self.weigh(value, node.span),
            None => return,
        };
        self.out.answers.insert(path.to_owned(), found);
    }

    /// A text that says nothing is no answer.
    fn weigh(&self, value: Value, span: Span) -> Found {
        let span = Some(span);
        let words = &self.catalog.words;
        match value {
            Value::Text(text) if words.is_placeholder(&text) => Found::Empty {
                placeholder: true,
                span,
            },
            Value::Texts(texts, _) => {
                let all = texts.len();
                let said: Vec<String> = texts
                    .into_iter()
                    .filter(|text| !words.is_placeholder(text))
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

    fn list(&mut self, path: &str, field: &Field, node: &Node, broken: &BTreeSet<usize>) {
        let Tree::List(items) = &node.value else {
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
            self.out.answers.insert(path.to_owned(), empty);
            return;
        }
        let unique: Vec<&Field> = self
            .catalog
            .fields()
            .filter(|other| {
                other.unique
                    && other
                        .path
                        .rsplit_once("[].")
                        .is_some_and(|(list, _)| list == field.path)
            })
            .collect();
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            let place = format!("{path}[{index}]");
            let Tree::Table(table) = &item.value else {
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
            self.out.tables.insert(place.clone(), item.span);
            self.table(&place, table, broken);
            self.required(&place, table, item.span);
            if path == "evidence" {
                self.evidence_place(&place, table, item.span);
            }
            for field in &unique {
                let key = field.path.rsplit('.').next().unwrap_or("");
                let answer = self.out.answers.get(&format!("{place}.{key}"));
                if let Some(Found::Value(Value::Text(id), Some(span))) = answer.cloned() {
                    let place = match &self.out.value {
                        None => self.out.text.line_of(span.start).to_string(),
                        Some(value) => value.path(span.start),
                    };
                    if let Some(first) = seen.insert(id.clone(), place) {
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

    fn required(&mut self, place: &str, table: &Table, span: Span) {
        let wanted = declared(place);
        let catalog = self.catalog;
        for field in catalog.fields().filter(|field| field.required) {
            let key = if wanted.is_empty() {
                (!field.path.contains('.')).then_some(field.path.as_str())
            } else {
                field
                    .path
                    .strip_prefix(&wanted)
                    .and_then(|rest| rest.strip_prefix('.'))
            };
            let Some(key) = key.filter(|key| !key.contains(['.', '['])) else {
                continue;
            };
            let path = if place.is_empty() {
                key.to_owned()
            } else {
                format!("{place}.{key}")
            };
            match (table.get(key), self.out.answers.get(&path)) {
                (None, None) => {
                    self.problem("missing-key", span, &[("key", key), ("place", place)]);
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
        let stated = |key: &&str| match self.out.answers.get(&format!("{place}.{key}")) {
            None => table.get(key).is_some(),
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

fn siblings(catalog: &Catalog, parent: &str) -> Vec<String> {
    let mut found: Vec<String> = catalog
        .fields()
        .filter_map(|field| {
            let rest = if parent.is_empty() {
                field.path.as_str()
            } else {
                field.path.strip_prefix(parent)?.strip_prefix('.')?
            };
            Some(rest.split(['.', '[']).next()?.to_owned())
        })
        .collect();
    found.sort();
    found.dedup();
    found
}
