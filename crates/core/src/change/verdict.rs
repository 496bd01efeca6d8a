//! A criterion on both sides: where it stood, where it stands, and which way it went.

use serde::{Deserialize, Serialize};

use super::acceptance::{Uncovered, uncovered};
use super::cause::Cause;
use crate::audit::Audit;
use crate::finding::{Finding, Words};
use crate::verdict::{Disposition, Verdict};

/// Where a criterion stands in an audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Standing {
    /// What was found.
    pub verdict: Verdict,
    /// Why it is undetermined or not applicable.
    pub reason: Option<String>,
    /// Open, or waived.
    pub disposition: Disposition,
    /// Whether a waiver opens the gate for it.
    pub opens_gate: bool,
}

impl Standing {
    pub(super) fn of(finding: &Finding) -> Self {
        Self {
            verdict: finding.verdict,
            reason: finding.reason.clone(),
            disposition: finding.disposition,
            opens_gate: finding.opens_gate,
        }
    }

    /// Whether it is not met, and nothing opens the gate for it.
    fn is_failing(&self) -> bool {
        self.verdict == Verdict::NotMet
            && !(self.disposition == Disposition::Waived && self.opens_gate)
    }
}

/// Which way a verdict went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Not met, and it was met or to be established; or not met still, and no waiver covers it, or opens the gate for it, any more.
    Worse,
    /// To be established, and it was met or not met.
    NewlyUndetermined,
    /// Met, and it was not met or to be established.
    Better,
    /// To or from not applicable, for another reason, or a risk accepted: a waiver makes nothing better.
    Other,
}

impl Direction {
    /// Which way it is from a standing to another.
    pub fn between(before: &Standing, after: &Standing) -> Self {
        match (before.verdict, after.verdict) {
            (Verdict::NotApplicable, _) | (_, Verdict::NotApplicable) => Self::Other,
            (Verdict::NotMet, Verdict::NotMet) => {
                let uncovered = before.disposition == Disposition::Waived
                    && after.disposition == Disposition::Open;
                if uncovered || (after.is_failing() && !before.is_failing()) {
                    Self::Worse
                } else {
                    Self::Other
                }
            }
            (Verdict::Met | Verdict::Undetermined, Verdict::NotMet) => Self::Worse,
            (Verdict::Met | Verdict::NotMet, Verdict::Undetermined) => Self::NewlyUndetermined,
            (Verdict::NotMet | Verdict::Undetermined, Verdict::Met) => Self::Better,
            (Verdict::Met, Verdict::Met) | (Verdict::Undetermined, Verdict::Undetermined) => {
                Self::Other
            }
        }
    }

    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::NewlyUndetermined => "newly-undetermined",
            Self::Better => "better",
            Self::Other => "other",
        }
    }
}

/// A criterion whose standing changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Change {
    /// `PACK/ID`.
    pub criterion: String,
    /// For people to say aloud.
    pub code: String,
    /// What holds when it is met.
    pub title: Words,
    /// The level in the new side's profile.
    pub level: String,
    /// The level in the old side's profile.
    pub level_before: String,
    /// Draft criteria are shown, never counted.
    pub draft: bool,
    /// In the old side.
    pub before: Standing,
    /// In the new side.
    pub after: Standing,
    /// Which way it went.
    pub direction: Direction,
    /// Whether a gate on what got worse counts it, at the levels that it looks at: it got worse, or was not applicable and is not met, and
    /// no waiver opens the gate for it; or it was met and is to be established.
    pub breaks: bool,
    /// Why, as far as the audits show it; never empty.
    pub causes: Vec<Cause>,
    /// Waivers in force that are what they were, and do not cover what fails now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uncovered: Vec<Uncovered>,
}

impl Change {
    pub(super) fn new(
        (old, was): (&Audit, &Finding),
        (audit, finding): (&Audit, &Finding),
        causes: Vec<Cause>,
    ) -> Self {
        let (before, after) = (Standing::of(was), Standing::of(finding));
        let direction = Direction::between(&before, &after);
        let breaks = match direction {
            Direction::Worse => after.is_failing(),
            Direction::NewlyUndetermined => before.verdict == Verdict::Met,
            // It was not asked, and now it is asked and fails.
            Direction::Other => before.verdict == Verdict::NotApplicable && after.is_failing(),
            Direction::Better => false,
        };
        Self {
            criterion: finding.criterion.clone(),
            code: finding.code.clone(),
            title: title(audit, finding),
            level: finding.level.clone(),
            level_before: was.level.clone(),
            draft: finding.draft,
            before,
            after,
            direction,
            breaks,
            causes,
            uncovered: uncovered((old, was), (audit, finding)),
        }
    }

    /// The line of the new descriptor that changed the verdict: of the first cause that has one.
    pub fn line(&self) -> Option<usize> {
        self.causes.iter().find_map(Cause::line)
    }
}

/// A criterion as one side holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Held {
    /// `PACK/ID`.
    pub criterion: String,
    /// For people to say aloud.
    pub code: String,
    /// What holds when it is met.
    pub title: Words,
    /// The level in the side's profile.
    pub level: String,
    /// Draft criteria are shown, never counted.
    pub draft: bool,
    /// Where it stands.
    pub standing: Standing,
}

impl Held {
    pub(super) fn of(audit: &Audit, finding: &Finding) -> Self {
        Self {
            criterion: finding.criterion.clone(),
            code: finding.code.clone(),
            title: title(audit, finding),
            level: finding.level.clone(),
            draft: finding.draft,
            standing: Standing::of(finding),
        }
    }
}

/// The title of a criterion; its code where a stored audit holds no words of a language.
fn title(audit: &Audit, finding: &Finding) -> Words {
    let said = |lang: &str| {
        let texts = audit.texts.get(lang);
        let own = texts.and_then(|texts| texts.criteria.get(&finding.criterion));
        own.map_or_else(|| finding.code.clone(), |own| own.title.clone())
    };
    Words {
        fr: said("fr"),
        en: said("en"),
    }
}
