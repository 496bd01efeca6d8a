//! What is wrong with a file, never with a project: a code with arguments and places. Holds no sentence.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::{Span, Text};

/// How many characters of a line a problem carries: a hostile file has one line, and many problems on it.
const EXCERPT: usize = 200;

/// How many characters an argument has at most; what is longer is cut, and ends with “…”.
const ARGUMENT: usize = 2_000;

/// Whether the file can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file is used, and something in it deserves a look.
    Warning,
}

/// One problem of one file, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Kebab-case; its words are in the catalog's `words.toml`.
    pub code: &'static str,
    /// Whether it stops the run.
    pub severity: Severity,
    /// The file's name.
    pub file: String,
    /// Where, in bytes.
    pub span: Span,
    /// One-based line of the span's start; 0 where the facts were no text.
    pub line: usize,
    /// One-based column of the span's start, in characters; 0 with the line.
    pub column: usize,
    /// The concrete path, where the facts were no text.
    pub path: Option<String>,
    /// The first 200 characters of that line.
    pub excerpt: String,
    /// What the sentence of this code needs.
    pub args: BTreeMap<&'static str, String>,
}

impl Diagnostic {
    /// A problem that stops the run.
    pub fn error(code: &'static str, text: &Text, span: Span) -> Self {
        let position = text.position(span.start);
        Self {
            code,
            severity: Severity::Error,
            file: text.name().to_owned(),
            span,
            line: position.line,
            column: position.column,
            path: None,
            excerpt: text.line(position.line).chars().take(EXCERPT).collect(),
            args: BTreeMap::new(),
        }
    }

    /// A problem that does not stop the run.
    pub fn warning(code: &'static str, text: &Text, span: Span) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, text, span)
        }
    }

    /// Puts a path in the place of line, column, span and excerpt.
    pub fn unplace(&mut self, path: String) {
        self.path = Some(path);
        self.line = 0;
        self.column = 0;
        self.span = Span::default();
        self.excerpt.clear();
    }

    /// Adds an argument of the sentence: its first 2,000 characters, and “…” where it had more.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        let mut value = value.into();
        if let Some((end, _)) = value.char_indices().nth(ARGUMENT) {
            value.truncate(end);
            value.push('…');
        }
        self.args.insert(key, value);
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}: {path}: {}", self.file, self.code)?,
            None => write!(
                f,
                "{}:{}:{}: {}",
                self.file, self.line, self.column, self.code
            )?,
        }
        for (key, value) in &self.args {
            write!(f, " {key}=`{value}`")?;
        }
        Ok(())
    }
}

/// A longer word, in bytes, is no misspelling: looking for what is near would take time without end.
const MISSPELT: usize = 256;

/// The candidate nearest to a misspelt word, when one is near enough to be meant; none is near a word of more than 256 bytes.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > MISSPELT {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}
