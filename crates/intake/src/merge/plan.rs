//! What becomes of each answer: written, there already, or in conflict.

use std::collections::BTreeMap;

use garant_core::descriptor::Descriptor;
use garant_rules::facts::Found;
use garant_rules::{Catalog, Value};
use garant_source::{Diagnostic, Severity, Span, Text, tree};

use super::item::{Item, entry};
use super::matched::matched;
use super::path::find;
use super::says::{is_none, same};
use super::{Conflict, Source, slice};
use crate::answer::{Answer, Given, Origin};

/// What an answer replaces.
#[derive(Debug)]
pub(super) struct Replaced {
    pub(super) span: Span,
    pub(super) text: String,
    /// Whether it says something.
    pub(super) answer: bool,
}

/// An answer to be written.
#[derive(Debug)]
pub(super) struct Write {
    /// The concrete path in the descriptor.
    pub(super) path: String,
    pub(super) given: Given,
    pub(super) origin: Origin,
    pub(super) replaces: Option<Replaced>,
    /// Its place among the items.
    item: usize,
    /// Whether it holds the place of an answer.
    pub(super) silent: bool,
}

/// What becomes of the items.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) writes: Vec<Write>,
    pub(super) kept: Vec<Conflict>,
    /// What stands already as it was given.
    pub(super) held: Vec<(String, Origin)>,
    pub(super) same: usize,
}

