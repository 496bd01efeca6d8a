//! A plan put into a text at its places.

use std::collections::BTreeMap;

use garant_core::descriptor::Descriptor;
use garant_rules::Catalog;
use garant_rules::catalog::declared;
use garant_source::Span;

use super::braces::parts;
use super::headers::headers;
use super::item::entry;
use super::layout::{Layout, Statement};
use super::origin::{MARK, comment};
use super::path::find;
use super::place::{Place, below_its_comment, inside_end, place};
use super::plan::{Plan, Write};
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
