//! What every command needs: the language, its words, and a catalog.

use std::path::Path;

use clap::ArgMatches;
use garant_core::AuditError;
use garant_core::look::{Logo, LogoError, Look, MAX_LOGO};
use garant_report::{Assets, Words, look};
use garant_rules::load::{File, extend, load};
use garant_rules::profile::Profile;
use garant_rules::words::fill;
use garant_rules::{Catalog, Lang};
use garant_source::Diagnostic;
use garant_source::visible::visible;

use crate::exit::Exit;
use crate::git::{self, Missing, Revision};
use crate::press::Press;
use crate::{input, output};

/// How many problems of a descriptor are shown before the rest are counted; a pack's are all shown.
const TOLD: usize = 10;

/// The language and its words.
#[derive(Debug)]
pub(crate) struct Setting {
    pub(crate) lang: Lang,
    pub(crate) assets: Assets,
    pub(crate) words: Words,
    presses: &'static [Press],
}

impl Setting {
    pub(crate) fn new(lang: Lang) -> Self {
        let assets = Assets::default();
        let words = Words::new(&assets, lang);
        Self {
            lang,
            assets,
            words,
            presses: &[],
        }
    }

    /// The same, with ways to print a page.
    pub(crate) fn with_presses(self, presses: &'static [Press]) -> Self {
        Self { presses, ..self }
    }

    /// The way to print a page into a file of this ending.
    pub(crate) fn press(&self, file: &str) -> Option<Press> {
        let mut all = self.presses.iter();
        all.find(|press| file.ends_with(press.ending)).copied()
    }

    /// Endings, and those of the ways to print a page, as they are told.
    pub(crate) fn endings(&self, own: impl Iterator<Item = &'static str>) -> String {
        let pressed = self.presses.iter().map(|press| press.ending);
        own.chain(pressed).collect::<Vec<&str>>().join(", ")
    }

    /// The file of a page; why there is none is said.
    pub(crate) fn print(&self, press: Press, file: &str, page: &str) -> Result<Vec<u8>, Exit> {
        (press.print)(page).map_err(|why| {
            self.fail("terminal.unprinted", &[("path", file), ("why", &why)]);
            Exit::Failed
        })
    }

    /// Puts the templates, words and style of a folder in the place of the built-in ones. All that is wrong with them is shown.
    pub(crate) fn with_templates(&mut self, folder: Option<&String>) -> bool {
        let Some(folder) = folder else {
            return true;
        };
        let replaceable = look::replaceable();
        let wanted = |name: &str| replaceable.iter().any(|known| known == name);
        let (files, others) = match input::chosen(Path::new(folder), &wanted) {
            Ok(read) => read,
            Err(error) if error.root => {
                let why = self.words.get("terminal.no-folder");
                self.fail("terminal.unreadable", &[("path", folder), ("why", why)]);
                return false;
            }
            Err(error) => {
                self.refuse(folder, &error);
                return false;
            }
        };
        if files.is_empty() && others.is_empty() {
            self.fail("look.no-file", &[("path", folder)]);
            return false;
        }
        for name in &others {
            let path = format!("{}/{name}", folder.trim_end_matches('/'));
            match look::meant(name, &replaceable) {
                Some(near) => {
                    self.fail("look.unknown-file", &[("path", &path), ("nearest", near)]);
                }
                None => self.fail("look.unknown-file-far", &[("path", &path)]),
            }
        }
        let wrong = match Assets::own(folder, files) {
            Ok(assets) if others.is_empty() => {
                self.words = Words::new(&assets, self.lang);
                self.assets = assets;
                return true;
            }
            Ok(_) => Vec::new(),
            Err(problems) => problems,
        };
        self.show_look(&wrong);
        self.not_applied(folder, others.len() + wrong.len());
        false
    }

    /// Says how many errors keep a look from being used.
    fn not_applied(&self, folder: &str, count: usize) {
        let told = self.words.count("look.not-applied", count);
        let told = fill(&told, &[("path", folder)]);
        output::err(&format!("{}\n", visible(&told, false)));
    }

    /// Shows what is wrong with files of a look.
    pub(crate) fn show_look(&self, problems: &[Diagnostic]) {
        let says = |problem: &Diagnostic, part: &str| {
            let alone = problem.args.get("nearest").is_some_and(String::is_empty);
            let part = if part == "help" && alone { "far" } else { part };
            let args = problem.args.iter();
            let args: Vec<(&str, &str)> = args.map(|(key, text)| (*key, text.as_str())).collect();
            let key = format!("look.{}.{part}", problem.code);
            self.words.fill(&key, &args)
        };
        output::err(&garant_report::terminal::diagnostics(
            problems,
            &says,
            &self.words,
            usize::MAX,
        ));
    }

