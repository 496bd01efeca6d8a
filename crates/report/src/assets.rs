//! Templates, words and style sheet: built in, and replaceable one by one.

use std::collections::BTreeMap;

/// The files of `reports/`, by path with `/`.
pub const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// What a report looks like.
#[derive(Clone, Debug)]
pub struct Assets {
    files: BTreeMap<String, String>,
}

impl Default for Assets {
    fn default() -> Self {
        Self::with(Vec::new())
    }
}

impl Assets {
    /// The built-in files, with some replaced.
    pub fn with(files: Vec<(String, String)>) -> Self {
        let built_in = FILES
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        Self {
            files: built_in.chain(files).collect(),
        }
    }

    /// A file's text; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.files.get(name).map_or("", String::as_str)
    }

    /// All files.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }
}
