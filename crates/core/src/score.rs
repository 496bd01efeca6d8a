//! The part of applicable criteria that are met, by principle, as an interval. No weight, no mean.

use garant_rules::Footing;
use serde::{Deserialize, Serialize};

use crate::brief::Held;
use crate::finding::Finding;
use crate::verdict::{Disposition, Verdict};

/// Counts by verdict. Waived findings are among the not met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Counts {
    /// Met.
    pub met: usize,
    /// Not met, waived or not.
    pub not_met: usize,
    /// Undetermined.
    pub undetermined: usize,
    /// Not applicable.
    pub not_applicable: usize,
    /// Not met, and waived.
    pub waived: usize,
}

impl Counts {
    /// Counts findings; drafts are not counted.
    pub fn of<'a, I: IntoIterator<Item = &'a Finding>>(findings: I) -> Self {
        Self::count(findings.into_iter().map(Held::of))
    }

    /// The same, of verdicts alone.
    pub(crate) fn count<'a, I: Iterator<Item = Held<'a>>>(held: I) -> Self {
        let mut counts = Self::default();
        for held in held.filter(|held| !held.draft) {
            match held.verdict {
                Verdict::Met => counts.met += 1,
                Verdict::NotMet => counts.not_met += 1,
                Verdict::Undetermined => counts.undetermined += 1,
                Verdict::NotApplicable => counts.not_applicable += 1,
            }
            if held.disposition == Disposition::Waived {
                counts.waived += 1;
            }
        }
        counts
    }

    /// How many criteria apply: met, not met or undetermined.
    pub fn applicable(self) -> usize {
        self.met + self.not_met + self.undetermined
    }

    /// The bounds of the part met: undetermined as not met, then as met; none where nothing applies. Four decimals.
    pub fn bounds(self) -> Option<(f64, f64)> {
        let all = self.applicable();
        if all == 0 {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of criteria are small")]
        let part = |count: usize| (count as f64 / all as f64 * 10_000.0).round() / 10_000.0;
        Some((part(self.met), part(self.met + self.undetermined)))
    }
}

/// Met criteria by what they stand on: the first three add up to all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Footings {
    /// Met.
    pub met: usize,
    /// Of which declared only.
    pub declared: usize,
    /// Of which documented.
    pub documented: usize,
    /// Of which computed again.
    pub measured: usize,
    /// Of which reviewed by a person other than the declarant, on whatever footing.
    pub reviewed: usize,
}

impl Footings {
    /// Counts the met findings; drafts are not counted.
    pub fn of<'a, I: IntoIterator<Item = &'a Finding>>(findings: I) -> Self {
        Self::count(findings.into_iter().map(Held::of))
    }

    /// The same, of verdicts alone.
    pub(crate) fn count<'a, I: Iterator<Item = Held<'a>>>(held: I) -> Self {
        let mut counts = Self::default();
        for held in held.filter(|held| !held.draft && held.verdict == Verdict::Met) {
            counts.met += 1;
            match held.footing {
                Some(Footing::Measured) => counts.measured += 1,
                Some(Footing::Documented) => counts.documented += 1,
                Some(Footing::Declared) | None => counts.declared += 1,
            }
            counts.reviewed += usize::from(held.reviewed);
        }
        counts
    }
}

/// A principle's score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Score {
    /// The principle.
    pub principle: String,
    /// Undetermined taken as not met; null where nothing applies.
    pub lower: Option<f64>,
    /// Undetermined taken as met; null where nothing applies.
    pub upper: Option<f64>,
    /// The counts behind it.
    pub counts: Counts,
}

impl Score {
    /// The score of a principle by its id, over those findings that are its own.
    pub fn new(principle: &str, findings: &[Finding]) -> Self {
        let held: Vec<Held<'_>> = findings.iter().map(Held::of).collect();
        Self::weigh(principle, &held)
    }

    /// The same, of verdicts alone.
    pub(crate) fn weigh(principle: &str, held: &[Held<'_>]) -> Self {
        let own = held.iter().filter(|held| held.principle == principle);
        let counts = Counts::count(own.copied());
        let bounds = counts.bounds();
        Self {
            principle: principle.to_owned(),
            lower: bounds.map(|(lower, _)| lower),
            upper: bounds.map(|(_, upper)| upper),
            counts,
        }
    }
}
