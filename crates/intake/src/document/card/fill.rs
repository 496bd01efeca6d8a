//! A mapping read backwards: answers put where reading would look for them.

use garant_core::Stated;
use garant_rules::Value;
use garant_source::visible::visible;

use super::Asked;
use super::out::Out;
use crate::document::mapping::{Entry, How, Rule};

/// Where a text is one line under a label.
const BULLETS: &str = "/bullets/";

pub(super) struct Fill<'a> {
    stated: &'a Stated<'a>,
    asked: Asked<'a>,
    tree: Out,
    /// Declared paths that were put somewhere, or would have been.
    known: Vec<String>,
    unstated: Vec<String>,
}

impl<'a> Fill<'a> {
    pub(super) fn new(stated: &'a Stated<'a>, asked: Asked<'a>) -> Self {
        Self {
            stated,
            asked,
            tree: Out::empty(),
            known: Vec::new(),
            unstated: Vec::new(),
        }
    }

    pub(super) fn done(self) -> (Out, Vec<String>) {
        (self.tree, self.unstated)
    }

    /// Puts the answer of a rule in its place; the first rule of a field has it.
    pub(super) fn rule(&mut self, rule: &Rule) {
        // A rule that asks about entries is answered by no single value.
        if rule.how == How::OtherQuantity || rule.to.contains("[]") || self.known.contains(&rule.to)
        {
            return;
        }
        self.known.push(rule.to.clone());
        if !self.place(rule, &rule.to, &rule.from) {
            self.unstated.push(rule.to.clone());
        }
    }

    /// Puts the entries of a list in their place, each by its own rules.
    pub(super) fn entry(&mut self, entry: &Entry) {
        let declared = format!("{}[]", entry.list);
        let role = entry.fixed.get("role");
        let entries: Vec<String> = self
            .stated
            .entries(&entry.list)
            .into_iter()
            .filter(|own| {
                role.is_none_or(|role| self.text(&format!("{own}.role")).as_ref() == Some(role))
            })
            .collect();
        let several = entry.from.ends_with("[]");
        let whole = entry.field.iter().find(|rule| rule.from.is_empty());
        if let Some(rule) = whole {
            // Each item is its text.
            let path = |own: &String| format!("{own}.{}", rule.to);
            let texts: Vec<String> = entries
                .iter()
                .filter_map(|own| self.text(&path(own)))
                .collect();
            if texts.is_empty() {
                self.unstated.push(format!("{declared}.{}", rule.to));
            } else {
                self.texts(&entry.from, texts);
            }
            return;
        }
        let mut any = false;
        for own in &entries {
            let mut item = Fill::new(self.stated, self.asked);
            for rule in entry
                .field
                .iter()
                .filter(|rule| rule.how != How::Ask && rule.write)
            {
                item.place(rule, &format!("{own}.{}", rule.to), &rule.from);
            }
            let has = entry.needs.iter().any(|need| {
                let rule = entry.field.iter().find(|rule| rule.to == *need);
                rule.is_some_and(|rule| item.tree.get(&rule.from).is_some())
            });
            if !has {
                continue;
            }
            if several {
                self.tree.put(&entry.from, item.tree);
            } else if let (false, Out::Map(parts)) = (any, item.tree) {
                // The card has one place: the first entry has it.
                for (key, value) in parts {
                    self.tree.put(&format!("{}/{key}", entry.from), value);
                }
            }
            any = true;
        }
        if !any {
            let needs = entry.needs.iter().map(|need| format!("{declared}.{need}"));
            self.unstated.extend(needs);
        }
    }

    /// Whether something could be put.
    fn place(&mut self, rule: &Rule, path: &str, from: &str) -> bool {
        if rule.how == How::Texts {
            let Some(Value::Texts(texts, _)) = self.shown(path) else {
                return false;
            };
            let texts: Vec<String> = texts.iter().map(|text| line(text)).collect();
            return self.texts(from, texts);
        }
        let text = match (rule.how, self.shown(path)) {
            (How::Number, Some(value)) => {
                let factor = rule.unit.as_ref().map_or(1.0, |unit| unit.factor);
                let Some(number) = value.number() else {
                    return false;
                };
                self.tree.put(from, Out::Number(number / factor));
                return true;
            }
            (How::Choice, Some(Value::Choice(id))) => {
                let known = rule.values.iter().filter(|(_, own)| *own == id);
                let mut known: Vec<&String> = known.map(|(word, _)| word).collect();
                known.sort_by_key(|word| (*word != id, word.len()));
                known.first().map(|word| (*word).clone())
            }
            (_, Some(_)) => self.text(path),
            (_, None) => None,
        };
        let Some(text) = text else { return false };
        let text = format!("{}{text}", rule.strip.as_deref().unwrap_or_default());
        self.tree.put(from, Out::Text(text));
        true
    }

    /// Puts texts: each an item where the place is a list, else as a list of lines.
    fn texts(&mut self, from: &str, texts: Vec<String>) -> bool {
        if from.ends_with("[]") {
            for text in &texts {
                self.tree.put(from, Out::Text(text.clone()));
            }
            return !texts.is_empty();
        }
        if from.contains(BULLETS) && !texts.is_empty() {
            // A line a text, each under the same label.
            let all = texts.into_iter().map(Out::Text).collect();
            self.tree.put(from, Out::List(all));
            return true;
        }
        let text = match &texts[..] {
            [] => return false,
            [one] => one.clone(),
            several => {
                let lines: Vec<String> = several.iter().map(|text| format!("- {text}")).collect();
                lines.join("\n")
            }
        };
        self.tree.put(from, Out::Text(text));
        true
    }

    fn shown(&self, path: &str) -> Option<&Value> {
        self.stated.shown(path, self.asked.audience)
    }

    /// A text, or the words of a choice, on one line.
    fn text(&self, path: &str) -> Option<String> {
        match self.shown(path)? {
            Value::Text(text) => Some(line(text)),
            Value::Choice(id) if path.ends_with(".role") => Some(id.clone()),
            Value::Choice(id) => {
                let field = self.stated.field(path)?;
                let own = field.choices.iter().find(|choice| choice.id == *id)?;
                Some(own.title.get(self.asked.lang).to_owned())
            }
            _ => None,
        }
    }
}

/// A text on one line, nothing of it hidden.
pub(super) fn line(text: &str) -> String {
    let text = visible(text, false);
    // Spaces that do not break stay.
    let words = text.split(' ').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
