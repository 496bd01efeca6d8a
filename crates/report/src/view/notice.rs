//! What deserves a look in the descriptor, with dates as the language writes them.

use garant_core::audit::Notice;
use serde::Serialize;

use crate::lang::Words;

/// A remark.
#[derive(Clone, Debug, Serialize)]
pub struct Remark {
    /// The line; 0 where it is withheld.
    pub line: usize,
    /// The sentence.
    pub says: String,
}

impl Remark {
    pub(super) fn new(notice: &Notice, words: &Words) -> Self {
        Self {
            line: notice.line,
            says: dated(notice.says.get(words.lang), words),
        }
    }
}

/// The length of a date such as `2026-11-23`.
const DATE: usize = 10;

/// A sentence with its dates in words.
fn dated(text: &str, words: &Words) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.get(..DATE).filter(|word| is_date(word));
        if let Some(word) = word {
            out.push_str(&words.date(word));
            rest = rest.get(DATE..).unwrap_or_default();
        } else {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

fn is_date(word: &str) -> bool {
    word.parse::<jiff::civil::Date>().is_ok()
}
