//! Cases with a tool's answer and an outcome, counted into a tally as `garant measure predictions --tally` does.

use std::collections::BTreeMap;
use std::io::Cursor;

use garant_measure::Problem;
use garant_measure::predictions::{Flag, Spec, read};
use garant_measure::table::{Format, Table};
use serde::Deserialize;

use super::row;
use crate::random::Random;

/// Steps of a score.
const STEPS: u64 = 1000;

/// Cases to draw.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cases {
    /// The table, below the folder of the examples.
    pub(super) path: String,
    seed: u64,
    /// The column of the outcome.
    label: String,
    /// The columns and the threshold by which a case is flagged: a score with a threshold, or a decision.
    score: Option<String>,
    threshold: Option<f64>,
    decision: Option<String>,
    unit: String,
    attributes: Vec<String>,
    #[serde(default)]
    cross: Vec<Vec<String>>,
    /// Groups that cases have together.
    block: Vec<Block>,
    /// Groups that are scattered over all cases.
    #[serde(default)]
    scatter: Vec<Scatter>,
}

#[derive(Debug, Deserialize)]
struct Block {
    groups: BTreeMap<String, String>,
    #[serde(flatten)]
    cells: Cells,
}

#[derive(Debug, Deserialize)]
struct Scatter {
    attribute: String,
    group: String,
    #[serde(flatten)]
    cells: Cells,
}

/// How many cases of each kind.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Cells {
    tp: usize,
    #[serde(rename = "fn")]
    missed: usize,
    fp: usize,
    tn: usize,
}

/// What happened in a case.
#[derive(Clone, Copy, Debug)]
struct Kind {
    positive: bool,
    flagged: bool,
}

const KINDS: [Kind; 4] = [
    Kind {
        positive: true,
        flagged: true,
    },
    Kind {
        positive: true,
        flagged: false,
    },
    Kind {
        positive: false,
        flagged: true,
    },
    Kind {
        positive: false,
        flagged: false,
    },
];

impl Cells {
    fn of(self, kind: Kind) -> usize {
        match (kind.positive, kind.flagged) {
            (true, true) => self.tp,
            (true, false) => self.missed,
            (false, true) => self.fp,
            (false, false) => self.tn,
        }
    }
}

impl Cases {
    /// The tally, as JSON.
    pub(super) fn tally(&self) -> Result<String, String> {
        let told = |problem: Problem| format!("{problem:?}");
        let rows = Cursor::new(self.rows()?.into_bytes());
        let table = Table::open(Box::new(rows), &Format::default()).map_err(told)?;
        let reading = read(&self.spec()?, table, &mut |_| ()).map_err(told)?;
        let mut text =
            serde_json::to_string_pretty(&reading.tally).map_err(|error| error.to_string())?;
        text.push('\n');
        Ok(text)
    }

    fn spec(&self) -> Result<Spec, String> {
        let flag = match (self.threshold, &self.decision) {
            (Some(threshold), None) => Flag::Threshold(threshold),
            (None, Some(column)) => Flag::Column(column.clone()),
            _ => return Err("a threshold or a decision".to_owned()),
        };
        let own = |name: &String| (name.clone(), name.clone());
        Ok(Spec {
            score: self.score.clone(),
            flag,
            groups: self.attributes.iter().map(own).collect(),
            cross: self.cross.clone(),
            unit: Some(self.unit.clone()),
            rates_only: self.score.is_none(),
            ..Spec::new(&self.label, "", 0.0)
        })
    }

    /// A row a case, as delimited text.
    fn rows(&self) -> Result<String, String> {
        let mut random = Random::new(self.seed);
        let mut lines = Vec::new();
        for kind in KINDS {
            let columns = self.columns(kind, &mut random)?;
            let count: usize = self.block.iter().map(|block| block.cells.of(kind)).sum();
            for index in 0..count {
                let groups = columns
                    .iter()
                    .map(|column| column.get(index).copied().unwrap_or_default());
                let said = |yes| if yes { "1" } else { "0" };
                let answer = match &self.score {
                    Some(_) => self.score_of(kind, &mut random),
                    None => said(kind.flagged).to_owned(),
                };
                let cells: Vec<&str> = [said(kind.positive), &answer]
                    .into_iter()
                    .chain(groups)
                    .collect();
                lines.push(row(&cells));
            }
        }
        random.shuffle(&mut lines);
        let answer = self.score.as_ref().or(self.decision.as_ref());
        let head: Vec<&str> = std::iter::once(&self.label)
            .chain(answer)
            .chain(&self.attributes)
            .map(String::as_str)
            .collect();
        Ok(row(&head) + &lines.concat())
    }

    /// For each attribute, the groups of the cases of a kind.
    fn columns(&self, kind: Kind, random: &mut Random) -> Result<Vec<Vec<&str>>, String> {
        let count: usize = self.block.iter().map(|block| block.cells.of(kind)).sum();
        self.attributes
            .iter()
            .map(|name| {
                let blocks = self.block.iter().filter_map(|block| {
                    let group = block.groups.get(name)?;
                    Some((group.as_str(), block.cells.of(kind)))
                });
                let mut column = repeated(blocks);
                if column.is_empty() {
                    let own = self.scatter.iter().filter(|it| it.attribute == *name);
                    column = repeated(own.map(|it| (it.group.as_str(), it.cells.of(kind))));
                    random.shuffle(&mut column);
                }
                if column.len() == count {
                    Ok(column)
                } else {
                    Err(format!(
                        "{name}: {} cases of {count} ({kind:?})",
                        column.len()
                    ))
                }
            })
            .collect()
    }

    /// A score on the right side of the threshold; more often high where the outcome is positive.
    fn score_of(&self, kind: Kind, random: &mut Random) -> String {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a threshold lies between 0 and 1"
        )]
        let threshold = (self.threshold.unwrap_or_default() * 1000.0).round() as u64;
        let (low, span) = if kind.flagged {
            (threshold, STEPS.saturating_sub(threshold) + 1)
        } else {
            (0, threshold)
        };
        let (one, other) = (random.below(span), random.below(span));
        let drawn = if kind.positive {
            one.max(other)
        } else {
            one.min(other)
        };
        let score = low + drawn;
        format!("{}.{:03}", score / STEPS, score % STEPS)
    }
}

fn repeated<'a>(counts: impl Iterator<Item = (&'a str, usize)>) -> Vec<&'a str> {
    counts
        .flat_map(|(group, count)| std::iter::repeat_n(group, count))
        .collect()
}
