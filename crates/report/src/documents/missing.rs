//! A fact that keeps a document from being written.

use garant_core::Stated;
use serde::Serialize;

/// A fact that is not established.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Missing {
    /// The fact, in words.
    pub fact: String,
    /// The concrete path that would state it.
    pub path: String,
    /// The name of the field.
    pub title: String,
    /// The line of what stands there, or of the nearest table that should hold it; `None` where the facts were no text.
    pub line: Option<usize>,
    /// What it lacks.
    pub why: Why,
    /// The code of the criterion that remains to be established without it.
    pub criterion: Option<String>,
    /// Whether it only decides if a text reaches the project.
    pub decides: bool,
    /// The texts whose articles require it, as cited in a line, or of which it decides whether they apply.
    pub cites: Vec<String>,
    /// The texts from which Garant draws that it is asked for; none, and none above, where the document itself cannot do without.
    pub drawn: Vec<String>,
}

/// What a fact lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Why {
    /// Nothing is written.
    Unstated,
    /// What is written says nothing, and has no word: an empty list, an empty text.
    Empty,
    /// These words are written, and say nothing.
    Placeholder(String),
    /// Nothing is written, and it decides whether a text reaches the project.
    Decides,
    /// It is stated, and the document then has no object.
    Otherwise,
    /// It is stated, and contradicts another answer that is named beside it.
    Contradicts,
    /// Several things are stated, and the document tells of one.
    Several,
    /// It is stated, and that establishes nothing: why, in words.
    Open(String),
}

impl Why {
    /// What an answer lacks that is written and says nothing.
    pub(super) fn silent(stated: &Stated<'_>, path: &str) -> Self {
        let words = stated.placeholder(path);
        words.map_or(Self::Empty, |words| Self::Placeholder(words.to_owned()))
    }
}

impl Missing {
    /// Adds texts that require it too, or from which it is drawn; one that requires it is not told as drawn.
    pub(super) fn also(&mut self, cites: &[String], drawn: &[String]) {
        for cite in cites {
            if !self.cites.contains(cite) {
                self.cites.push(cite.clone());
            }
        }
        for cite in drawn {
            if !self.drawn.contains(cite) {
                self.drawn.push(cite.clone());
            }
        }
        let Self { cites, drawn, .. } = self;
        drawn.retain(|cite| !cites.contains(cite));
    }
}
