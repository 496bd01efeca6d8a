//! Pieces of evidence: what the descriptor declares of them, and what is there.

use std::io::Read;

use garant_rules::Reason;
use garant_rules::load::hex;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::descriptor::Descriptor;

/// Why a file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not there.
    Missing,
    /// It is there, and cannot be read or may not be.
    Unreadable,
}

/// Opens the files that evidence names. The library itself touches no disk.
pub trait Files {
    /// Opens a path relative to the descriptor.
    ///
    /// # Errors
    /// When the file is not there, cannot be read, or lies outside the descriptor's folder.
    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, Refusal>;
}

/// No file at all: every piece of evidence is missing.
#[derive(Clone, Copy, Debug)]
pub struct NoFiles;

impl Files for NoFiles {
    fn open(&self, _: &str) -> Result<Box<dyn Read + '_>, Refusal> {
        Err(Refusal::Missing)
    }
}

/// The state of a piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Its file is there, and is the one declared.
    Present,
    /// Its file is not there.
    Missing,
    /// Its file is not the one whose digest is declared.
    Altered,
    /// Its date of expiry lies before the audit's date.
    Expired,
    /// Its file could not be read.
    Unreadable,
}

impl State {
    /// Why it proves nothing.
    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Present => None,
            Self::Missing => Some(Reason::EvidenceMissing),
            Self::Altered => Some(Reason::EvidenceAltered),
            Self::Expired => Some(Reason::EvidenceExpired),
            Self::Unreadable => Some(Reason::EvidenceUnreadable),
        }
    }
}

/// A piece of evidence as an audit tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Evidence {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Its path, relative to the descriptor.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// Page or section.
    pub at: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Its last day.
    pub expires: Option<String>,
    /// Its state.
    pub state: State,
    /// The digest of the file that is there.
    pub sha256: Option<String>,
    /// Who reviewed it, when it is a person other than the declarant.
    pub reviewed_by: Option<String>,
    /// Line of its entry.
    pub line: Option<usize>,
}

/// Reads all declared evidence.
pub fn read_all(descriptor: &Descriptor, files: &dyn Files, as_of: Date) -> Vec<Evidence> {
    let declarant = descriptor.string("declaration.by").map(fold);
    descriptor
        .entries("evidence")
        .iter()
        .map(|entry| {
            let string = |key: &str| {
                descriptor
                    .string(&format!("{entry}.{key}"))
                    .map(str::to_owned)
            };
            let date = |key: &str| descriptor.date(&format!("{entry}.{key}"));
            let path = string("path").unwrap_or_default();
            let (mut state, sha256) = match files.open(&path) {
                Ok(mut file) => match digest(&mut file) {
                    Ok(sha256) => (State::Present, Some(sha256)),
                    Err(_) => (State::Unreadable, None),
                },
                Err(Refusal::Missing) => (State::Missing, None),
                Err(Refusal::Unreadable) => (State::Unreadable, None),
            };
            if let (Some(found), Some(sealed)) = (&sha256, string("sha256"))
                && !found.eq_ignore_ascii_case(sealed.trim())
            {
                state = State::Altered;
            }
            if state == State::Present && date("expires").is_some_and(|expires| expires < as_of) {
                state = State::Expired;
            }
            let reviewed_by = string("reviewed-by.name").filter(|name| {
                date("reviewed-by.on").is_some_and(|on| on <= as_of)
                    && declarant
                        .as_ref()
                        .is_some_and(|declarant| *declarant != fold(name))
            });
            Evidence {
                id: string("id").unwrap_or_default(),
                kind: string("kind").unwrap_or_default(),
                title: string("title"),
                at: string("at"),
                date: date("date").map(|date| date.to_string()),
                expires: date("expires").map(|date| date.to_string()),
                path,
                state,
                sha256,
                reviewed_by,
                line: Some(descriptor.text.position(descriptor.span(entry).start).line),
            }
        })
        .collect()
}

/// A person's name, for comparing two of them.
pub fn fold(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn digest(file: &mut dyn Read) -> std::io::Result<String> {
    let mut digest = Sha256::new();
    let mut block = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            return Ok(hex(&digest.finalize()));
        }
        digest.update(block.get(..read).unwrap_or_default());
    }
}
