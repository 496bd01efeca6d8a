//! The only reads of files, of the environment and of the clock.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the room where they are read"
)]

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use garant_core::descriptor::MAX_BYTES;
use garant_core::evidence::{Files, Refusal};
use garant_rules::Lang;
use jiff::civil::Date;

/// The words of the command line.
pub(crate) fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// The language of the environment: `GARANT_LANG`, else the locale, else French.
pub(crate) fn language() -> Lang {
    ["GARANT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find_map(|value| Lang::of(&value))
        .unwrap_or_default()
}

/// Today, where the program runs.
pub(crate) fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}

/// Why a text could not be read, as a key of the program's words.
#[derive(Debug)]
pub(crate) enum Unreadable {
    NoFile,
    Folder,
    NotUtf8(usize),
    TooLarge,
    Other,
}

/// Reads a text of at most 2 MiB; `-` is standard input.
pub(crate) fn text(path: &str) -> Result<String, Unreadable> {
    let limit = MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    if path == "-" {
        io::stdin()
            .lock()
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(|_| Unreadable::Other)?;
    } else {
        if Path::new(path).is_dir() {
            return Err(Unreadable::Folder);
        }
        let file = File::open(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Unreadable::NoFile,
            _ => Unreadable::Other,
        })?;
        file.take(limit)
            .read_to_end(&mut bytes)
            .map_err(|_| Unreadable::Other)?;
    }
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let lines = error
            .as_bytes()
            .iter()
            .take(valid)
            .filter(|byte| **byte == b'\n')
            .count();
        Unreadable::NotUtf8(lines + 1)
    })
}

/// A stored audit, which may be larger than a descriptor.
pub(crate) fn stored(path: &str) -> io::Result<String> {
    fs::read_to_string(path)
}

/// The most bytes of a catalog's or a template's file, and of all of them.
const MAX_FILE: u64 = 2 * 1024 * 1024;
const MAX_FOLDER: u64 = 32 * 1024 * 1024;
/// How deep folders of a catalog may lie.
const MAX_DEPTH: usize = 8;

/// A file or folder that could not be read.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Its path below the folder; empty for the folder itself.
    pub(crate) path: String,
    /// Whether it is the folder itself.
    pub(crate) root: bool,
    /// Why.
    pub(crate) cause: io::Error,
}

/// Whether something is at a path, a broken link included.
pub(crate) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The files below a folder whose names end so, with paths relative to it.
pub(crate) fn folder(root: &Path, endings: &[&str]) -> Result<Vec<(String, String)>, Failure> {
    let mut walk = Walk {
        endings,
        found: Vec::new(),
        bytes: 0,
    };
    walk.enter(root, "", 0)?;
    walk.found.sort();
    Ok(walk.found)
}

struct Walk<'a> {
    endings: &'a [&'a str],
    found: Vec<(String, String)>,
    bytes: u64,
}

impl Walk<'_> {
    fn enter(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), Failure> {
        let fail = |path: &str, cause| Failure {
            path: path.to_owned(),
            root: path.is_empty(),
            cause,
        };
        let too_large = || io::Error::from(io::ErrorKind::FileTooLarge);
        for entry in fs::read_dir(folder).map_err(|cause| fail(prefix, cause))? {
            let entry = entry.map_err(|cause| fail(prefix, cause))?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let wanted = self.endings.iter().any(|ending| name.ends_with(ending));
            let kind = entry.file_type().map_err(|cause| fail(&name, cause))?;
            if kind.is_dir() {
                if depth == MAX_DEPTH {
                    return Err(fail(&name, too_large()));
                }
                self.enter(&entry.path(), &format!("{name}/"), depth + 1)?;
            } else if wanted {
                // Links are followed; what is no file in the end, such as a device, is never opened.
                let state = fs::metadata(entry.path()).map_err(|cause| fail(&name, cause))?;
                self.bytes += state.len();
                if !state.is_file() || state.len() > MAX_FILE || self.bytes > MAX_FOLDER {
                    return Err(fail(&name, too_large()));
                }
                let text = fs::read_to_string(entry.path()).map_err(|cause| fail(&name, cause))?;
                self.found.push((name, text));
            }
        }
        Ok(())
    }
}

/// The folder of a descriptor, as given.
pub(crate) fn folder_of(descriptor: &str) -> &Path {
    match Path::new(descriptor).parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Evidence in the descriptor's folder, and outside it only where that is allowed.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    outside: bool,
}

impl Folder {
    /// The folder of a descriptor.
    pub(crate) fn of(descriptor: &str, outside: bool) -> Self {
        let root = folder_of(descriptor);
        Self {
            root: root.to_owned(),
            outside,
        }
    }
}

impl Folder {
    /// The file of a path, links resolved, and whether it lies outside the folder.
    fn resolve(&self, path: &str) -> Result<(PathBuf, bool), Refusal> {
        let root = self.root.canonicalize().map_err(|error| refusal(&error))?;
        // Links are resolved first: a link in the folder may lead out of it.
        match root.join(path).canonicalize() {
            Ok(file) => {
                let outside = !file.starts_with(&root);
                Ok((file, outside))
            }
            // Of what lies outside, not even whether it exists is told.
            Err(_) if !self.outside && leaves(path) => Err(Refusal::Outside),
            Err(error) => Err(refusal(&error)),
        }
    }
}

impl Files for Folder {
    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, Refusal> {
        let (path, outside) = self.resolve(path)?;
        if outside && !self.outside {
            return Err(Refusal::Outside);
        }
        // A pipe, or a device without end, is never opened.
        let kind = fs::metadata(&path).map_err(|error| refusal(&error))?;
        if kind.is_dir() {
            return Err(Refusal::Folder);
        }
        if !kind.is_file() {
            return Err(Refusal::NotAFile);
        }
        let file = File::open(path).map_err(|error| refusal(&error))?;
        Ok(Box::new(file))
    }

    fn is_outside(&self, path: &str) -> bool {
        let read = |(file, outside): (PathBuf, bool)| outside && file.is_file();
        self.outside && self.resolve(path).is_ok_and(read)
    }
}

fn refusal(error: &io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Refusal::Missing,
        io::ErrorKind::PermissionDenied => Refusal::NoPermission,
        _ => Refusal::Unreadable,
    }
}

/// Whether the words of a path alone lead out of a folder.
fn leaves(path: &str) -> bool {
    let mut depth = 0_usize;
    for part in Path::new(path).components() {
        match part {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir => match depth.checked_sub(1) {
                Some(up) => depth = up,
                None => return true,
            },
            Component::Prefix(_) | Component::RootDir => return true,
        }
    }
    false
}

/// A path as reports print it: relative as given and without `..`, else the file's name.
pub(crate) fn shown(path: &str) -> String {
    let plain = Path::new(path);
    let inside = plain
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if inside {
        return path.trim_start_matches("./").replace('\\', "/");
    }
    plain.file_name().map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}
