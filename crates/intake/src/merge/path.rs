//! Concrete paths, in a tree and beside each other.

use garant_source::{Node, Table, Tree};

/// The node at a concrete path.
pub(super) fn find<'t>(root: &'t Table, path: &str) -> Option<&'t Node> {
    let mut table = root;
    let mut steps = path.split('.').peekable();
    loop {
        let step = steps.next()?;
        let (key, index) = match step.split_once('[') {
            None => (step, None),
            Some((key, rest)) => (key, Some(rest.strip_suffix(']')?.parse::<usize>().ok()?)),
        };
        let mut node = table.get(key)?;
        if let Some(index) = index {
            let Tree::List(items) = &node.value else {
                return None;
            };
            node = items.get(index)?;
        }
        if steps.peek().is_none() {
            return Some(node);
        }
        let Tree::Table(inner) = &node.value else {
            return None;
        };
        table = inner;
    }
}

/// A key below a path.
pub(super) fn join(place: &str, key: &str) -> String {
    if place.is_empty() {
        key.to_owned()
    } else {
        format!("{place}.{key}")
    }
}

/// A path below a table; nothing where it is not below it.
pub(super) fn below<'p>(path: &'p str, table: &str) -> Option<&'p str> {
    if table.is_empty() {
        return Some(path);
    }
    path.strip_prefix(table)?.strip_prefix('.')
}
