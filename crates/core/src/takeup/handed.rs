//! The file that a supplier hands over: what is read of it, whether it contradicts itself, and whether it can be relied on here.

use std::collections::BTreeSet;
use std::io::Read as _;

use garant_rules::load::hex;
use garant_rules::profile::Profile;
use garant_rules::{Reason, Truth};
use jiff::civil::Date;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::{State, Taken};
use crate::audit::{CatalogStamp, Declaration, FORMAT, System, VERSION};
use crate::evidence::{Files, Refusal};
use crate::finding::Finding;
use crate::verdict::{NotApplicable, Verdict};

/// The most bytes that an audit taken up may have: 4 MiB, more than twice the largest that a full descriptor gives.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// What is read of an audit that a supplier hands over.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Handed {
    format: String,
    version: u32,
    pub(super) as_of: String,
    pub(super) catalog: CatalogStamp,
    pub(super) declaration: Declaration,
    pub(super) system: System,
    pub(super) findings: Vec<Finding>,
}

pub(super) fn open(
    files: &dyn Files,
    path: &str,
    sealed: Option<&str>,
) -> (State, Option<String>, Option<Handed>) {
    let mut bytes = Vec::new();
    let read = match files.open(path) {
        Ok(file) => file.take(MAX_BYTES + 1).read_to_end(&mut bytes),
        Err(Refusal::Missing) => return (State::Missing, None, None),
        Err(_) => return (State::Unreadable, None, None),
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
pub(super) fn fit(audit: &Handed, in_use: Option<&str>, as_of: Date, profile: &Profile) -> State {
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
