//! A plan put into a text at its places.

use std::collections::BTreeMap;

use garant_core::descriptor::Descriptor;
use garant_rules::Catalog;
use garant_rules::catalog::declared;
use garant_source::Span;

use super::layout::{Layout, Statement, below, find};
use super::origin::{MARK, comment};
use super::place::{Place, below_its_comment, first_entry, header, inside_end, next_entry, place};
use super::plan::{Plan, Write, entry};
use crate::answer::Origin;

/// A replacement of the bytes of a span.
pub(super) type Edit = (Span, String);

/// The text of a descriptor with the answers of a plan.
pub(super) fn write(catalog: &Catalog, descriptor: &Descriptor, plan: &Plan) -> String {
    let mut text = replace(descriptor.text.as_str(), plan);
    let new: Vec<&Write> = plan
        .writes
        .iter()
        .filter(|write| write.replaces.is_none())
        .collect();
    let paths: Vec<&str> = new.iter().map(|write| write.path.as_str()).collect();
    let layout = headers(catalog, &mut text, &paths);
    let rank = |write: &&Write| {
        let form = declared(&write.path);
        let mut fields = catalog.fields();
        let field = fields.position(|field| field.path == form);
        (entry(&write.path).map(|(_, index, _)| index), field)
    };
    let mut new = new;
    new.sort_by_key(rank);
    let answers: Vec<New<'_>> = new
        .iter()
        .map(|write| New {
            path: &write.path,
            value: write.given.toml(),
            tail: String::new(),
            above: Above::Origin(&write.origin),
        })
        .collect();
    let edits = answers_in(&layout, &answers);
    apply(&text, edits)
}

/// A statement that is not there yet.
pub(super) struct New<'a> {
    pub(super) path: &'a str,
    /// As TOML.
    pub(super) value: String,
    /// What follows on its line: nothing, or a comment.
    pub(super) tail: String,
    pub(super) above: Above<'a>,
}

/// What stands above a new statement.
pub(super) enum Above<'a> {
    Origin(&'a Origin),
    Lines(Vec<String>),
}

impl Above<'_> {
    fn lines(&self, part: &str) -> Vec<String> {
        match self {
            Self::Origin(origin) => comment(origin, part).into_iter().collect(),
            Self::Lines(lines) => lines.clone(),
        }
    }
}

/// Puts edits in. Of those at one place, the first stays first.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.0.start);
    let mut text = text.to_owned();
    for (span, put) in edits.iter().rev() {
        // Spans are the parser's or those of lines, and so lie inside the text, on characters.
        text.replace_range(span.start..span.end, put);
    }
    text
}

fn replace(text: &str, plan: &Plan) -> String {
    let layout = Layout::of(text);
    let mut edits = Vec::new();
    for write in &plan.writes {
        let Some(replaced) = &write.replaces else {
            continue;
        };
        edits.push((replaced.span, write.given.toml()));
        if let Some(own) = layout.statement(replaced.span) {
            let part = part(own, &write.path);
            let said = comment(&write.origin, &part);
            edits.push(above(&layout, own, &part, said.as_deref()));
        }
    }
    apply(text, edits)
}

/// Which part of a statement's value a path is; empty for the whole.
fn part(statement: &Statement, path: &str) -> String {
    let rest = path.strip_prefix(statement.path.as_str()).unwrap_or("");
    rest.trim_start_matches('.').to_owned()
}

/// The origin of a statement, above it, in the place of the former origin of the same part.
fn above(layout: &Layout, statement: &Statement, part: &str, said: Option<&str>) -> Edit {
    let start = statement.lines.start;
    let indent = layout.indent(start);
    let end = layout.line_break(start);
    let line = said.map_or_else(String::new, |said| format!("{indent}{said}{end}"));
    let same = |text: &str| match part {
        "" => text.starts_with(MARK),
        _ => text.starts_with(&format!("{MARK}{part}: ")),
    };
    let mut at = start;
    while let Some(before) = at.checked_sub(1) {
        let from = layout.line_start(before);
        let text = layout.text.slice(Span::new(from, at)).trim();
        if !text.starts_with(MARK) {
            break;
        }
        if same(text) {
            return (Span::new(from, at), line);
        }
        at = from;
    }
    (Span::new(start, start), line)
}

