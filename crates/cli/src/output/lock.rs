//! One run at a time in the folder of a portfolio.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use fs4::{FileExt, TryLockError};

use super::ShelfError;

/// The file that a run holds while it writes. It stays: a run that takes it away could take another's.
pub(super) const LOCK: &str = ".garant-portfolio.lock";

/// Holds a folder against other runs; nothing where the file system has no locks.
pub(super) fn hold(folder: &Path) -> Result<Option<File>, ShelfError> {
    let path = folder.join(LOCK);
    let mut open = File::options();
    open.read(true);
    // A link would make a file elsewhere, and a pipe has no end.
    match fs::symlink_metadata(&path) {
        Ok(kind) if kind.is_file() => {}
        Ok(_) => return Err(ShelfError::Foreign),
        Err(_) => {
            open.write(true).create_new(true);
        }
    }
    let file = match open.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(ShelfError::Busy),
        Err(_) => return Err(ShelfError::NoWrite),
    };
    match FileExt::try_lock(&file) {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(ShelfError::Busy),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}
