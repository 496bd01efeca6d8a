//! A checkout of the project: its catalog and fixtures, read at run time. Nothing else of this package touches a checkout's files; git is asked in
//! `history`.

#![expect(
    clippy::disallowed_methods,
    reason = "a task of the project reads and writes the checkout"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use garant_core::fixture::Fixture;
use garant_rules::criterion::Criterion;
use garant_rules::load::{self, File};
use garant_rules::{Catalog, Lang};

use crate::history::{History, history};
use crate::pages;

const FIXTURES: &str = "tests/criteria";
const LIST: &str = "tests/criteria/fixtures.txt";

/// A checkout whose catalog is sound.
#[derive(Debug)]
pub struct Checkout {
    pub(crate) root: PathBuf,
    /// The catalog in `rules/`.
    pub catalog: Catalog,
    /// The files of `rules/PACK/`, `pack.toml` aside.
    pub criterion_files: usize,
    /// The fixtures in `tests/criteria/PACK/ID/`, sorted.
    pub fixtures: Vec<Fixture>,
    /// The list of the fixtures, a path a line; empty if there is none.
    pub listed: String,
}

impl Checkout {
    /// Reads a checkout.
    ///
    /// # Errors
    /// When a file cannot be read; when the catalog is broken, with a line for each diagnostic.
    pub fn open(root: &Path) -> io::Result<Self> {
        let root = root.canonicalize()?;
        let mut files = Vec::new();
        collect(&root.join("rules"), "", ".toml", &mut files)?;
        let catalog = load::load(&files).map_err(|problems| {
            let words = load::words_of(&files);
            let lines = problems
                .iter()
                .map(|problem| format!("rules/{}", words.told(problem, Lang::En)));
            io::Error::other(lines.collect::<Vec<_>>().join("\n"))
        })?;
        let packs: Vec<&str> = files
            .iter()
            .filter_map(|(path, _)| path.strip_suffix("/pack.toml"))
            .collect();
        let criterion_files = files
            .iter()
            .filter_map(|(path, _)| path.rsplit_once('/'))
            .filter(|(pack, name)| packs.contains(pack) && *name != "pack.toml")
            .count();
        let mut found = Vec::new();
        collect(&root.join(FIXTURES), "", ".toml", &mut found)?;
        found.sort();
        let fixtures = found
            .into_iter()
            .filter_map(|(path, text)| {
                let (criterion, name) = path.rsplit_once('/')?;
                Some(Fixture {
                    criterion: criterion.to_owned(),
                    name: name.trim_end_matches(".toml").to_owned(),
                    text,
                })
            })
            .collect();
        let list = root.join(LIST);
        let listed = if list.is_file() {
            fs::read_to_string(list)?
        } else {
            String::new()
        };
        Ok(Self {
            root,
            catalog,
            criterion_files,
            fixtures,
            listed,
        })
    }

    /// The criteria of the ids or codes asked for; all if none is.
    ///
    /// # Errors
    /// When the catalog has no such criterion.
    pub fn criteria(&self, ids: &[String]) -> io::Result<Vec<&Criterion>> {
        if ids.is_empty() {
            return Ok(self.catalog.criteria.iter().collect());
        }
        ids.iter()
            .map(|id| {
                self.catalog
                    .criterion(id)
                    .ok_or_else(|| io::Error::other(format!("no such criterion: {id}")))
            })
            .collect()
    }

    /// The fixtures of a criterion.
    pub fn fixtures_of(&self, criterion: &Criterion) -> impl Iterator<Item = &Fixture> {
        self.fixtures
            .iter()
            .filter(move |fixture| fixture.criterion == criterion.id)
    }

    /// The kept pages of the criteria, by their path below their folder.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn pages(&self) -> io::Result<BTreeMap<String, String>> {
        let folder = self.root.join(pages::FOLDER);
        let mut found = Vec::new();
        if folder.is_dir() {
            collect(&folder, "", ".md", &mut found)?;
        }
        Ok(found.into_iter().collect())
    }

    /// Writes a page, or removes it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_page(&self, path: &str, text: Option<&str>) -> io::Result<()> {
        let path = self.root.join(pages::FOLDER).join(path);
        let Some(text) = text else {
            return fs::remove_file(path);
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    }

    /// The editions of the catalog before today's.
    ///
    /// # Errors
    /// When git stops in the middle.
    pub fn history(&self) -> io::Result<History> {
        history(&self.root, &self.catalog.version)
    }

    /// The text of a file below the root.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn text(&self, path: &str) -> io::Result<String> {
        fs::read_to_string(self.root.join(path))
    }

    /// Writes the text of a file whose folder is there.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_text(&self, path: &str, text: &str) -> io::Result<()> {
        fs::write(self.root.join(path), text)
    }

    /// Writes a file that is not there yet; tells whether it did.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_new(&self, path: &str, text: &str) -> io::Result<bool> {
        let path = self.root.join(path);
        if path.exists() {
            return Ok(false);
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
        Ok(true)
    }

    /// Writes the list of the fixtures.
    ///
    /// # Errors
    /// When its file cannot be written.
    pub fn write_list(&self, text: &str) -> io::Result<()> {
        fs::write(self.root.join(LIST), text)
    }

    /// Writes the text of a fixture.
    ///
    /// # Errors
    /// When its file cannot be written.
    pub fn write(&self, fixture: &Fixture) -> io::Result<()> {
        fs::write(self.root.join(path(fixture)), &fixture.text)
    }
}

/// The path of a fixture below the checkout's root.
pub fn path(fixture: &Fixture) -> String {
    format!("{FIXTURES}/{}/{}.toml", fixture.criterion, fixture.name)
}

/// The files of an ending below a folder, by their path below it.
fn collect(folder: &Path, prefix: &str, ending: &str, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), ending, files)?;
        } else if path.ends_with(ending) {
            files.push((path, fs::read_to_string(entry.path())?));
        }
    }
    Ok(())
}
