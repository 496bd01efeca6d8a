//! For a terminal: what got worse first, each with the line that changed it, then what changed beside, then the counts.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use garant_core::change::{Cause, Change, Changes, Given, Stated};
use garant_source::visible::visible;

use super::sheet::{Row, Said, Sheet};
use crate::lang::Words;
use crate::terminal::marked;

/// How many lines of a descriptor are shown for a criterion.
const SNIPPETS: usize = 3;

pub(super) fn full(sheet: &Sheet, changes: &Changes, words: &Words) -> String {
    let renderer = Renderer::styled();
    let mut out = String::new();
    for group in &sheet.groups {
        let level = match group.direction {
            "worse" => Level::ERROR,
            "newly-undetermined" => Level::WARNING,
            "better" => Level::HELP,
            _ => Level::INFO,
        };
        let key = format!("diff.one.{}", group.direction);
        let way = words.get(&key);
        for row in &group.rows {
            let level = level
                .clone()
                .with_name(words.label(&format!("{way} [{}]", row.code)));
            let mut shown = Group::with_title(level.primary_title(row.title.clone()));
            let own = changes.changed.get(row.index);
            for (line, source, start, end) in own.map(snippets).unwrap_or_default() {
                shown = shown.element(
                    Snippet::source(source)
                        .line_start(line)
                        .path(visible(&changes.new.name, false))
                        .annotation(AnnotationKind::Primary.span(start..end)),
                );
            }
            for (name, said) in notes(row, words) {
                shown = shown.element(Level::NOTE.with_name(words.label(&name)).message(said));
            }
            let _ = writeln!(out, "{}\n", renderer.render(&[shown]));
        }
    }
    for beside in sheet.beside.iter().chain(&sheet.alone) {
        let _ = writeln!(out, "{}", beside.title);
        for said in &beside.lines {
            let _ = writeln!(out, "  {}", lined(said, words));
        }
        out.push('\n');
    }
    let _ = writeln!(
        out,
        "{}",
        visible(&words.fill("diff.title", &[("name", &sheet.name)]), false)
    );
    let _ = writeln!(out, "{}", visible(&sheet.sides, false));
    for note in &sheet.notes {
        let _ = writeln!(out, "{}", visible(note, false));
    }
    let names = sheet
        .verdicts
        .iter()
        .map(|(name, _, _)| name.chars().count());
    let widest = names.max().unwrap_or_default();
    for (name, before, after) in &sheet.verdicts {
        let pad = widest.saturating_sub(name.chars().count());
        let _ = writeln!(out, "  {name}{} {before} → {after}", " ".repeat(pad));
    }
    let _ = writeln!(out, "{}", sheet.counts);
    if !sheet.gate.is_empty() {
        let _ = writeln!(out, "{}", sheet.gate);
    }
    for said in &sheet.gone {
        let _ = writeln!(out, "{said}");
    }
    if !sheet.audience.is_empty() {
        let _ = writeln!(out, "{}", sheet.audience);
    }
    out
}

/// From where to where, then why.
fn notes(row: &Row, words: &Words) -> Vec<(String, String)> {
    let verdict = words.get("diff.verdict").to_owned();
    let why = words.get("diff.why").to_owned();
    let mut notes = vec![(
        verdict,
        visible(
            &words.fill("diff.turned", &[("turn", &row.turn), ("level", &row.level)]),
            false,
        ),
    )];
    let causes = row.causes.iter();
    notes.extend(causes.map(|said| (why.clone(), lined(said, words))));
    notes
}

fn lined(said: &Said, words: &Words) -> String {
    let told = match said.line {
        Some(line) => words.fill(
            if said.old {
                "diff.at-old-line"
            } else {
                "diff.at-line"
            },
            &[("says", &said.says), ("line", &line.to_string())],
        ),
        None => said.says.clone(),
    };
    visible(&told, false)
}

/// The lines of the new descriptor that changed the verdict: the line, its text, and the place in it.
fn snippets(change: &Change) -> Vec<(usize, String, usize, usize)> {
    let mut found: Vec<(usize, String, usize, usize)> = Vec::new();
    for cause in &change.causes {
        let Cause::Answer { change, after, .. } = cause else {
            continue;
        };
        if *change == Given::Withdrawn {
            continue;
        }
        let Stated {
            line: Some(line),
            text: Some(text),
            column,
            end_column,
            ..
        } = after
        else {
            continue;
        };
        if found.iter().any(|known| known.0 == *line) {
            continue;
        }
        let end = end_column.unwrap_or(usize::MAX);
        let (source, start, end) = marked::marked(text, column.unwrap_or(1), end);
        found.push((*line, source, start, end));
    }
    found.truncate(SNIPPETS);
    found
}
