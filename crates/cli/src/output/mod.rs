//! The only writes: files, whole or not at all, and the terminal.

mod lock;
mod progress;
mod shelf;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use garant_source::visible::first;
use tempfile::NamedTempFile;

pub(crate) use progress::Progress;
pub(crate) use shelf::{Shelf, ShelfError};

/// A file that is written and not yet in its place: without [`Draft::place`], nothing of it stays.
pub(crate) struct Draft {
    draft: NamedTempFile,
    target: PathBuf,
}

impl Draft {
    /// Writes it beside its place.
    pub(crate) fn new(path: impl AsRef<Path>, bytes: &[u8]) -> io::Result<Self> {
        Self::with(path, |to| to.write_all(bytes))
    }

    /// Writes it beside its place, piece by piece.
    pub(crate) fn with(
        path: impl AsRef<Path>,
        write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> io::Result<Self> {
        let target = path.as_ref();
        if target.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let folder = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut draft = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            draft.permissions(std::fs::Permissions::from_mode(0o644));
        }
        let mut draft = draft.tempfile_in(folder)?;
        write(&mut draft)?;
        Ok(Self {
            draft,
            target: target.to_owned(),
        })
    }

    /// Puts it in its place, over what was there.
    pub(crate) fn place(self) -> io::Result<()> {
        self.draft.persist(self.target)?;
        Ok(())
    }
}

/// Writes a file whole, or leaves what was there.
pub(crate) fn file(path: &str, bytes: &[u8]) -> io::Result<()> {
    Draft::new(path, bytes)?.place()
}

/// Writes a file that is there anew, whole or not at all: with its own rights, and where a link leads, at the end of the link.
pub(crate) fn replace(path: &str, text: &str) -> io::Result<()> {
    let target = Path::new(path).canonicalize()?;
    let rights = std::fs::metadata(&target)?.permissions();
    if rights.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut draft = tempfile::Builder::new().tempfile_in(folder)?;
    draft.write_all(text.as_bytes())?;
    draft.as_file().set_permissions(rights)?;
    draft.persist(&target)?;
    Ok(())
}

/// Writes a file whole, whether it is there or not; one that is there keeps its rights, and its place behind a link.
pub(crate) fn whole(path: &str, text: &str) -> io::Result<()> {
    if std::fs::symlink_metadata(path).is_ok() {
        replace(path, text)
    } else {
        file(path, text.as_bytes())
    }
}

/// Writes files below a folder, none of which is there, all of them or none; what failed is the error. The folders made on the way go
/// again too.
pub(crate) fn files(root: &Path, files: &[(String, String)]) -> Result<(), PathBuf> {
    let mut made: Vec<PathBuf> = Vec::new();
    let mut written: Vec<PathBuf> = Vec::new();
    let failed = files.iter().find_map(|(name, text)| {
        let path = root.join(name);
        let parents = path.ancestors().skip(1);
        let absent =
            parents.take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        made.extend(absent.map(Path::to_owned));
        let parent = path.parent().map_or(Ok(()), folder);
        let done = parent.and_then(|()| file(&path.to_string_lossy(), text.as_bytes()));
        if done.is_ok() {
            written.push(path);
            return None;
        }
        Some(path)
    });
    let Some(failed) = failed else {
        return Ok(());
    };
    for path in written {
        let _ = std::fs::remove_file(path);
    }
    // The innermost first: a folder goes only when it is empty.
    made.sort_by_key(|folder| std::cmp::Reverse(folder.components().count()));
    for folder in made {
        let _ = std::fs::remove_dir(folder);
    }
    Err(failed)
}

/// Makes the folder of a file.
pub(crate) fn folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Whether standard output lost something that its reader still wanted.
static LOST: AtomicBool = AtomicBool::new(false);

/// Standard output. A text that steers no screen goes there as it is; looking for styles to strip takes longer than an audit.
pub(crate) fn out(text: &str) {
    if first(text.as_bytes(), steers).is_none() {
        return raw(text.as_bytes());
    }
    let mut out = anstream::stdout().lock();
    kept(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

/// Whether a byte of UTF-8 may steer a screen instead of being a part of a text.
fn steers(byte: u8) -> bool {
    byte.is_ascii_control() && !byte.is_ascii_whitespace()
}

/// Standard output, for bytes that are no text.
pub(crate) fn raw(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    kept(out.write_all(bytes).and_then(|()| out.flush()));
}

/// Standard error. Where it cannot be written, nobody is left to tell.
pub(crate) fn err(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Whether standard output could not be written, as on a full disk. A reader that went away, as `head` does, has what it wanted.
pub(crate) fn lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

fn kept(written: io::Result<()>) {
    if written.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
        LOST.store(true, Ordering::Relaxed);
    }
}
