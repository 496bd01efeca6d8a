//! What a group of projects keeps of one audit: verdicts, counts, what expires and what is open, without traces or words.

use crate::audit::{Audit, Declaration, FileStamp, System};
use crate::evidence::Evidence;
use crate::gate::Gate;
use crate::opinion::Opinion;
use crate::score::Score;
use crate::verdict::{Disposition, Verdict};
use crate::waiver::Waiver;

/// A brief of an audit; ids are those of the audit's catalog.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Brief<'a> {
    /// The file judged.
    pub descriptor: FileStamp,
    /// The profile.
    pub profile: &'a str,
    /// Who declares.
    pub declaration: Declaration,
    /// What is judged.
    pub system: System,
    /// The gate.
    pub gate: Gate,
    /// By principle, in the catalog's order.
    pub scores: Vec<Score>,
    /// In the catalog's order.
    pub verdicts: Vec<Held<'a>>,
    /// Accepted risks.
    pub waivers: Vec<Waiver>,
    /// Evidence.
    pub evidence: Vec<Evidence>,
    /// Opinions given on the project.
    pub opinions: Vec<Opinion>,
    /// How many things deserve a look in the file.
    pub notices: usize,
}

/// The verdict on one criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Held<'a> {
    /// `PACK/ID`.
    pub criterion: &'a str,
    /// For people to say aloud.
    pub code: &'a str,
    /// Garant's grouping.
    pub principle: &'a str,
    /// The level in the profile.
    pub level: &'a str,
    /// Draft criteria are shown, never counted.
    pub draft: bool,
    /// What was found.
    pub verdict: Verdict,
    /// Why it is undetermined or not applicable.
    pub reason: Option<&'a str>,
    /// Open, or waived.
    pub disposition: Disposition,
}

impl<'a> Brief<'a> {
    /// The brief of an audit.
    pub fn of(audit: &'a Audit) -> Self {
        Self {
            descriptor: audit.descriptor.clone(),
            profile: &audit.profile,
            declaration: audit.declaration.clone(),
            system: audit.system.clone(),
            gate: audit.gate.clone(),
            scores: audit.scores.clone(),
            verdicts: audit
                .findings
                .iter()
                .map(|finding| Held {
                    criterion: &finding.criterion,
                    code: &finding.code,
                    principle: &finding.principle,
                    level: &finding.level,
                    draft: finding.draft,
                    verdict: finding.verdict,
                    reason: finding.reason.as_deref(),
                    disposition: finding.disposition,
                })
                .collect(),
            waivers: audit.waivers.clone(),
            evidence: audit.evidence.clone(),
            opinions: audit.opinions.clone(),
            notices: audit.diagnostics.len(),
        }
    }
}
