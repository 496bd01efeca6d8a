//! Digests written into a descriptor, where the files are that it cites; every other byte stays.
//!
//! Opens and writes no file: a text and [`Files`] in, another text out. Text is put in at the spans of the answers, for an editor
//! of TOML would write line ends of its own.

use garant_rules::catalog::Catalog;
use garant_rules::facts::Found;
use garant_source::{Diagnostic, Span};

use crate::descriptor::Descriptor;
use crate::evidence::{Cause, Files, digest, sealed};
use crate::validate;

/// What was found of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its file is the one whose digest is written.
    Sealed,
    /// Its file is there, and no digest is written.
    Unsealed,
    /// Its file is not the one whose digest is written.
    Differs,
    /// Its file cannot be read.
    Unread(Cause),
    /// Its address alone is written: there is no file to seal.
    Recorded,
}

/// An entry that cites a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The path, or the address where there is none, as declared.
    pub path: String,
    /// Line of the entry, one-based.
    pub line: usize,
    /// What was found.
    pub state: State,
    /// The concrete path of the entry.
    entry: String,
    /// The digest of the file that is there, in lower-case hexadecimal digits.
    digest: Option<String>,
}

/// A descriptor whose files were read, ready to be sealed.
#[derive(Debug)]
pub struct Plan {
    /// Evidence, then suppliers' audits, in the order of the descriptor.
    pub seals: Vec<Seal>,
    descriptor: Descriptor,
    /// What stood before the text that is parsed.
    mark: &'static str,
}

/// A descriptor with its digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The whole text.
    pub text: String,
    /// Lines of the plan's entries in it, in the plan's order, one-based.
    pub lines: Vec<usize>,
}

/// The text cannot be sealed where it stands: the result would not say the same, digests apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the digests cannot be written into this layout")]
pub struct LayoutError;

/// A replacement of the bytes of a span.
type Edit = (Span, String);

impl Plan {
    /// Reads a descriptor and the files that it cites.
    ///
    /// # Errors
    /// All problems of the descriptor, when one of them is an error.
    pub fn read(
        catalog: &Catalog,
        name: &str,
        text: &str,
        files: &dyn Files,
    ) -> Result<Self, Vec<Diagnostic>> {
        let descriptor = validate::descriptor(catalog, name, text)?;
        let lists = ["evidence", "takes-up"];
        let entries = lists.iter().flat_map(|list| descriptor.entries(list));
        let seals = entries
            .map(|entry| seal(&descriptor, files, entry))
            .collect();
        Ok(Self {
            seals,
            descriptor,
            mark: if text.starts_with(BOM) { BOM } else { "" },
        })
    }

    /// Whether every file is sealed, and is the one whose digest is written.
    pub fn is_complete(&self) -> bool {
        let done = |seal: &Seal| matches!(seal.state, State::Sealed | State::Recorded);
        self.seals.iter().all(done)
    }

    /// Whether a file is not the one whose digest is written.
    pub fn differs(&self) -> bool {
        self.seals.iter().any(|seal| seal.state == State::Differs)
    }

    /// The text with the digests of the files that have none, and of those that changed where `update`; the same text where there is
    /// nothing to write.
    ///
    /// # Errors
    /// When the layout takes no digest.
    pub fn write(&self, catalog: &Catalog, update: bool) -> Result<Written, LayoutError> {
        let wanted = |seal: &&Seal| match seal.state {
            State::Unsealed => true,
            State::Differs => update,
            _ => false,
        };
        let wanted: Vec<&Seal> = self.seals.iter().filter(wanted).collect();
        let mut edits: Vec<Edit> = wanted.iter().filter_map(|seal| self.edit(seal)).collect();
        edits.sort_by_key(|edit| edit.0);
        let mut text = self.descriptor.text.as_str().to_owned();
        for (span, put) in edits.iter().rev() {
            // Spans are the parser's, and so lie inside the text, on characters.
            text.replace_range(span.start..span.end, put);
        }
        let name = self.descriptor.text.name();
        let after = validate::descriptor(catalog, name, &text).map_err(|_| LayoutError)?;
        if !says_the_same(&self.descriptor, &after, &wanted) {
            return Err(LayoutError);
        }
        Ok(Written {
            text: format!("{}{text}", self.mark),
            lines: self
                .seals
                .iter()
                .map(|seal| after.line(&seal.entry))
                .collect(),
        })
    }

