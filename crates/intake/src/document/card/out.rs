//! A card before it has a format: texts and numbers by path.

use std::fmt::Write as _;

use garant_source::visible::is_hidden;

use crate::document::verbatim::listed;

/// A part of a card.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Out {
    Text(String),
    Number(f64),
    List(Vec<Self>),
    /// Several texts where the card has one place.
    Texts(Vec<String>),
    Map(Vec<(String, Self)>),
}

impl Out {
    /// Nothing yet.
    pub(super) fn empty() -> Self {
        Self::Map(Vec::new())
    }

    /// Puts a value at a path of a mapping: names between slashes, `name[]` one more item of a list, `name[key=value]` an item that has
    /// this.
    pub(super) fn put(&mut self, path: &str, value: Self) {
        let (segment, rest) = match path.split_once('/') {
            Some((segment, rest)) => (segment, Some(rest)),
            None => (path, None),
        };
        let (name, filter) = match segment.split_once('[') {
            Some((name, filter)) => (name, Some(filter.trim_end_matches(']'))),
            None => (segment, None),
        };
        let Self::Map(entries) = self else { return };
        if !entries.iter().any(|(key, _)| key == name) {
            let first = match filter {
                Some(_) => Self::List(Vec::new()),
                None => Self::empty(),
            };
            entries.push((name.to_owned(), first));
        }
        let Some((_, own)) = entries.iter_mut().find(|(key, _)| key == name) else {
            return;
        };
        match (own, filter, rest) {
            (Self::List(items), Some(filter), rest) => {
                let mut item = Self::empty();
                if let Some((key, wanted)) = filter.split_once('=') {
                    item.put(key, Self::Text(wanted.to_owned()));
                }
                match rest {
                    Some(rest) => item.put(rest, value),
                    None => item = value,
                }
                items.push(item);
            }
            (own, _, Some(rest)) => own.put(rest, value),
            (own, _, None) => *own = value,
        }
    }

    /// What stands at a path of names.
    pub(super) fn get(&self, path: &str) -> Option<&Self> {
        let mut at = self;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let Self::Map(entries) = at else { return None };
            at = entries
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value)?;
        }
        Some(at)
    }

    /// The text at a path of names.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        match self.get(path)? {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Texts(texts) => Some(listed(texts)),
            Self::List(_) | Self::Map(_) => None,
        }
    }

    /// As JSON.
    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.clone().into(),
            Self::Texts(texts) => listed(texts).into(),
            Self::Number(number) => (*number).into(),
            Self::List(items) => items.iter().map(Self::json).collect(),
            Self::Map(entries) => entries
                .iter()
                .map(|(key, value)| (key.clone(), value.json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}

/// JSON in which nothing steers a screen: such characters stand as their escapes.
pub(super) fn shown(value: &serde_json::Value) -> String {
    escaped(&value.to_string())
}

/// The same of JSON that is written already.
pub(super) fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        // Between its values, JSON has line ends and no other of these.
        if c != '\n' && (is_hidden(c) || matches!(c, '\u{2028}' | '\u{2029}')) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}
