//! Where in a text an answer belongs.

use garant_rules::Catalog;
use garant_rules::catalog::declared;
use garant_source::{Node, Span, Tree};

use super::layout::{Block, Layout, Statement};
use super::path::{below, find, join};

/// Where an answer goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Between the braces of a table, or the brackets of a list, that stand at this path.
    Inline(String),
    /// Under a header: the table's place among the blocks, the key, and the statement that it follows.
    Block {
        block: usize,
        key: String,
        after: Option<usize>,
    },
    /// Under a header that is not there yet.
    Header(String),
}

/// Where a path that nothing stands at belongs.
pub(super) fn place(layout: &Layout, path: &str) -> Place {
    let mut at = path;
    loop {
        at = parent(at);
        if !at.is_empty() {
            // An entry that is not there yet goes into its list.
            let list = at.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
            for own in [Some(at), list.map(|(list, _)| list)].into_iter().flatten() {
                if find(&layout.root, own).is_some_and(|node| layout.is_inline(node)) {
                    return Place::Inline(own.to_owned());
                }
            }
        }
        if let Some((block, own)) = layout.block(at)
            && let Some(key) = below(path, at)
        {
            if let Some((first, _)) = key.split_once('.') {
                let table = join(at, first);
                // A key with points may not reach into a table whose own tables have begun.
                let mut blocks = layout.blocks.iter();
                let begun = blocks
                    .any(|other| holds(&table, &other.path) && other.span.start < own.span.start);
                if at.is_empty() || begun {
                    return Place::Header(table);
                }
            }
            return Place::Block {
                block,
                key: key.to_owned(),
                after: None,
            };
        }
        // A table that keys with points made takes more of them, beside the others.
        let made = |(_, own): &(usize, &Statement)| {
            let block = layout.blocks.get(own.block);
            let above = block.is_some_and(|block| block.path.len() < at.len());
            above && below(&own.path, at).is_some()
        };
        let mut statements = layout.statements.iter().enumerate();
        if let Some((after, own)) = statements.rfind(made)
            && let Some(block) = layout.blocks.get(own.block)
            && let Some(key) = below(path, &block.path)
        {
            return Place::Block {
                block: own.block,
                key: key.to_owned(),
                after: Some(after),
            };
        }
    }
}

/// Whether a table holds another one.
fn holds(table: &str, path: &str) -> bool {
    let rest = path.strip_prefix(table);
    rest.is_some_and(|rest| rest.starts_with(['.', '[']))
}

fn parent(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// The byte where a key is put in under a header, and the white space before it: below the comment that holds the place of the key,
/// else below what it follows, else below the last.
pub(super) fn below_its_comment<'l>(
    layout: &'l Layout,
    block: usize,
    key: &str,
    after: Option<usize>,
) -> (usize, &'l str) {
    let Some(own) = layout.blocks.get(block) else {
        return (layout.all().len(), "");
    };
    for (at, line) in layout.loose(inside(own)) {
        match commented(line) {
            Some(said) if said.starts_with('[') => break,
            Some(said) if key_of(said) == Some(key) => {
                return (layout.line_end(at), layout.indent(at));
            }
            _ => {}
        }
    }
    let mut last = layout
        .statements
        .iter()
        .filter(|known| known.block == block);
    let follows = after
        .and_then(|at| layout.statements.get(at))
        .or(last.next_back());
    match follows {
        Some(known) => (known.lines.end, layout.indent(known.lines.start)),
        None => (own.header.end, layout.indent(own.header.start)),
    }
}

/// What a comment would say without its mark.
fn commented(line: &str) -> Option<&str> {
    Some(line.trim().strip_prefix('#')?.trim())
}

/// The key that a commented line holds the place of.
fn key_of(said: &str) -> Option<&str> {
    let (key, _) = said.split_once('=')?;
    Some(key.trim())
}

fn inside(block: &Block) -> Span {
    Span::new(block.header.end, block.span.end)
}

