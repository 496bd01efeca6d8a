//! The sentences of a document, as data: what each says, from which answers, and when.

use garant_core::Stated;
use garant_core::stated::Answer;
use garant_rules::field::Kind;
use garant_rules::{Lang, Truth, Value};
use serde::{Deserialize, Serialize};

use super::quoted::filled;
use crate::lang::Words;

/// A sentence in both languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Both {
    pub(super) fr: String,
    pub(super) en: String,
}

impl Both {
    pub(super) fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// What an answer must be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct When {
    pub(super) path: String,
    /// One of these; of several choices, one of them at least.
    #[serde(default)]
    pub(super) is: Vec<String>,
    /// None of these.
    #[serde(default)]
    pub(super) none: Vec<String>,
    /// Stated at all.
    #[serde(default)]
    pub(super) stated: bool,
}

impl When {
    /// Whether it holds; unknown where nothing is stated.
    pub(super) fn holds(&self, stated: &Stated<'_>) -> Truth {
        let own: Vec<&str> = match stated.answer(&self.path) {
            Answer::Value(Value::Bool(true)) => vec!["true"],
            Answer::Value(Value::Bool(false)) => vec!["false"],
            Answer::Value(Value::Choice(id) | Value::Text(id)) => vec![id],
            Answer::Value(Value::Choices(ids)) => ids.iter().map(String::as_str).collect(),
            Answer::Value(_) => Vec::new(),
            // No choice is an answer too: none of them.
            Answer::Empty if !self.stated && self.chooses(stated) => Vec::new(),
            Answer::Empty | Answer::Missing => return Truth::Unknown,
        };
        let any = |wanted: &[String]| wanted.iter().any(|one| own.contains(&one.as_str()));
        let told = self.stated || self.is.is_empty() || any(&self.is);
        if told && !any(&self.none) {
            Truth::True
        } else {
            Truth::False
        }
    }

    fn chooses(&self, stated: &Stated<'_>) -> bool {
        let field = stated.field(&self.path);
        field.is_some_and(|field| field.kind == Kind::Choices)
    }

    /// Whether all hold.
    pub(super) fn all(conditions: &[Self], stated: &Stated<'_>) -> Truth {
        let own = conditions.iter();
        own.fold(Truth::True, |truth, one| truth.and(one.holds(stated)))
    }
}

/// A part of a document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) id: String,
    pub(super) title: Both,
    pub(super) say: Vec<Say>,
}

/// A sentence, or a few that belong together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Say {
    #[serde(default, rename = "if")]
    when: Vec<When>,
    /// Said once an entry of this list.
    each: Option<String>,
    fr: String,
    en: String,
}

/// A part with what is said in it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Said {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) says: Vec<String>,
}

/// The parts in which something is said.
pub(super) fn said(parts: &[Part], stated: &Stated<'_>, words: &Words) -> Vec<Said> {
    let parts = parts.iter().map(|part| Said {
        id: part.id.clone(),
        title: part.title.get(words.lang).to_owned(),
        says: part
            .say
            .iter()
            .filter(|say| When::all(&say.when, stated) == Truth::True)
            .flat_map(|say| say.said(stated, words))
            .collect(),
    });
    parts.filter(|part| !part.says.is_empty()).collect()
}

impl Say {
    fn said(&self, stated: &Stated<'_>, words: &Words) -> Vec<String> {
        let text = match words.lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        };
        let entries = match &self.each {
            Some(list) => stated.entries(list),
            None => vec![String::new()],
        };
        let own = entries.iter();
        own.filter_map(|entry| filled(text, entry, stated, words))
            .collect()
    }
}
