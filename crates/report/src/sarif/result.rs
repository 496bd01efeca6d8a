//! A finding as a result.

use garant_core::verdict::Verdict;
use garant_rules::answer::Reason;
use serde_json::{Map, Value, json};

use super::Maker;
use super::log::{Location, Message as Text, Outcome, Suppression};
use super::rule::{code, entry};
use crate::level::Level;
use crate::message::{Message, waiver};
use crate::place::Place;
use crate::view::Card;

/// A reader shows few places beside the first; all are in the JSON audit.
const RELATED: usize = 20;

/// A finding with its own kind.
pub(super) fn full(maker: &Maker<'_, '_>, card: &Card<'_>, index: usize) -> Outcome {
    let kind = match card.f.verdict {
        Verdict::Met => "pass",
        Verdict::NotMet => "fail",
        Verdict::NotApplicable => "notApplicable",
        // A person must judge what a declarant sets aside.
        Verdict::Undetermined
            if card.f.reason.as_deref() == Some(Reason::ClaimNotReviewed.code()) =>
        {
            "review"
        }
        Verdict::Undetermined => "open",
    };
    let level = match (kind, card.state) {
        ("fail", "waived") => "note",
        ("fail", _) => code(Level::of_finding(maker.view, card)),
        _ => "none",
    };
    Outcome {
        suppressions: Some(suppressions(maker, card)),
        ..outcome(maker, card, index, kind, level)
    }
}

/// An open finding as an alert: what remains to be established is never an error.
pub(super) fn alert(maker: &Maker<'_, '_>, card: &Card<'_>, index: usize) -> Outcome {
    let level = code(Level::of_finding(maker.view, card));
    outcome(maker, card, index, "fail", level)
}

fn outcome(
    maker: &Maker<'_, '_>,
    card: &Card<'_>,
    index: usize,
    kind: &'static str,
    level: &'static str,
) -> Outcome {
    let view = maker.view;
    let told = Message::new(view, card, maker.words);
    let file = &view.audit.descriptor.path;
    Outcome {
        rule_id: card.f.criterion.clone(),
        rule_index: index,
        kind,
        level,
        message: Text::plain(told.text()),
        locations: [Location::of(Place::first(view, card))],
        related_locations: related(maker, card),
        // Neither lines nor words: it stays the same while the file is edited and the catalog's wording improves.
        partial_fingerprints: entry(
            "garantCriterion/v1",
            json!(format!("{} {file}", card.f.criterion)),
        ),
        suppressions: None,
        properties: properties(card),
    }
}

/// The other places that decided, then the evidence that was read.
fn related(maker: &Maker<'_, '_>, card: &Card<'_>) -> Vec<Location> {
    let first = Place::first(maker.view, card);
    let places = Place::all(maker.view, card).into_iter();
    let places = places.filter(|place| *place != first);
    let pieces = card.evidence.iter().filter_map(|number| {
        let (path, index) = maker.artifacts.piece(number.checked_sub(1)?)?;
        Some(Location::whole(path, index))
    });
    let all = places.take(RELATED).map(Location::of).chain(pieces);
    all.enumerate()
        .map(|(number, location)| Location {
            id: Some(number + 1),
            ..location
        })
        .collect()
}

fn suppressions(maker: &Maker<'_, '_>, card: &Card<'_>) -> Vec<Suppression> {
    let found = waiver(maker.view, card);
    let told = found.zip(Message::new(maker.view, card, maker.words).waiver);
    told.map(|(waiver, justification)| Suppression {
        kind: "external",
        status: "accepted",
        justification,
        properties: entry("ends", json!(waiver.ends)),
    })
    .into_iter()
    .collect()
}

/// Codes, as in the JSON audit.
fn properties(card: &Card<'_>) -> Map<String, Value> {
    let f = card.f;
    let checks: Vec<Value> = f
        .checks
        .iter()
        .filter(|check| check.asked)
        .map(|check| {
            json!({ "check": check.id, "truth": check.truth.code(), "reason": check.reason })
        })
        .collect();
    let all = json!({
        "criterion": f.code,
        "verdict": card.state,
        "reason": f.reason,
        "principle": f.principle,
        "level": f.level,
        "draft": f.draft,
        "checks": checks,
    });
    match all {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
