//! Figures for a terminal: aligned tables of at most 100 columns.

use std::fmt::Write as _;

use super::say::shorten;
use super::sheet::{Sheet, Table};
use crate::lang::Words;

/// The widest line.
const WIDTH: usize = 100;
/// Between two columns.
const GAP: usize = 2;
/// Before the name of a group, under its attribute.
const INDENT: &str = "  ";

/// Renders a sheet.
pub(super) fn render(sheet: &Sheet, words: &Words) -> String {
    let mut out = format!("{}\n", sheet.title);
    for note in &sheet.notes {
        out.push_str(&wrapped(note, "! ", INDENT));
    }
    for table in &sheet.tables {
        let _ = writeln!(out, "\n{}", table.title);
        out.push_str(&aligned(table));
    }
    let _ = writeln!(out, "\n{}", words.get("measure.title.conventions"));
    out.push_str(&wrapped(&sheet.conventions.join(" "), INDENT, INDENT));
    if !sheet.terms.is_empty() {
        let _ = writeln!(out, "\n{}", words.get("measure.title.terms"));
    }
    for term in &sheet.terms {
        let args = [("term", term.term.as_str()), ("says", &term.says)];
        let line = words.fill("measure.explained", &args);
        out.push_str(&wrapped(&line, INDENT, "    "));
    }
    out
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// The words of a text on lines of at most 100 columns. A word that is longer is cut into lines.
pub(crate) fn wrapped(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split(' ') {
        if !empty && width(&line) + 1 + width(word) > WIDTH {
            let _ = writeln!(out, "{line}");
            rest.clone_into(&mut line);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        for letter in word.chars() {
            if width(&line) == WIDTH {
                let _ = writeln!(out, "{line}");
                rest.clone_into(&mut line);
            }
            line.push(letter);
        }
        empty = false;
    }
    let _ = writeln!(out, "{}", line.trim_end());
    out
}

fn aligned(table: &Table) -> String {
    // Cells of text, such as the group that is served worst, share with the names of rows what numbers leave.
    let columns = table.columns.len().saturating_sub(1);
    let of = |index: usize| {
        table
            .rows
            .iter()
            .filter_map(move |row| row.cells.get(index))
    };
    let is_text = |index: usize| !table.numbers.get(index).copied().unwrap_or_default();
    let natural = |index: usize| {
        let title = table.columns.get(index + 1).map_or(0, |it| width(it));
        of(index)
            .map(|cell| width(&cell.text))
            .max()
            .unwrap_or(0)
            .max(title)
    };
    let indent = |under: bool| if under { INDENT } else { "" };
    let names = table.rows.iter();
    let names = names.map(|row| width(indent(row.under.is_some())) + width(&row.name));
    let title = table.columns.first().map_or(0, |it| width(it));
    let longest = names.max().unwrap_or(0).max(title);
    let numbers: usize = (0..columns)
        .filter(|index| !is_text(*index))
        .map(|index| natural(index) + GAP)
        .sum();
    let texts = (0..columns).filter(|index| is_text(*index)).count();
    let left = WIDTH.saturating_sub(numbers + texts * GAP);
    let first = longest.min((left / (texts + 1)).max(12));
    let others = left.saturating_sub(first) / texts.max(1);
    let widths: Vec<usize> = (0..columns)
        .map(|index| {
            if is_text(index) {
                natural(index).min(others.max(8))
            } else {
                natural(index)
            }
        })
        .collect();
    let mut out = String::new();
    let mut line = |name: &str, cells: &mut dyn Iterator<Item = (String, bool)>| {
        let mut text = format!("{name}{}", " ".repeat(first.saturating_sub(width(name))));
        for (room, (cell, right)) in widths.iter().zip(cells) {
            let cell = shorten(&cell, *room);
            let pad = " ".repeat(room.saturating_sub(width(&cell)));
            let (before, after) = if right {
                (pad, String::new())
            } else {
                (String::new(), pad)
            };
            let _ = write!(text, "{}{before}{cell}{after}", " ".repeat(GAP));
        }
        let _ = writeln!(out, "{}", text.trim_end());
    };
    let head = table.columns.first().cloned().unwrap_or_default();
    let titles = table.columns.iter().skip(1).enumerate();
    let mut titles = titles.map(|(index, title)| (title.clone(), !is_text(index)));
    line(&shorten(&head, first), &mut titles);
    let mut under: Option<&str> = None;
    for row in &table.rows {
        if row.under.as_deref() != under {
            under = row.under.as_deref();
            if let Some(attribute) = under {
                line(&shorten(attribute, WIDTH), &mut std::iter::empty());
            }
        }
        let indent = indent(row.under.is_some());
        let name = shorten(&row.name, first.saturating_sub(width(indent)));
        let cells = row.cells.iter().enumerate();
        // A word among numbers stands where they do.
        let mut cells = cells.map(|(index, cell)| (cell.text.clone(), !is_text(index)));
        line(&format!("{indent}{name}"), &mut cells);
    }
    out
}
