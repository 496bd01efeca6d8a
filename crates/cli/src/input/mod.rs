//! The only reads of files, of the environment and of the clock.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the room where they are read"
)]

mod folder;
mod ignored;
mod search;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Read};
use std::path::{Component, Path, PathBuf};

use garant_core::descriptor::MAX_BYTES;
use garant_measure::Problem;
use garant_rules::Lang;
use jiff::civil::Date;

pub use folder::Folder;
pub(crate) use folder::folder_of;
pub(crate) use search::{Candidate, Found, Kind, Why, search};

/// The words of the command line of this process.
pub fn arguments() -> Vec<OsString> {
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
    NotAFile,
    Other,
}

/// Opens a file. A pipe, or a device without end, is never opened.
fn opened(path: &str) -> Result<(File, u64), Unreadable> {
    let why = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Unreadable::NoFile,
        _ => Unreadable::Other,
    };
    let kind = fs::metadata(path).map_err(why)?;
    if kind.is_dir() {
        return Err(Unreadable::Folder);
    }
    if !kind.is_file() {
        return Err(Unreadable::NotAFile);
    }
    Ok((File::open(path).map_err(why)?, kind.len()))
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
        let (file, length) = opened(path)?;
        bytes.reserve(usize::try_from(length.min(limit)).unwrap_or_default() + 1);
        file.take(limit)
            .read_to_end(&mut bytes)
            .map_err(|_| Unreadable::Other)?;
    }
    decoded(bytes)
}

/// The text of a descriptor's bytes.
pub(crate) fn decoded(bytes: Vec<u8>) -> Result<String, Unreadable> {
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

/// A folder without links on the way; nothing where there is none.
pub(crate) fn resolved_folder(path: &str) -> Option<PathBuf> {
    let path = fs::canonicalize(path).ok()?;
    path.is_dir().then_some(path)
}

/// The text of a plain file that is no link; nothing where there is none.
pub(crate) fn plain(path: &Path) -> Option<String> {
    let kind = fs::symlink_metadata(path).ok()?;
    kind.is_file().then(|| fs::read_to_string(path).ok())?
}

/// Opens a table.
pub(crate) fn table(path: &str) -> Result<File, Problem> {
    let plain = Path::new(path);
    if plain.is_dir() {
        return Err(Problem::new("folder"));
    }
    // What is no file in the end, such as a device, has no end.
    match fs::metadata(plain) {
        Ok(state) if !state.is_file() => return Err(Problem::new("not-a-file")),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Problem::new("no-such-file"));
        }
        Err(_) => return Err(Problem::new("no-permission")),
    }
    File::open(plain).map_err(|_| Problem::new("no-permission"))
}

/// The first bytes of a table, to tell a tally from rows.
pub(crate) fn beginning(path: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = table(path)?.take(256).read_to_end(&mut bytes);
    read.map_err(|_| Problem::new("read-error").with("cause", ""))?;
    Ok(bytes)
}

/// A whole file of at most so many bytes.
pub(crate) fn bytes(path: &str, most: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = table(path)?.take(most as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|_| Problem::new("read-error").with("cause", ""))?;
    Ok(bytes)
}