    /// The look that the command line asks for; nothing, after an error, where its logo cannot be used.
    pub(crate) fn look(&self, matches: &ArgMatches) -> Option<Look> {
        let text = |name: &str| matches.get_one::<String>(name);
        let organisation = text("organisation").map(|name| name.trim().to_owned());
        let mut look = Look {
            organisation: organisation.filter(|name| !name.is_empty()),
            logo: None,
        };
        let Some(path) = text("logo") else {
            return Some(look);
        };
        let refused = match input::picture(path, MAX_LOGO) {
            Err(_) => "look.logo-unreadable",
            Ok(bytes) => match Logo::of(&bytes) {
                Ok(logo) => {
                    look.logo = Some(logo);
                    return Some(look);
                }
                Err(LogoError::TooLarge) => "look.logo-too-large",
                Err(LogoError::NoPicture) => "look.logo-no-picture",
            },
        };
        let why = self.words.get(refused);
        self.fail("terminal.unreadable", &[("path", path), ("why", why)]);
        None
    }

    /// Says why something could not be done.
    pub(crate) fn fail(&self, key: &str, args: &[(&str, &str)]) {
        let why = self.words.fill(key, args);
        let line = format!("{}\n", self.words.fill("terminal.fail", &[("why", &why)]));
        output::err(&visible(&line, true));
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

    /// A whole edition of the catalog: of a folder, of a folder in a git revision (`REV:DIR`), or the built-in one. What is wrong is shown.
    pub(crate) fn edition(&self, text: Option<&str>) -> Option<Catalog> {
        let built_in = self.catalog(None)?;
        let Some(text) = text else {
            return Some(built_in);
        };
        let files = self.edition_files(text)?;
        if !files.iter().any(|(path, _)| path == "catalog.toml") {
            self.fail("terminal.no-edition", &[("path", text)]);
            return None;
        }
        match load(&files) {
            Ok(catalog) => Some(catalog),
            Err(problems) => {
                self.show_from(&built_in, &problems, &["loading", "diagnostic"], usize::MAX);
                self.fail("terminal.broken-edition", &[("path", text)]);
                None
            }
        }
    }

    /// Whether `REV:PATH` can be no file or folder of that very name; says how to write either, where it can.
    pub(crate) fn is_one_thing(&self, text: &str, name: &str, path: &str) -> bool {
        if !input::exists(Path::new(text)) {
            return true;
        }
        let revision = format!("{name}:./{path}");
        let why = self.words.fill(
            "diff.refused.both",
            &[("found", text), ("revision", &revision)],
        );
        self.fail("terminal.unreadable", &[("path", text), ("why", &why)]);
        false
    }

    /// The files of an edition: `REV:DIR` is never a folder of that very name.
    fn edition_files(&self, text: &str) -> Option<Vec<File>> {
        let Some((name, folder)) = Revision::parts(text) else {
            let read = input::folder(Path::new(text), &[".toml"]);
            return read.map_err(|error| self.refuse(text, &error)).ok();
        };
        if !self.is_one_thing(text, name, folder) {
            return None;
        }
        match git::folder(name, folder, ".toml") {
            Ok(files) => Some(files),
            Err(git::Unreadable::Missing(Missing { key, found })) => {
                let why = self.words.fill(key, &[("found", &found)]);
                self.fail("terminal.unreadable", &[("path", text), ("why", &why)]);
                None
            }
            Err(git::Unreadable::File(error)) => {
                self.refuse(text, &error);
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

    /// Says why there is no audit.
    pub(crate) fn no_audit(&self, catalog: &Catalog, error: &AuditError) {
        let unknown = |key: &str, found: &str, known: &[String]| {
            self.fail(key, &[("found", found), ("choices", &known.join(", "))]);
        };
        match error {
            AuditError::Descriptor(problems) => self.show(catalog, problems),
            AuditError::Profile { found, known } => {
                unknown("terminal.unknown-profile", found, known);
            }
            AuditError::Gate { found, known } => unknown("terminal.unknown-level", found, known),
            AuditError::Long {
                most,
                list,
                entries,
            } => self.fail(
                "terminal.long-plan",
                &[
                    ("most", &most.to_string()),
                    ("list", list),
                    ("entries", &entries.to_string()),
                ],
            ),
            other => output::err(&format!("{other}\n")),
        }
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
