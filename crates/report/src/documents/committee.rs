//! A file for a session of the committee: what changed, what is open, reservations, accepted risks, evidence that expires, questions. The
//! opinion is the committee's: its boxes stay blank.

use std::rc::Rc;

use garant_core::evidence::Evidence;
use garant_core::verdict::{Disposition, Verdict};
use jiff::civil::Date;
use serde::Serialize;

use super::{Format, Kind, Sources, WriteError, Written, rendered};
use crate::assets::Assets;
use crate::changes;
use crate::lang::Words;
use crate::render::{Extent, RenderError};
use crate::view::{self, Card, Shelf, View, own};

/// A piece of evidence that expires.
#[derive(Serialize)]
struct Ends<'a> {
    piece: &'a Evidence,
    expires: &'a str,
    /// From the audit's date; negative when past.
    days: i32,
    /// Whether its last day is past.
    past: bool,
}

pub(super) fn write(
    sources: &Sources<'_>,
    format: Format,
    words: &Words,
    assets: &Assets,
) -> Result<Written, WriteError> {
    let audit = sources.audit;
    let lang = words.lang;
    let none = || RenderError::Language(lang.code());
    let texts = audit.texts.get(lang.code()).ok_or_else(none)?;
    let words = words.clone().with_choices(texts.words.clone());
    let view = View::new(audit, &words, Extent::Full).ok_or_else(none)?;
    let strongest = sources.stated.catalog().levels.first();
    let level = strongest.map_or("", |level| level.id.as_str());
    let mut open: Vec<Rc<Card<'_>>> = view.cards.clone();
    open.retain(|card| {
        !card.f.draft
            && card.f.level == level
            && card.f.disposition == Disposition::Open
            && matches!(card.f.verdict, Verdict::NotMet | Verdict::Undetermined)
    });
    open.sort_by_key(|card| (card.f.verdict, card.f.code.clone()));
    let asked = open.iter().filter(|card| card.t.question.is_some());
    let changed = sources.changes;
    let changes = changed
        .map(|own| changes::sheet(own, lang, assets))
        .transpose()?;
    let level = strongest.map_or_else(String::new, |level| level.title.get(lang).to_lowercase());
    let seen = view::value_with(&view, &Shelf::default(), |card| {
        vec![
            // What changed since the older audit, and its day; null where none was given.
            ("changes", own(changes.map(|(sheet, _)| sheet))),
            ("since", own(changed.map(|own| &own.old.as_of))),
            // The name of the strongest level, its open criteria, not met first, and those that have a question.
            ("level", own(level)),
            ("open", open.iter().map(|own| card(own)).collect()),
            ("asked", asked.map(|own| card(own)).collect()),
            // Pieces of evidence with an end, the nearest first.
            ("ends", own(ends(&audit.evidence, &audit.as_of))),
        ]
    });
    rendered(Kind::Committee, seen, format, &words, assets)
}

fn ends<'a>(evidence: &'a [Evidence], as_of: &str) -> Vec<Ends<'a>> {
    let Ok(now) = as_of.parse::<Date>() else {
        return Vec::new();
    };
    let told = evidence.iter().filter_map(|piece| {
        let expires = piece.expires.as_deref()?;
        let date: Date = expires.parse().ok()?;
        let days = now.until(date).ok()?.get_days();
        Some(Ends {
            piece,
            expires,
            days,
            past: days < 0,
        })
    });
    let mut ends: Vec<Ends<'_>> = told.collect();
    ends.sort_by(|a, b| (a.expires, &a.piece.id).cmp(&(b.expires, &b.piece.id)));
    ends
}
