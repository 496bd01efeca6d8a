//! What cells say, what is wrong with a row, and the rows that are counted.

use super::select::{Select, Step};
use crate::predictions::Flag;
use crate::predictions::count::UNIT;
use crate::problem::Problem;

impl Select<'_> {
    /// 1 for 1 and true, 0 for 0 and false, null for anything else.
    fn truth(&self, text: &str) -> String {
        let number = self.dialect.number(text);
        format!(
            "CASE WHEN lower({text}) = 'true' THEN 1 WHEN lower({text}) = 'false' THEN 0\n      \
             ELSE CASE {number} WHEN 1 THEN 1 WHEN 0 THEN 0 END END"
        )
    }

    pub(super) fn values(&self) -> Result<Step, Problem> {
        let positive = match self.spec.positive.as_deref().map(str::trim) {
            None => self.truth("label"),
            // Beside the named text there is one other, the negative one; a third stays null, and is a fault.
            Some(positive) => {
                let positive = self.dialect.text(positive)?;
                format!(
                    "CASE WHEN label = {positive} THEN 1 \
                     WHEN label = (SELECT min(label) FROM garant_cells WHERE label <> {positive}) THEN 0 END"
                )
            }
        };
        let mut columns = vec!["label".to_owned(), format!("{positive} AS positive")];
        if self.score.is_some() {
            let number = self.dialect.number("score_text");
            columns.push("score_text".to_owned());
            columns.push(format!("coalesce(score_number, {number}) AS score"));
        }
        if self.decision.is_some() {
            columns.push("decision".to_owned());
            columns.push(format!("{} AS flagged", self.truth("decision")));
        }
        columns.extend(self.each(|place| format!("g{place}")));
        Ok(Step {
            name: "garant_values",
            says: "What they say: an outcome and a decision are 1 or 0, a score is a number; null when they cannot be read.",
            columns,
            from: "garant_cells".to_owned(),
        })
    }

    pub(super) fn faults(&self) -> Result<Step, Problem> {
        let mut faults: Vec<String> = Vec::new();
        let mut fault = |when: &str, says: &str, column: &str, found: &str| {
            let says = self.dialect.text(&format!("Garant: {says} in {column}"))?;
            let found = if found.is_empty() {
                String::new()
            } else {
                format!(" || ': ' || {found}")
            };
            faults.push(format!("WHEN {when} THEN {says}{found}"));
            Ok::<(), Problem>(())
        };
        let mut columns = vec!["positive".to_owned()];
        if let Some(score) = self.score {
            columns.push("score".to_owned());
            fault("score_text IS NULL", "a row has no score", score, "")?;
            fault("score IS NULL", "a score is no number", score, "score_text")?;
            let outside = "NOT (score >= 0 AND score <= 1)";
            fault(outside, "a score is not from 0 to 1", score, "score_text")?;
        }
        if let Some(decision) = self.decision {
            columns.push("flagged".to_owned());
            fault("decision IS NULL", "a row has no decision", decision, "")?;
            let says = "a decision is none of 1, 0, true, false";
            fault("flagged IS NULL", says, decision, "decision")?;
        }
        let label = &self.spec.label;
        if !self.spec.exclude_missing_label {
            fault("label IS NULL", "a row has no outcome", label, "")?;
        }
        let unknown = "label IS NOT NULL AND positive IS NULL";
        fault(unknown, "an outcome cannot be read", label, "label")?;
        columns.extend(self.each(|place| format!("g{place}")));
        columns.push(format!("CASE {} END AS fault", faults.join("\n      ")));
        Ok(Step {
            name: "garant_faults",
            says: "What is wrong with a row; null when nothing is.",
            columns,
            from: "garant_values".to_owned(),
        })
    }

    pub(super) fn rows(&self) -> Step {
        let mut columns = vec!["positive".to_owned()];
        match &self.spec.flag {
            Flag::Threshold(threshold) => {
                let threshold = format!("CAST('{threshold}' AS DOUBLE)");
                columns.push(format!(
                    "CASE WHEN score >= {threshold} THEN 1 ELSE 0 END AS flagged"
                ));
                columns.push(format!(
                    "CASE WHEN score = {threshold} THEN 1 ELSE 0 END AS tied"
                ));
            }
            Flag::Column(_) => {
                columns.push("flagged".to_owned());
                columns.push("0 AS tied".to_owned());
            }
        }
        if let Some(bins) = self.bins {
            let last = bins.saturating_sub(1);
            columns.push(format!(
                "CASE WHEN positive IS NOT NULL THEN least(CAST(floor(score * {bins}) AS INTEGER), {last}) END AS bin"
            ));
            let unit = format!("CAST('{UNIT}' AS DOUBLE)");
            let half = "CAST('0.5' AS DOUBLE)";
            columns.push(format!(
                "CAST(floor(score * {unit} + {half}) AS BIGINT) AS score_units"
            ));
            columns.push(format!(
                "CAST(floor((score - positive) * (score - positive) * {unit} + {half}) AS BIGINT) AS error_units"
            ));
            columns.push("CASE WHEN score <= 0 OR score >= 1 THEN 1 ELSE 0 END AS ends".to_owned());
        } else {
            columns.push("CAST(NULL AS INTEGER) AS bin".to_owned());
        }
        columns.extend(self.each(|place| format!("g{place}")));
        Step {
            name: "garant_rows",
            says: "A faulty row stops the query. Scores and squared errors are whole numbers of billionths: their sums are exact.",
            columns,
            from: format!(
                "garant_faults\n  WHERE CASE WHEN fault IS NULL THEN TRUE ELSE {}(fault) END",
                self.dialect.fail()
            ),
        }
    }
}