    fn edit(&self, seal: &Seal) -> Option<Edit> {
        let line = format!("sha256 = \"{}\"", seal.digest.as_ref()?);
        let answers = &self.descriptor.answers;
        let at = answers.get(&format!("{}.sha256", seal.entry));
        if let Some(
            Found::Value(_, Some(span))
            | Found::Empty {
                span: Some(span), ..
            },
        ) = at
        {
            let (_, value) = line.split_once("= ")?;
            return Some((*span, value.to_owned()));
        }
        let path = self.descriptor.span(&format!("{}.path", seal.entry));
        let text = self.descriptor.text.as_str();
        let table = self
            .descriptor
            .text
            .slice(self.descriptor.span(&seal.entry));
        if table.starts_with('{') {
            let here = Span::new(path.end, path.end);
            return Some((here, format!(", {line}")));
        }
        // A line of its own, below the path's, indented and ended as that one is.
        let first = self.descriptor.text.line_of(path.start);
        let own = self.descriptor.text.line(first);
        let indent = own.get(..own.len() - own.trim_start().len())?;
        let rest = text.get(path.end..)?;
        let Some(length) = rest.find('\n') else {
            let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let here = Span::new(text.len(), text.len());
            return Some((here, format!("{end}{indent}{line}")));
        };
        let end = if rest.get(..length)?.ends_with('\r') {
            "\r\n"
        } else {
            "\n"
        };
        let here = path.end + length + 1;
        Some((Span::new(here, here), format!("{indent}{line}{end}")))
    }
}

const BOM: &str = "\u{feff}";

fn seal(descriptor: &Descriptor, files: &dyn Files, entry: String) -> Seal {
    let string = |key: &str| descriptor.string(&format!("{entry}.{key}"));
    let (path, url) = (string("path"), string("url"));
    let found = path.map(|path| digest(files, path));
    let state = match (&found, string("sha256")) {
        (None, _) => State::Recorded,
        (Some(Err(cause)), _) => State::Unread(*cause),
        (Some(Ok(_)), None) => State::Unsealed,
        (Some(Ok(found)), Some(declared)) if sealed(found, declared) => State::Sealed,
        (Some(Ok(_)), Some(_)) => State::Differs,
    };
    Seal {
        path: path.or(url).unwrap_or_default().to_owned(),
        line: descriptor.line(&entry),
        state,
        digest: found.and_then(Result::ok),
        entry,
    }
}

/// Whether two descriptors answer alike but for the digests asked for, which the second has.
fn says_the_same(before: &Descriptor, after: &Descriptor, wanted: &[&Seal]) -> bool {
    let written = |path: &str| {
        let mut seals = wanted.iter();
        seals.find(|seal| path.strip_prefix(seal.entry.as_str()) == Some(".sha256"))
    };
    let others = |descriptor: &Descriptor| -> Vec<(String, Option<String>)> {
        let kept = descriptor
            .answers
            .iter()
            .filter(|(path, _)| written(path).is_none());
        kept.map(|(path, found)| {
            let value = match found {
                Found::Value(value, _) => Some(format!("{value:?}")),
                _ => None,
            };
            (path.clone(), value)
        })
        .collect()
    };
    let has = |seal: &&Seal| {
        let path = format!("{}.sha256", seal.entry);
        after.string(&path) == seal.digest.as_deref()
    };
    wanted.iter().all(has) && others(before) == others(after)
}
