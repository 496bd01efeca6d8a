//! A fact that keeps a document from being written.

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
    /// The texts that require it, as cited in a line; none where the document itself cannot do without.
    pub cites: Vec<String>,
}

/// What a fact lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Why {
    /// Nothing is written.
    Unstated,
    /// What is written says nothing.
    Empty,
    /// Nothing is written, and it decides whether a text reaches the project.
    Decides,
    /// It is stated, and the document then has no object.
    Otherwise,
    /// It is stated, and that establishes nothing: why, in words.
    Open(String),
}

impl Missing {
    /// Adds texts that require it too.
    pub(super) fn also(&mut self, cites: Vec<String>) {
        for cite in cites {
            if !self.cites.contains(&cite) {
                self.cites.push(cite);
            }
        }
    }
}
