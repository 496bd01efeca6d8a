//! Suppliers' audits that a deployer's descriptor takes up: read, checked, and asked for the findings that are theirs.

mod handed;
mod outcome;
mod supposed;

use std::collections::BTreeSet;
use std::sync::Arc;

use garant_rules::catalog::Catalog;
use garant_rules::profile::Profile;
use garant_rules::{Footing, Reason};
use garant_source::Diagnostic;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::descriptor::Descriptor;
use crate::evidence::Files;
use crate::finding::CheckResult;
use crate::verdict::Verdict;
pub use handed::MAX_BYTES;
use handed::{Handed, fit, open};
pub(crate) use outcome::outcome;

/// The state of an audit taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is the file declared, for the version in use, and recent enough.
    Present,
    /// Its file is not there.
    Missing,
    /// Its file is not the one whose digest is declared.
    Altered,
    /// Its file cannot be read, is no audit of a known version, or contradicts itself.
    Unreadable,
    /// Its entry states another version or date than the audit itself.
    DeclaresOther,
    /// The version in use is not stated, or the audit states none.
    VersionUnstated,
    /// It concerns another version than the one in use.
    OtherVersion,
    /// It is older than the profile allows.
    Stale,
    /// It is dated after this audit.
    Later,
}

impl State {
    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Missing => "missing",
            Self::Altered => "altered",
            Self::Unreadable => "unreadable",
            Self::DeclaresOther => "declares-other",
            Self::VersionUnstated => "version-unstated",
            Self::OtherVersion => "other-version",
            Self::Stale => "stale",
            Self::Later => "later",
        }
    }

    /// Why it establishes nothing.
    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Present => None,
            Self::Missing => Some(Reason::EvidenceMissing),
            Self::Altered => Some(Reason::EvidenceAltered),
            Self::Unreadable => Some(Reason::EvidenceUnreadable),
            Self::VersionUnstated => Some(Reason::Unstated),
            Self::DeclaresOther | Self::OtherVersion => Some(Reason::TakenUpOtherVersion),
            Self::Stale => Some(Reason::TakenUpStale),
            Self::Later => Some(Reason::TakenUpLater),
        }
    }
}

/// An audit taken up, as an audit tells it. What comes from the file is null where the file says nothing, or is not the one declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct TakenUp {
    /// Its path, relative to the descriptor; `takes-up-` and its place in the list where it is withheld.
    pub path: String,
    /// The digest of the file that is there.
    pub sha256: Option<String>,
    /// Its state.
    pub state: State,
    /// The name of the system audited.
    pub system: Option<String>,
    /// Its provider.
    pub provider: Option<String>,
    /// Who declared.
    pub declared_by: Option<String>,
    /// The version audited.
    pub version: Option<String>,
    /// The version in use here.
    pub version_in_use: Option<String>,
    /// The date of that audit.
    pub as_of: Option<String>,
    /// The edition of the catalog of that audit.
    pub catalog: Option<String>,
    /// Line of its entry; 0 where it is withheld, or where the facts were no text.
    pub line: usize,
    /// Whether something of it is not for the report's readers: it reads `[…]`, and its digest is null.
    #[serde(default)]
    pub withheld: bool,
}

/// What one supplier's audit found of a criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Taken {
    /// The path of the audit, as among those taken up.
    pub path: String,
    /// Its state.
    pub state: State,
    /// The verdict found there; null where that audit does not judge the criterion, or may not be relied on.
    pub verdict: Option<Verdict>,
    /// Why that verdict is undetermined or not applicable.
    pub reason: Option<String>,
    /// On what it stands, when met.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub footing: Option<Footing>,
    /// Whether a person other than that declarant reviewed it.
    pub reviewed: bool,
    /// The checks of that audit; their lines are those of the supplier's descriptor.
    pub checks: Vec<CheckResult>,
}

