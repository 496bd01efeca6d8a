//! Templates, words and style sheet: built in, and replaceable one by one.

use std::collections::BTreeMap;

use garant_source::{Diagnostic, Text};

use crate::look;

/// The files of `reports/`, by path with `/`, in the order of their bytes.
pub const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// What a report looks like.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The files that stand in the place of built-in ones, by path.
    own: BTreeMap<String, String>,
    /// Where those are, as the user named it.
    folder: String,
}

impl Assets {
    /// The built-in files, with those of the paths given replaced. Nothing is checked: a template that is broken fails when it renders, and
    /// [`Assets::own`] tells at once, with file and line.
    pub fn with(files: Vec<(String, String)>) -> Self {
        Self {
            own: files.into_iter().collect(),
            folder: String::new(),
        }
    }

    /// The built-in files, with those of a user's folder in their place. Words that the user's files lack are the built-in ones.
    ///
    /// # Errors
    /// All that is wrong with them: files, with their paths below `folder`, that do not have the form of what they replace.
    pub fn own(folder: &str, files: Vec<(String, String)>) -> Result<Self, Vec<Diagnostic>> {
        // A byte order mark is an editor's habit, not a part of the text.
        let plain = |text: String| match text.strip_prefix('\u{feff}') {
            Some(text) => text.to_owned(),
            None => text,
        };
        let files = files.into_iter().map(|(name, text)| (name, plain(text)));
        let assets = Self {
            folder: folder.trim_end_matches(['/', '\\']).to_owned(),
            ..Self::with(files.collect())
        };
        let own = assets.own.keys();
        let wrong: Vec<Diagnostic> = own
            .flat_map(|name| look::problems(name, &assets.text(name)))
            .collect();
        if wrong.is_empty() {
            Ok(assets)
        } else {
            Err(wrong)
        }
    }

    /// Whether a user's file stands in the place of a built-in one.
    pub(crate) fn replaces(&self, name: &str) -> bool {
        self.own.contains_key(name)
    }

    /// Whether a file that a user replaced has a word.
    pub(crate) fn own_mention(&self, word: &str) -> bool {
        self.own.values().any(|text| text.contains(word))
    }

    /// The text of a path such as `templates/report.html.j2`; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// The text of a path, if there is one.
    pub(crate) fn find(&self, name: &str) -> Option<&str> {
        let own = self.own.get(name).map(String::as_str);
        own.or_else(|| built_in(name))
    }

    /// All files, by path in the order of their bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.own.iter();
        let own = own.map(|(name, text)| (name.as_str(), text.as_str()));
        let all: BTreeMap<&str, &str> = FILES.iter().copied().chain(own).collect();
        all.into_iter()
    }

    /// A file's text, with the name that its author knows it by.
    pub(crate) fn text(&self, name: &str) -> Text {
        let known = if self.own.contains_key(name) && !self.folder.is_empty() {
            format!("{}/{name}", self.folder)
        } else {
            name.to_owned()
        };
        Text::new(known, self.get(name))
    }
}

/// The text of a built-in file.
pub(crate) fn built_in(name: &str) -> Option<&'static str> {
    let at = FILES
        .binary_search_by_key(&name, |(known, _)| *known)
        .ok()?;
    FILES.get(at).map(|(_, text)| *text)
}
