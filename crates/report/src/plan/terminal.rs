//! For a terminal: the steps level by level, each with what it asks and what it changes.

use std::fmt::Write as _;

use garant_source::visible::visible;

use super::sheet::{Row, Sheet};
use crate::lang::Words;

pub(super) fn full(sheet: &Sheet, words: &Words) -> String {
    let mut out = String::new();
    let name = visible(&sheet.name, false);
    let title = words.fill("plan.title", &[("name", &name)]);
    let _ = writeln!(out, "{title}\n{}", visible(&sheet.sides, false));
    let _ = writeln!(out, "{}\n{}", sheet.before, sheet.after);
    if sheet.done {
        return out;
    }
    let _ = writeln!(out, "\n{}", sheet.caution);
    for group in &sheet.groups {
        let _ = writeln!(out, "\n{}", group.title);
        for row in &group.rows {
            out.push('\n');
            step(&mut out, row, words);
        }
    }
    blocked(&mut out, sheet, words);
    out
}

/// The steps alone.
pub(super) fn steps(sheet: &Sheet, words: &Words) -> String {
    let mut out = String::new();
    for row in sheet.groups.iter().flat_map(|group| &group.rows) {
        step(&mut out, row, words);
    }
    blocked(&mut out, sheet, words);
    out
}

fn step(out: &mut String, row: &Row, words: &Words) {
    let kind = &row.kind;
    let _ = writeln!(
        out,
        "{:>3}. {kind} – {}",
        row.number,
        visible(&row.title, false)
    );
    let mut line = |key: &str, said: &str| {
        let said = visible(said, false);
        let told = words.fill("plan.row", &[("name", words.get(key)), ("said", &said)]);
        let _ = writeln!(out, "     {told}");
    };
    for (name, said) in &row.wanted {
        if name.is_empty() {
            line("plan.label.wanted", said);
        } else {
            let both = words.fill("plan.row", &[("name", name), ("said", said)]);
            line("plan.label.wanted", &both);
        }
    }
    if !row.stated.is_empty() {
        line("plan.label.stated", &row.stated);
    }
    if !row.path.is_empty() {
        let place = match row.line {
            Some(at) => {
                let at = at.to_string();
                words.fill("plan.place", &[("path", &row.path), ("line", &at)])
            }
            None => row.path.clone(),
        };
        line("plan.label.place", &place);
    }
    for (code, said) in &row.serves {
        line("plan.label.serves", &format!("{code} – {said}"));
    }
    for (values, said) in &row.outcomes {
        let both = words.fill("plan.if", &[("values", values), ("said", said)]);
        line("plan.label.outcome", &both);
    }
    line("plan.label.who", &format!("{} – {}", row.actor, row.effort));
    for note in &row.notes {
        line("plan.label.note", note);
    }
    line(
        "plan.label.changes",
        &format!("{} {}", row.changes, row.left),
    );
}

fn blocked(out: &mut String, sheet: &Sheet, words: &Words) {
    if sheet.blocked.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", words.get("plan.blocked"));
    for (code, title, checks) in &sheet.blocked {
        let _ = writeln!(out, "  {code} {title}");
        if !checks.is_empty() {
            let _ = writeln!(out, "    {checks}");
        }
    }
}
