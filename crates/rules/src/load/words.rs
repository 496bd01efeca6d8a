//! The words of a catalog, read from `words.toml`.

use std::collections::BTreeMap;

use garant_source::{Node, Reader, Tree};

use super::shelf::Shelf;
use crate::lang::Said;
use crate::words::Words;

pub(super) fn load(shelf: &Shelf<'_>) -> Words {
    let Some(reader) = shelf.must("words.toml") else {
        return Words::default();
    };
    let mut words = Words {
        said: BTreeMap::new(),
        placeholders: reader.strings("placeholders"),
    };
    for entry in &reader.table().entries {
        if entry.key != "placeholders" {
            flatten(&reader, &entry.key, &entry.node, &mut words.said);
        }
    }
    words
}

fn flatten(reader: &Reader<'_>, key: &str, node: &Node, out: &mut BTreeMap<String, Said>) {
    let Tree::Table(table) = &node.value else {
        reader.problem(
            "wrong-type",
            node.span,
            &[("expected", "table"), ("found", node.value.kind())],
        );
        return;
    };
    let text = |lang: &str| match table.get(lang).map(|node| &node.value) {
        Some(Tree::Text(text)) if !text.is_empty() => Some(text.clone()),
        _ => None,
    };
    match (text("fr"), text("en")) {
        (Some(fr), Some(en)) => {
            let (fr, en) = (fr.into(), en.into());
            out.insert(key.to_owned(), Said { fr, en });
        }
        (None, None) => {
            for entry in &table.entries {
                flatten(reader, &format!("{key}.{}", entry.key), &entry.node, out);
            }
        }
        _ => reader.problem(
            "missing-translation",
            node.span,
            &[("key", key), ("lang", "")],
        ),
    }
}
