//! What is taken out of a text where a key moves.

use garant_source::{Span, Table, Tree};

use super::layout::Layout;
use super::path::find;

/// The lines of a statement and of the comments right above it; these comments, and what follows the value.
pub(super) fn statement_cut(
    layout: &Layout,
    lines: Span,
    value_end: usize,
) -> (Span, Vec<String>, String) {
    let mut at = lines.start;
    let mut above = Vec::new();
    while let Some(before) = at.checked_sub(1) {
        let start = layout.line_start(before);
        let free = layout.loose(Span::new(start, at));
        let Some((_, line)) = free.first() else {
            break;
        };
        if !line.trim_start().starts_with('#') {
            break;
        }
        above.insert(0, line.trim().to_owned());
        at = start;
    }
    let tail = layout.text.slice(Span::new(value_end, lines.end));
    let tail = tail.trim_end().to_owned();
    (Span::new(at, lines.end), above, tail)
}

/// A key with its value between braces, and one comma.
pub(super) fn braced_cut(layout: &Layout, path: &str, value: Span) -> Option<Span> {
    let key = key_span(&layout.root, path)?;
    let before = layout.all().get(..key.start)?;
    let at = before.rfind([',', '{'])?;
    if before.get(at..)?.starts_with(',') {
        return Some(Span::new(at, value.end));
    }
    let after = layout.all().get(value.end..)?;
    let rest = after.trim_start();
    let comma = if rest.starts_with(',') {
        after.len() - rest.len() + 1
    } else {
        0
    };
    Some(Span::new(at + 1, value.end + comma))
}

/// The last part of a key.
pub(super) fn key_span(root: &Table, path: &str) -> Option<Span> {
    let (table, key) = split(path);
    let table = if table.is_empty() {
        root
    } else {
        match &find(root, table)?.value {
            Tree::Table(table) => table,
            _ => return None,
        }
    };
    Some(table.entry(key)?.key_span)
}

/// The table, or the entry of a list, that a path is in, and its key there.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('.').unwrap_or(("", path))
}
