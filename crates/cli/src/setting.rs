//! What every command needs: the language, its words, and a catalog.

use std::path::Path;

use garant_report::{Assets, Words};
use garant_rules::load::{File, extend, load};
use garant_rules::profile::Profile;
use garant_rules::{Catalog, Lang};
use garant_source::Diagnostic;

use crate::{input, output};

/// How many problems of a descriptor are shown before the rest are counted; a pack's are all shown.
const TOLD: usize = 10;

/// The language and its words.
#[derive(Debug)]
pub(crate) struct Setting {
    pub(crate) lang: Lang,
    pub(crate) assets: Assets,
    pub(crate) words: Words,
}

impl Setting {
    pub(crate) fn new(lang: Lang) -> Self {
        let assets = Assets::default();
        let words = Words::new(&assets, lang);
        Self {
            lang,
            assets,
            words,
        }
    }

    /// Replaces built-in templates by those of a folder.
    pub(crate) fn with_templates(&mut self, folder: Option<&String>) -> bool {
        let Some(folder) = folder else {
            return true;
        };
        match input::folder(Path::new(folder), &[".j2", ".css", ".toml"]) {
            Ok(files) => {
                self.assets = Assets::with(files);
                self.words = Words::new(&self.assets, self.lang);
                true
            }
            Err(_) => {
                let why = self.words.get("terminal.no-folder").to_owned();
                self.fail("terminal.unreadable", &[("path", folder), ("why", &why)]);
                false
            }
        }
    }

    /// Says why something could not be done.
    pub(crate) fn fail(&self, key: &str, args: &[(&str, &str)]) {
        let why = self.words.fill(key, args);
        let line = format!("{}\n", self.words.fill("terminal.fail", &[("why", &why)]));
        output::err(&garant_source::visible::visible(&line, true));
    }

    /// The built-in catalog, or the one of a folder.
    pub(crate) fn catalog(&self, folder: Option<&String>) -> Option<Catalog> {
        let built_in = match garant_catalog::catalog() {
            Ok(catalog) => catalog,
            Err(error) => {
                output::err(&format!("{error}\n"));
                return None;
            }
        };
        let Some(folder) = folder else {
            return Some(built_in);
        };
        match self.open(&built_in, folder) {
            Some((catalog, _)) => Some(catalog),
            None => {
                self.fail("terminal.broken-catalog", &[("path", folder)]);
                None
            }
        }
    }

    /// The catalog of a folder, or the built-in one with the pack of a folder, and the folder's files. What is wrong is shown.
    pub(crate) fn open(&self, built_in: &Catalog, folder: &str) -> Option<(Catalog, Vec<File>)> {
        let files = match input::folder(Path::new(folder), &[".toml"]) {
            Ok(files) => files,
            Err(error) => {
                self.refuse(folder, &error);
                return None;
            }
        };
        let has = |name: &str| files.iter().any(|(path, _)| path == name);
        let read = if has("catalog.toml") {
            load(&files)
        } else if has("pack.toml") {
            extend(built_in, &files)
        } else {
            self.fail("terminal.no-pack", &[("path", folder)]);
            return None;
        };
        match read {
            Ok(catalog) => Some((catalog, files)),
            Err(problems) => {
                self.show_from(built_in, &problems, &["loading", "diagnostic"], usize::MAX);
                None
            }
        }
    }

    /// Says which file of a folder cannot be read, and why.
    pub(crate) fn refuse(&self, folder: &str, error: &input::Failure) {
        use std::io::ErrorKind;
        if error.root {
            return self.fail("terminal.no-pack-folder", &[("path", folder)]);
        }
        let why = self.words.get(match error.cause.kind() {
            ErrorKind::InvalidData => "terminal.pack-no-utf8",
            ErrorKind::FileTooLarge => "terminal.pack-too-large",
            _ => "terminal.pack-io",
        });
        let path = format!("{}/{}", folder.trim_end_matches('/'), error.path);
        self.fail("terminal.unreadable", &[("path", &path), ("why", why)]);
    }

    /// The profile of an id, or the default one; an unknown one is said.
    pub(crate) fn profile<'c>(
        &self,
        catalog: &'c Catalog,
        id: Option<&str>,
    ) -> Option<&'c Profile> {
        let id = id.unwrap_or(&catalog.default_profile);
        let found = catalog.profile(id);
        if found.is_none() {
            let ids = catalog.profiles.iter().map(|profile| profile.id.as_str());
            let choices = ids.collect::<Vec<_>>().join(", ");
            self.fail(
                "terminal.unknown-profile",
                &[("found", id), ("choices", &choices)],
            );
        }
        found
    }

    /// Shows what is wrong with a descriptor.
    pub(crate) fn show(&self, catalog: &Catalog, problems: &[Diagnostic]) {
        self.show_from(catalog, problems, &["diagnostic"], TOLD);
    }

    fn show_from(&self, catalog: &Catalog, problems: &[Diagnostic], rooms: &[&str], told: usize) {
        let says = |problem: &Diagnostic, part: &str| {
            let said = catalog.words.explain(problem, rooms, part, self.lang);
            match part {
                "message" => said.unwrap_or_else(|| problem.to_string()),
                _ => said.unwrap_or_default(),
            }
        };
        output::err(&garant_report::terminal::diagnostics(
            problems,
            &says,
            &self.words,
            told,
        ));
    }
}
