//! Suppliers' audits that a deployer's descriptor takes up: read, checked, and asked for the findings that are theirs.

use std::collections::BTreeSet;
use std::io::Read as _;

use garant_rules::catalog::Catalog;
use garant_rules::load::hex;
use garant_rules::profile::Profile;
use garant_rules::{Footing, Reason, Truth};
use garant_source::Diagnostic;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::audit::{CatalogStamp, Declaration, FORMAT, System, VERSION};
use crate::descriptor::Descriptor;
use crate::evidence::{Files, Refusal};
use crate::finding::{CheckResult, Finding};
use crate::verdict::{NotApplicable, Verdict};

/// The most bytes that an audit taken up may have: 4 MiB, more than twice the largest that a full descriptor gives.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

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
pub struct TakenUp {
    /// Its path, relative to the descriptor.
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
    /// Line of its entry.
    pub line: usize,
}

/// What one supplier's audit found of a criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Taken {
    /// The path of the audit.
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
#[derive(Debug)]
pub struct Supplier {
    /// As told.
    pub told: TakenUp,
    /// The concrete path of its entry.
    entry: String,
    audit: Option<Handed>,
}

/// What is read of an audit that a supplier hands over.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Handed {
    format: String,
    version: u32,
    as_of: String,
    catalog: CatalogStamp,
    declaration: Declaration,
    system: System,
    findings: Vec<Finding>,
}

/// What suppliers' audits say together of a criterion.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) verdict: Verdict,
    pub(crate) not_applicable: Option<NotApplicable>,
    pub(crate) reason: Option<Reason>,
    pub(crate) footing: Option<Footing>,
    pub(crate) reviewed: bool,
    pub(crate) taken: Vec<Taken>,
    /// The paths of the entries that decided.
    pub(crate) paths: Vec<String>,
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
                line: descriptor.text.position(descriptor.span(&entry).start).line,
            };
            Supplier { told, entry, audit }
        })
        .collect()
}

fn open(
    files: &dyn Files,
    path: &str,
    sealed: Option<&str>,
) -> (State, Option<String>, Option<Handed>) {
    let mut bytes = Vec::new();
    let read = match files.open(path) {
        Ok(file) => file.take(MAX_BYTES + 1).read_to_end(&mut bytes),
        Err(Refusal::Missing) => return (State::Missing, None, None),
        Err(Refusal::Unreadable) => return (State::Unreadable, None, None),
    };
    if read.is_err() || bytes.len() as u64 > MAX_BYTES {
        return (State::Unreadable, None, None);
    }
    let found = hex(&Sha256::digest(&bytes));
    let same = sealed.is_some_and(|sealed| sealed.trim().eq_ignore_ascii_case(&found));
    if !same {
        return (State::Altered, Some(found), None);
    }
    let audit = serde_json::from_slice::<Handed>(&bytes)
        .ok()
        .filter(|audit| audit.format == FORMAT && audit.version == VERSION && coherent(audit));
    let state = if audit.is_some() {
        State::Present
    } else {
        State::Unreadable
    };
    (state, Some(found), audit)
}

/// Whether an audit says one thing of each criterion, and nothing that its own checks contradict.
fn coherent(audit: &Handed) -> bool {
    let mut seen = BTreeSet::new();
    audit.findings.iter().all(|finding| {
        let mut asked = finding.checks.iter().filter(|check| check.asked).peekable();
        let reason = finding.reason.as_deref();
        let own = match finding.verdict {
            Verdict::Met if finding.taken.is_empty() => {
                reason.is_none()
                    && finding.footing.is_some()
                    && asked.peek().is_some()
                    && asked.all(|check| check.truth == Truth::True)
            }
            Verdict::Met => {
                let present = |taken: &Taken| taken.state == State::Present;
                reason.is_none() && finding.taken.iter().all(present)
            }
            Verdict::NotMet => reason.is_none() && finding.failing_checks().next().is_some(),
            Verdict::Undetermined => reason.is_some_and(Reason::is_code),
            Verdict::NotApplicable => reason.is_some_and(NotApplicable::is_code),
        };
        own && seen.insert(finding.criterion.as_str())
    })
}

/// Whether an audit can be relied on here, at this date.
fn fit(audit: &Handed, in_use: Option<&str>, as_of: Date, profile: &Profile) -> State {
    let (Some(in_use), Some(version)) = (in_use, audit.system.version.as_deref()) else {
        return State::VersionUnstated;
    };
    if in_use.trim() != version.trim() {
        return State::OtherVersion;
    }
    let date = audit.as_of.parse::<Date>().ok();
    let Some(date) = date.filter(|date| date.to_string() == audit.as_of) else {
        return State::Unreadable;
    };
    if date > as_of {
        return State::Later;
    }
    let stale = profile
        .takes_up_not_older_than
        .is_some_and(|age| age.after(date) < as_of);
    if stale { State::Stale } else { State::Present }
}

