//! A file for a session of the committee: what changed, what is open, reservations, accepted risks, evidence that expires, questions. The
//! opinion is the committee's: its boxes stay blank.

use std::collections::BTreeMap;
use std::rc::Rc;

use garant_core::Audit;
use garant_core::evidence::Evidence;
use garant_core::verdict::{Disposition, NotApplicable, Verdict};
use garant_core::waiver::State;
use garant_rules::Value;
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

/// A criterion that the declarant sets aside. Null where the file's readers may not see it.
#[derive(Serialize)]
struct Aside {
    code: String,
    title: String,
    why: Option<String>,
    /// Who reviewed it, as far as told.
    by: String,
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
    let catalog = sources.stated.catalog();
    let strongest = catalog.levels.first();
    let level = strongest.map_or("", |level| level.id.as_str());
    let judged = view.cards.iter().filter(|card| !card.f.draft);
    // An accepted risk changes no verdict: what it covers stays in the list.
    let is_open =
        |card: &&Rc<Card<'_>>| matches!(card.f.verdict, Verdict::NotMet | Verdict::Undetermined);
    let (mut open, mut others): (Vec<Rc<Card<'_>>>, Vec<Rc<Card<'_>>>) = judged
        .filter(is_open)
        .cloned()
        .partition(|card| card.f.level == level);
    open.sort_by_key(|card| (card.f.verdict, card.f.code.clone()));
    others.sort_by_key(|card| {
        let rank = catalog.level_rank(&card.f.level);
        (card.f.verdict, rank, card.f.code.clone())
    });
    let asked = open.iter().filter(|card| card.t.question.is_some());
    let changed = sources.changes;
    let changes = changed
        .map(|own| changes::sheet(own, lang, assets))
        .transpose()?;
    let title = strongest.map_or_else(String::new, |level| level.title.get(lang).to_lowercase());
    let met = view
        .cards
        .iter()
        .any(|card| !card.f.draft && card.f.level == level && card.f.verdict == Verdict::Met);
    let conclusion = headline(&open, met, &title, &words);
    let seen = view::value_with(&view, &Shelf::new(assets), |card| {
        vec![
            // What changed since the older audit, and its day; null where none was given.
            ("changes", own(changes.map(|(sheet, _)| sheet))),
            ("since", own(changed.map(|own| &own.old.as_of))),
            // The name of the strongest level, its open criteria, not met first, and those that have a question.
            ("level", own(title)),
            ("headline", own(conclusion)),
            ("open", open.iter().map(|own| card(own)).collect()),
            ("asked", asked.map(|own| card(own)).collect()),
            // The open criteria of other levels, and how many of them have which verdict.
            ("others", others.iter().map(|own| card(own)).collect()),
            (
                "others_count",
                own([Verdict::NotMet, Verdict::Undetermined].map(|verdict| count(&others, verdict))),
            ),
            // Until when the risk of a criterion is accepted.
            ("accepted", own(accepted(audit))),
            // The suppliers of the tools whose audits are taken up.
            ("suppliers", own(suppliers(audit))),
            // What the declarant sets aside, with why and who reviewed it.
            ("aside", own(aside(sources, &view, &words))),
            // Pieces of evidence with an end, the nearest first.
            ("ends", own(ends(&audit.evidence, &audit.as_of))),
        ]
    });
    rendered(Kind::Committee, seen, format, &words, assets)
}

fn count(cards: &[Rc<Card<'_>>], verdict: Verdict) -> usize {
    cards
        .iter()
        .filter(|card| card.f.verdict == verdict)
        .count()
}

/// What is open at the strongest level, accepted risks counted.
fn headline(open: &[Rc<Card<'_>>], met: bool, level: &str, words: &Words) -> String {
    let fails = count(open, Verdict::NotMet);
    let unknown = count(open, Verdict::Undetermined);
    let waived = open
        .iter()
        .filter(|card| card.f.disposition == Disposition::Waived)
        .count();
    let mut said = String::new();
    if fails > 0 {
        let key = if waived > 0 {
            "committee.fails-waived"
        } else {
            "committee.fails"
        };
        said.push_str(&words.count(key, fails));
    }
    if unknown > 0 {
        let key = if fails > 0 {
            "conclusion.also-undetermined"
        } else {
            "conclusion.inconclusive"
        };
        let space = if fails > 0 { " " } else { "" };
        said.push_str(&format!("{space}{}", words.count(key, unknown)));
    }
    if said.is_empty() {
        let key = if met {
            "committee.none-open"
        } else {
            "conclusion.nothing"
        };
        said.push_str(words.get(key));
    }
    let level = words.fill("conclusion.level", &[("level", level)]);
    garant_rules::words::fill(&said, &[("level", &level), ("waived", &waived.to_string())])
}

/// The last day of the accepted risks that cover a criterion: the nearest, for the cover ends with it.
fn accepted(audit: &Audit) -> BTreeMap<&str, &str> {
    let mut ends: BTreeMap<&str, &str> = BTreeMap::new();
    for waiver in &audit.waivers {
        let waived = audit.findings.iter().any(|finding| {
            finding.criterion == waiver.criterion && finding.disposition == Disposition::Waived
        });
        if waived && waiver.state == State::InForce {
            let end = ends.entry(&waiver.criterion).or_insert(&waiver.ends);
            *end = (*end).min(&waiver.ends);
        }
    }
    ends
}

/// Who supplies each tool whose audit is taken up, by what a card calls the tool.
fn suppliers(audit: &Audit) -> BTreeMap<&str, &str> {
    let own = audit.takes_up.iter().filter_map(|entry| {
        let provider = entry.provider.as_deref()?;
        Some((entry.system.as_deref().unwrap_or(&entry.path), provider))
    });
    own.collect()
}

/// What the declarant sets aside.
fn aside(sources: &Sources<'_>, view: &View<'_>, words: &Words) -> Vec<Aside> {
    let stated = sources.stated;
    let entries = stated.entries("not-applicable");
    let mut told = Vec::new();
    for card in &view.cards {
        if card.f.draft || card.f.reason.as_deref() != Some(NotApplicable::Claimed.code()) {
            continue;
        }
        let claims = |entry: &&String| {
            stated.text(&format!("{entry}.criterion")) == Some(card.f.criterion.as_str())
        };
        let entry = entries.iter().find(claims);
        let said = |key: &str| {
            let path = format!("{}.{key}", entry?);
            match stated.shown(&path, sources.audit.audience)? {
                Value::Text(text) => Some(text.clone()),
                Value::Date(date) => Some(words.date(&date.to_string())),
                _ => None,
            }
        };
        let by = ["reviewed-by.name", "reviewed-by.role", "reviewed-by.on"];
        let by: Vec<String> = by.into_iter().filter_map(said).collect();
        told.push(Aside {
            code: card.f.code.clone(),
            title: card.t.title.clone(),
            why: said("reason"),
            by: by.join(", "),
        });
    }
    told
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
