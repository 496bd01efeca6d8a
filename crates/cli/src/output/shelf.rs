//! The folder of a portfolio: recognised by its marker, written with the index last, and nothing of anybody else's touched.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::Draft;
use super::lock::{LOCK, hold};
use crate::input;

/// The file that says whose folder it is, and which reports are in it.
const MARKER: &str = ".garant-portfolio";
/// Its first line.
const FIRST: &str = "garant.portfolio 1";
/// The folder of the reports.
const REPORTS: &str = "systems";
/// What stands beside the marker. The index is the first to go and the last to come.
const BESIDE: [&str; 5] = [
    "index.html",
    "portfolio.json",
    "portfolio.csv",
    "criteria.csv",
    "deadlines.csv",
];

/// Why a folder cannot be a portfolio's.
#[derive(Debug)]
pub(crate) enum ShelfError {
    /// It has no name.
    Empty,
    /// Where it lies is not known: it is not there, and `..` stands in its path.
    Unclear,
    /// It holds something, and no marker.
    Foreign,
    /// It is no folder.
    NoFolder,
    /// It is the folder that is searched, or that one lies in it.
    Searched,
    /// It cannot be read.
    Unreadable,
    /// It cannot be made, or not be written in.
    NoWrite,
    /// Another run writes in it.
    Busy,
}

/// A folder that is, or may become, a portfolio's.
#[derive(Debug)]
pub(crate) struct Shelf {
    root: PathBuf,
    /// Reports of an earlier run.
    old: BTreeSet<String>,
    /// Held while this run writes; the system lets go of it however the run ends.
    #[expect(dead_code, reason = "held, not read")]
    lock: Option<File>,
}

impl Shelf {
    /// Looks at a folder, and touches nothing. `searched` is an absolute path without links.
    pub(crate) fn look(folder: &str, searched: &Path) -> Result<Self, ShelfError> {
        if folder.is_empty() {
            return Err(ShelfError::Empty);
        }
        let given = Path::new(folder);
        match fs::symlink_metadata(given) {
            Ok(_) => Self::seen(given, searched),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A folder made on the way would give `..` another meaning.
                if given.components().any(|part| part == Component::ParentDir) {
                    return Err(ShelfError::Unclear);
                }
                Ok(Self {
                    root: given.to_owned(),
                    old: BTreeSet::new(),
                    lock: None,
                })
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(ShelfError::NoFolder),
            Err(_) => Err(ShelfError::Unreadable),
        }
    }

    /// Looks at a folder that is there.
    fn seen(given: &Path, searched: &Path) -> Result<Self, ShelfError> {
        let root = given.canonicalize().map_err(|_| ShelfError::NoFolder)?;
        if !root.is_dir() {
            return Err(ShelfError::NoFolder);
        }
        if searched.starts_with(&root) {
            return Err(ShelfError::Searched);
        }
        let entries = root.read_dir().map_err(|_| ShelfError::Unreadable)?;
        let mut others = entries.filter(|entry| {
            let name = entry.as_ref().map(fs::DirEntry::file_name);
            !name.is_ok_and(|name| name == LOCK)
        });
        let old = if others.next().is_none() {
            BTreeSet::new()
        } else {
            marked(&root).ok_or(ShelfError::Foreign)?
        };
        Ok(Self {
            root,
            old,
            lock: None,
        })
    }

    /// The folder, where it is there.
    pub(crate) fn root(&self) -> Option<PathBuf> {
        self.root.canonicalize().ok()
    }

    /// Whether a run writes, or takes away, what is at a place without links.
    pub(crate) fn has(&self, place: &Path) -> bool {
        let inside = self.root().and_then(|root| {
            let inside = place.strip_prefix(root).ok()?;
            Some(inside.to_owned())
        });
        inside.is_some_and(|inside| {
            let beside = BESIDE.iter().any(|name| inside == Path::new(name));
            beside || inside == Path::new(MARKER) || inside.starts_with(REPORTS)
        })
    }