/// Where the statements of a block end, comments that hold the place of one included.
fn content_end(catalog: &Catalog, layout: &Layout, at: usize) -> usize {
    let Some(block) = layout.blocks.get(at) else {
        return layout.all().len();
    };
    let mut own = layout.statements.iter().filter(|known| known.block == at);
    let mut end = own
        .next_back()
        .map_or(block.header.end, |last| last.lines.end);
    for (start, line) in layout.loose(inside(block)) {
        let Some(said) = commented(line) else {
            continue;
        };
        if said.starts_with('[') {
            break;
        }
        let field = key_of(said).map(|key| declared(&join(&block.path, key)).into_owned());
        if field.is_some_and(|path| catalog.field(&path).is_some()) {
            end = end.max(layout.line_end(start));
        }
    }
    end
}

/// The first entry of a list: below the comment that holds its place, else after what the section has, else where the section goes.
/// Tells whether empty lines set it apart.
pub(super) fn first_entry(catalog: &Catalog, layout: &Layout, list: &str) -> (usize, bool) {
    let whole = Span::new(0, layout.all().len());
    let wanted = format!("[[{list}]]");
    let comment = layout.loose(whole).into_iter().find(|(at, line)| {
        // What stands below under the same header would be the entry's from now on.
        let block = layout.block_at(*at);
        let mut later = layout.statements.iter();
        commented(line) == Some(wanted.as_str())
            && !later.any(|own| own.block == block && own.key.start > *at)
    });
    if let Some((at, _)) = comment {
        return (layout.line_end(at), false);
    }
    let top = top(list);
    let mut own = layout.blocks.iter().enumerate();
    let last = own.rfind(|(_, block)| !block.path.is_empty() && self::top(&block.path) == top);
    match last {
        Some((at, _)) => (content_end(catalog, layout, at), true),
        None => (by_section(catalog, layout, top), true),
    }
}

/// The next entry of a list: after the last and all that belongs to it.
pub(super) fn next_entry(catalog: &Catalog, layout: &Layout, list: &str, count: usize) -> usize {
    let entry = format!("{list}[{}]", count.saturating_sub(1));
    let mut own = layout.blocks.iter().enumerate();
    let last = own.rfind(|(_, block)| block.path == entry || below(&block.path, &entry).is_some());
    match last {
        Some((at, _)) => content_end(catalog, layout, at),
        None => by_section(catalog, layout, top(list)),
    }
}

/// The header of a table: before the tables that it holds and what is said above them, else in the catalog's order.
pub(super) fn header(catalog: &Catalog, layout: &Layout, table: &str) -> usize {
    let inner = |block: &&Block| holds(table, &block.path);
    let Some(first) = layout.blocks.iter().find(inner) else {
        return by_section(catalog, layout, top(table));
    };
    let mut at = first.header.start;
    while let Some(before) = at.checked_sub(1) {
        let start = layout.line_start(before);
        let line = layout.text.slice(Span::new(start, at));
        let free = layout.loose(Span::new(start, at));
        if free.is_empty() || commented(line).is_none() {
            break;
        }
        at = start;
    }
    at
}

fn top(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or("")
}

fn by_section(catalog: &Catalog, layout: &Layout, wanted: &str) -> usize {
    let rank = |key: &str| {
        let mut fields = catalog.fields();
        fields.position(|field| top(&field.path) == key)
    };
    let own = rank(wanted);
    let mut blocks = layout.blocks.iter().enumerate();
    let before = blocks.rfind(|(_, block)| !block.path.is_empty() && rank(top(&block.path)) <= own);
    content_end(catalog, layout, before.map_or(0, |(at, _)| at))
}

/// Where more goes between braces or brackets, and whether something stands there already.
pub(super) fn inside_end(layout: &Layout, node: &Node) -> (usize, bool) {
    let empty = (node.span.start + 1, false);
    match &node.value {
        Tree::Table(table) => {
            let ends = table.entries.iter().map(|entry| end(layout, &entry.node));
            ends.max().map_or(empty, |end| (end, true))
        }
        Tree::List(items) => items.last().map_or(empty, |item| (item.span.end, true)),
        _ => empty,
    }
}

fn end(layout: &Layout, node: &Node) -> usize {
    match &node.value {
        Tree::Table(table) if !layout.is_inline(node) => {
            let ends = table.entries.iter().map(|entry| end(layout, &entry.node));
            ends.max().unwrap_or(node.span.end)
        }
        _ => node.span.end,
    }
}
