//! A row a step, for a spreadsheet. Codes stay codes, words are in the language of the sheet.

use garant_core::plan::Plan;

use super::sheet::Sheet;
use crate::findings::Table;

const COLUMNS: [&str; 18] = [
    "number",
    "kind",
    "kind-title",
    "level",
    "fact",
    "effort",
    "actor",
    "actor-title",
    "title",
    "path",
    "line",
    "wanted",
    "stated",
    "criteria",
    "serves",
    "changes",
    "failing-left",
    "undetermined-left",
];

/// What stands between the items of a cell.
const BETWEEN: &str = " | ";

pub(super) fn table(plan: &Plan, sheet: &Sheet) -> Table {
    let rows = sheet.groups.iter().flat_map(|group| &group.rows);
    let rows = plan.steps.iter().zip(rows).map(|(step, row)| {
        let wanted = row.wanted.iter().map(|(name, said)| {
            if name.is_empty() {
                said.clone()
            } else {
                format!("{name} – {said}")
            }
        });
        let codes = step.serves.iter().map(|serves| serves.code.clone());
        let serves = row
            .serves
            .iter()
            .map(|(code, said)| format!("{code} – {said}"));
        vec![
            step.number.to_string(),
            step.kind.code().to_owned(),
            row.kind.clone(),
            step.level.clone(),
            step.fact.to_string(),
            step.effort.clone(),
            step.actor.clone(),
            row.actor.clone(),
            row.title.clone(),
            row.path.clone(),
            row.line.map_or_else(String::new, |line| line.to_string()),
            wanted.collect::<Vec<_>>().join(BETWEEN),
            row.stated.clone(),
            codes.collect::<Vec<_>>().join(BETWEEN),
            serves.collect::<Vec<_>>().join(BETWEEN),
            row.changes.clone(),
            step.left.failing.to_string(),
            step.left.undetermined.to_string(),
        ]
    });
    Table {
        columns: &COLUMNS,
        printed: COLUMNS.len(),
        rows: rows.collect(),
    }
}
