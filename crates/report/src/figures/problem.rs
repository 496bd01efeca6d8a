//! What stops a measure, in sentences.

use garant_measure::Problem;
use garant_measure::problem::Fault;

use crate::lang::Words;

/// What is wrong, and what to do, without the rows at fault.
pub fn problem(problem: &Problem, words: &Words) -> String {
    let args = problem.args.iter();
    let args: Vec<(&str, &str)> = args.map(|(name, value)| (*name, value.as_str())).collect();
    words.fill(&format!("measure.problem.{}", problem.code), &args)
}

/// A row at fault, and what is wrong there.
pub fn fault(fault: &Fault, words: &Words) -> String {
    let key = format!("measure.fault.{}", fault.code);
    let what = words.fill(&key, &[("found", &fault.found)]);
    let row = fault.row.to_string();
    let key = match fault.column {
        Some(_) => "measure.fault-in-column",
        None => "measure.fault-in-row",
    };
    let column = fault.column.as_deref().unwrap_or_default();
    words.fill(key, &[("row", &row), ("column", column), ("what", &what)])
}
