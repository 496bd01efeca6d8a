//! The only writes: files, whole or not at all, and the terminal.

use std::io::{self, Write as _};
use std::path::Path;

use anstream::{eprint, print};

/// Writes a file whole, or leaves what was there.
pub(crate) fn file(path: &str, text: &str) -> io::Result<()> {
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
    draft.write_all(text.as_bytes())?;
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

/// Makes the folder of a file.
pub(crate) fn folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Standard output.
pub(crate) fn out(text: &str) {
    print!("{text}");
}

/// Standard error.
pub(crate) fn err(text: &str) {
    eprint!("{text}");
}
