//! What is written and says nothing: the catalog's placeholders, and sentences that forms and templates leave behind.

use garant_rules::Catalog;
use serde::Deserialize;

/// Words and sentences that say nothing, as data, beside the catalog's placeholders.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Nothing {
    /// Whole texts.
    texts: Vec<String>,
    /// Sentences: a text of nothing else says nothing.
    sentences: Vec<String>,
    /// How sentences begin that only send the reader elsewhere.
    openings: Vec<String>,
}

impl Nothing {
    /// Both together, in the form in which texts are compared.
    pub(super) fn with(&self, other: &Self) -> Self {
        let both = |own: &[String], other: &[String]| {
            own.iter().chain(other).map(|known| bare(known)).collect()
        };
        Self {
            texts: both(&self.texts, &other.texts),
            sentences: both(&self.sentences, &other.sentences),
            openings: both(&self.openings, &other.openings),
        }
    }

    /// Whether a plain text says nothing. What the audit takes for a placeholder does in any case.
    pub(super) fn holds(&self, catalog: &Catalog, text: &str) -> bool {
        if catalog.words.is_placeholder(text) {
            return true;
        }
        let whole = bare(text);
        // What a template left to fill in.
        let template = text.contains("{{") && text.contains("}}");
        if template || whole.is_empty() || self.texts.contains(&whole) {
            return true;
        }
        sentences(text).into_iter().all(|sentence| {
            let sentence = bare(sentence);
            let opens = |opening: &String| {
                sentence
                    .strip_prefix(opening.as_str())
                    .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            };
            sentence.is_empty()
                || catalog.words.is_placeholder(&sentence)
                || self.sentences.contains(&sentence)
                || self.openings.iter().any(opens)
        })
    }
}

/// In lower case, with single spaces, without marks at both ends.
fn bare(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    words
        .join(" ")
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

/// The sentences of a text: up to a point, a question or an exclamation mark before a space, or the end of a line.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut from = 0;
        let mut last = ' ';
        for (at, c) in line.char_indices() {
            if c.is_whitespace() && matches!(last, '.' | '?' | '!') {
                found.extend(line.get(from..at));
                from = at;
            }
            last = c;
        }
        found.extend(line.get(from..));
    }
    found
}
