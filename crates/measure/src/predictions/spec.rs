//! What is asked of a table of predictions.

use std::collections::BTreeSet;

use crate::problem::Problem;

/// Which rows the tool flagged.
#[derive(Clone, Debug, PartialEq)]
pub enum Flag {
    /// Those whose score is at or above a threshold.
    Threshold(f64),
    /// Those that a column says so.
    Column(String),
}

/// What is asked of a table of predictions.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// The column of the outcome.
    pub label: String,
    /// The column of the score, between 0 and 1.
    pub score: Option<String>,
    /// Which rows are flagged.
    pub flag: Flag,
    /// Attributes by which rows are grouped: the name in the report, and the column.
    pub groups: Vec<(String, String)>,
    /// Crossings of those attributes, by their names in the report.
    pub cross: Vec<Vec<String>>,
    /// The column of the weights.
    pub weight: Option<String>,
    /// What a row is: a patient, an exam. Told, not used.
    pub unit: Option<String>,
    /// The text of a positive outcome; `1` and `true` when none is given.
    pub positive: Option<String>,
    /// Rows without an outcome are left out and counted; otherwise they are faults.
    pub exclude_missing_label: bool,
    /// No figure that needs all scores.
    pub rates_only: bool,
    /// Score bins of the tally: ten, or ten doubled some times.
    pub bins: usize,
}

/// The numbers of bins that can be asked for: ten are always whole bins of them.
pub const BINS: [usize; 5] = [10, 20, 40, 80, 160];

impl Spec {
    /// A request with a threshold and no group.
    pub fn new(label: &str, score: &str, threshold: f64) -> Self {
        Self {
            label: label.to_owned(),
            score: Some(score.to_owned()),
            flag: Flag::Threshold(threshold),
            groups: Vec::new(),
            cross: Vec::new(),
            weight: None,
            unit: None,
            positive: None,
            exclude_missing_label: false,
            rates_only: false,
            bins: 20,
        }
    }

    /// Checks that the request can be met by some table.
    ///
    /// # Errors
    /// `no-score` (a threshold without a score), `bad-threshold`, `bad-bins`, `unknown-crossing`, `group-twice`.
    pub fn check(&self) -> Result<(), Problem> {
        if let Flag::Threshold(threshold) = self.flag {
            if self.score.is_none() {
                return Err(Problem::new("threshold-without-score"));
            }
            if !(0.0..=1.0).contains(&threshold) {
                return Err(Problem::new("bad-threshold").with("found", threshold));
            }
        }
        if !BINS.contains(&self.bins) {
            return Err(Problem::new("bad-bins").with("found", self.bins));
        }
        let mut seen = BTreeSet::new();
        for (name, _) in &self.groups {
            if !seen.insert(name) {
                return Err(Problem::new("group-twice").with("attribute", name));
            }
        }
        for (place, crossing) in self.cross.iter().enumerate() {
            let same = |other: &&Vec<String>| {
                other.len() == crossing.len() && other.iter().all(|name| crossing.contains(name))
            };
            if self.cross.iter().take(place).any(|other| same(&other)) {
                let names = crossing.join(", ");
                return Err(Problem::new("group-twice").with("attribute", names));
            }
            for (index, name) in crossing.iter().enumerate() {
                if !seen.contains(name) {
                    return Err(Problem::new("unknown-crossing").with("attribute", name));
                }
                if crossing.iter().take(index).any(|other| other == name) {
                    return Err(Problem::new("group-twice").with("attribute", name));
                }
            }
            if crossing.len() < 2 {
                return Err(Problem::new("crossing-of-one").with("attribute", crossing.concat()));
            }
        }
        Ok(())
    }
}
