//! What every command needs: the language, its words, and a catalog.

use std::path::Path;

use garant_report::{Assets, Words};
use garant_rules::{Catalog, Lang};
use garant_source::Diagnostic;

use crate::{input, output};

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
        let Ok(files) = input::folder(Path::new(folder), &[".toml"]) else {
            self.fail("terminal.broken-catalog", &[("path", folder)]);
            return None;
        };
        match garant_rules::load::load(&files) {
            Ok(catalog) => Some(catalog),
            Err(problems) => {
                self.show_from(&built_in, &problems, &["loading", "diagnostic"]);
                self.fail("terminal.broken-catalog", &[("path", folder)]);
                None
            }
        }
    }

    /// Shows what is wrong with a descriptor.
    pub(crate) fn show(&self, catalog: &Catalog, problems: &[Diagnostic]) {
        self.show_from(catalog, problems, &["diagnostic"]);
    }

    fn show_from(&self, catalog: &Catalog, problems: &[Diagnostic], rooms: &[&str]) {
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
        ));
    }
}
