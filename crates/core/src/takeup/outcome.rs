//! What suppliers' audits say together of a criterion.

use garant_rules::{Footing, Reason, Truth};

use super::{State, Supplier, Taken};
use crate::verdict::{NotApplicable, Verdict};

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

impl Supplier {
    pub(super) fn taken(&self, criterion: &str) -> Taken {
        if let Some(supposed) = self.supposed(criterion) {
            return supposed;
        }
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
                State::DeclaresOther => "version",
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
