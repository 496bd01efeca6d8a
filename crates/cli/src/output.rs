//! The only writes: files, whole or not at all, and the terminal.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anstream::{eprint, print};

/// Writes a file whole, or leaves what was there.
pub(crate) fn file(path: &str, bytes: &[u8]) -> io::Result<()> {
    let target = Path::new(path);
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
    draft.write_all(bytes)?;
    draft.persist(target)?;
    Ok(())
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

/// Standard output.
pub(crate) fn out(text: &str) {
    print!("{text}");
}

/// Standard output, for bytes that are no text.
pub(crate) fn raw(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    // As with a text, a reader that went away is no error of the audit.
    let _ = out.write_all(bytes).and_then(|()| out.flush());
}

/// Standard error.
pub(crate) fn err(text: &str) {
    eprint!("{text}");
}
