//! The query, step by step, and its first steps: the columns as texts, the texts as cells.

use super::dialect::Dialect;
use crate::predictions::{Flag, Spec};
use crate::problem::Problem;

pub(super) struct Select<'a> {
    pub(super) spec: &'a Spec,
    pub(super) dialect: Dialect,
    /// The column of the score, where rows are read for it.
    pub(super) score: Option<&'a str>,
    pub(super) decision: Option<&'a str>,
    /// The number of bins, where scores are counted.
    pub(super) bins: Option<usize>,
}

/// The steps before the result have names of their own, so that they cannot hide the table.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) says: &'static str,
    pub(super) columns: Vec<String>,
    pub(super) from: String,
}

impl Step {
    fn write(&self) -> String {
        format!(
            "-- {}\n{} AS (\n  SELECT\n    {}\n  FROM {}\n)",
            self.says,
            self.name,
            self.columns.join(",\n    "),
            self.from
        )
    }
}

impl<'a> Select<'a> {
    pub(super) fn new(spec: &'a Spec, dialect: Dialect) -> Self {
        let decision = match &spec.flag {
            Flag::Column(name) => Some(name.as_str()),
            Flag::Threshold(_) => None,
        };
        let needed = decision.is_none() || !spec.rates_only;
        let score = spec.score.as_deref().filter(|_| needed);
        Self {
            spec,
            dialect,
            score,
            decision,
            bins: (score.is_some() && !spec.rates_only).then_some(spec.bins),
        }
    }

    pub(super) fn write(&self, table: &str) -> Result<String, Problem> {
        let steps = [
            self.texts(table)?,
            self.cells(),
            self.values()?,
            self.faults()?,
            self.rows(),
            self.counts(),
        ];
        let steps: Vec<String> = steps.iter().map(Step::write).collect();
        Ok(format!(
            "-- Counts of predictions by stratum, for Garant. Run it where the data are, and save the result with its header as CSV,\n\
             -- or as JSON: it holds counts and no row. A row that cannot be read makes it fail.\n\
             WITH\n{}\n{}\n",
            steps.join(",\n"),
            self.result()?
        ))
    }

    /// The number of a group's column.
    pub(super) fn groups(&self) -> impl Iterator<Item = (usize, &'a (String, String))> {
        (1..).zip(&self.spec.groups)
    }

    pub(super) fn each(&self, write: impl Fn(usize) -> String) -> Vec<String> {
        self.groups().map(|(place, _)| write(place)).collect()
    }

    fn texts(&self, table: &str) -> Result<Step, Problem> {
        let from = self.dialect.from(table)?;
        let (string, floats) = (self.dialect.string(), self.dialect.floats());
        let text = |column: &str| -> Result<String, Problem> {
            let name = self.dialect.name(column)?;
            Ok(if from.texts {
                format!("t.{name}")
            } else {
                format!(
                    "CASE WHEN typeof(t.{name}) IN {floats} THEN regexp_replace(CAST(t.{name} AS {string}), '[.]0$', '') \
                     ELSE CAST(t.{name} AS {string}) END"
                )
            })
        };
        let mut columns = vec![format!("{} AS label", text(&self.spec.label)?)];
        if let Some(score) = self.score {
            columns.push(format!("{} AS score_text", text(score)?));
            let name = self.dialect.name(score)?;
            columns.push(if from.texts {
                "CAST(NULL AS DOUBLE) AS score_number".to_owned()
            } else {
                format!(
                    "CASE WHEN typeof(t.{name}) IN {floats} THEN TRY_CAST(t.{name} AS DOUBLE) END AS score_number"
                )
            });
        }
        if let Some(decision) = self.decision {
            columns.push(format!("{} AS decision", text(decision)?));
        }
        for (place, (_, column)) in self.groups() {
            columns.push(format!("{} AS g{place}", text(column)?));
        }
        Ok(Step {
            name: "garant_texts",
            says: "The columns that are read, as texts; a whole number is written without decimals.",
            columns,
            from: format!("{} AS t", from.sql),
        })
    }

    fn cells(&self) -> Step {
        let trimmed = |name: &str| format!("{} AS {name}", self.dialect.trimmed(name));
        let mut columns = vec![trimmed("label")];
        if self.score.is_some() {
            columns.push(trimmed("score_text"));
            columns.push("score_number".to_owned());
        }
        if self.decision.is_some() {
            columns.push(trimmed("decision"));
        }
        columns.extend(self.each(|place| trimmed(&format!("g{place}"))));
        Step {
            name: "garant_cells",
            says: "Without the spaces around them. An empty cell is not recorded: null.",
            columns,
            from: "garant_texts".to_owned(),
        }
    }
}
