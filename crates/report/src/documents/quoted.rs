//! Answers put into sentences: those that everybody may see, in the words of the language.

use garant_core::audience::Audience;
use garant_core::{Lang, Stated};
use garant_rules::Value;
use garant_rules::field::Field;

use crate::lang::Words;

/// A sentence with each `{path}` of it replaced by the answer that stands there; `None` where one is not stated, or not for everybody. A
/// path that begins with a point belongs to the entry.
pub(super) fn filled(
    text: &str,
    entry: &str,
    stated: &Stated<'_>,
    words: &Words,
) -> Option<String> {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (path, after) = after.split_once('}')?;
        out.push_str(before);
        out.push_str(&answer(&concrete(path, entry), stated, words)?);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// The concrete path of one that may belong to an entry.
pub(super) fn concrete(path: &str, entry: &str) -> String {
    if path.starts_with('.') {
        format!("{entry}{path}")
    } else {
        path.to_owned()
    }
}

/// An answer that everybody may see, in words.
pub(super) fn answer(path: &str, stated: &Stated<'_>, words: &Words) -> Option<String> {
    let value = stated.shown(path, Audience::Public)?;
    let field = stated.field(path)?;
    Some(match value {
        Value::Text(text) => unquoted(text).to_owned(),
        Value::Choice(id) => choice(field, id, words.lang).to_owned(),
        Value::Choices(ids) => {
            let said: Vec<&str> = ids.iter().map(|id| choice(field, id, words.lang)).collect();
            listed(&said, words)
        }
        Value::Texts(texts, _) => {
            let said: Vec<String> = texts
                .iter()
                .map(|text| words.fill("document.quote", &[("text", unquoted(text))]))
                .collect();
            said.join(words.get("separator"))
        }
        Value::Date(date) => words.date(&date.to_string()),
        Value::Duration(length) => {
            let count = |key: &str, count: i32| {
                let count = usize::try_from(count).unwrap_or_default();
                (count > 0).then(|| words.count(key, count))
            };
            let parts = [
                count("document.months", length.months),
                count("document.days", length.days),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            if parts.is_empty() {
                words.get("document.at-once").to_owned()
            } else {
                listed(&parts, words)
            }
        }
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => words.bound(*number),
        Value::Bool(_) | Value::List(_) => return None,
    })
}

fn choice<'f>(field: &'f Field, id: &'f str, lang: Lang) -> &'f str {
    let own = field.choices.iter().find(|choice| choice.id == id);
    own.map_or(id, |choice| choice.title.get(lang))
}

/// Several things in one sentence.
fn listed<T: AsRef<str>>(parts: &[T], words: &Words) -> String {
    match parts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!(
                "{}{}{}",
                first.join(", "),
                words.get("document.and"),
                last.as_ref()
            )
        }
    }
}

/// A text without quotation marks around the whole of it: the sentence has its own.
fn unquoted(text: &str) -> &str {
    let text = text.trim();
    for (open, close) in [('\u{ab}', '\u{bb}'), ('\u{201c}', '\u{201d}')] {
        let inner = text
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains(open)) {
            return inner.trim();
        }
    }
    text
}
