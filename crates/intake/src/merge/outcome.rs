//! What became of answers.

use garant_core::descriptor::Descriptor;
use garant_source::Diagnostic;

use crate::answer::{Given, Origin};

/// An answer that was written.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Written {
    /// The concrete path in the descriptor.
    pub path: String,
    /// What was given.
    pub given: Given,
    /// Where it was read.
    pub origin: Origin,
    /// What stood there before, as it was written: a placeholder, or the answer that this one updates.
    pub replaced: Option<String>,
    /// Whether what stood there was an answer.
    pub updated: bool,
    /// Whether it holds the place of an answer, and says nothing.
    pub silent: bool,
    /// Line of the result, one-based.
    pub line: usize,
}

/// An answer that was not written, for another one stands.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Conflict {
    /// The concrete path in the descriptor.
    pub path: String,
    /// The answer that stands, as it is written.
    pub existing: String,
    /// Where that one was read, if it was in this run.
    pub existing_origin: Option<Origin>,
    /// What was given.
    pub offered: Given,
    /// Where it was read.
    pub origin: Origin,
    /// Line of the answer that stands in the result, one-based.
    pub line: usize,
}

/// Why an answer cannot be written.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Why {
    /// No field has this path.
    NoField,
    /// It says nothing: a text that holds the place of an answer.
    SaysNothing,
    /// The descriptor would be invalid with it. Line and excerpt are those of no file.
    Problem(Box<Diagnostic>),
}

/// An answer that cannot be written.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Refused {
    /// The path that its source gave.
    pub path: String,
    /// What was given.
    pub given: Given,
    /// Where it was read.
    pub origin: Origin,
    /// Why.
    pub why: Why,
}

/// A descriptor with what came in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Merged {
    /// The whole text.
    pub text: String,
    /// What was written, in the order of the sources.
    pub written: Vec<Written>,
    /// What was not, for another answer stands.
    pub kept: Vec<Conflict>,
    /// What cannot be written.
    pub refused: Vec<Refused>,
    /// How many answers were there already.
    pub same: usize,
    /// The descriptor that the text is.
    pub descriptor: Descriptor,
}

/// Why nothing was merged.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// The descriptor that is there has errors: all its problems.
    #[error("the descriptor has errors")]
    Descriptor(Vec<Diagnostic>),
    /// The text cannot take the answers where they belong: the result would not say the same beside them.
    #[error("the answers cannot be written into this layout")]
    Layout,
}