impl Plan {
    pub(super) fn of(
        catalog: &Catalog,
        descriptor: &Descriptor,
        items: &[Item<'_>],
        source: Source<'_>,
        own: &BTreeMap<String, Origin>,
    ) -> Self {
        let entries = matched(catalog, descriptor, items, source.entries);
        let mut plan = Self {
            writes: Vec::new(),
            kept: Vec::new(),
            held: Vec::new(),
            same: 0,
        };
        for (at, item) in items.iter().enumerate() {
            let path = match item.entry() {
                None => item.path.clone(),
                Some((list, index, rest)) => {
                    let known = entries.get(&(list.to_owned(), index));
                    format!("{list}[{}].{rest}", known.unwrap_or(&index))
                }
            };
            let stays = !source.update || own.contains_key(&path);
            let first = own.get(&path);
            plan.put(catalog, descriptor, (at, item), path, (stays, first));
        }
        plan
    }

    fn put(
        &mut self,
        catalog: &Catalog,
        descriptor: &Descriptor,
        (at, item): (usize, &Item<'_>),
        path: String,
        (stays, before): (bool, Option<&Origin>),
    ) {
        let answer = item.answer;
        if let Some(first) = self.writes.iter().find(|write| write.path == path) {
            if first.given.toml() == answer.given.toml() {
                self.same += 1;
            } else {
                let first = (first.given.toml(), Some(first.origin.clone()));
                self.keep(path, first, answer);
            }
            return;
        }
        // A list that is written empty says that there is none.
        let denied = entry(&path).and_then(|(list, _, _)| {
            let found = descriptor.answers.get(list);
            let none = matches!(
                found,
                Some(Found::Empty {
                    placeholder: false,
                    ..
                })
            );
            none.then(|| list.to_owned())
        });
        let replaces = match descriptor.answers.get(&path) {
            Some(Found::Value(value, _)) if same(catalog, value, &answer.given) => {
                self.held.push((path, answer.origin.clone()));
                self.same += 1;
                return;
            }
            Some(Found::Empty {
                placeholder: false, ..
            }) if is_none(&answer.given) => {
                self.same += 1;
                return;
            }
            // One text that says nothing is as good as another.
            Some(Found::Empty {
                placeholder: true, ..
            }) if item.silent => {
                self.same += 1;
                return;
            }
            Some(Found::Value(_, span)) => Some((*span, true)),
            Some(Found::Empty { placeholder, span }) => Some((*span, !placeholder)),
            _ => None,
        };
        // Entries are not taken away for a word that there are none.
        let entries = matches!(
            descriptor.answers.get(&path),
            Some(Found::Value(Value::List(_), _))
        );
        let stays = stays || entries || item.silent;
        let stands = replaces.as_ref().is_some_and(|(_, answer)| *answer);
        if (stands || denied.is_some()) && stays {
            let at = denied.unwrap_or_else(|| path.clone());
            let standing = (slice(descriptor, &at), before.cloned());
            self.keep(path, standing, answer);
            return;
        }
        let replaces = replaces.map(|(span, answer)| Replaced {
            span: span.unwrap_or_default(),
            text: slice(descriptor, &path),
            answer,
        });
        self.writes.push(Write {
            path,
            given: answer.given.clone(),
            origin: answer.origin.clone(),
            replaces,
            item: at,
            silent: item.silent,
        });
    }

    fn keep(&mut self, path: String, standing: (String, Option<Origin>), answer: &Answer) {
        self.kept.push(Conflict {
            path,
            existing: standing.0,
            existing_origin: standing.1,
            offered: answer.given.clone(),
            origin: answer.origin.clone(),
            line: 0,
        });
    }

    /// The items that errors of the result are about. An error about a new entry is one about all that makes it up.
    pub(super) fn blame(&self, text: &str, problems: &[Diagnostic]) -> BTreeMap<usize, Diagnostic> {
        let (root, _) = tree::parse(&Text::new("", text));
        let mut wrong = BTreeMap::new();
        let errors = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        for problem in errors {
            let at = |path: &str| find(&root, path).map(|node| node.span);
            let own = self
                .writes
                .iter()
                .filter(|write| at(&write.path) == Some(problem.span));
            let mut found: Vec<usize> = own.map(|write| write.item).collect();
            if found.is_empty() {
                let held = self.writes.iter().filter(|write| {
                    let place =
                        entry(&write.path).map(|(list, index, _)| format!("{list}[{index}]"));
                    place.is_some_and(|place| at(&place) == Some(problem.span))
                });
                found = held.map(|write| write.item).collect();
            }
            if found.is_empty() {
                // Elsewhere, something refers to what stood there before.
                let missed = problem
                    .args
                    .get("found")
                    .map(|id| Given::Text(id.clone()).toml());
                let renamed = self.writes.iter().filter(|write| {
                    let replaced = write.replaces.as_ref();
                    replaced.is_some_and(|old| {
                        let bare = old.text.trim_matches(['"', '\'']);
                        missed
                            .as_ref()
                            .is_some_and(|id| id.trim_matches('"') == bare)
                    })
                });
                found = renamed.map(|write| write.item).collect();
            }
            for item in found {
                wrong.entry(item).or_insert_with(|| problem.clone());
            }
        }
        wrong
    }

    /// Whether a descriptor answers as another one and as planned, and nothing else.
    pub(super) fn is_all(
        &self,
        catalog: &Catalog,
        before: &Descriptor,
        after: &Descriptor,
    ) -> bool {
        let planned: BTreeMap<&str, &Write> = self
            .writes
            .iter()
            .map(|write| (write.path.as_str(), write))
            .collect();
        let reads_back = self.writes.iter().all(|write| {
            let found = after.answers.get(&write.path);
            match found {
                Some(Found::Value(value, _)) => same(catalog, value, &write.given),
                Some(Found::Empty { placeholder, .. }) => {
                    if *placeholder {
                        write.silent
                    } else {
                        is_none(&write.given)
                    }
                }
                _ => false,
            }
        });
        let stays = before.answers.iter().all(|(path, found)| {
            let grown = self
                .writes
                .iter()
                .any(|write| entry(&write.path).is_some_and(|(list, _, _)| list == path));
            planned.contains_key(path.as_str())
                || match (found, after.answers.get(path)) {
                    (Found::Value(Value::List(a), _), Some(Found::Value(Value::List(b), _))) => {
                        a == b || (grown && a < b)
                    }
                    (Found::Empty { .. }, Some(Found::Value(Value::List(_), _))) => grown,
                    (Found::Value(a, _), Some(Found::Value(b, _))) => {
                        format!("{a:?}") == format!("{b:?}")
                    }
                    (
                        Found::Empty { placeholder: a, .. },
                        Some(Found::Empty { placeholder: b, .. }),
                    ) => a == b,
                    _ => false,
                }
        });
        let nothing_else = after.answers.iter().all(|(path, found)| {
            before.answers.contains_key(path)
                || planned.contains_key(path.as_str())
                || matches!(found, Found::Value(Value::List(_), _))
        });
        reads_back && stays && nothing_else
    }
}