    /// Makes the folder where it is not there, looks at it again, and keeps other runs out of it. Nothing in it is touched before.
    pub(crate) fn made(self, searched: &Path) -> Result<Self, ShelfError> {
        fs::create_dir_all(&self.root).map_err(|_| ShelfError::NoWrite)?;
        let seen = Self::seen(&self.root, searched)?;
        let lock = hold(&seen.root)?;
        // What a run that ended in between wrote is this one's to replace.
        let seen = Self::seen(&seen.root, searched)?;
        Ok(Self { lock, ..seen })
    }

    /// Makes the folder its own, and takes away what an earlier run says of all systems. `head` says what the folder is.
    pub(crate) fn begin(&self, head: &str, reports: &[String]) -> io::Result<()> {
        let all = self.old.iter().chain(reports).cloned().collect();
        self.mark(head, &all)?;
        for name in BESIDE {
            gone(fs::remove_file(self.root.join(name)))?;
        }
        // A report of a system that is gone may stand where another's is to go.
        let planned = reports.iter().cloned().collect();
        self.take_away(&planned)
    }

    /// Writes a file of the folder, whole or not at all, and never through a link.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.write_with(name, |to| to.write_all(bytes))
    }

    /// The same, piece by piece.
    pub(crate) fn write_with(
        &self,
        name: &str,
        write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let path = Path::new(name);
        let mut at = self.root.clone();
        for part in path.parent().into_iter().flat_map(Path::components) {
            at.push(part);
            match fs::symlink_metadata(&at) {
                Ok(kind) if kind.is_dir() => {}
                Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
                Err(_) => match fs::create_dir(&at) {
                    Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                        return Err(error);
                    }
                    _ => {}
                },
            }
        }
        Draft::with(self.root.join(path), write)?.place()
    }

    /// Takes away reports of an earlier run that this one did not write, and folders that are then empty.
    pub(crate) fn sweep(&self, head: &str, written: &BTreeSet<String>) -> io::Result<()> {
        self.take_away(written)?;
        self.mark(head, written)
    }

    /// Takes away reports of an earlier run, but for some, and folders that are then empty.
    fn take_away(&self, kept: &BTreeSet<String>) -> io::Result<()> {
        for name in self.old.difference(kept) {
            let path = self.root.join(name);
            if !self.lies_inside(name) {
                continue;
            }
            gone(fs::remove_file(&path))?;
            let own = path.ancestors().skip(1);
            for folder in own.take_while(|folder| **folder != *self.root) {
                if fs::remove_dir(folder).is_err() {
                    break;
                }
            }
        }
        Ok(())
    }

    fn mark(&self, head: &str, reports: &BTreeSet<String>) -> io::Result<()> {
        let mut text = format!("{FIRST}\n");
        for line in head.lines() {
            text.push_str(&format!("# {line}\n"));
        }
        for report in reports {
            text.push_str(&serde_json::to_string(report)?);
            text.push('\n');
        }
        self.write(MARKER, text.as_bytes())
    }

    /// Whether a report is a plain file below the folder of the reports, without a link on the way.
    fn lies_inside(&self, name: &str) -> bool {
        let mut at = self.root.clone();
        let mut parts = Path::new(name).components().peekable();
        while let Some(part) = parts.next() {
            at.push(part);
            let kind = fs::symlink_metadata(&at);
            let last = parts.peek().is_none();
            if !kind.is_ok_and(|kind| if last { kind.is_file() } else { kind.is_dir() }) {
                return false;
            }
        }
        true
    }
}

/// The reports that a folder's marker names; nothing where there is no marker.
fn marked(root: &Path) -> Option<BTreeSet<String>> {
    let text = input::plain(&root.join(MARKER))?;
    let mut lines = text.lines();
    if lines.next() != Some(FIRST) {
        return None;
    }
    let names = lines.filter_map(|line| serde_json::from_str::<String>(line).ok());
    Some(names.filter(|name| is_report(name)).collect())
}

/// Whether a path may be a report's.
fn is_report(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    parts.next() == Some(Component::Normal(REPORTS.as_ref()))
        && parts.all(|part| matches!(part, Component::Normal(_)))
        && name.ends_with(".html")
}

/// What is not there any more is gone.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
