//! What every file of a catalog has: sentences in both languages, and words of closed lists.

use garant_source::Reader;
use garant_source::diagnostic::nearest;

use crate::catalog::Term;
use crate::lang::Said;

/// A sentence in both languages under a key.
pub(super) fn said(reader: &Reader<'_>, key: &'static str) -> Said {
    let found = maybe_said(reader, key);
    if found.is_none() {
        reader.problem("missing-key", reader.span, &[("key", key)]);
    }
    found.unwrap_or_default()
}

pub(super) fn maybe_said(reader: &Reader<'_>, key: &'static str) -> Option<Said> {
    let table = reader.maybe_table(key)?;
    let said = Said {
        fr: table.maybe_string("fr").unwrap_or_default().into(),
        en: table.maybe_string("en").unwrap_or_default().into(),
    };
    for (lang, text) in [("fr", &said.fr), ("en", &said.en)] {
        if text.trim().is_empty() {
            table.problem(
                "missing-translation",
                table.span,
                &[("key", key), ("lang", lang)],
            );
        }
    }
    table.finish();
    Some(said)
}

/// Records a problem unless the word under a key is one of a closed list.
pub(super) fn one_of(reader: &Reader<'_>, key: &'static str, found: &str, words: &[&str]) {
    if words.contains(&found) {
        return;
    }
    let span = reader
        .table()
        .get(key)
        .map_or(reader.span, |node| node.span);
    reader.problem(
        "unknown-word",
        span,
        &[
            ("key", key),
            ("found", found),
            ("choices", &words.join(", ")),
        ],
    );
}

/// Records a problem unless `id` is one of the terms.
pub(super) fn known(reader: &Reader<'_>, key: &'static str, id: &str, terms: &[Term]) {
    if terms.iter().any(|term| term.id == id) {
        return;
    }
    let span = reader
        .table()
        .get(key)
        .map_or(reader.span, |node| node.span);
    let ids = terms.iter().map(|term| term.id.as_str());
    let near = nearest(id, ids).unwrap_or("");
    reader.problem(
        "unknown-term",
        span,
        &[("key", key), ("found", id), ("nearest", near)],
    );
}
