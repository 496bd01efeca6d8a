//! A condition as it was judged, part by part: what is combined how, and what each leaf read.

use crate::answer::Reason;
use crate::facts::{Read, Scope};
use crate::operator::{Condition, Part};
use crate::truth::Truth;

/// A condition judged in a scope, with the conditions that it combines.
#[derive(Clone, Debug)]
pub struct Tree<'c> {
    /// The condition.
    pub condition: &'c Condition,
    /// The list that its relative paths belong to; empty at the root.
    pub list: String,
    /// The entry that it is judged for, where its list's entries are judged one by one: `deployment.sites[0]`.
    pub entry: Option<String>,
    /// Whether it only says which entries count.
    pub filter: bool,
    /// What is known.
    pub truth: Truth,
    /// Why it is unknown.
    pub reason: Option<Reason>,
    /// What it read, where it combines no other condition.
    pub reads: Vec<Read>,
    /// The conditions that it combines, in order.
    pub parts: Vec<Self>,
}

impl<'c> Tree<'c> {
    /// Judges a condition and all its parts.
    pub fn of(condition: &'c Condition, scope: Scope<'_>) -> Self {
        Self::part(
            &Part {
                condition,
                list: "",
                place: None,
                filter: false,
            },
            scope,
            "",
        )
    }

    fn part(part: &Part<'c>, scope: Scope<'_>, outer: &str) -> Self {
        let place = part.place.as_deref().unwrap_or(scope.place);
        let scope = Scope { place, ..scope };
        let list = if part.list.is_empty() {
            outer
        } else {
            part.list
        };
        let answer = part.condition.evaluate(scope);
        let parts = part.condition.parts(scope);
        Self {
            condition: part.condition,
            list: list.to_owned(),
            entry: part.place.clone(),
            filter: part.filter,
            truth: answer.truth,
            reason: answer.reason,
            reads: if parts.is_empty() {
                answer.reads
            } else {
                Vec::new()
            },
            parts: parts
                .iter()
                .map(|part| Self::part(part, scope, list))
                .collect(),
        }
    }
}
