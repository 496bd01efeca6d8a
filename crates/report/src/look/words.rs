//! Words of a user in place of the built-in ones: the same keys, texts, and the same `{names}` in them.

use std::collections::BTreeSet;

use garant_source::diagnostic::nearest;
use garant_source::tree::{Entry, Table, Tree, parse};
use garant_source::{Diagnostic, Span, Text};

use crate::assets::built_in;
use crate::lang::{Sentences, sentences};

/// All that is wrong with a file of words; it may hold only the keys that it changes.
pub(super) fn problems(name: &str, text: &Text) -> Vec<Diagnostic> {
    let mut found = Found {
        text,
        known: sentences(built_in(name).unwrap_or_default()),
        problems: Vec::new(),
    };
    let (table, broken) = parse(text);
    found.problems = broken;
    found.table("", &table);
    found
        .problems
        .sort_by_key(|problem| (problem.line, problem.column));
    found.problems
}

struct Found<'t> {
    text: &'t Text,
    known: Sentences,
    problems: Vec<Diagnostic>,
}

impl Found<'_> {
    fn table(&mut self, prefix: &str, table: &Table) {
        for entry in &table.entries {
            self.entry(&format!("{prefix}{}", entry.key), entry);
        }
    }

    fn entry(&mut self, key: &str, entry: &Entry) {
        let room = format!("{key}.");
        let is_room = self.known.keys().any(|known| known.starts_with(&room));
        let built_in = self.known.get(key).cloned();
        match (&entry.node.value, built_in) {
            (Tree::Table(table), _) if is_room => self.table(&room, table),
            (Tree::Text(said), Some(built_in)) => self.word(key, said, &built_in, entry.node.span),
            (value, Some(_)) => self.wrong("word-no-text", key, entry.node.span, value.kind()),
            (value, None) if is_room => {
                self.wrong("word-no-table", key, entry.node.span, value.kind());
            }
            _ => {
                let near = self.nearest(key, &entry.key);
                let problem = Diagnostic::error("word-unknown", self.text, entry.key_span);
                let problem = problem.with("key", key).with("nearest", near);
                self.problems.push(problem);
            }
        }
    }

    fn word(&mut self, key: &str, said: &str, built_in: &str, span: Span) {
        if said.trim().is_empty() && !built_in.trim().is_empty() {
            self.wrong("word-empty", key, span, "");
        }
        let (own, theirs) = (names(said), names(built_in));
        for lost in theirs.difference(&own) {
            self.wrong("word-loses", key, span, &format!("{{{lost}}}"));
        }
        for invented in own.difference(&theirs) {
            let found = format!("{{{invented}}}");
            let problem = self.problem("word-invents", key, span, &found);
            let there: Vec<String> = theirs.iter().map(|name| format!("{{{name}}}")).collect();
            self.problems.push(problem.with("nearest", there.join(" ")));
        }
    }

    fn wrong(&mut self, code: &'static str, key: &str, span: Span, found: &str) {
        let problem = self.problem(code, key, span, found);
        self.problems.push(problem);
    }

    fn problem(&self, code: &'static str, key: &str, span: Span, found: &str) -> Diagnostic {
        let problem = Diagnostic::error(code, self.text, span);
        problem.with("key", key).with("found", found)
    }

    /// The nearest key of the same table, else of all.
    fn nearest(&self, key: &str, last: &str) -> String {
        let parent = key.strip_suffix(last).unwrap_or_default();
        let depth = key.split('.').count();
        let cut = |known: &str| -> String {
            let parts: Vec<&str> = known.split('.').take(depth).collect();
            parts.join(".")
        };
        let keys = self.known.keys();
        let beside: BTreeSet<String> = keys
            .filter(|known| known.starts_with(parent))
            .map(|known| cut(known))
            .collect();
        let ends = beside.iter().filter_map(|known| known.strip_prefix(parent));
        match nearest(last, ends) {
            Some(near) => format!("{parent}{near}"),
            None => nearest(key, self.known.keys().map(String::as_str))
                .unwrap_or_default()
                .to_owned(),
        }
    }
}

/// The names in braces that a text is filled at.
fn names(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some((name, tail)) = rest
        .split_once('{')
        .and_then(|(_, after)| after.split_once('}'))
    {
        found.insert(name);
        rest = tail;
    }
    found
}
