//! Counts by stratum, without any row: what leaves the place where the data are.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::count::Counts;
use super::spec::BINS;
use crate::problem::Problem;

/// The name of the format.
pub const FORMAT: &str = "garant.tally";
/// Its version.
pub const VERSION: u32 = 1;
/// The most bytes of a tally that is read.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// The value of each attribute that a stratum is made by: null is *not recorded*. The overall stratum has none.
pub type By = BTreeMap<String, Option<String>>;

/// Counts of a table of predictions, overall, by group and by crossing. They add up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tally {
    /// `garant.tally`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// The column of the outcome.
    pub label: String,
    /// The text of a positive outcome, if one was named.
    #[serde(default)]
    pub positive: Option<String>,
    /// The column of the score.
    #[serde(default)]
    pub score: Option<String>,
    /// The threshold, where rows are flagged by their score.
    #[serde(default)]
    pub threshold: Option<f64>,
    /// The column of the decision, where rows are flagged by it.
    #[serde(default)]
    pub decision: Option<String>,
    /// The column of the weights.
    #[serde(default)]
    pub weight: Option<String>,
    /// What a row is.
    #[serde(default)]
    pub unit: Option<String>,
    /// The attributes, in order.
    pub attributes: Vec<String>,
    /// The crossings, in order.
    #[serde(default)]
    pub crossings: Vec<Vec<String>>,
    /// The overall stratum first, then groups and crossings, in order.
    pub strata: Vec<StratumCounts>,
}

/// One stratum of a tally.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StratumCounts {
    /// What it is made by.
    pub by: By,
    /// Its counts.
    #[serde(flatten)]
    pub counts: Counts,
}

