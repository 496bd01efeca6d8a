//! A key that is neither a field nor a table: the nearest one, and the list whose header was left out.

use garant_rules::catalog::Catalog;
use garant_rules::field::{Field, Kind};
use garant_source::Span;
use garant_source::diagnostic::nearest;

use super::{Place, Walk};

/// How many lines above a key its header is looked for: more than the longest entry that `init` writes.
const MAX_ABOVE: usize = 400;

impl Walk<'_> {
    pub(super) fn unknown_key(&mut self, place: Place<'_>, span: Span) {
        let wanted = place.declared;
        let (parent, key) = wanted.rsplit_once('.').unwrap_or(("", wanted));
        let siblings = siblings(self.catalog, parent);
        let near = nearest(key, siblings.iter().map(String::as_str)).unwrap_or("");
        let list = self.header_left_out(parent, key, span);
        let mut args = vec![("key", place.path), ("nearest", near)];
        if let Some(list) = &list {
            args.extend([("case", "listed"), ("list", list)]);
        }
        self.problem("unknown-key", span, &args);
    }

    /// The list whose entries have such a key, where the header of an entry is commented out above it, else a list of the same table: its
    /// header was left out.
    fn header_left_out(&self, parent: &str, key: &str, span: Span) -> Option<String> {
        let index = self.index;
        let has = |list: &str| {
            let path = format!("{list}[].{key}");
            index.field(&path).is_some() || index.is_table(&path)
        };
        if self.out.value.is_none() {
            let text = &self.out.text;
            let line = text.line_of(span.start);
            for above in (1..line).rev().take(MAX_ABOVE) {
                let said = text.line(above).trim();
                if said.starts_with('[') {
                    break;
                }
                let comment = said.strip_prefix('#').map(str::trim);
                let header = comment.and_then(|said| said.strip_prefix("[[")?.strip_suffix("]]"));
                if let Some(list) = header {
                    if has(list) {
                        return Some(list.to_owned());
                    }
                    break;
                }
            }
        }
        let mut lists = self
            .catalog
            .fields()
            .filter(|field| field.kind == Kind::List);
        let below = |field: &&Field| {
            let rest = field.path.strip_prefix(parent);
            let rest = rest.and_then(|rest| rest.strip_prefix('.'));
            rest.is_some_and(|rest| !rest.contains(['.', '['])) && has(&field.path)
        };
        lists.find(below).map(|field| field.path.clone())
    }
}

fn siblings(catalog: &Catalog, parent: &str) -> Vec<String> {
    let mut found: Vec<String> = catalog
        .fields()
        .filter_map(|field| {
            let rest = if parent.is_empty() {
                field.path.as_str()
            } else {
                field.path.strip_prefix(parent)?.strip_prefix('.')?
            };
            Some(rest.split(['.', '[']).next()?.to_owned())
        })
        .collect();
    found.sort();
    found.dedup();
    found
}
