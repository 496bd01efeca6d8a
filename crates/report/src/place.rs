//! Where a finding stands in a file: the file, and a region of it. Formats for machines show it; they need one for every finding.

use std::fmt::Write as _;

use garant_core::trace::Trace;

use crate::terminal::held;
use crate::view::{Card, View};

/// A place. Lines and columns are one-based and count characters; `end_column` is one past the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file, as the audit names it.
    pub(crate) file: String,
    /// First line.
    pub(crate) line: usize,
    /// First column.
    pub(crate) column: usize,
    /// Last line.
    pub(crate) end_line: usize,
    /// One past the last column.
    pub(crate) end_column: usize,
    /// What stands there, where the audit holds all of it.
    pub(crate) snippet: Option<String>,
}

impl Place {
    /// The place of the read that a person would look at first, as the terminal shows it: of an open finding, what holds it back, or the
    /// table that should hold what is missing; else what decided; else the beginning of the file.
    pub(crate) fn first(view: &View<'_>, card: &Card<'_>) -> Self {
        let open = matches!(card.state, "not-met" | "undetermined");
        let held = held::place(card).filter(|_| open);
        let held = held.and_then(|read| Self::of(&view.audit.descriptor.path, read));
        let first = held.or_else(|| Self::all(view, card).into_iter().next());
        first.unwrap_or_else(|| Self::beginning(&view.audit.descriptor.path))
    }

    /// The places of all reads that decided, each once, those that stand in the file first.
    pub(crate) fn all(view: &View<'_>, card: &Card<'_>) -> Vec<Self> {
        let file = &view.audit.descriptor.path;
        let mut reads: Vec<&Trace> = card.f.deciding().collect();
        if reads.is_empty() {
            let applies = card.f.applies.iter().flat_map(|applies| &applies.read);
            reads.extend(applies.filter(|read| read.decided));
        }
        reads.sort_by_key(|read| !read.is_stated());
        let mut places: Vec<Self> = Vec::new();
        for read in reads {
            if let Some(place) = Self::of(file, read)
                && !places.contains(&place)
            {
                places.push(place);
            }
        }
        places
    }

    /// The place of a read; `None` where it stands nowhere, or is withheld.
    pub(crate) fn of(file: &str, read: &Trace) -> Option<Self> {
        let (line, column) = (read.line?, read.column?);
        let (end_line, end_column) = (read.end_line?, read.end_column?);
        let whole = read.text.as_ref().filter(|_| line == end_line);
        let slice = whole.map(|text| {
            let from = column.saturating_sub(1);
            let count = end_column.saturating_sub(column);
            text.chars().skip(from).take(count).collect::<String>()
        });
        let complete = |slice: &String| slice.chars().count() == end_column.saturating_sub(column);
        Some(Self {
            file: file.to_owned(),
            line,
            column,
            end_line,
            end_column,
            snippet: slice.filter(complete).filter(|text| !text.is_empty()),
        })
    }

    /// The beginning of a file.
    pub(crate) fn beginning(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
            snippet: None,
        }
    }
}

/// A relative path as the path of a URI reference (RFC 3986): what is not unreserved is percent-encoded, and so is a colon, which would
/// make a scheme of the first segment.
pub(crate) fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        let plain =
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
        if plain {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
