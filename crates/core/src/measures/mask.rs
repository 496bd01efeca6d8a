//! Figures without their small groups, for all but those who work on the project.

use garant_measure::predictions::{By, Report};
use garant_measure::{Found, drift, oversight, perturbation};
use garant_rules::figure::FigureKind;

use super::Measure;
use crate::trace::Comparison;

impl Measure {
    /// The same figures without small groups, nor anything that gives them away; figures that are masked stay as they are.
    #[must_use]
    pub fn mask(self) -> Self {
        Self {
            predictions: self.predictions.map(Report::mask_stored),
            oversight: self.oversight.map(oversight::Report::mask),
            perturbation: self.perturbation.map(perturbation::Report::mask),
            drift: self.drift.map(drift::Report::mask),
            ..self
        }
    }

    /// Whether these figures, once masked, hide what a comparison shows.
    pub(crate) fn hides(&self, shown: &Comparison) -> bool {
        let among = |found: Vec<Found>| {
            let mut own = found.iter().filter(|found| found.name == shown.name);
            own.any(|found| found.masked)
        };
        match shown.figure {
            FigureKind::Gap => self.hides_gap(shown).unwrap_or_default(),
            FigureKind::Result => self.hides_result(shown).unwrap_or_default(),
            FigureKind::Agreement => {
                let report = self.perturbation.as_ref();
                report.is_some_and(|report| among(report.agreements()))
            }
            FigureKind::Change => {
                let report = self.drift.as_ref();
                report.is_some_and(|report| among(report.changes()))
            }
            FigureKind::WrongAdviceAccepted
            | FigureKind::FollowRate
            | FigureKind::ReviewedAfterwards
            | FigureKind::ReasonsGiven => {
                let report = self.oversight.as_ref();
                let found = report.and_then(|report| report.figure(shown.figure.code()));
                found.is_some_and(|found| found.masked)
            }
        }
    }

    /// A gap hides with its group, and with the reference.
    fn hides_gap(&self, shown: &Comparison) -> Option<bool> {
        let attribute = self.attributes.get(shown.attribute.as_ref()?)?;
        let mut gaps = self.predictions.as_ref()?.gaps.iter();
        Some(gaps.any(|gap| {
            gap.attribute == *attribute && gap.group.as_ref() == Some(&shown.name) && gap.masked
        }))
    }

    fn hides_result(&self, shown: &Comparison) -> Option<bool> {
        let by = match &shown.attribute {
            Some(attribute) if !shown.name.is_empty() => {
                let attribute = self.attributes.get(attribute)?.clone();
                By::from([(attribute, Some(shown.name.clone()))])
            }
            _ => By::new(),
        };
        Some(self.predictions.as_ref()?.stratum(&by)?.masked)
    }
}
