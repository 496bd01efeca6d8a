//! The tables: by RFC 4180, with a byte order mark, and no cell that a spreadsheet would run.

use garant_core::portfolio::{Message, Portfolio, Shared, System};
use garant_core::score::Counts;
use garant_core::waiver::Effect;
use garant_rules::Lang;

use crate::figures::csv::cell;
use crate::findings::code;
use crate::render::Separator;

/// What stands between the items of a cell.
const BETWEEN: &str = " | ";

const SYSTEMS: [&str; 28] = [
    "path",
    "outcome",
    "id",
    "name",
    "version",
    "provider",
    "services",
    "services_from",
    "acts_as",
    "phase",
    "profile",
    "declared_by",
    "declared_on",
    "gate_level",
    "gate",
    "failing",
    "to_be_established",
    "status",
    "met",
    "not_met",
    "waived",
    "undetermined",
    "not_applicable",
    "met_declared",
    "met_documented",
    "met_measured",
    "line",
    "message",
];

const CRITERIA: [&str; 12] = [
    "criterion",
    "code",
    "title",
    "principle",
    "level",
    "draft",
    "systems",
    "not_met",
    "waived",
    "undetermined",
    "met",
    "not_applicable",
];

const DEADLINES: [&str; 12] = [
    "ends",
    "days_left",
    "window",
    "subject",
    "path",
    "system",
    "id",
    "detail",
    "state",
    "who",
    "role",
    "line",
];

/// A cell, written.
fn text(text: &str) -> String {
    cell(text)
}

/// A text that may not be stated.
fn stated(stated: Option<&String>) -> String {
    stated.map_or_else(String::new, |text| cell(text))
}

/// Not met and not waived: no two columns count the same.
fn open(counts: Counts) -> usize {
    counts.not_met.saturating_sub(counts.waived)
}

/// Where a system's services are stated.
fn services_from(system: &System) -> &'static str {
    match (system.services.is_empty(), system.service_from_register) {
        (true, _) => "",
        (_, true) => "register",
        _ => "descriptor",
    }
}

/// A number, which no spreadsheet runs, whatever its sign.
fn number<T: ToString + Copy>(number: T) -> String {
    number.to_string()
}

fn line(line: Option<usize>) -> String {
    line.map_or_else(String::new, number)
}

fn codes(codes: &[Shared]) -> String {
    cell(&codes.join(BETWEEN))
}

fn written<const N: usize>(
    columns: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
    separator: Separator,
) -> String {
    let between = separator.text();
    let mut out = format!("\u{feff}{}\r\n", columns.join(between));
    for row in rows {
        out.push_str(&row.join(between));
        out.push_str("\r\n");
    }
    out
}

pub(super) fn systems(portfolio: &Portfolio, lang: Lang, separator: Separator) -> String {
    let audited = portfolio.systems.iter().map(|system| {
        let (gate, counts) = (&system.gate, system.counts);
        [
            text(&system.path),
            text("audited"),
            stated(system.id.as_ref()),
            stated(system.name.as_ref()),
            stated(system.version.as_ref()),
            stated(system.provider.as_ref()),
            text(&system.services.join(BETWEEN)),
            text(services_from(system)),
            stated(system.acts_as.as_ref()),
            stated(system.phase.as_ref()),
            text(&system.profile),
            stated(system.declaration.by.as_ref()),
            stated(system.declaration.on.as_ref()),
            text(&gate.level),
            text(&code(gate.state)),
            codes(&gate.failing),
            codes(&gate.undetermined),
            text(system.status.code()),
            number(counts.met),
            number(open(counts)),
            number(counts.waived),
            number(counts.undetermined),
            number(counts.not_applicable),
            number(system.footings.declared),
            number(system.footings.documented),
            number(system.footings.measured),
            String::new(),
            String::new(),
        ]
    });
    let refused = portfolio.refused.iter().map(|refused| {
        let mut row = [const { String::new() }; SYSTEMS.len()];
        let errors = refused.messages.iter();
        let says = errors.map(|message| said(message, lang));
        let says = says.collect::<Vec<_>>().join(BETWEEN);
        let first = refused.messages.first().and_then(|message| message.line);
        let [path, outcome, .., at, message] = &mut row;
        (*path, *outcome) = (text(&refused.path), text("refused"));
        (*at, *message) = (line(first), text(&says));
        row
    });
    let register = portfolio.register.iter();
    let never = register.flat_map(|register| &register.never_audited);
    let never = never.map(|entry| {
        let mut row = [const { String::new() }; SYSTEMS.len()];
        let [_, outcome, id, name, _, _, services, from, ..] = &mut row;
        *outcome = text("never-audited");
        (*id, *name) = (text(&entry.id), text(&entry.name));
        *services = text(&entry.service);
        if !entry.service.is_empty() {
            *from = text("register");
        }
        row
    });
    written(SYSTEMS, audited.chain(refused).chain(never), separator)
}

/// A message with its line, in a language.
fn said(message: &Message, lang: Lang) -> String {
    let says = match lang {
        Lang::Fr => &message.fr,
        Lang::En => &message.en,
    };
    match message.line {
        Some(line) => format!("{line}: {says}"),
        None => says.clone(),
    }
}

pub(super) fn criteria(portfolio: &Portfolio, lang: Lang, separator: Separator) -> String {
    let names = portfolio.texts.get(lang.code());
    let rows = portfolio.criteria.iter().map(|tally| {
        let title = names.and_then(|names| names.criteria.get(&*tally.code));
        [
            text(&tally.criterion),
            text(&tally.code),
            stated(title),
            text(&tally.principle),
            text(&tally.level),
            tally.draft.to_string(),
            number(tally.systems),
            number(open(tally.counts)),
            number(tally.counts.waived),
            number(tally.counts.undetermined),
            number(tally.counts.met),
            number(tally.counts.not_applicable),
        ]
    });
    written(CRITERIA, rows, separator)
}

pub(super) fn deadlines(portfolio: &Portfolio, separator: Separator) -> String {
    let names = portfolio.systems.iter();
    let names: std::collections::BTreeMap<&str, &str> = names
        .map(|system| (&*system.path, system.name.as_deref().unwrap_or_default()))
        .collect();
    let rows = portfolio.deadlines.iter().map(|one| {
        [
            text(&one.ends),
            number(one.days_left),
            text(one.window.code()),
            text(one.subject.code()),
            text(&one.path),
            text(names.get(&*one.path).copied().unwrap_or_default()),
            text(&one.id),
            stated(one.detail.as_ref()),
            text(one.effect.map_or("", Effect::code)),
            stated(one.who.as_ref()),
            text(one.role.code()),
            line(one.line),
        ]
    });
    written(DEADLINES, rows, separator)
}
