//! What could not be audited, with every message.

use serde::{Deserialize, Serialize};

use crate::audit::Notice;
use crate::finding::Words;

/// A descriptor that could not be audited, or a folder that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Refused {
    /// Its path, below the folder that was searched.
    pub path: String,
    /// Why: one message at the least.
    pub messages: Vec<Message>,
}

impl Refused {
    /// A path with what is wrong.
    pub fn new(path: impl Into<String>, messages: Vec<Message>) -> Self {
        Self {
            path: path.into(),
            messages,
        }
    }
}

/// A message, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Message {
    /// Its code.
    pub code: String,
    /// Whether it is what keeps the descriptor from being audited, or deserves a look: `error` or `warning`.
    pub severity: String,
    /// Its line; null where it is the file as a whole.
    pub line: Option<usize>,
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Message {
    /// An error about a file as a whole, or one of its lines.
    pub fn error(code: &str, line: Option<usize>, says: Words) -> Self {
        Self {
            code: code.to_owned(),
            severity: "error".to_owned(),
            line,
            fr: says.fr,
            en: says.en,
        }
    }

    /// The message of a notice.
    pub fn of(notice: Notice) -> Self {
        Self {
            code: notice.code,
            severity: notice.severity,
            line: Some(notice.line).filter(|line| *line > 0),
            fr: notice.says.fr,
            en: notice.says.en,
        }
    }
}