/// Writes the headers that new answers need, and gives the layout of the result.
pub(super) fn headers(catalog: &Catalog, text: &mut String, paths: &[&str]) -> Layout {
    let mut layout = Layout::of(text);
    // Entries first: what stands in a table above them is put in before their headers.
    for path in paths {
        let Some((list, index, _)) = entry(path) else {
            continue;
        };
        if matches!(place(&layout, path), Place::Inline(_)) {
            continue;
        }
        for number in count(&layout, list)..=index {
            let (at, apart) = match number {
                0 => first_entry(catalog, &layout, list),
                _ => (next_entry(catalog, &layout, list, number), true),
            };
            layout = begin(text, &layout, at, &format!("[[{list}]]"), apart);
        }
    }
    for path in paths.iter().filter(|path| entry(path).is_none()) {
        if let Place::Header(table) = place(&layout, path) {
            let at = header(catalog, &layout, &table);
            layout = begin(text, &layout, at, &format!("[{table}]"), true);
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
fn begin(text: &mut String, layout: &Layout, at: usize, header: &str, apart: bool) -> Layout {
    let all = layout.all();
    let blank = |line: &str| line.trim().is_empty();
    let mut lines = vec![header.to_owned()];
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

/// The edits that put new statements in where their tables stand.
pub(super) fn answers_in(layout: &Layout, answers: &[New<'_>]) -> Vec<Edit> {
    let mut edits = Vec::new();
    // Comments stand right above the statement that they are about, below what is put in before it.
    let mut comments = Vec::new();
    let mut inside: BTreeMap<String, Vec<&New<'_>>> = BTreeMap::new();
    for new in answers {
        match place(layout, new.path) {
            Place::Inline(table) => inside.entry(table).or_default().push(new),
            Place::Header(_) => {}
            Place::Block { block, key, after } => {
                let (at, indent) = below_its_comment(layout, block, &key, after);
                let mut lines = new.above.lines("");
                lines.push(format!("{key} = {}{}", new.value, new.tail));
                let lines: Vec<String> =
                    lines.iter().map(|line| format!("{indent}{line}")).collect();
                edits.push((Span::new(at, at), layout.lines(at, &lines)));
            }
        }
    }
    for (table, own) in &inside {
        let Some(node) = find(&layout.root, table) else {
            continue;
        };
        let (at, more) = inside_end(layout, node);
        let parts = parts(table, own);
        let joined = parts.join(", ");
        let braces = layout.text.slice(node.span).starts_with('{');
        let put = match (more, braces) {
            (true, _) => format!(", {joined}"),
            (false, true) => format!(" {joined} "),
            (false, false) => joined,
        };
        edits.push((Span::new(at, at), put));
        let Some(statement) = layout.statement(node.span) else {
            continue;
        };
        let start = statement.lines.start;
        let indent = layout.indent(start);
        let end = layout.line_break(start);
        for new in own {
            let tail = Some(new.tail.trim().to_owned()).filter(|tail| !tail.is_empty());
            let said = new.above.lines(&part(statement, new.path));
            for line in said.into_iter().chain(tail) {
                let line = format!("{indent}{line}{end}");
                comments.push((Span::new(start, start), line));
            }
        }
    }
    edits.extend(comments);
    edits
}

/// What goes between the braces or brackets of a table or list: its answers, those of one entry together.
fn parts(table: &str, own: &[&New<'_>]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    // Entries of a list: the list's key in a table that has none yet, the entry's number, and its answers.
    let mut entries: BTreeMap<(&str, usize), Vec<String>> = BTreeMap::new();
    for new in own {
        let held =
            entry(new.path).filter(|(list, _, _)| *list == table || below(list, table).is_some());
        match held {
            Some((list, index, rest)) => {
                let key = below(list, table).unwrap_or("");
                let said = format!("{rest} = {}", new.value);
                entries.entry((key, index)).or_default().push(said);
            }
            None => {
                let key = below(new.path, table).unwrap_or(new.path);
                parts.push(format!("{key} = {}", new.value));
            }
        }
    }
    let mut lists: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for ((key, _), said) in entries {
        let whole = format!("{{ {} }}", said.join(", "));
        lists.entry(key).or_default().push(whole);
    }
    for (key, entries) in lists {
        let all = entries.join(", ");
        parts.push(if key.is_empty() {
            all
        } else {
            format!("{key} = [{all}]")
        });
    }
    parts
}
