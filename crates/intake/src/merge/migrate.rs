//! Keys under their names of today: renamed where they stand, or moved with their comments to the table where they belong now.

use garant_core::descriptor::Descriptor;
use garant_core::validate;
use garant_rules::Catalog;
use garant_rules::catalog::{concrete, declared};
use garant_rules::facts::Found;
use garant_source::{Span, Table, Tree};

use super::cut::{braced_cut, key_span, split, statement_cut};
use super::headers::headers;
use super::layout::Layout;
use super::path::{find, join};
use super::place::Place;
use super::write::{Above, Edit, New, answers_in, apply};
use super::{BOM, MergeError, place};

/// A descriptor under today's names.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Migrated {
    /// The whole text; the same where no key has a former name.
    pub text: String,
    /// The keys that changed, in the order of the descriptor.
    pub moved: Vec<Moved>,
}

/// A key that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moved {
    /// Its concrete path before.
    pub from: String,
    /// Its concrete path now.
    pub to: String,
    /// Its line before, one-based.
    pub line: usize,
}

/// Writes every key that has a former name of a field under its name of today (`renamed-from` in the catalog). Every other byte stays
/// where a key only changes its name; a key that moves to another table takes along the comments right above it and on its line.
///
/// # Errors
/// When the text is no valid descriptor, which it is not where a field is written under both names; and when its layout does not let
/// a key move. Nothing is changed then.
pub fn migrate(catalog: &Catalog, name: &str, text: &str) -> Result<Migrated, MergeError> {
    let (mark, text) = match text.strip_prefix(BOM) {
        Some(rest) => (BOM, rest),
        None => ("", text),
    };
    let before = validate::descriptor(catalog, name, text).map_err(MergeError::Descriptor)?;
    let mut out = text.to_owned();
    let mut moved = Vec::new();
    let first = Layout::of(text);
    let all = renamed(catalog, &first);
    for (from, to) in all {
        let line =
            find(&first.root, &from).map_or(0, |node| first.text.position(node.span.start).line);
        let layout = Layout::of(&out);
        out = one(catalog, &layout, &from, &to).ok_or(MergeError::Layout)?;
        moved.push(Moved { from, to, line });
    }
    if moved.is_empty() {
        return Ok(Migrated {
            text: format!("{mark}{text}"),
            moved,
        });
    }
    out = without_empty(catalog, out);
    let after = validate::descriptor(catalog, name, &out).map_err(|_| MergeError::Layout)?;
    let done = renamed(catalog, &Layout::of(&out)).is_empty();
    if !done || answers(&before) != answers(&after) {
        return Err(MergeError::Layout);
    }
    Ok(Migrated {
        text: format!("{mark}{out}"),
        moved,
    })
}

fn answers(descriptor: &Descriptor) -> Vec<(&String, String)> {
    let told = descriptor.answers.iter().map(|(path, found)| {
        let said = match found {
            Found::Value(value, _) => format!("{value:?}"),
            Found::Empty { placeholder, .. } => format!("{placeholder}"),
            Found::Missing(_) => String::new(),
        };
        (path, said)
    });
    told.collect()
}

/// The concrete paths that have a former name, each with the one of today. What a renamed list holds is told under the list's former name.
fn renamed(catalog: &Catalog, layout: &Layout) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(catalog, &layout.root, "", &mut found);
    // What a list holds first: its entries are found under the list's former name as long as it has that.
    found.sort_by_key(|(from, _): &(String, String)| {
        std::cmp::Reverse(from.matches(['.', '[']).count())
    });
    found
}

