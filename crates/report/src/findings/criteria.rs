//! A row a criterion, with its checks in one cell.

use super::{BETWEEN, Sheet, Table, code, lines, named, of};
use crate::lang::Words;
use crate::message::Message;
use crate::view::View;

/// The columns, in order.
pub const COLUMNS: [&str; 29] = [
    "criterion",
    "code",
    "title",
    "level_code",
    "level",
    "verdict_code",
    "verdict",
    "reason_code",
    "reason",
    "remedy",
    "checks",
    "question",
    "accepted_until",
    "disposition",
    "draft",
    "footing_code",
    "footing",
    "reviewed",
    "principle_code",
    "principle",
    "cens",
    "phase_code",
    "phase",
    "actors",
    "effort_code",
    "effort",
    "sources",
    "lines",
    "file",
];

/// Up to `remedy`.
const PRINTED: usize = 10;

/// The findings of a view, in its order.
pub(crate) fn table(view: &View<'_>, words: &Words) -> Table {
    let rows = view.cards.iter().map(|card| {
        let sheet = Sheet { view, words, card };
        row(&sheet)
    });
    Table {
        columns: &COLUMNS,
        printed: PRINTED,
        rows: rows.collect(),
    }
}

fn row(sheet: &Sheet<'_>) -> Vec<String> {
    let (view, card) = (sheet.view, sheet.card);
    let f = card.f;
    let footing = f.footing.map_or_else(String::new, code);
    let message = Message::new(view, card, sheet.words);
    let accepted = crate::message::waiver(view, card);
    let cens = f.cens.iter().map(|place| {
        let name = view.texts.cens.get(&place.principle);
        name.map_or(place.principle.as_str(), String::as_str)
    });
    let texts = view.texts;
    let reason = f.reason.as_deref().unwrap_or_default();
    let told = message.because.into_iter();
    let told = told.chain(message.checks).chain(message.figures);
    vec![
        f.criterion.clone(),
        f.code.clone(),
        card.t.title.clone(),
        f.level.clone(),
        of(&texts.levels, &f.level).to_owned(),
        card.state.to_owned(),
        card.verdict.clone(),
        reason.to_owned(),
        named(texts, "reason", reason),
        // Nothing is left to do where it is met or does not apply.
        message
            .remedy
            .map(|_| card.t.remedy.clone())
            .unwrap_or_default(),
        told.collect::<Vec<_>>().join(BETWEEN),
        card.t.question.clone().unwrap_or_default(),
        accepted.map_or_else(String::new, |waiver| waiver.ends.clone()),
        code(f.disposition),
        f.draft.to_string(),
        footing.clone(),
        named(texts, "footing", &footing),
        f.footing
            .map_or_else(String::new, |_| f.reviewed.to_string()),
        f.principle.clone(),
        of(&texts.principles, &f.principle).to_owned(),
        cens.collect::<Vec<_>>().join(BETWEEN),
        f.phase.clone(),
        of(&texts.phases, &f.phase).to_owned(),
        sheet.actors(),
        f.effort.clone(),
        named(texts, "effort", &f.effort),
        sheet.sources(),
        lines(&card.lines),
        // The lines are those of the descriptor, also where they are entries that take a supplier's audit up.
        view.audit.descriptor.path.clone(),
    ]
}
