//! The counts by stratum and bin, and the result as Garant reads it.

use super::select::{Select, Step};
use crate::predictions::Flag;
use crate::predictions::flat::{BY, IN, MARK};
use crate::problem::Problem;

impl Select<'_> {
    pub(super) fn counts(&self) -> Step {
        let sum = |when: &str, name: &str| {
            format!("CAST(sum(CASE WHEN {when} THEN 1 ELSE 0 END) AS BIGINT) AS {name}")
        };
        let mut columns = self.each(|place| format!("1 - GROUPING(g{place}) AS i{place}"));
        columns.extend(self.each(|place| format!("g{place}")));
        columns.push("bin".to_owned());
        columns.push(sum("positive = 1 AND flagged = 1", "tp"));
        columns.push(sum("positive = 0 AND flagged = 1", "fp"));
        columns.push(sum("positive = 0 AND flagged = 0", "tn"));
        columns.push(sum("positive = 1 AND flagged = 0", "fn"));
        columns.push(sum("positive IS NULL", "no_label"));
        columns.push(sum("positive IS NOT NULL AND tied = 1", "at_threshold"));
        if self.bins.is_some() {
            let total = |what: &str, name: &str| {
                format!(
                    "CAST(sum(CASE WHEN positive IS NOT NULL THEN {what} ELSE 0 END) AS BIGINT) AS {name}"
                )
            };
            columns.push(total("score_units", "score_sum"));
            columns.push(total("error_units", "squared_error"));
            columns.push(total("ends", "at_the_ends"));
        }
        let mut sets = vec!["(bin)".to_owned()];
        sets.extend(self.each(|place| format!("(g{place}, bin)")));
        for crossing in &self.spec.cross {
            let places = crossing.iter().filter_map(|name| {
                let mut groups = self.groups();
                groups.find(|(_, (own, _))| own == name)
            });
            let places: Vec<String> = places.map(|(place, _)| format!("g{place}")).collect();
            sets.push(format!("({}, bin)", places.join(", ")));
        }
        Step {
            name: "garant_counts",
            says: "Overall, by each attribute and by each crossing, and within them by score bin.",
            columns,
            from: format!(
                "garant_rows\n  GROUP BY GROUPING SETS ({})",
                sets.join(", ")
            ),
        }
    }

    pub(super) fn result(&self) -> Result<String, Problem> {
        let (spec, dialect) = (self.spec, self.dialect);
        let threshold = match spec.flag {
            Flag::Threshold(threshold) => Some(threshold.to_string()),
            Flag::Column(_) => None,
        };
        let names: Vec<&String> = spec.groups.iter().map(|(name, _)| name).collect();
        let list = |value: serde_json::Value| value.to_string();
        let bins = self.bins.map_or_else(
            || "CAST(NULL AS INTEGER)".to_owned(),
            |bins| bins.to_string(),
        );
        let mut columns = vec![
            format!("1 AS {MARK}"),
            format!("{} AS label", dialect.text(&spec.label)?),
            format!("{} AS positive", dialect.maybe(spec.positive.as_deref())?),
            format!("{} AS score", dialect.maybe(spec.score.as_deref())?),
            // A text: an engine may write a number in its own way.
            format!("{} AS threshold", dialect.maybe(threshold.as_deref())?),
            format!("{} AS decision", dialect.maybe(self.decision)?),
            format!("{} AS unit", dialect.maybe(spec.unit.as_deref())?),
            format!("{bins} AS bins"),
            format!(
                "{} AS attributes",
                dialect.text(&list(serde_json::json!(names)))?
            ),
            format!(
                "{} AS crossings",
                dialect.text(&list(serde_json::json!(spec.cross)))?
            ),
        ];
        for (place, (name, _)) in self.groups() {
            columns.push(format!(
                "i{place} AS {}",
                dialect.name(&format!("{IN}{name}"))?
            ));
            columns.push(format!(
                "g{place} AS {}",
                dialect.name(&format!("{BY}{name}"))?
            ));
        }
        columns.push("bin, tp, fp, tn, fn, no_label, at_threshold".to_owned());
        columns.push(if self.bins.is_some() {
            "score_sum, squared_error, at_the_ends".to_owned()
        } else {
            let none = "CAST(NULL AS BIGINT)";
            format!("{none} AS score_sum, {none} AS squared_error, {none} AS at_the_ends")
        });
        let mut order = self.each(|place| format!("i{place}"));
        order.extend(self.each(|place| format!("g{place}")));
        order.push("bin".to_owned());
        Ok(format!(
            "SELECT\n  {}\nFROM garant_counts\nORDER BY {}",
            columns.join(",\n  "),
            order.join(", ")
        ))
    }
}