fn walk(catalog: &Catalog, table: &Table, place: &str, found: &mut Vec<(String, String)>) {
    for entry in &table.entries {
        let path = join(place, &entry.key);
        let form = declared(&path);
        let mut fields = catalog.fields();
        if catalog.field(&form).is_none()
            && let Some(field) = fields.find(|field| field.renamed_from.as_deref() == Some(&form))
        {
            found.push((path.clone(), concrete(&field.path, &path)));
        }
        match &entry.node.value {
            Tree::Table(inner) => walk(catalog, inner, &path, found),
            Tree::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    if let Tree::Table(inner) = &item.value {
                        walk(catalog, inner, &format!("{path}[{index}]"), found);
                    }
                }
            }
            _ => {}
        }
    }
}

fn one(catalog: &Catalog, layout: &Layout, from: &str, to: &str) -> Option<String> {
    let node = find(&layout.root, from)?;
    if !layout.is_inline(node) {
        return headed(layout, from, to);
    }
    let (table, _) = split(from);
    let (target, key) = split(to);
    if table == target {
        let span = key_span(&layout.root, from)?;
        return Some(apply(layout.all(), vec![(span, key.to_owned())]));
    }
    let value = layout.text.slice(node.span).to_owned();
    let statement = layout.statement(node.span)?;
    let (cut, above, tail) = if statement.path == from {
        statement_cut(layout, statement.lines, node.span.end)
    } else {
        (
            braced_cut(layout, from, node.span)?,
            Vec::new(),
            String::new(),
        )
    };
    let mut text = apply(layout.all(), vec![(cut, String::new())]);
    let rest = headers(catalog, &mut text, &[to]);
    if matches!(place::place(&rest, to), Place::Header(_)) {
        return None;
    }
    let new = New {
        path: to,
        value,
        tail,
        above: Above::Lines(above),
    };
    let edits = answers_in(&rest, &[new]);
    Some(apply(&text, edits))
}

/// A list, or a table, whose headers name it.
fn headed(layout: &Layout, from: &str, to: &str) -> Option<String> {
    let depth = from.matches('.').count();
    let held = |path: &str| {
        let rest = path.strip_prefix(from);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let mut edits: Vec<Edit> = Vec::new();
    for block in layout.blocks.iter().filter(|block| held(&block.path)) {
        let (_, first) = block.keys.first()?;
        let (_, last) = block.keys.get(depth)?;
        let (table, _) = split(from);
        let (target, key) = split(to);
        edits.push(if table == target {
            (*last, key.to_owned())
        } else {
            (
                Span::new(first.start, last.end),
                declared(to).replace("[]", ""),
            )
        });
    }
    (!edits.is_empty()).then(|| apply(layout.all(), edits))
}

/// Leaves out tables that the catalog has no more and that hold nothing more. A comment on the line of a header stays.
fn without_empty(catalog: &Catalog, mut text: String) -> String {
    loop {
        let layout = Layout::of(&text);
        let gone = |path: &str| {
            let prefix = format!("{}.", declared(path));
            let mut fields = catalog.fields();
            let known = catalog.sections.iter().any(|own| own.id == path);
            !known && !fields.any(|field| field.path.starts_with(&prefix))
        };
        let empty = |path: &str| {
            let node = find(&layout.root, path).map(|node| &node.value);
            matches!(node, Some(Tree::Table(table)) if table.entries.is_empty())
        };
        let block = layout
            .blocks
            .iter()
            .skip(1)
            .find(|own| empty(&own.path) && gone(&own.path));
        let statement = layout
            .statements
            .iter()
            .find(|own| empty(&own.path) && gone(&own.path));
        let edit = match (block, statement) {
            (Some(own), _) => {
                let line = layout.text.slice(own.header);
                let name = own
                    .keys
                    .last()
                    .map_or(own.header.start, |(_, span)| span.end);
                let rest = layout.text.slice(Span::new(name, own.header.end));
                let comment = rest.find('#').and_then(|at| rest.get(at..));
                let put = if line.trim_start().starts_with('[') {
                    comment.unwrap_or("")
                } else {
                    line
                };
                (own.header, put.to_owned())
            }
            (None, Some(own)) => (own.lines, String::new()),
            (None, None) => return text,
        };
        text = apply(&text, vec![edit]);
    }
}
