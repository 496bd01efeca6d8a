//! A card as a template gets it: its parts are found by name without going through the others.

use std::sync::Arc;

use garant_core::finding::{CheckResult, Finding};
use minijinja::Value;
use minijinja::value::{Enumerator, Object};

use super::own;
use super::shelf::{Held, Shelf};
use crate::view::card::{Card, Checked};

pub(super) fn of_card(card: &Card<'_>, shelf: &Shelf) -> Value {
    Value::from_object(One {
        f: of_finding(card.f),
        t: shelf.value(card.t, Held::Criterion),
        state: own(card.state),
        verdict: own(&card.verdict),
        reason: own(&card.reason),
        anchor: own(&card.anchor),
        held: own(card.held),
        asked: own(card.asked),
        lines: own(&card.lines),
        figures: own(&card.figures),
        actors: own(&card.actors),
        requires: own(card.requires),
        asks: own(&card.asks),
        groups: own(&card.groups),
        applies: own(&card.applies),
        checks: card.checks.iter().map(of_check).collect(),
        reads: own(&card.reads),
        found: own(&card.found),
        tools: own(&card.tools),
        gist: own(card.gist),
        first_step: own(card.first_step),
        evidence: own(&card.evidence),
    })
}

/// A finding without what it read and the texts that ask, which its card tells.
fn of_finding(finding: &Finding) -> Value {
    Value::from_object(Bare {
        criterion: own(&finding.criterion),
        code: own(&finding.code),
        principle: own(&finding.principle),
        cens: own(&finding.cens),
        phase: own(&finding.phase),
        level: own(&finding.level),
        draft: own(finding.draft),
        effort: own(&finding.effort),
        verdict: own(finding.verdict),
        reason: own(&finding.reason),
        disposition: own(finding.disposition),
        opens_gate: own(finding.opens_gate),
        footing: own(finding.footing),
        reviewed: own(finding.reviewed),
        actors: own(&finding.actors),
        taken: own(&finding.taken),
        wording_reviewed_by: own(&finding.wording_reviewed_by),
    })
}

fn of_check(checked: &Checked<'_>) -> Value {
    Value::from_object(Check {
        c: of_outcome(checked.c),
        says: own(checked.says),
        truth: own(checked.truth),
        reads: own(&checked.reads),
    })
}

/// A check's result without what it read.
fn of_outcome(result: &CheckResult) -> Value {
    Value::from_object(Outcome {
        id: own(&result.id),
        asked: own(result.asked),
        truth: own(result.truth),
        reason: own(&result.reason),
        footing: own(result.footing),
        reviewed: own(result.reviewed),
    })
}

/// Values by names that are known when the program is built: one is found without going through the others.
macro_rules! parts {
    ($(#[$doc:meta])* $noun:ident { $($field:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug)]
        struct $noun {
            $($field: Value,)+
        }

        impl Object for $noun {
            fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
                self.get_value_by_str(key.as_str()?)
            }

            fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
                match key {
                    $($name => Some(self.$field.clone()),)+
                    _ => None,
                }
            }

            fn enumerate(self: &Arc<Self>) -> Enumerator {
                Enumerator::Str(&[$($name),+])
            }
        }
    };
}

parts! {
    /// A card; see [`Card`] for its parts.
    One {
        f = "f",
        t = "t",
        state = "state",
        verdict = "verdict",
        reason = "reason",
        anchor = "anchor",
        held = "held",
        asked = "asked",
        lines = "lines",
        figures = "figures",
        actors = "actors",
        requires = "requires",
        asks = "asks",
        groups = "groups",
        applies = "applies",
        checks = "checks",
        reads = "reads",
        found = "found",
        tools = "tools",
        gist = "gist",
        first_step = "first_step",
        evidence = "evidence",
    }
}

parts! {
    /// A finding.
    Bare {
        criterion = "criterion",
        code = "code",
        principle = "principle",
        cens = "cens",
        phase = "phase",
        level = "level",
        draft = "draft",
        effort = "effort",
        verdict = "verdict",
        reason = "reason",
        disposition = "disposition",
        opens_gate = "opens-gate",
        footing = "footing",
        reviewed = "reviewed",
        actors = "actors",
        taken = "taken",
        wording_reviewed_by = "wording-reviewed-by",
    }
}

parts! {
    /// A check with its words.
    Check { c = "c", says = "says", truth = "truth", reads = "reads", }
}

parts! {
    /// A check's result.
    Outcome {
        id = "id",
        asked = "asked",
        truth = "truth",
        reason = "reason",
        footing = "footing",
        reviewed = "reviewed",
    }
}
