//! The figures of a perturbation suite.

use serde::{Deserialize, Serialize};

use super::read::{Counts, Suite};
use super::spec::Spec;
use crate::found::Found;
use crate::interval::{Figure, LEVEL, Proportion};
use crate::mask::{SMALL, Sum, masks, small};
use crate::predictions::rates::Rate;

/// The name of the format.
pub const FORMAT: &str = "garant.perturbation";

/// Agreement with the expected answers, overall and by variation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// `garant.perturbation`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// How figures are computed.
    pub conventions: Conventions,
    /// Whether small groups are masked.
    pub masked: bool,
    /// Different cases; base cases where there is a column of them; null when masked.
    pub cases: Option<u64>,
    /// Rows whose observed answer is the expected one.
    pub agreement: Rate,
    /// Cases of which every row agrees.
    pub agreement_of_cases: Rate,
    /// By variation, in the order of their texts.
    pub variations: Vec<Variation>,
    /// The variation with the lowest agreement, the reference apart, the first in order among equals; null when none can be told.
    pub worst: Option<Worst>,
}

/// The figures of a variation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Variation {
    /// Its value in the table.
    pub variation: String,
    /// Different cases; null when masked.
    pub cases: Option<u64>,
    /// Rows whose observed answer is the expected one.
    pub agreement: Rate,
    /// Agreement of this variation less that of the reference; null for the reference itself, and where none is named.
    pub difference: Option<Figure>,
    /// Whether it is left out to protect a small group.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
}

/// The variation that fares worst.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Worst {
    /// Its value in the table.
    pub variation: String,
    /// Its agreement.
    pub agreement: Rate,
}

/// How figures are computed: names of methods, kebab-case, and of columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Conventions {
    /// Level of every interval.
    pub level: f64,
    /// Interval of agreements: `wilson`.
    pub rate_interval: String,
    /// Interval of differences: `newcombe`, for independent proportions: that the same cases stand in both is not used.
    pub difference_interval: String,
    /// Sign of differences: `variation-minus-reference`.
    pub difference: String,
    /// When an answer agrees: `exact-text-trimmed`, letter case counts.
    pub agrees_when: String,
    /// The reference variation, where one is named.
    pub reference: Option<String>,
    /// A rate of nothing: `null`.
    pub undefined: String,
    /// The column of cases.
    pub case: String,
    /// The column of variations.
    pub variation: String,
    /// The column of expected answers.
    pub expected: String,
    /// The column of observed answers.
    pub observed: String,
    /// The column of base cases.
    pub base: Option<String>,
    /// Largest n or number of cases that is masked.
    pub masked_up_to: Option<u64>,
}

impl Report {
    pub(super) fn new(spec: &Spec, suite: &Suite) -> Self {
        let named = spec.reference.as_ref();
        let reference = named.and_then(|name| suite.variations.get(name));
        let variations: Vec<Variation> = suite
            .variations
            .iter()
            .map(|(variation, counts)| Variation {
                variation: variation.clone(),
                cases: Some(counts.cases),
                agreement: Rate::of(counts.agreed, counts.n),
                difference: reference
                    .filter(|_| named != Some(variation))
                    .map(|reference| difference(counts, reference)),
                masked: false,
            })
            .collect();
        let worst = variations
            .iter()
            .filter(|it| named != Some(&it.variation))
            .filter_map(|it| Some((it.agreement.figure.value?, it)))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, it)| Worst {
                variation: it.variation.clone(),
                agreement: it.agreement,
            });
        let all = suite.variations.values();
        let (agreed, n) = all.fold((0, 0), |sum, own| (sum.0 + own.agreed, sum.1 + own.n));
        let method = |name: &str| name.to_owned();
        Self {
            format: FORMAT.to_owned(),
            version: 1,
            conventions: Conventions {
                level: LEVEL,
                rate_interval: method("wilson"),
                difference_interval: method("newcombe"),
                difference: method("variation-minus-reference"),
                agrees_when: method("exact-text-trimmed"),
                reference: spec.reference.clone(),
                undefined: method("null"),
                case: spec.case.clone(),
                variation: spec.variation.clone(),
                expected: spec.expected.clone(),
                observed: spec.observed.clone(),
                base: spec.base.clone(),
                masked_up_to: None,
            },
            masked: false,
            cases: Some(suite.cases),
            agreement: Rate::of(agreed, n),
            agreement_of_cases: Rate::of(suite.steady, suite.cases),
            variations,
            worst,
        }
    }

    /// The same report without its small groups, for cases may be patients, nor anything that gives them away. A report that is masked
    /// stays as it is.
    #[must_use]
    pub fn mask(mut self) -> Self {
        if self.masked {
            return self;
        }
        let counts = |rate: &Rate, cases: Option<u64>| {
            vec![rate.n.unwrap_or_default(), cases.unwrap_or_default()]
        };
        let parts = self.variations.iter();
        let parts = parts.map(|it| counts(&it.agreement, it.cases));
        let all: Vec<Vec<u64>> = std::iter::once(counts(&self.agreement, self.cases))
            .chain(parts)
            .collect();
        let sum = Sum {
            whole: 0,
            parts: (1..all.len()).collect(),
        };
        let masks = masks(&all, &[sum]);
        let whole = masks.first().copied().unwrap_or(false);
        let named = self.conventions.reference.as_ref();
        let hidden = masks.get(1..).unwrap_or_default();
        let reference = self
            .variations
            .iter()
            .zip(hidden)
            .any(|(it, mask)| *mask && Some(&it.variation) == named);
        for (variation, mask) in self.variations.iter_mut().zip(hidden) {
            if *mask {
                variation.cases = None;
                variation.agreement = Rate::default();
                variation.masked = true;
            }
            if let Some(difference) = &mut variation.difference
                && (*mask || reference)
            {
                *difference = Figure::default();
            }
        }
        // The worst of those that show would say something of those that do not.
        if hidden.contains(&true) {
            self.worst = None;
        }
        if whole {
            self.agreement = Rate::default();
        }
        if whole || self.cases.is_some_and(small) {
            self.cases = None;
            self.agreement_of_cases = Rate::default();
        }
        self.masked = true;
        self.conventions.masked_up_to = Some(SMALL);
        self
    }

    /// Agreement overall, under the name `agreement`.
    pub fn overall(&self) -> Found {
        Found {
            name: "agreement".to_owned(),
            figure: self.agreement.figure,
            n: self.agreement.n,
            masked: self.masked && self.agreement.n.is_none(),
        }
    }

    /// Agreement of each variation, under its value in the table.
    pub fn agreements(&self) -> Vec<Found> {
        let each = self.variations.iter();
        each.map(|it| it.found(it.agreement.figure)).collect()
    }

    /// The difference of each variation from the reference, under its value in the table; none where no reference is named.
    pub fn differences(&self) -> Vec<Found> {
        let each = self.variations.iter();
        each.filter_map(|it| {
            let difference = it.difference?;
            let mut found = it.found(difference);
            // Agreements are never undefined, so that a null difference is a masked one.
            found.masked |= self.masked && difference.value.is_none();
            Some(found)
        })
        .collect()
    }
}

impl Variation {
    fn found(&self, figure: Figure) -> Found {
        Found {
            name: self.variation.clone(),
            figure,
            n: self.agreement.n,
            masked: self.masked,
        }
    }
}

fn difference(own: &Counts, reference: &Counts) -> Figure {
    #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
    let proportion = |counts: &Counts| Proportion::new(counts.agreed as f64, counts.n as f64);
    proportion(own)
        .zip(proportion(reference))
        .map_or_else(Figure::default, |(own, reference)| own.minus(reference))
}
