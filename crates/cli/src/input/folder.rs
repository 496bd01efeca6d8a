//! The folder of a descriptor, where evidence is: what a link or a path leads out of it is not touched.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use garant_core::evidence::{Files, Handle, Refusal};

/// How many links a path may lead through.
const MAX_LINKS: usize = 40;

/// How many folders on the way to evidence are kept in mind.
const MAX_KNOWN: usize = 16;

/// The folder of a descriptor, as given.
pub(crate) fn folder_of(descriptor: &str) -> &Path {
    match Path::new(descriptor).parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Evidence in the descriptor's folder, and outside it only where that is allowed.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    outside: bool,
    /// The folder with its links resolved, found once.
    resolved: OnceLock<Result<PathBuf, Refusal>>,
    /// Folders below it that were seen, so that each is looked at once.
    known: Mutex<Vec<PathBuf>>,
    /// Folders as paths name them, on the way to which there is neither a link nor `..`.
    plain: Mutex<Vec<String>>,
}

impl Folder {
    /// The folder of a descriptor.
    pub(crate) fn of(descriptor: &str, outside: bool) -> Self {
        Self::new(folder_of(descriptor), outside)
    }

    /// A folder; files outside it, by a path or a link, are opened only if `outside` says so.
    pub fn new(root: &Path, outside: bool) -> Self {
        Self {
            root: root.to_owned(),
            outside,
            resolved: OnceLock::new(),
            known: Mutex::default(),
            plain: Mutex::default(),
        }
    }

    fn root(&self) -> Result<&Path, Refusal> {
        let resolved = self.resolved.get_or_init(|| {
            let root = self.root.canonicalize();
            root.map_err(|error| refusal(&error))
        });
        resolved.as_deref().map_err(|refusal| *refusal)
    }

    /// The file of a path, links resolved, and what it is.
    fn resolve(&self, path: &str) -> Result<(PathBuf, Metadata), Refusal> {
        let root = self.root()?;
        let file = if self.outside {
            let file = root.join(path).canonicalize();
            file.and_then(|file| seen(file, None)).map(Some)
        } else {
            self.inside(root, path)
        };
        file.map_err(|error| refusal(&error))?
            .ok_or(Refusal::Outside)
    }

    /// A path below a folder, link after link; nothing where it ends outside. What lies outside is not touched, so that nobody learns
    /// from a report whether something is there.
    fn inside(&self, root: &Path, path: &str) -> io::Result<Option<(PathBuf, Metadata)>> {
        if let Some(file) = self.beside(root, path)? {
            return Ok(Some(file));
        }
        let mut at = root.to_owned();
        let mut last = None;
        let mut ahead = parts(Path::new(path));
        let mut plain = ahead.iter().all(|part| is_name(part));
        let mut links = 0;
        while let Some(part) = ahead.pop() {
            // An absolute part begins anew; `..` is taken literally, for what stands before it is no link any more.
            if part == Path::new("..") {
                at.pop();
            } else {
                at.push(part);
            }
            last = None;
            if at.starts_with(root) && (ahead.is_empty() || !self.is_known(&at)) {
                let kind = fs::symlink_metadata(&at)?;
                if kind.is_dir() {
                    self.know(&at);
                }
                if kind.is_symlink() {
                    links += 1;
                    plain = false;
                    if links > MAX_LINKS {
                        return Err(io::ErrorKind::InvalidInput.into());
                    }
                    ahead.extend(parts(&fs::read_link(&at)?));
                    at.pop();
                } else {
                    last = Some(kind);
                }
            }
        }
        if !at.starts_with(root) {
            return Ok(None);
        }
        if plain {
            self.keep_plain(path);
        }
        seen(at, last).map(Some)
    }

    /// A file of a folder that was seen: only its own name can lead elsewhere, and is looked at.
    fn beside(&self, root: &Path, path: &str) -> io::Result<Option<(PathBuf, Metadata)>> {
        let Some((folder, name)) = path.rsplit_once('/') else {
            return Ok(None);
        };
        let plain = self.plain.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_name(Path::new(name)) || !plain.iter().any(|own| own == folder) {
            return Ok(None);
        }
        let file = root.join(path);
        let kind = fs::symlink_metadata(&file)?;
        Ok((!kind.is_symlink()).then_some((file, kind)))
    }

    fn keep_plain(&self, path: &str) {
        let mut plain = self.plain.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((folder, _)) = path.rsplit_once('/')
            && plain.len() < MAX_KNOWN
            && !plain.iter().any(|own| own == folder)
        {
            plain.push(folder.to_owned());
        }
    }

    /// Whether a folder on the way was seen to be one.
    fn is_known(&self, folder: &Path) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().any(|own| own == folder)
    }

    fn know(&self, folder: &Path) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MAX_KNOWN && !known.iter().any(|own| own == folder) {
            known.push(folder.to_owned());
        }
    }
}

impl Files for Folder {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        // A pipe, or a device without end, is never opened.
        let (path, kind) = self.resolve(path)?;
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
        let read = |file: &PathBuf| {
            let root = self.root();
            root.is_ok_and(|root| !file.starts_with(root)) && file.is_file()
        };
        self.outside && self.resolve(path).is_ok_and(|(file, _)| read(&file))
    }
}

/// A file and what it is, looked at where nobody did.
fn seen(file: PathBuf, known: Option<Metadata>) -> io::Result<(PathBuf, Metadata)> {
    let kind = known.map_or_else(|| fs::symlink_metadata(&file), Ok)?;
    Ok((file, kind))
}

/// Whether a part of a path is the name of a file or a folder, and nothing else.
fn is_name(part: &Path) -> bool {
    let mut parts = part.components();
    matches!(parts.next(), Some(Component::Normal(_))) && parts.next().is_none()
}

/// The parts of a path, last first.
fn parts(path: &Path) -> Vec<PathBuf> {
    let parts = path.components().rev();
    let told = parts.filter(|part| *part != Component::CurDir);
    told.map(|part| PathBuf::from(part.as_os_str())).collect()
}

fn refusal(error: &io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Refusal::Missing,
        io::ErrorKind::PermissionDenied => Refusal::NoPermission,
        _ => Refusal::Unreadable,
    }
}
