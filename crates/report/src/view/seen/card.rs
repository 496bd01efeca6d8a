//! A card as a template gets it, without what it tells twice.

use garant_core::finding::{CheckResult, Finding, Placement};
use garant_core::takeup::Taken;
use garant_core::verdict::{Disposition, Verdict};
use garant_rules::{Footing, Truth};
use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::shelf::{Held, Shelf};
use crate::figures::compared::Said;
use crate::view::card::{Card, Checked};
use crate::view::{Asked, Group, Reads};

/// A card as a template gets it.
pub(super) fn of_card(card: &Card<'_>, shelf: &Shelf) -> Value {
    Value::from(Serde(One {
        f: Bare::new(card.f),
        t: shelf.value(card.t, Held::Criterion),
        state: card.state,
        verdict: &card.verdict,
        reason: &card.reason,
        anchor: &card.anchor,
        held: card.held,
        asked: card.asked,
        lines: &card.lines,
        figures: &card.figures,
        actors: &card.actors,
        requires: card.requires,
        asks: &card.asks,
        groups: &card.groups,
        applies: &card.applies,
        checks: card.checks.iter().map(Check::new).collect(),
        reads: &card.reads,
        found: &card.found,
        tools: &card.tools,
        gist: card.gist,
        first_step: card.first_step,
        evidence: &card.evidence,
    }))
}

/// A card; see [`Card`] for its parts.
#[derive(Serialize)]
struct One<'a> {
    f: Bare<'a>,
    t: Value,
    state: &'static str,
    verdict: &'a str,
    reason: &'a str,
    anchor: &'a str,
    held: usize,
    asked: usize,
    lines: &'a [usize],
    figures: &'a [Said],
    actors: &'a [&'a str],
    requires: bool,
    asks: &'a [Asked],
    groups: &'a [Group],
    applies: &'a Reads,
    checks: Vec<Check<'a>>,
    reads: &'a Reads,
    found: &'a str,
    tools: &'a [&'a str],
    gist: &'a str,
    first_step: &'a str,
    evidence: &'a [usize],
}

/// A finding without what it read and the texts that ask, which its card tells.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Bare<'a> {
    criterion: &'a str,
    code: &'a str,
    principle: &'a str,
    cens: &'a [Placement],
    phase: &'a str,
    level: &'a str,
    draft: bool,
    effort: &'a str,
    verdict: Verdict,
    reason: Option<&'a str>,
    disposition: Disposition,
    opens_gate: bool,
    footing: Option<Footing>,
    reviewed: bool,
    actors: &'a [String],
    taken: &'a [Taken],
    wording_reviewed_by: Option<&'a str>,
}

impl<'a> Bare<'a> {
    fn new(own: &'a Finding) -> Self {
        Self {
            criterion: &own.criterion,
            code: &own.code,
            principle: &own.principle,
            cens: &own.cens,
            phase: &own.phase,
            level: &own.level,
            draft: own.draft,
            effort: &own.effort,
            verdict: own.verdict,
            reason: own.reason.as_deref(),
            disposition: own.disposition,
            opens_gate: own.opens_gate,
            footing: own.footing,
            reviewed: own.reviewed,
            actors: &own.actors,
            taken: &own.taken,
            wording_reviewed_by: own.wording_reviewed_by.as_deref(),
        }
    }
}

/// A check with its words.
#[derive(Serialize)]
struct Check<'a> {
    c: Outcome<'a>,
    says: &'a str,
    truth: &'static str,
    reads: &'a Reads,
}

impl<'a> Check<'a> {
    fn new(own: &'a Checked<'_>) -> Self {
        Self {
            c: Outcome::new(own.c),
            says: own.says,
            truth: own.truth,
            reads: &own.reads,
        }
    }
}

/// A check's result without what it read.
#[derive(Serialize)]
struct Outcome<'a> {
    id: &'a str,
    asked: bool,
    truth: Truth,
    reason: Option<&'a str>,
    footing: Option<Footing>,
    reviewed: bool,
}

impl<'a> Outcome<'a> {
    fn new(own: &'a CheckResult) -> Self {
        Self {
            id: &own.id,
            asked: own.asked,
            truth: own.truth,
            reason: own.reason.as_deref(),
            footing: own.footing,
            reviewed: own.reviewed,
        }
    }
}