/// An audit taken up, with its findings.
#[derive(Clone, Debug)]
pub struct Supplier {
    /// As told.
    pub told: TakenUp,
    /// The concrete path of its entry.
    entry: String,
    audit: Option<Arc<Handed>>,
    /// Criteria that a new audit of this supplier is supposed to find met.
    supposed: BTreeSet<String>,
}

/// Reads all audits taken up.
pub(crate) fn read_all(
    descriptor: &Descriptor,
    files: &dyn Files,
    as_of: Date,
    profile: &Profile,
) -> Vec<Supplier> {
    let entries = descriptor.entries("takes-up");
    let single = entries.len() == 1;
    entries
        .into_iter()
        .map(|entry| {
            let string = |key: &str| descriptor.string(&format!("{entry}.{key}"));
            let path = string("path").unwrap_or_default().to_owned();
            let (mut state, sha256, audit) = open(files, &path, string("sha256"));
            // A descriptor of one tool states its version once.
            let in_use = string("version-in-use")
                .or_else(|| descriptor.string("system.version").filter(|_| single));
            if let Some(audit) = &audit {
                let date = descriptor.date(&format!("{entry}.date"));
                let same = string("version") == audit.system.version.as_deref()
                    && date.map(|date| date.to_string()).as_ref() == Some(&audit.as_of);
                state = if same {
                    fit(audit, in_use, as_of, profile)
                } else {
                    State::DeclaresOther
                };
            }
            let of = |found: &dyn Fn(&Handed) -> Option<String>| audit.as_ref().and_then(found);
            let told = TakenUp {
                path,
                sha256,
                state,
                system: of(&|audit| audit.system.name.clone()),
                provider: of(&|audit| audit.system.provider.clone()),
                declared_by: of(&|audit| audit.declaration.organisation.clone()),
                version: of(&|audit| audit.system.version.clone()),
                version_in_use: in_use.map(str::to_owned),
                as_of: of(&|audit| Some(audit.as_of.clone())),
                catalog: of(&|audit| Some(audit.catalog.version.clone())),
                line: descriptor.text.line_of(descriptor.span(&entry).start),
                withheld: false,
            };
            Supplier {
                told,
                entry,
                audit: audit.map(Arc::new),
                supposed: BTreeSet::new(),
            }
        })
        .collect()
}

/// What deserves a look in the entries: audits that establish nothing, and entries that say other than the file.
pub(crate) fn warnings(
    catalog: &Catalog,
    descriptor: &Descriptor,
    suppliers: &[Supplier],
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for supplier in suppliers {
        let span = descriptor.span(&supplier.entry);
        let told = &supplier.told;
        let warn = |code| {
            Diagnostic::warning(code, &descriptor.text, span)
                .with("path", told.path.as_str())
                .with("version", told.version.as_deref().unwrap_or("–"))
                .with("in-use", told.version_in_use.as_deref().unwrap_or("–"))
                .with("date", told.as_of.as_deref().unwrap_or("–"))
        };
        found.extend(match told.state {
            State::Present => None,
            State::Missing => Some(warn("takes-up-missing")),
            State::Altered => Some(warn("takes-up-altered")),
            State::Unreadable => Some(warn("takes-up-unreadable")),
            State::DeclaresOther => Some(warn("takes-up-declares-other")),
            State::VersionUnstated => Some(warn("takes-up-version-unstated")),
            State::OtherVersion => Some(warn("takes-up-other-version")),
            State::Stale => Some(warn("takes-up-stale")),
            State::Later => Some(warn("takes-up-later")),
        });
        if let Some(audit) = &supplier.audit {
            let editions = [Some(&catalog.sha256), catalog.base.as_ref()];
            if !editions.contains(&Some(&audit.catalog.sha256)) {
                let edition = audit.catalog.version.as_str();
                found.push(warn("takes-up-other-catalog").with("edition", edition));
            }
            let role = audit.system.acts_as.as_deref();
            if !role.is_some_and(|role| catalog.answers_for(role, &["supplier".to_owned()])) {
                found.push(warn("takes-up-not-a-supplier"));
            }
        }
    }
    found
}
