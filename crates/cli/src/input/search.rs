//! Descriptors below a folder.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// The name of a descriptor, and the ending of one among others.
const NAME: &str = "garant.toml";
const ENDING: &str = ".garant.toml";

/// What a search found: the same for the same folder, sorted by path.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Files named like descriptors.
    pub(crate) descriptors: Vec<Candidate>,
    /// Folders that could not be read, and files of things to ignore that could not be understood.
    pub(crate) unread: Vec<Unread>,
}

/// A file named like a descriptor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    /// Its path below the folder, with `/`.
    pub(crate) path: String,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a file named like a descriptor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A file.
    Plain,
    /// A link, which is not followed.
    Link,
    /// A pipe or a device, which may have no end.
    NotAFile,
    /// A file with a path that is no UTF-8.
    NotUtf8,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Unread {
    /// Its path below the folder.
    pub(crate) path: String,
    /// Its line, where it is a file of things to ignore.
    pub(crate) line: Option<usize>,
    /// Whether it may not be read.
    pub(crate) denied: bool,
}

/// Searches a folder, given without links, and never enters `out`. What its ignore files name, and what is hidden, is left out; those of
/// folders above it and of the user are not read, so that a search depends on the folder alone.
pub(crate) fn search(root: &Path, out: Option<PathBuf>) -> Found {
    let walk = WalkBuilder::new(root)
        .parents(false)
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .follow_links(false)
        .filter_entry(move |entry| out.as_deref() != Some(entry.path()))
        .build();
    let mut found = Found::default();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.unread.push(unread(root, &error));
                continue;
            }
        };
        if let Some(error) = entry.error() {
            found.unread.push(unread(root, error));
        }
        let name = entry.file_name().to_string_lossy();
        let Some(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() || !(name == NAME || name.ends_with(ENDING)) {
            continue;
        }
        let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let kind = if path.to_str().is_none() {
            Kind::NotUtf8
        } else if kind.is_symlink() {
            Kind::Link
        } else if kind.is_file() {
            Kind::Plain
        } else {
            Kind::NotAFile
        };
        let path = written(path);
        found.descriptors.push(Candidate { path, kind });
    }
    found.descriptors.sort();
    found.unread.sort();
    found
}

fn unread(root: &Path, error: &ignore::Error) -> Unread {
    let mut own = Unread {
        path: String::new(),
        line: None,
        denied: false,
    };
    let mut at = error;
    loop {
        use ignore::Error;
        at = match at {
            Error::WithPath { path, err } => {
                own.path = written(path.strip_prefix(root).unwrap_or(path));
                err
            }
            Error::WithDepth { err, .. } => err,
            Error::WithLineNumber { line, err } => {
                own.line = usize::try_from(*line).ok();
                err
            }
            Error::Partial(all) => match all.first() {
                Some(first) => first,
                None => return own,
            },
            Error::Io(error) => {
                own.denied = error.kind() == std::io::ErrorKind::PermissionDenied;
                return own;
            }
            _ => return own,
        };
    }
}

/// A path with `/`, whatever the system's own separator.
fn written(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
