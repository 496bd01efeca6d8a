//! A mapping read backwards: answers put where reading would look for them.

use std::collections::BTreeMap;

use garant_core::Stated;
use garant_rules::Value;
use garant_source::visible::visible;

use super::Asked;
use super::out::Out;
use crate::document::mapping::{Entry, How, Rule};
use crate::document::verbatim::can_carry;

/// Where a text is one line under a label.
const BULLETS: &str = "/bullets/";

/// An answer that was put, by its path in the descriptor and by the one under which reading gives it.
#[derive(Clone, Debug)]
pub(super) struct Put {
    pub(super) own: String,
    pub(super) read: String,
}

/// What was filled in.
pub(super) struct Filled {
    pub(super) tree: Out,
    pub(super) unstated: Vec<String>,
    pub(super) put: Vec<Put>,
    /// Answers that are stated and for these readers, and that the card has no place for.
    pub(super) lost: Vec<String>,
}

pub(super) struct Fill<'a> {
    stated: &'a Stated<'a>,
    asked: Asked<'a>,
    tree: Out,
    /// Declared paths that were put somewhere, or would have been.
    known: Vec<String>,
    unstated: Vec<String>,
    put: Vec<Put>,
    lost: Vec<String>,
    /// Entries of each list that were put.
    entries: BTreeMap<String, usize>,
}

impl<'a> Fill<'a> {
    pub(super) fn new(stated: &'a Stated<'a>, asked: Asked<'a>) -> Self {
        Self {
            stated,
            asked,
            tree: Out::empty(),
            known: Vec::new(),
            unstated: Vec::new(),
            put: Vec::new(),
            lost: Vec::new(),
            entries: BTreeMap::new(),
        }
    }

    pub(super) fn done(self) -> Filled {
        let mut unstated: Vec<String> = Vec::new();
        for path in self.unstated {
            // Entries of a list that differ by their role alone share a path.
            if !unstated.contains(&path) {
                unstated.push(path);
            }
        }
        Filled {
            tree: self.tree,
            unstated,
            put: self.put,
            lost: self.lost,
        }
    }

    /// Puts the answer of a rule in its place; the first rule of a field has it.
    pub(super) fn rule(&mut self, rule: &Rule) {
        // A rule that asks about entries is answered by no single value, and one that asks a person is not read.
        if rule.how == How::OtherQuantity || rule.to.contains("[]") || self.known.contains(&rule.to)
        {
            return;
        }
        self.known.push(rule.to.clone());
        if !self.place(rule, &rule.to, &rule.to) {
            self.unstated.push(rule.to.clone());
        }
    }

    /// Puts the entries of a list in their place, each by its own rules.
    pub(super) fn entry(&mut self, entry: &Entry) {
        let role = entry.fixed.get("role");
        let entries: Vec<String> = self
            .stated
            .entries(&entry.list)
            .into_iter()
            .filter(|own| {
                let known = self.stated.text(&format!("{own}.role"));
                role.is_none_or(|role| known == Some(role))
            })
            .collect();
        let put = match entry.field.iter().find(|rule| rule.from.is_empty()) {
            Some(rule) => self.texts_of(entry, rule, &entries),
            None => self.items_of(entry, &entries),
        };
        if !put {
            let declared = format!("{}[]", entry.list);
            let needs = entry.needs.iter().map(|need| format!("{declared}.{need}"));
            self.unstated.extend(needs);
        }
    }

    /// Puts entries of which each is its text.
    fn texts_of(&mut self, entry: &Entry, rule: &Rule, entries: &[String]) -> bool {
        let mut texts = Vec::new();
        for own in entries {
            let path = format!("{own}.{}", rule.to);
            if let Some(text) = self.text(&path) {
                texts.push(text);
                let read = format!("{}.{}", self.next(&entry.list), rule.to);
                self.put.push(Put { own: path, read });
            }
        }
        !texts.is_empty() && self.texts(&entry.from, texts)
    }