impl Supplier {
    fn taken(&self, criterion: &str) -> Taken {
        let finding = self
            .audit
            .as_ref()
            .and_then(|audit| {
                let mut findings = audit.findings.iter();
                findings.find(|finding| finding.criterion == criterion)
            })
            // A duty that is not its own, the other's audit says nothing of.
            .filter(|finding| finding.reason.as_deref() != Some(NotApplicable::OtherActor.code()))
            // A draft is shown, never counted: no more there than here.
            .filter(|finding| !finding.draft);
        let usable = finding.filter(|_| self.told.state == State::Present);
        Taken {
            path: self.told.path.clone(),
            state: self.told.state,
            verdict: usable.map(|finding| finding.verdict),
            reason: usable.and_then(|finding| finding.reason.clone()),
            footing: usable.and_then(|finding| finding.footing),
            reviewed: usable.is_some_and(|finding| finding.reviewed),
            checks: usable
                .map(|finding| finding.checks.clone())
                .unwrap_or_default(),
        }
    }
}

/// What suppliers' audits say together of a criterion: not met if one says so; else undetermined if one leaves it so; else met if one
/// is met. `scope` is whether the criterion applies to the deployer's own facts.
pub(crate) fn outcome(suppliers: &[Supplier], criterion: &str, scope: Truth) -> Outcome {
    let taken: Vec<Taken> = suppliers
        .iter()
        .map(|supplier| supplier.taken(criterion))
        .collect();
    let set_aside =
        |taken: &Taken| matches!(taken.reason.as_deref(), Some("out-of-scope" | "claimed"));
    let open = |taken: &Taken| match (taken.state.reason(), taken.verdict) {
        (Some(reason), _) => Some(reason),
        (None, None) => Some(Reason::NotTakenUp),
        (None, Some(Verdict::Undetermined)) => Some(Reason::TakenUpOpen),
        (None, Some(Verdict::NotApplicable)) if !set_aside(taken) => Some(Reason::TakenUpOpen),
        _ => None,
    };
    let is = |verdict| move |taken: &&Taken| taken.verdict == Some(verdict);
    let reason = if suppliers.is_empty() {
        Some(Reason::NotTakenUp)
    } else {
        taken.iter().filter_map(open).min()
    };
    let (verdict, not_applicable, reason) = if taken.iter().any(|one| is(Verdict::NotMet)(&one)) {
        (Verdict::NotMet, None, None)
    } else if reason.is_some() {
        (Verdict::Undetermined, None, reason)
    } else if taken.iter().any(|one| is(Verdict::Met)(&one)) {
        (Verdict::Met, None, None)
    } else if scope == Truth::True
        && taken
            .iter()
            .all(|one| one.reason.as_deref() == Some("out-of-scope"))
    {
        // The deployer's facts and the supplier's disagree on whether it applies.
        (Verdict::Undetermined, None, Some(Reason::TakenUpOpen))
    } else if taken
        .iter()
        .any(|one| one.reason.as_deref() == Some("claimed"))
    {
        (Verdict::NotApplicable, Some(NotApplicable::Claimed), None)
    } else {
        (
            Verdict::NotApplicable,
            Some(NotApplicable::OutOfScope),
            None,
        )
    };
    let decides = |taken: &Taken| match verdict {
        Verdict::Undetermined => open(taken).is_some() || reason == Some(Reason::TakenUpOpen),
        Verdict::NotApplicable => true,
        _ => taken.verdict == Some(verdict),
    };
    let met = || taken.iter().filter(is(Verdict::Met));
    let paths = suppliers
        .iter()
        .zip(&taken)
        .filter(|(_, taken)| decides(taken))
        .map(|(supplier, taken)| {
            let key = match taken.state {
                State::VersionUnstated | State::OtherVersion => "version-in-use",
                State::Altered => "sha256",
                _ => "path",
            };
            format!("{}.{key}", supplier.entry)
        })
        .collect();
    Outcome {
        verdict,
        not_applicable,
        reason,
        footing: met()
            .filter_map(|taken| taken.footing)
            .min()
            .filter(|_| verdict == Verdict::Met),
        reviewed: verdict == Verdict::Met && met().all(|taken| taken.reviewed),
        paths,
        taken,
    }
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
