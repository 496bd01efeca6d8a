//! What a group of projects keeps of one audit: verdicts, counts, what expires and what is open, without traces or words.

use garant_rules::criterion::Criterion;
use garant_rules::profile::Profile;
use garant_rules::{Catalog, Footing, Reason};

use crate::audit::{Audit, Declaration, FileStamp, System};
use crate::bench::Ruling;
use crate::evidence::Evidence;
use crate::finding::Finding;
use crate::gate::Gate;
use crate::opinion::Opinion;
use crate::score::Score;
use crate::verdict::{Disposition, NotApplicable, Verdict};
use crate::waiver::{Effect, Waiver};

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
    /// What a met criterion stands on.
    pub footing: Option<Footing>,
    /// Whether a person other than the declarant reviewed what it stands on.
    pub reviewed: bool,
    /// Open, or waived.
    pub disposition: Disposition,
    /// Whether a waiver opens the gate for it.
    pub opens_gate: bool,
}

impl<'a> Held<'a> {
    /// The verdict of a finding.
    pub fn of(finding: &'a Finding) -> Self {
        Self {
            criterion: &finding.criterion,
            code: &finding.code,
            principle: &finding.principle,
            level: &finding.level,
            draft: finding.draft,
            verdict: finding.verdict,
            reason: finding.reason.as_deref(),
            footing: finding.footing,
            reviewed: finding.reviewed,
            disposition: finding.disposition,
            opens_gate: finding.opens_gate,
        }
    }

    /// The verdict of a ruling, before any waiver.
    pub(crate) fn new(criterion: &'a Criterion, profile: &'a Profile, ruling: &Ruling) -> Self {
        Self {
            criterion: &criterion.id,
            code: &criterion.code,
            principle: &criterion.principle,
            level: profile.level(criterion),
            draft: criterion.draft,
            verdict: ruling.verdict,
            reason: ruling.reason,
            footing: ruling.footing,
            reviewed: ruling.reviewed,
            disposition: Disposition::Open,
            opens_gate: false,
        }
    }
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
            verdicts: audit.findings.iter().map(Held::of).collect(),
            waivers: audit.waivers.clone(),
            evidence: audit.evidence.clone(),
            opinions: audit.opinions.clone(),
        }
    }

    /// Whether some criterion is met or not met.
    pub fn decides(&self) -> bool {
        let mut counts = self.scores.iter().map(|score| score.counts);
        counts.any(|own| own.met + own.not_met > 0)
    }

    /// What one of its waivers changes.
    pub fn effect(&self, waiver: &Waiver) -> Effect {
        let mut own = self.verdicts.iter();
        let found = own.find(|held| held.criterion == waiver.criterion);
        Effect::of(waiver, found.map(|held| (held.verdict, held.disposition)))
    }

    /// The brief of an audit by a catalog, which outlives the audit.
    pub(crate) fn lasting(catalog: &'a Catalog, audit: &Audit) -> Self {
        let own = Brief::of(audit);
        let held = |held: Held<'_>| {
            let criterion = catalog.criterion(held.criterion)?;
            let mut levels = catalog.levels.iter();
            Some(Held {
                criterion: &criterion.id,
                code: &criterion.code,
                principle: &criterion.principle,
                level: levels.find(|level| level.id == held.level)?.id.as_str(),
                reason: held.reason.and_then(code),
                ..held
            })
        };
        let profile = catalog.profile(own.profile);
        Self {
            profile: profile.map_or("", |profile| profile.id.as_str()),
            verdicts: own.verdicts.into_iter().filter_map(held).collect(),
            descriptor: own.descriptor,
            declaration: own.declaration,
            system: own.system,
            gate: own.gate,
            scores: own.scores,
            waivers: own.waivers,
            evidence: own.evidence,
            opinions: own.opinions,
        }
    }
}

/// The code of a reason, for good.
fn code(word: &str) -> Option<&'static str> {
    let unknown = Reason::ALL.iter().map(|(code, _)| *code);
    let aside = NotApplicable::ALL.iter().map(|reason| reason.code());
    unknown.chain(aside).find(|code| *code == word)
}
