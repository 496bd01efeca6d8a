//! An audit read back from its JSON: the format, and whether its parts agree.
//!
//! A stored audit is a file that anybody may edit. What can be computed again from its findings is, so that a report never tells one thing on
//! one page and another on the next. This proves nothing of where the audit comes from: a digest kept elsewhere does.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::audit::{Audit, FORMAT, VERSION};
use crate::finding::Finding;
use crate::gate::State;
use crate::score::Score;
use crate::trace::Trace;
use crate::verdict::{Disposition, Verdict};
use crate::waiver;

/// A text is no audit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoredError {
    /// It is no JSON, or a value is not of the form that `garant.audit` gives it.
    #[error("line {line}, column {column}: {detail}")]
    Syntax {
        /// One-based line.
        line: usize,
        /// Column, in bytes, as the parser counts it.
        column: usize,
        /// What the parser says, in English.
        detail: String,
    },
    /// It is another format, or another version of it.
    #[error("not garant.audit, version 1")]
    Format,
    /// Its parts do not agree.
    #[error("{} parts do not agree", .0.len())]
    Unsound(Vec<Fault>),
}

/// A part that does not agree with the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong: `as-of`, `tool`, `path`, `twice`, `no-finding`, `place`, `verdict`, `gate`, `scores`,
    /// `actions`, `waivers` or `opinions`.
    pub code: &'static str,
    /// Where: a criterion's code, a principle or a path; empty for the audit as a whole.
    pub at: String,
}

/// Reads an audit. A byte order mark is passed over.
///
/// # Errors
///
/// [`StoredError`], with all parts that do not agree at once.
pub fn read(text: &str) -> Result<Audit, StoredError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let audit: Audit = serde_json::from_str(text).map_err(|error| StoredError::Syntax {
        line: error.line(),
        column: error.column(),
        detail: error.to_string(),
    })?;
    if audit.format != FORMAT || audit.version != VERSION {
        return Err(StoredError::Format);
    }
    let faults = faults(&audit);
    if faults.is_empty() {
        Ok(audit)
    } else {
        Err(StoredError::Unsound(faults))
    }
}

/// The years that every format can write.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

/// Whether a day is one that every format can write.
pub fn is_writable(day: Date) -> bool {
    YEARS.contains(&day.year())
}

/// What does not agree in an audit; nothing in one that [`crate::audit()`] gave.
pub fn faults(audit: &Audit) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut fault = |code: &'static str, at: &str| {
        found.push(Fault {
            code,
            at: at.to_owned(),
        });
    };
    let day = audit.as_of.parse::<Date>().ok();
    if !day.is_some_and(is_writable) {
        fault("as-of", &audit.as_of);
    }
    if audit.tool.name.trim().is_empty() || audit.tool.version.trim().is_empty() {
        fault("tool", "");
    }
    if leads_out(&audit.descriptor.path) {
        fault("path", &audit.descriptor.path);
    }
    if audit.findings.is_empty() {
        fault("no-finding", "");
    }
    let mut seen = BTreeSet::new();
    for finding in &audit.findings {
        let known = seen.insert(finding.criterion.as_str()) & seen.insert(finding.code.as_str());
        let mut cens = BTreeSet::new();
        let placed = finding.cens.iter().all(|at| cens.insert(&at.principle));
        if !known || !placed {
            fault("twice", &finding.code);
        }
        if !reads(finding).all(is_somewhere) {
            fault("place", &finding.code);
        }
        if !agrees(finding) {
            fault("verdict", &finding.code);
        }
    }
    let counted: Vec<&Finding> = audit.findings.iter().filter(|one| !one.draft).collect();
    for score in &audit.scores {
        if *score != Score::new(&score.principle, &audit.findings) {
            fault("scores", &score.principle);
        }
    }
    if !gate_agrees(audit, &counted) {
        fault("gate", &audit.gate.level);
    }
    let open = |id: &String| {
        let mut all = counted.iter();
        let finding = all.find(|finding| finding.criterion == *id);
        finding.is_some_and(|finding| is_open(finding))
    };
    let actions: BTreeSet<&String> = audit.actions.iter().collect();
    let wanted = counted.iter().filter(|finding| is_open(finding)).count();
    if !audit.actions.iter().all(open) || actions.len() != wanted {
        fault("actions", "");
    }
    for finding in &audit.findings {
        if !is_accepted(audit, finding) {
            fault("waivers", &finding.code);
        }
    }
    for opinion in &audit.opinions {
        if !opinion.agrees(day.filter(|day| is_writable(*day))) {
            fault("opinions", opinion.id.as_deref().unwrap_or_default());
        }
    }
    found
}