impl Tally {
    /// Reads a tally: JSON, or the delimited text that Garant's own query gives.
    ///
    /// # Errors
    /// `bad-tally` with the place and the cause, `tally-too-large`, and what [`Tally::check`] finds.
    pub fn parse(bytes: &[u8]) -> Result<Self, Problem> {
        if bytes.len() > MAX_BYTES {
            return Err(Problem::new("tally-too-large").with("limit", MAX_BYTES));
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let object = text.trim_ascii_start().first() == Some(&b'{');
        let tally = if object && !is_row(text) {
            serde_json::from_slice(text).map_err(|error| super::flat::wrong(&error.to_string()))?
        } else {
            super::flat::parse(text)?
        };
        Self::check(tally)
    }

    /// Whether bytes look like a tally and not like a table of rows.
    pub fn recognises(first: &[u8]) -> bool {
        let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
        text.trim_ascii_start().first() == Some(&b'{') || super::flat::recognises(text)
    }

    /// Checks what a file may have wrong and orders the strata.
    ///
    /// # Errors
    /// `bad-tally`: format or version, no overall stratum, one twice, strata of an unknown attribute, bins that are no bins, counts too large
    /// or at odds with each other, groups that do not add up to the whole.
    pub fn check(mut self) -> Result<Self, Problem> {
        let wrong = |cause: &str| Err(super::flat::wrong(cause));
        if self.format != FORMAT || self.version != VERSION {
            return wrong("its format or version is another one");
        }
        if self.threshold.is_some() == self.decision.is_some() {
            return wrong("neither a threshold nor a decision, or both");
        }
        if self.threshold.is_some_and(|it| !(0.0..=1.0).contains(&it)) {
            return wrong("its threshold is not from 0 to 1");
        }
        let distinct =
            |names: &[String]| names.iter().collect::<BTreeSet<_>>().len() == names.len();
        if !distinct(&self.attributes) {
            return wrong("an attribute twice");
        }
        let known = |name: &String| self.attributes.contains(name);
        let crossed = self
            .crossings
            .iter()
            .all(|crossing| crossing.len() > 1 && crossing.iter().all(known) && distinct(crossing));
        if !crossed {
            return wrong("a crossing of unknown attributes");
        }
        for stratum in &self.strata {
            let by: Vec<&String> = stratum.by.keys().collect();
            let fits = match by.as_slice() {
                [] => true,
                [one] => known(one),
                several => self.crossings.iter().any(|crossing| {
                    crossing.len() == several.len()
                        && several.iter().all(|name| crossing.contains(name))
                }),
            };
            if !fits {
                return wrong("a stratum of unknown attributes");
            }
            let bins = stratum.counts.scores.as_ref().map(|it| it.bins.len());
            if bins.is_some_and(|bins| !BINS.contains(&bins)) {
                return wrong("its number of bins is none of ours");
            }
            if let Some(cause) = super::limit::fault(&stratum.counts) {
                return wrong(cause);
            }
        }
        self.order();
        let twice = self
            .strata
            .iter()
            .zip(self.strata.iter().skip(1))
            .any(|(a, b)| a.by == b.by);
        if twice {
            return wrong("a stratum twice");
        }
        let Some(whole) = self.strata.first().filter(|stratum| stratum.by.is_empty()) else {
            return wrong("no overall stratum");
        };
        let sets = self.attributes.iter().map(std::slice::from_ref);
        let sets = sets.chain(self.crossings.iter().map(Vec::as_slice));
        for names in sets {
            let own =
                |by: &By| by.len() == names.len() && names.iter().all(|it| by.contains_key(it));
            let bins = whole.counts.scores.as_ref().map(|it| it.bins.len());
            let mut sum = Counts::new(bins, false);
            for stratum in self.strata.iter().filter(|stratum| own(&stratum.by)) {
                let scores = stratum.counts.scores.as_ref();
                if scores.map(|it| it.bins.len()) != bins {
                    return wrong("strata with other bins");
                }
                sum.merge(&stratum.counts);
            }
            // Sums of weights depend on the order of rows in their last digits.
            sum.weights.clone_from(&whole.counts.weights);
            if sum != whole.counts {
                let names = names.join(", ");
                return wrong(&format!("groups of {names} do not add up"));
            }
        }
        Ok(self)
    }

    /// The overall counts.
    pub fn overall(&self) -> Counts {
        self.strata
            .first()
            .map(|stratum| stratum.counts.clone())
            .unwrap_or_default()
    }

    /// Adds the counts of another part of the same table.
    ///
    /// # Errors
    /// `tallies-differ`, with what differs: columns, threshold, attributes, bins; `bad-tally` where the sums are too large.
    pub fn merge(mut self, other: &Self) -> Result<Self, Problem> {
        let differs = |what: &str| Problem::new("tallies-differ").with("what", what);
        let bins = |tally: &Self| {
            let scores = tally
                .strata
                .first()
                .and_then(|it| it.counts.scores.as_ref());
            scores.map(|scores| scores.bins.len())
        };
        let threshold = |tally: &Self| tally.threshold.map(f64::to_bits);
        let pairs = [
            ("label", self.label == other.label),
            ("positive", self.positive == other.positive),
            ("score", self.score == other.score),
            ("threshold", threshold(&self) == threshold(other)),
            ("decision", self.decision == other.decision),
            ("weight", self.weight == other.weight),
            ("unit", self.unit == other.unit),
            ("attributes", self.attributes == other.attributes),
            ("crossings", self.crossings == other.crossings),
            ("bins", bins(&self) == bins(other)),
        ];
        if let Some((what, _)) = pairs.iter().find(|(_, same)| !same) {
            return Err(differs(what));
        }
        let mut strata: BTreeMap<By, Counts> = self
            .strata
            .into_iter()
            .map(|stratum| (stratum.by, stratum.counts))
            .collect();
        for stratum in &other.strata {
            match strata.get_mut(&stratum.by) {
                Some(counts) => counts.merge(&stratum.counts),
                None => {
                    strata.insert(stratum.by.clone(), stratum.counts.clone());
                }
            }
        }
        self.strata = strata
            .into_iter()
            .map(|(by, counts)| StratumCounts { by, counts })
            .collect();
        self.order();
        self.check()
    }

    /// Overall first, then attribute by attribute and crossing by crossing; groups by name, *not recorded* last.
    pub(super) fn order(&mut self) {
        let attributes = self.attributes.clone();
        let crossings = self.crossings.clone();
        self.strata.sort_by_cached_key(|stratum| {
            let names: Vec<&String> = stratum.by.keys().collect();
            let (rank, order) = match names.as_slice() {
                [] => (0, Vec::new()),
                [one] => (
                    1 + attributes
                        .iter()
                        .position(|name| name == *one)
                        .unwrap_or_default(),
                    vec![(*one).clone()],
                ),
                several => {
                    let own = crossings.iter().position(|crossing| {
                        crossing.len() == several.len()
                            && several.iter().all(|name| crossing.contains(name))
                    });
                    let own = own.unwrap_or_default();
                    (
                        1 + attributes.len() + own,
                        crossings.get(own).cloned().unwrap_or_default(),
                    )
                }
            };
            let values: Vec<(bool, Option<String>)> = order
                .iter()
                .map(|name| {
                    let value = stratum.by.get(name).cloned().flatten();
                    (value.is_none(), value)
                })
                .collect();
            (rank, values)
        });
    }
}

/// Whether an object is a row of a query's result, in JSON with an object a line.
fn is_row(text: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Row {
        #[serde(rename = "garant_tally")]
        mark: Option<serde::de::IgnoredAny>,
    }
    let mut rows = serde_json::Deserializer::from_slice(text).into_iter::<Row>();
    rows.next()
        .is_some_and(|row| row.is_ok_and(|row| row.mark.is_some()))
}
