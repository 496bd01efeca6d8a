//! A step of a plan.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::wish::Wish;
use crate::verdict::Verdict;

/// What kind of step it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// State what is so: nothing is known of it yet.
    Answer,
    /// Attach a document.
    Attach,
    /// Put right a piece that is cited and proves nothing.
    Restore,
    /// Do it, then state it: what is stated does not suffice.
    Do,
    /// Make a table or a tally, and cite it.
    Measure,
    /// Do again, at a later date, what was done too early or too long ago.
    Again,
    /// Correct, restrict the use or tell the gap, then measure again: a figure lies beyond its limit, which stays.
    Correct,
    /// Ask the supplier for a new audit, and take it up.
    AskSupplier,
}

impl Kind {
    /// Its code, as in JSON and in the words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Attach => "attach",
            Self::Restore => "restore",
            Self::Do => "do",
            Self::Measure => "measure",
            Self::Again => "again",
            Self::Correct => "correct",
            Self::AskSupplier => "ask-supplier",
        }
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Step {
    /// Its place in the plan, from 1.
    pub number: usize,
    /// What kind of step it is.
    pub kind: Kind,
    /// Whether it states a fact that decides what applies.
    pub fact: bool,
    /// The strongest level of what it serves.
    pub level: String,
    /// The greatest effort of what it serves: `hours`, `days` or `weeks`.
    pub effort: String,
    /// Who does it.
    pub actor: String,
    /// The answers, in their order: one, or those of a new entry. None where a supplier is asked.
    pub answers: Vec<Wish>,
    /// The entry that is added to a list: `equity.commitments[0]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The document to attach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece: Option<Piece>,
    /// The path of the supplier's audit that is to be replaced; empty where none is taken up yet. Null where no supplier is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<String>,
    /// What stays open without it; never empty.
    pub serves: Vec<Serves>,
    /// What follows from each value, where it states a fact that decides what applies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
    /// The verdicts that change once it and all steps before it are done.
    pub turns: Vec<Turn>,
    /// What the gate still counts then.
    pub left: Left,
}

/// A document to attach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Piece {
    /// The id that the plan supposes.
    pub id: String,
    /// The kinds of document that usually carry it, the likeliest first.
    pub kinds: Vec<String>,
    /// The date that the plan supposes, where one counts.
    pub date: Option<String>,
}

/// A criterion that stays open without the step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Serves {
    /// Its id.
    pub criterion: String,
    /// Its code.
    pub code: String,
    /// The checks that do not hold without it, by id.
    pub checks: Vec<String>,
}

/// What follows from values of a fact, the descriptor being what it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Outcome {
    /// The values, from which the same follows.
    pub values: Vec<Json>,
    /// What follows of what the plan aims at.
    pub follows: Vec<Follow>,
    /// The steps that are no longer needed then, by number.
    pub falls: Vec<usize>,
}

/// A criterion under a value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Follow {
    /// Its id.
    pub criterion: String,
    /// Its code.
    pub code: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// Why it is undetermined or not applicable.
    pub reason: Option<String>,
    /// The checks that remain to be met or established, by id.
    pub checks: Vec<String>,
}

/// A verdict that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Turn {
    /// The criterion's id.
    pub criterion: String,
    /// Its code.
    pub code: String,
    /// The verdict before.
    pub from: Verdict,
    /// The verdict after.
    pub to: Verdict,
    /// Why it is undetermined or not applicable then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What a gate still counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Left {
    /// Criteria that are not met.
    pub failing: usize,
    /// Criteria to be established.
    pub undetermined: usize,
}
