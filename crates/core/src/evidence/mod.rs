//! Pieces of evidence: what the descriptor declares of them, and what is there.

mod cause;
mod review;
mod rows;

use std::io::{Read, Seek};

use garant_rules::Reason;
use garant_source::Diagnostic;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::audience::Audience;
use crate::descriptor::Descriptor;
pub use cause::{Cause, Refusal, digest, sealed};
use review::reviewer;
pub use rows::{ROW_KINDS, RowTable, row_tables};

/// An open file: implemented by all that reads, seeks and can change threads, such as `File` or `Cursor<Vec<u8>>`.
pub trait Handle: Read + Seek + Send {}

impl<T: Read + Seek + Send> Handle for T {}

/// Opens the files that a descriptor names: evidence, suppliers' audits, a logo. The library itself touches no disk.
///
/// One audit may open the same path more than once, and expects the same bytes. Files are read from the thread that audits, block by
/// block; a read that fails makes the evidence unreadable and never ends the audit.
pub trait Files {
    /// Opens a path as the descriptor writes it: relative to the descriptor, and not checked. Whoever serves a disk refuses what leads
    /// out of the folder (`..`, absolute paths, links) with [`Refusal::Outside`].
    ///
    /// # Errors
    /// Why the file is not opened; the audit tells it as the state of the evidence.
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal>;

    /// Whether a path that opens lies outside the descriptor's folder, which the user then allowed: the audit warns of it.
    fn is_outside(&self, _path: &str) -> bool {
        false
    }
}

/// No file at all: every piece of evidence is missing.
#[derive(Clone, Copy, Debug)]
pub struct NoFiles;

impl Files for NoFiles {
    fn open(&self, _: &str) -> Result<Box<dyn Handle>, Refusal> {
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
    /// Its address alone is written down; it was not fetched.
    Recorded,
}

impl State {
    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Missing => "missing",
            Self::Altered => "altered",
            Self::Expired => "expired",
            Self::Unreadable => "unreadable",
            Self::Recorded => "recorded",
        }
    }

    /// Why it proves nothing; `None` where it is present.
    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Present => None,
            Self::Missing | Self::Recorded => Some(Reason::EvidenceMissing),
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
#[non_exhaustive]
pub struct Evidence {
    /// Its id; `evidence-` and its place in the list where it is withheld.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// The widest audience that may see it; those who work on the project where its entry says nothing.
    #[serde(default)]
    pub audience: Audience,
    /// Whether the report's readers may not see what it is: its kind, its state and the cause alone are told.
    #[serde(default)]
    pub withheld: bool,
    /// Its path, relative to the descriptor; empty where its address alone is written down.
    pub path: String,
    /// Its address, which is never fetched.
    #[serde(default)]
    pub url: Option<String>,
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
    /// Why it proves nothing: `no-such-file`, `outside`, `folder`, `not-a-file`, `empty`, `no-permission`, `read-error`,
    /// `digest-differs`, `past-expiry`, `table` or `changed-while-read`; null where it is present or recorded.
    #[serde(default)]
    pub why: Option<String>,
    /// What its table has wrong, where that is why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<crate::measures::Trouble>,
    /// The digest of the file that is there.
    pub sha256: Option<String>,
    /// Who reviewed it, when it is a person other than the declarant; `[…]` where the report's readers may not see the name.
    pub reviewed_by: Option<String>,
    /// Line of its entry.
    pub line: Option<usize>,
}

/// The state of all declared evidence at a date, in the order of the descriptor. Each file is read whole, once, for its digest.
pub fn read_all(descriptor: &Descriptor, files: &dyn Files, as_of: Date) -> Vec<Evidence> {
    descriptor
        .entries("evidence")
        .iter()
        .map(|entry| {
            let string = |key: &str| {
                descriptor
                    .string(&Descriptor::at(entry, key))
                    .map(str::to_owned)
            };
            let date = |key: &str| descriptor.date(&Descriptor::at(entry, key));
            let (path, url) = (string("path"), string("url"));
            let found = path.as_deref().map(|path| digest(files, path));
            let altered = || {
                let (found, declared) = (found.as_ref()?.as_ref().ok()?, string("sha256")?);
                (!sealed(found, &declared)).then_some(Cause::DigestDiffers)
            };
            let expired = || {
                let expires = date("expires").filter(|_| found.is_some())?;
                (expires < as_of).then_some(Cause::PastExpiry)
            };
            let unread = found
                .as_ref()
                .and_then(|found| found.as_ref().err().copied());
            let cause = unread.or_else(altered).or_else(expired);
            let state = match (&found, cause) {
                (_, Some(cause)) => cause.state(),
                (None, None) => State::Recorded,
                (Some(_), None) => State::Present,
            };
            Evidence {
                id: string("id").unwrap_or_default(),
                kind: string("kind").unwrap_or_default(),
                audience: descriptor
                    .string(&Descriptor::at(entry, "audience"))
                    .and_then(Audience::of)
                    .unwrap_or_default(),
                withheld: false,
                title: string("title"),
                at: string("at"),
                date: date("date").map(|date| date.to_string()),
                expires: date("expires").map(|date| date.to_string()),
                path: path.unwrap_or_default(),
                url,
                state,
                trouble: None,
                why: cause.map(|cause| cause.code().to_owned()),
                sha256: found.and_then(Result::ok),
                reviewed_by: reviewer(descriptor, entry, as_of).and_then(Result::ok),
                line: Some(descriptor.line(entry)),
            }
        })
        .collect()
}

/// What deserves a look: reviews that do not count, and files read although they lie outside the descriptor's folder.
pub(crate) fn warnings(descriptor: &Descriptor, files: &dyn Files, as_of: Date) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in descriptor.entries("evidence") {
        let review = reviewer(descriptor, &entry, as_of);
        found.extend(review.and_then(Result::err).map(|warning| *warning));
    }
    for list in ["evidence", "takes-up"] {
        for entry in descriptor.entries(list) {
            let at = format!("{entry}.path");
            let path = descriptor.string(&at).unwrap_or_default();
            if !path.is_empty() && files.is_outside(path) {
                let warning =
                    Diagnostic::warning("evidence-outside", &descriptor.text, descriptor.span(&at));
                found.push(warning.with("path", path));
            }
        }
    }
    found
}

/// A person's name, for comparing two of them: in lower case, with single spaces.
pub fn fold(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
