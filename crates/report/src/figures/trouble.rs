//! What is wrong with a table, in sentences: the problem, then the rows at fault.

use garant_core::measures::Trouble;
use garant_source::visible::visible;

use super::say;
use crate::lang::Words;

/// What is wrong, and what to do; then the first rows at fault, and how many more there are.
pub(crate) fn sentences(trouble: &Trouble, words: &Words) -> Vec<String> {
    let args: Vec<(String, String)> = trouble
        .args
        .iter()
        .map(|(name, value)| (name.clone(), visible(value, false)))
        .collect();
    let args: Vec<(&str, &str)> = args
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let mut said = vec![words.fill(&format!("measure.problem.{}", trouble.code), &args)];
    for fault in &trouble.faults {
        let hidden = words.get("measure.fault-hidden");
        let found = fault
            .found
            .as_deref()
            .map_or_else(|| hidden.to_owned(), say::name);
        let what = words.fill(
            &format!("measure.fault.{}", fault.code),
            &[("found", &found)],
        );
        let row = words.integer(fault.row);
        let key = if fault.column.is_some() {
            "measure.fault-in-column"
        } else {
            "measure.fault-in-row"
        };
        let column = fault.column.as_deref().map(say::name).unwrap_or_default();
        said.push(words.fill(key, &[("row", &row), ("column", &column), ("what", &what)]));
    }
    let told = trouble.faults.len() as u64;
    if trouble.total > told && told > 0 {
        let rest = words.integer(trouble.total - told);
        said.push(words.fill("measure.fault-more", &[("n", &rest)]));
    }
    said
}