/// The bytes of a plain file, of which no more than so many are read, and one.
pub(crate) fn picture(path: &str, most: usize) -> io::Result<Vec<u8>> {
    // A pipe, or a device without end, is never opened.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(most as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Standard input, for a table.
pub(crate) fn standard() -> Box<dyn Read + Send> {
    Box::new(io::stdin())
}

/// Whether somebody watches standard error.
pub(crate) fn watched() -> bool {
    io::stderr().is_terminal()
}

/// A line of standard input, without its end; nothing at the end, or where it is no text.
pub(crate) fn line() -> Option<String> {
    let mut line = String::new();
    match io::stdin().read_line(&mut line) {
        Ok(read) if read > 0 => Some(line.trim_end_matches(['\n', '\r']).to_owned()),
        _ => None,
    }
}

/// Whether a person types.
pub(crate) fn asks() -> bool {
    io::stdin().is_terminal()
}

/// Whether two paths lead to one file.
pub(crate) fn same_file(one: &str, other: &str) -> bool {
    match (place_of(Path::new(one)), place_of(Path::new(other))) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// Where a path leads in the end, links resolved; of a file that is not there, where it would be. Nothing where its folder is not there.
pub(crate) fn place_of(path: &Path) -> Option<PathBuf> {
    if let Ok(place) = fs::canonicalize(path) {
        return Some(place);
    }
    // A link to what is not there.
    if let Ok(target) = fs::read_link(path) {
        let target = path.parent().map(|folder| folder.join(&target))?;
        let folder = fs::canonicalize(target.parent()?).ok()?;
        return Some(folder.join(target.file_name()?));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
}

/// Whether standard output is a screen.
pub(crate) fn shows() -> bool {
    io::stdout().is_terminal()
}

/// The most bytes of a stored audit, which may be larger than a descriptor.
const MAX_STORED: u64 = 64 * 1024 * 1024;

/// The bytes of a stored audit.
pub(crate) fn stored(path: &str) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let mut file = opened(path)?.0.take(MAX_STORED + 1);
    file.read_to_end(&mut bytes)
        .map_err(|_| Unreadable::Other)?;
    if bytes.len() as u64 > MAX_STORED {
        return Err(Unreadable::TooLarge);
    }
    Ok(bytes)
}

/// The most bytes of a catalog's or a template's file, and of all of them.
pub(crate) const MAX_FILE: u64 = 2 * 1024 * 1024;
pub(crate) const MAX_FOLDER: u64 = 32 * 1024 * 1024;
/// How deep folders of a catalog may lie.
pub(crate) const MAX_DEPTH: usize = 8;

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

/// Whether a folder is at a path.
pub(crate) fn is_folder(path: &str) -> bool {
    Path::new(path).is_dir()
}

/// The files below a folder whose names end so, with paths relative to it.
pub(crate) fn folder(root: &Path, endings: &[&str]) -> Result<Vec<(String, String)>, Failure> {
    let wanted = |name: &str| endings.iter().any(|ending| name.ends_with(ending));
    Ok(chosen(root, &wanted)?.0)
}

/// Files with their texts, and paths of others, both relative to a folder and sorted.
type Chosen = (Vec<(String, String)>, Vec<String>);

/// The files below a folder that are wanted, and the paths of the others, which are not opened. What begins with a point is
/// the system's or an editor's, and left out.
pub(crate) fn chosen(root: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<Chosen, Failure> {
    let mut walk = Walk {
        wanted,
        found: Vec::new(),
        others: Vec::new(),
        bytes: 0,
    };
    walk.enter(root, "", 0)?;
    walk.found.sort();
    let hidden = |name: &String| name.split('/').any(|part| part.starts_with('.'));
    walk.others.retain(|name| !hidden(name));
    walk.others.sort();
    Ok((walk.found, walk.others))
}

struct Walk<'a> {
    wanted: &'a dyn Fn(&str) -> bool,
    found: Vec<(String, String)>,
    others: Vec<String>,
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
            let kind = entry.file_type().map_err(|cause| fail(&name, cause))?;
            if kind.is_dir() {
                if depth == MAX_DEPTH {
                    return Err(fail(&name, too_large()));
                }
                self.enter(&entry.path(), &format!("{name}/"), depth + 1)?;
            } else if (self.wanted)(&name) {
                // Links are followed; what is no file in the end, such as a device, is never opened.
                let state = fs::metadata(entry.path()).map_err(|cause| fail(&name, cause))?;
                self.bytes += state.len();
                if !state.is_file() || state.len() > MAX_FILE || self.bytes > MAX_FOLDER {
                    return Err(fail(&name, too_large()));
                }
                let text = fs::read_to_string(entry.path()).map_err(|cause| fail(&name, cause))?;
                self.found.push((name, text));
            } else {
                self.others.push(name);
            }
        }
        Ok(())
    }
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