/// Whether a failure told as an accepted risk has a waiver in force, and nothing else is told so.
fn is_accepted(audit: &Audit, finding: &Finding) -> bool {
    let mut waivers = audit.waivers.iter();
    let accepted = finding.verdict == Verdict::NotMet
        && waivers
            .any(|own| own.criterion == finding.criterion && own.state == waiver::State::InForce);
    finding.disposition != Disposition::Waived || accepted
}

fn is_open(finding: &Finding) -> bool {
    let not_met = finding.verdict == Verdict::NotMet && finding.disposition == Disposition::Open;
    not_met || finding.verdict == Verdict::Undetermined
}

/// Whether the gate follows from the findings, as far as the audit tells at which levels it counts: what fails or leaves it open is so,
/// and its state follows from the two lists.
fn gate_agrees(audit: &Audit, counted: &[&Finding]) -> bool {
    let gate = &audit.gate;
    let fails = |finding: &Finding| {
        finding.verdict == Verdict::NotMet
            && !(finding.disposition == Disposition::Waived && finding.opens_gate)
    };
    let leaves_open = |finding: &Finding| finding.verdict == Verdict::Undetermined;
    // What stands at the gate's own level is in a list; of other levels, the audit does not tell the order.
    let lists = |ids: &[String], wanted: &dyn Fn(&Finding) -> bool| {
        let all = ids.iter().all(|id| {
            let mut own = counted.iter();
            own.any(|finding| finding.criterion == *id && wanted(finding))
        });
        let mut missed = counted.iter().filter(|finding| {
            finding.level == gate.level && wanted(finding) && !ids.contains(&finding.criterion)
        });
        all && missed.next().is_none()
    };
    let asked = gate.state != State::NotAsked;
    let state = match (asked, gate.failing.is_empty(), gate.undetermined.is_empty()) {
        (false, _, _) => gate.state == State::NotAsked,
        (true, false, _) => gate.state == State::Fails,
        (true, true, false) => gate.state == State::Inconclusive,
        (true, true, true) => matches!(gate.state, State::Holds | State::Inconclusive),
    };
    state && (!asked || lists(&gate.failing, &fails) && lists(&gate.undetermined, &leaves_open))
}

/// Whether a verdict follows from the checks, where the audit's own checks give it.
fn agrees(finding: &Finding) -> bool {
    if !finding.taken.is_empty() {
        return true;
    }
    let asked = || finding.checks.iter().filter(|check| check.asked);
    match finding.verdict {
        Verdict::Met => asked().all(|check| check.truth == garant_rules::Truth::True),
        Verdict::NotMet => asked().any(|check| check.truth == garant_rules::Truth::False),
        Verdict::Undetermined | Verdict::NotApplicable => true,
    }
}

fn reads(finding: &Finding) -> impl Iterator<Item = &Trace> {
    let checks = finding.checks.iter();
    let taken = finding.taken.iter().flat_map(|taken| &taken.checks);
    let applies = finding.applies.iter().flat_map(|applies| &applies.read);
    checks
        .chain(taken)
        .flat_map(|check| &check.read)
        .chain(applies)
        .chain(&finding.because)
}

/// The largest line or column that readers of other formats hold.
const LARGEST: usize = 2_147_483_647;

/// Whether a read stands nowhere, or between two places that a file can have, in order.
fn is_somewhere(read: &Trace) -> bool {
    let four = [read.line, read.column, read.end_line, read.end_column];
    let [Some(line), Some(column), Some(end_line), Some(end_column)] = four else {
        return four.iter().all(Option::is_none);
    };
    let fits = [line, column, end_line, end_column]
        .iter()
        .all(|number| (1..=LARGEST).contains(number));
    fits && (line, column) <= (end_line, end_column)
}

/// Whether a path is none that a report may show: empty, absolute, or out of the folder.
fn leads_out(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':');
    path.is_empty()
        || path.starts_with(['/', '\\'])
        || drive
        || path.split(['/', '\\']).any(|part| part == "..")
}
