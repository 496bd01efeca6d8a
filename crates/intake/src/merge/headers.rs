//! Headers that new answers need.

use garant_rules::Catalog;
use garant_source::Span;

use super::item::entry;
use super::layout::Layout;
use super::place::{Place, first_entry, header, next_entry, place};
use super::write::apply;

/// Writes the headers that new answers need, and gives the layout of the result.
pub(super) fn headers(catalog: &Catalog, text: &mut String, paths: &[&str]) -> Layout {
    let mut layout = Layout::of(text);
    // Entries first: what stands in a table above them is put in before their headers.
    let mut lists: Vec<(&str, usize)> = Vec::new();
    for path in paths {
        let Some((list, index, _)) = entry(path) else {
            continue;
        };
        if matches!(place(&layout, path), Place::Inline(_)) {
            continue;
        }
        match lists.iter_mut().find(|(known, _)| *known == list) {
            Some((_, most)) => *most = index.max(*most),
            None => lists.push((list, index)),
        }
    }
    for (list, most) in lists {
        let own = format!("[[{list}]]");
        if count(&layout, list) == 0 {
            let (at, apart) = first_entry(catalog, &layout, list);
            layout = begin(text, &layout, at, std::slice::from_ref(&own), apart);
        }
        let count = count(&layout, list);
        if let Some(more) = (most + 1).checked_sub(count).filter(|more| *more > 0) {
            let at = next_entry(catalog, &layout, list, count);
            layout = begin(text, &layout, at, &vec![own; more], true);
        }
    }
    for path in paths.iter().filter(|path| entry(path).is_none()) {
        if let Place::Header(table) = place(&layout, path) {
            let at = header(catalog, &layout, &table);
            layout = begin(text, &layout, at, &[format!("[{table}]")], true);
        }
    }
    layout
}

/// How many entries of a list have headers.
fn count(layout: &Layout, list: &str) -> usize {
    let own = |path: &str| {
        let rest = path
            .strip_prefix(list)
            .and_then(|rest| rest.strip_prefix('['));
        rest.is_some_and(|rest| rest.ends_with(']') && !rest.contains('.'))
    };
    let blocks = layout.blocks.iter();
    blocks
        .filter(|block| block.entry && own(&block.path))
        .count()
}

/// Puts headers in at the beginning of a line, set apart by empty lines where that is asked for.
fn begin(text: &mut String, layout: &Layout, at: usize, headers: &[String], apart: bool) -> Layout {
    let all = layout.all();
    let blank = |line: &str| line.trim().is_empty();
    let mut lines: Vec<String> = Vec::new();
    for header in headers {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(header.clone());
    }
    if apart {
        let before = all.get(..at).unwrap_or("");
        let last = before.lines().next_back().unwrap_or("");
        if !blank(last) {
            lines.insert(0, String::new());
        }
        let after = all.get(at..).unwrap_or("");
        if after.lines().next().is_some_and(|line| !blank(line)) {
            lines.push(String::new());
        }
    }
    let put = layout.lines(at, &lines);
    *text = apply(text, vec![(Span::new(at, at), put)]);
    Layout::of(text)
}
