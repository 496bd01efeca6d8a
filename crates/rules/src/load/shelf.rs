//! The files of a catalog or of a pack, parsed, by path.

use std::rc::Rc;

use garant_source::reader::Problems;
use garant_source::{Diagnostic, Reader, Span, Table, Text, tree};
use sha2::{Digest as _, Sha256};

use super::{File, hex};

#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) path: String,
    text: Text,
    root: Table,
}

/// The files of a catalog, by path.
#[derive(Debug)]
pub(super) struct Shelf<'a> {
    pub(super) parsed: &'a [Parsed],
    pub(super) problems: Problems,
}

impl<'a> Shelf<'a> {
    pub(super) fn reader(&self, parsed: &'a Parsed) -> Reader<'a> {
        Reader::new(
            &parsed.text,
            &parsed.root,
            Span::default(),
            Rc::clone(&self.problems),
        )
    }

    pub(super) fn maybe(&self, path: &str) -> Option<Reader<'a>> {
        self.parsed
            .iter()
            .find(|parsed| parsed.path == path)
            .map(|parsed| self.reader(parsed))
    }

    pub(super) fn must(&self, path: &str) -> Option<Reader<'a>> {
        let found = self.maybe(path);
        if found.is_none() {
            let text = Text::new(path, "");
            let missing = Diagnostic::error("catalog-file-missing", &text, Span::default());
            self.problems.borrow_mut().push(missing);
        }
        found
    }

    /// Files below a folder, in order, without those of folders below it.
    pub(super) fn below(&self, folder: &str) -> Vec<(String, Reader<'a>)> {
        self.parsed
            .iter()
            .filter_map(|parsed| {
                let rest = parsed.path.strip_prefix(folder)?.strip_prefix('/')?;
                let stem = rest.strip_suffix(".toml")?;
                (!stem.contains('/')).then(|| (stem.to_owned(), self.reader(parsed)))
            })
            .collect()
    }
}

pub(super) fn parse(path: &str, text: &str) -> (Parsed, Vec<Diagnostic>) {
    let text = Text::new(path, text);
    let (root, errors) = tree::parse(&text);
    let parsed = Parsed {
        path: path.to_owned(),
        text,
        root,
    };
    (parsed, errors)
}

/// SHA-256 of files, names included, after what they are added to.
pub(super) fn digest(base: &str, files: &[File]) -> String {
    let mut digest = Sha256::new();
    digest.update(base.as_bytes());
    for (path, text) in files {
        digest.update(path.as_bytes());
        digest.update([0]);
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    }
    hex(&digest.finalize())
}
