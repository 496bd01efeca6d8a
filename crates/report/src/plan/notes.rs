//! What a reader has to know before doing a step.

use garant_core::plan::{Asked, Kind, Plan, Step, Wish};
use garant_rules::criterion::Criterion;

use super::said::Speaker;
use crate::lang::Words;

/// What a reader has to know before doing a step.
pub(super) fn notes(step: &Step, plan: &Plan, speaker: &Speaker<'_>) -> Vec<String> {
    let words = speaker.words;
    let mut keys = Vec::new();
    if step.fact {
        keys.push("plan.note.fact");
    }
    // An answer that has to lie before a day that is past is one only if it is so.
    let bounded = step.answers.iter().any(|wish| {
        let past = |asked: &Asked| match asked {
            Asked::Days {
                until: Some(until), ..
            } => *until < plan.as_of,
            _ => false,
        };
        wish.stated.is_null() && wish.wanted.iter().any(past)
    });
    let body = body(step, words);
    if bounded {
        keys.push("plan.note.before");
    } else if body.is_none()
        && step.kind == Kind::Answer
        && step.answers.iter().any(may_be_otherwise)
    {
        keys.push("plan.note.otherwise");
    }
    match step.kind {
        Kind::Do if body.is_some() => {}
        Kind::Do if of_a_record(step) => keys.push("plan.note.record"),
        Kind::Do => keys.push("plan.note.do"),
        Kind::Again => keys.push("plan.note.again"),
        Kind::Correct if straddles(step) => keys.push("plan.note.correct-open"),
        Kind::Correct => keys.push("plan.note.correct"),
        Kind::Measure => keys.push("plan.note.measure"),
        Kind::Restore => keys.push("plan.note.restore"),
        Kind::AskSupplier => keys.push("plan.note.supplier"),
        _ => {}
    }
    let notes = keys.into_iter().map(|key| words.get(key).to_owned());
    let mut notes: Vec<String> = notes.collect();
    if let Some(body) = body {
        let key = if step.answers.iter().any(|wish| wish.path.contains('[')) {
            "plan.note.decided"
        } else {
            "plan.note.decided-alone"
        };
        notes.push(words.fill(key, &[("body", body)]));
    }
    if step.kind == Kind::Correct {
        notes.extend(remedies(step, speaker));
    }
    notes
}

/// Whether an answer that is not stated is wanted to be a certain one: an act done, a day, a choice. What is true may be another.
fn may_be_otherwise(wish: &Wish) -> bool {
    wish.stated.is_null()
        && wish.wanted.iter().any(|asked| {
            !matches!(
                asked,
                Asked::Stated | Asked::Proof | Asked::Figure { .. } | Asked::FewEntries { .. }
            )
        })
}

/// Whether what is stated is of an entry of a list: it may tell of an act that has its own date.
fn of_a_record(step: &Step) -> bool {
    let mut stated = step.answers.iter().filter(|wish| !wish.stated.is_null());
    step.entry.is_none() && stated.any(|wish| wish.path.contains(']'))
}

/// Whether the interval of what was found reaches back across the limit.
fn straddles(step: &Step) -> bool {
    let mut wanted = step.answers.iter().flat_map(|wish| &wish.wanted);
    wanted.any(|asked| {
        matches!(
            asked,
            Asked::Figure {
                undecided: true,
                ..
            }
        )
    })
}

/// The body whose decision a step tells, in words.
pub(super) fn body<'s>(step: &'s Step, words: &Words) -> Option<&'s str> {
    let own = step
        .answers
        .iter()
        .find_map(|wish| wish.decided_by.as_ref());
    own.map(|body| body.get(words.lang))
}

/// What the catalog says to do for the criteria of a step.
fn remedies(step: &Step, speaker: &Speaker<'_>) -> Vec<String> {
    let own = step.serves.iter().filter_map(|serves| {
        let own = speaker.catalog.criterion(&serves.criterion)?;
        Some(remedy(own, speaker))
    });
    own.collect()
}

/// The remedy of a criterion.
pub(super) fn remedy(criterion: &Criterion, speaker: &Speaker<'_>) -> String {
    let words = speaker.words;
    let remedy = criterion.remedy.get(words.lang);
    let args = [("code", criterion.code.as_str()), ("remedy", remedy)];
    words.fill("plan.note.remedy", &args)
}
