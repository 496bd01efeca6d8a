//! Descriptors below a folder.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::ignored::{Fault, Rules};

/// The name of a descriptor, and the ending of one among others.
const NAME: &str = "garant.toml";
const ENDING: &str = ".garant.toml";

/// What a search found: the same for the same folder, sorted by path.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Files named like descriptors.
    pub(crate) descriptors: Vec<Candidate>,
    /// Folders that could not be read, and ignore files that could not be read or understood.
    pub(crate) unread: Vec<Unread>,
    /// How many files named like descriptors ignore files leave out.
    pub(crate) ignored: usize,
}

/// What is named like a descriptor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    /// Its path below the folder, with `/`.
    pub(crate) path: String,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What something named like a descriptor is.
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
    /// A folder.
    Folder,
    /// It is hidden: its name is the ending alone.
    Hidden,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Unread {
    /// Its path below the folder.
    pub(crate) path: String,
    /// Why.
    pub(crate) why: Why,
}

/// Why something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// A folder that may not be read.
    Denied,
    /// A folder that cannot be read.
    Broken,
    /// An ignore file that is no plain file of a modest size, or cannot be read.
    IgnoreFile,
    /// A line of an ignore file that is not understood.
    IgnoreLine(usize),
}

/// A folder that is to be searched: below what ignore files leave out, descriptors are only counted.
struct Ahead {
    folder: PathBuf,
    rules: Option<Rc<Rules>>,
    ignored: bool,
}

/// Searches a folder, given without links, and never enters `out`. What its ignore files name, and what is hidden, is left out; those of
/// folders above it and of the user are not read, so that a search depends on the folder alone.
pub(crate) fn search(root: &Path, out: Option<&Path>) -> Found {
    let mut search = Search {
        root,
        out,
        found: Found::default(),
        ahead: vec![Ahead {
            folder: root.to_owned(),
            rules: None,
            ignored: false,
        }],
    };
    while let Some(ahead) = search.ahead.pop() {
        search.enter(&ahead);
    }
    let mut found = search.found;
    found.descriptors.sort();
    found.unread.sort();
    found
}

struct Search<'a> {
    root: &'a Path,
    out: Option<&'a Path>,
    found: Found,
    ahead: Vec<Ahead>,
}

impl Search<'_> {
    fn enter(&mut self, ahead: &Ahead) {
        let entries = match fs::read_dir(&ahead.folder) {
            Ok(entries) => entries,
            Err(error) => return self.unread(ahead, &ahead.folder, &error),
        };
        let mut faults = Vec::new();
        let rules = if ahead.ignored {
            None
        } else {
            Rules::of(&ahead.folder, ahead.rules.clone(), &mut faults)
        };
        for Fault { path, line } in faults {
            let why = line.map_or(Why::IgnoreFile, Why::IgnoreLine);
            self.told(&path, why);
        }
        for entry in entries {
            let seen = entry.and_then(|entry| self.see(ahead, rules.as_ref(), &entry));
            if let Err(error) = seen {
                self.unread(ahead, &ahead.folder, &error);
            }
        }
    }

    fn see(
        &mut self,
        ahead: &Ahead,
        rules: Option<&Rc<Rules>>,
        entry: &DirEntry,
    ) -> io::Result<()> {
        let path = entry.path();
        if self.out == Some(path.as_path()) {
            return Ok(());
        }
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let kind = entry.file_type()?;
        let named = name == NAME || name.ends_with(ENDING);
        let says = rules.and_then(|rules| rules.leave_out(&path, kind.is_dir()));
        let ignored = ahead.ignored || says == Some(true);
        let hidden = name.starts_with('.') && says != Some(false);
        if ignored {
            self.found.ignored += usize::from(named && !kind.is_dir() && !hidden);
        } else if named && (!hidden || name == ENDING) {
            let kind = if path.to_str().is_none() {
                Kind::NotUtf8
            } else if hidden {
                Kind::Hidden
            } else if kind.is_symlink() {
                Kind::Link
            } else if kind.is_dir() {
                Kind::Folder
            } else if kind.is_file() {
                Kind::Plain
            } else {
                Kind::NotAFile
            };
            let path = self.below(&path);
            self.found.descriptors.push(Candidate { path, kind });
        }
        if kind.is_dir() && !hidden {
            self.ahead.push(Ahead {
                folder: path,
                rules: rules.cloned(),
                ignored,
            });
        }
        Ok(())
    }

    fn unread(&mut self, ahead: &Ahead, path: &Path, error: &io::Error) {
        // What is left out is not read, and need not be.
        if !ahead.ignored {
            let denied = error.kind() == io::ErrorKind::PermissionDenied;
            self.told(path, if denied { Why::Denied } else { Why::Broken });
        }
    }

    fn told(&mut self, path: &Path, why: Why) {
        let path = self.below(path);
        self.found.unread.push(Unread { path, why });
    }

    fn below(&self, path: &Path) -> String {
        written(path.strip_prefix(self.root).unwrap_or(path))
    }
}

/// A path with `/`, whatever the system's own separator.
fn written(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