    /// Puts entries that have several parts.
    fn items_of(&mut self, entry: &Entry, entries: &[String]) -> bool {
        let several = entry.from.ends_with("[]");
        let mut any = false;
        for own in entries {
            let mut item = Fill::new(self.stated, self.asked);
            for rule in entry
                .field
                .iter()
                .filter(|rule| rule.how != How::Ask && rule.write)
            {
                item.place(rule, &format!("{own}.{}", rule.to), &rule.to);
            }
            let Filled {
                tree, put, lost, ..
            } = item.done();
            self.lost.extend(lost);
            let has = entry
                .needs
                .iter()
                .any(|need| put.iter().any(|own| own.read == *need));
            // The card may have one place: the first entry has it.
            if !has || (any && !several) {
                self.lost.extend(put.into_iter().map(|put| put.own));
                continue;
            }
            let base = self.next(&entry.list);
            self.put.extend(put.into_iter().map(|put| Put {
                read: format!("{base}.{}", put.read),
                own: put.own,
            }));
            if several {
                self.tree.put(&entry.from, tree);
            } else if let Out::Map(parts) = tree {
                for (key, value) in parts {
                    self.tree.put(&format!("{}/{key}", entry.from), value);
                }
            }
            any = true;
        }
        any
    }

    /// The path of the next entry of a list, as reading numbers it.
    fn next(&mut self, list: &str) -> String {
        let count = self.entries.entry(list.to_owned()).or_default();
        *count += 1;
        format!("{list}[{}]", *count - 1)
    }

    /// Whether something could be put. `read` is the path under which it is read.
    fn place(&mut self, rule: &Rule, path: &str, read: &str) -> bool {
        let from = rule.from.as_str();
        let put = match (rule.how, self.shown(path)) {
            (How::Texts, Some(Value::Texts(texts, _))) => {
                let texts = texts.clone();
                if texts.iter().all(|text| can_carry(text)) {
                    self.texts(from, texts)
                } else {
                    self.lost.push(path.to_owned());
                    false
                }
            }
            (_, None) | (How::Texts, Some(_)) => false,
            (How::Number, Some(value)) => {
                let factor = rule.unit.as_ref().map_or(1.0, |unit| unit.factor);
                let number = value.number();
                if let Some(number) = number {
                    self.tree.put(from, Out::Number(number / factor));
                }
                number.is_some()
            }
            (How::Choice, Some(Value::Choice(id))) => {
                let known = rule.values.iter().filter(|(_, own)| own == &id);
                let mut known: Vec<&String> = known.map(|(word, _)| word).collect();
                known.sort_by_key(|word| (*word != id, word.len()));
                let word = known.first().map(|word| (*word).clone());
                word.is_some_and(|word| self.one(rule, &word))
            }
            (_, Some(_)) => {
                let text = self.text(path);
                text.is_some_and(|text| self.one(rule, &text))
            }
        };
        // What a person must answer is written for people, and comes back as a question.
        if put && rule.how != How::Ask {
            self.put.push(Put {
                own: path.to_owned(),
                read: read.to_owned(),
            });
        }
        put
    }

    fn one(&mut self, rule: &Rule, text: &str) -> bool {
        let text = format!("{}{text}", rule.strip.as_deref().unwrap_or_default());
        self.tree.put(&rule.from, Out::Text(text));
        true
    }

    /// Puts texts: each an item where the place is a list, else as a list of lines.
    fn texts(&mut self, from: &str, texts: Vec<String>) -> bool {
        if texts.is_empty() {
            return false;
        }
        if from.ends_with("[]") {
            for text in texts {
                self.tree.put(from, Out::Text(text));
            }
        } else if from.contains(BULLETS) {
            // A line a text, each under the same label.
            let all = texts.into_iter().map(Out::Text).collect();
            self.tree.put(from, Out::List(all));
        } else {
            self.tree.put(from, Out::Texts(texts));
        }
        true
    }

    fn shown(&self, path: &str) -> Option<&'a Value> {
        self.stated.shown(path, self.asked.audience)
    }

    /// A text, or the words of a choice. One that no card can carry is lost.
    fn text(&mut self, path: &str) -> Option<String> {
        let text = match self.shown(path)? {
            Value::Text(text) => text.clone(),
            Value::Choice(id) if path.ends_with(".role") => id.clone(),
            Value::Choice(id) => {
                let field = self.stated.field(path)?;
                let own = field.choices.iter().find(|choice| choice.id == *id)?;
                own.title.get(self.asked.lang).to_owned()
            }
            _ => return None,
        };
        if can_carry(&text) {
            return Some(text);
        }
        self.lost.push(path.to_owned());
        None
    }
}

/// A text on one line, nothing of it hidden: for people, where nothing reads it back.
pub(super) fn line(text: &str) -> String {
    let text = visible(text, false);
    // Spaces that do not break stay.
    let words = text.split(' ').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
