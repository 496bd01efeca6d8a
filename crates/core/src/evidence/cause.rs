//! Why a piece of evidence proves nothing, and the one reading of its file.

use std::io::{ErrorKind, Read as _};

use garant_rules::load::hex;
use sha2::{Digest as _, Sha256};

use super::{Files, State};

/// Why a file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It is not there.
    Missing,
    /// Links resolved, it lies outside the descriptor's folder.
    Outside,
    /// It is a folder.
    Folder,
    /// It is a device, a pipe or a socket, which has no end or no fixed content.
    NotAFile,
    /// It may not be read.
    NoPermission,
    /// It is there, and reading fails.
    Unreadable,
}

/// Why a piece of evidence proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// Its file is not there.
    NoSuchFile,
    /// Its file lies outside the descriptor's folder.
    Outside,
    /// Its path is that of a folder.
    Folder,
    /// Its path is that of a device, a pipe or a socket.
    NotAFile,
    /// Its file has 0 bytes.
    Empty,
    /// Its file may not be read.
    NoPermission,
    /// Reading its file fails.
    ReadError,
    /// Its file is not the one whose digest is declared.
    DigestDiffers,
    /// Its last day lies before the audit's date.
    PastExpiry,
    /// Its table or tally cannot be computed from.
    Table,
    /// Its table or tally was another file once its figures were computed.
    ChangedWhileRead,
}

impl Cause {
    /// Its code, as in JSON and in the words.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoSuchFile => "no-such-file",
            Self::Outside => "outside",
            Self::Folder => "folder",
            Self::NotAFile => "not-a-file",
            Self::Empty => "empty",
            Self::NoPermission => "no-permission",
            Self::ReadError => "read-error",
            Self::DigestDiffers => "digest-differs",
            Self::PastExpiry => "past-expiry",
            Self::Table => "table",
            Self::ChangedWhileRead => "changed-while-read",
        }
    }

    /// The state that it leaves the evidence in.
    pub fn state(self) -> State {
        match self {
            Self::NoSuchFile => State::Missing,
            Self::DigestDiffers => State::Altered,
            Self::PastExpiry => State::Expired,
            Self::Outside
            | Self::Folder
            | Self::NotAFile
            | Self::Empty
            | Self::NoPermission
            | Self::ReadError
            | Self::Table
            | Self::ChangedWhileRead => State::Unreadable,
        }
    }
}

impl From<Refusal> for Cause {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Missing => Self::NoSuchFile,
            Refusal::Outside => Self::Outside,
            Refusal::Folder => Self::Folder,
            Refusal::NotAFile => Self::NotAFile,
            Refusal::NoPermission => Self::NoPermission,
            Refusal::Unreadable => Self::ReadError,
        }
    }
}

/// The SHA-256 digest of a file in lower-case hexadecimal digits. The file is read block by block, never held whole.
///
/// # Errors
/// Why there is none: the file is not there, cannot be read, or is empty.
pub fn digest(files: &dyn Files, path: &str) -> Result<String, Cause> {
    let mut file = files.open(path)?;
    let mut digest = Sha256::new();
    let mut block = [0; 16 * 1024];
    let mut empty = true;
    loop {
        match file.read(&mut block) {
            Ok(0) if empty => return Err(Cause::Empty),
            Ok(0) => return Ok(hex(&digest.finalize())),
            Ok(read) => {
                empty = false;
                digest.update(block.get(..read).unwrap_or_default());
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return Err(Cause::ReadError),
        }
    }
}

/// Whether a digest found is the one declared, in capitals or not, with spaces around it or not.
pub fn sealed(found: &str, declared: &str) -> bool {
    found.eq_ignore_ascii_case(declared.trim())
}
