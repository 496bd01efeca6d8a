//! Criteria, one file each, checked against sources, terms and fields.

use std::collections::BTreeMap;

use garant_source::{Reader, Tree};

use super::conditions::{Ground, condition, constant};
use super::said::{known, maybe_said, one_of, said};
use super::shelf::Shelf;
use super::sources;
use crate::catalog::Catalog;
use crate::criterion::{Check, Citation, Criterion, Parameter, Placement};

/// Reads the criteria of a pack from a folder.
pub(super) fn load(shelf: &Shelf<'_>, pack: &str, folder: &str, catalog: &mut Catalog) {
    for (stem, reader) in shelf.below(folder) {
        // A built-in pack holds its `pack.toml` beside its criteria.
        if stem == "pack" && folder == pack {
            continue;
        }
        let id = reader.string("id");
        if id != stem {
            reader.problem(
                "id-is-not-file-name",
                reader.span,
                &[("found", &id), ("expected", &stem)],
            );
        }
        let criterion = criterion(&reader, format!("{pack}/{id}"), catalog);
        if !is_code(&criterion.code) {
            reader.problem("bad-id", reader.span, &[("found", &criterion.code)]);
        }
        let used = catalog
            .criteria
            .iter()
            .any(|other| other.id == criterion.id || other.code == criterion.code);
        let buried = catalog
            .tombstones
            .iter()
            .any(|(gone, _)| *gone == criterion.id);
        if used || buried {
            let code = reader.table().get("code");
            let span = code.map_or(reader.span, |node| node.span);
            reader.problem("duplicate-id", span, &[("found", &criterion.code)]);
        }
        catalog.criteria.push(criterion);
        reader.finish();
    }
    let rank = |id: &str| {
        catalog
            .principles
            .iter()
            .position(|principle| principle.id == id)
    };
    let mut criteria = std::mem::take(&mut catalog.criteria);
    criteria.sort_by(|a, b| (rank(&a.principle), &a.code).cmp(&(rank(&b.principle), &b.code)));
    catalog.criteria = criteria;
}

fn criterion(reader: &Reader<'_>, id: String, catalog: &Catalog) -> Criterion {
    let principle = reader.string("principle");
    known(reader, "principle", &principle, &catalog.principles);
    let phase = reader.string("phase");
    known(reader, "phase", &phase, &catalog.phases);
    let level = reader.string("level");
    known(reader, "level", &level, &catalog.levels);
    let actors = reader.strings("actors");
    let relied_on_by = reader.strings("relied-on-by");
    for actor in actors.iter().chain(&relied_on_by) {
        known(reader, "actors", actor, &catalog.actors);
    }
    let cens = reader
        .tables("cens")
        .into_iter()
        .map(|entry| {
            let placement = Placement {
                principle: entry.string("principle"),
                placement: entry.string("placement"),
            };
            known(&entry, "principle", &placement.principle, &catalog.cens);
            one_of(
                &entry,
                "placement",
                &placement.placement,
                &["official", "ours"],
            );
            entry.finish();
            placement
        })
        .collect();
    let status = reader.string("status");
    one_of(reader, "status", &status, &["stable", "draft"]);
    let effort = reader.string("effort");
    one_of(reader, "effort", &effort, &["hours", "days", "weeks"]);
    if actors.is_empty() {
        reader.problem("missing-key", reader.span, &[("key", "actors")]);
    }
    let sources: Vec<Citation> = reader
        .tables("source")
        .into_iter()
        .map(|entry| citation(entry, catalog))
        .collect();
    if sources.is_empty() {
        reader.problem("missing-key", reader.span, &[("key", "source")]);
    }
    let parameters = parameters(reader);
    let names: Vec<String> = parameters.keys().cloned().collect();
    let ground = Ground {
        parameters: &names,
        ..Ground::of(catalog)
    };
    let applies = reader
        .node("applies")
        .and_then(|node| condition(ground, reader, node, None));
    let mut checks: Vec<Check> = Vec::new();
    let entries = reader.tables("check");
    // Checks that are written and broken are told where they stand.
    if entries.is_empty() {
        reader.problem("missing-key", reader.span, &[("key", "check")]);
    }
    for entry in entries {
        let id = entry.string("id");
        let says = said(&entry, "says");
        let applies = entry
            .node("applies")
            .and_then(|node| condition(ground, &entry, node, None));
        let require = entry.node("require");
        if require.is_none() {
            entry.problem("missing-key", entry.span, &[("key", "require")]);
        }
        if checks.iter().any(|check| check.id == id) {
            entry.problem("duplicate-id", entry.span, &[("found", &id)]);
        }
        if let Some(require) = require.and_then(|node| condition(ground, &entry, node, None)) {
            checks.push(Check {
                id,
                says,
                applies,
                require,
            });
        }
        entry.finish();
    }
    Criterion {
        id,
        code: reader.string("code"),
        draft: status == "draft",
        since: reader.string("since"),
        principle,
        cens,
        phase,
        actors,
        relied_on_by,
        level,
        effort,
        reviewed_by: reader.maybe_string("reviewed-by"),
        sources,
        title: said(reader, "title"),
        asks: said(reader, "asks"),
        why: said(reader, "why"),
        remedy: said(reader, "remedy"),
        question: maybe_said(reader, "question"),
        parameters,
        applies,
        checks,
    }
}

fn citation(reader: Reader<'_>, catalog: &Catalog) -> Citation {
    let id = reader.string("ref");
    let at = reader.maybe_string("at");
    let relation = reader.string("relation");
    sources::must_exist(&reader, "ref", &id, catalog);
    if let Some(source) = catalog.source(&id) {
        if let Some(at) = &at {
            sources::must_hold(&reader, &id, at, catalog);
        }
        let read = source.verification_at(at.as_deref());
        let sound = source.force.binds() && matches!(read, "text-read" | "described");
        if relation == "requires" && !sound {
            reader.problem("requires-unsupported", reader.span, &[("source", &id)]);
        }
    }
    one_of(&reader, "relation", &relation, &["requires", "inspired-by"]);
    reader.finish();
    Citation {
        source: id,
        at,
        requires: relation == "requires",
    }
}

fn parameters(reader: &Reader<'_>) -> BTreeMap<String, Parameter> {
    let mut found = BTreeMap::new();
    let Some(table) = reader.maybe_table("parameters") else {
        return found;
    };
    for entry in &table.table().entries {
        let Tree::Table(inner) = &entry.node.value else {
            table.problem(
                "wrong-type",
                entry.node.span,
                &[("expected", "table"), ("found", entry.node.value.kind())],
            );
            continue;
        };
        let inner = reader.reader_of(inner, entry.node.span);
        let says = said(&inner, "says");
        match inner.node("value").and_then(constant) {
            Some(value) => {
                found.insert(entry.key.clone(), Parameter { value, says });
            }
            None => inner.problem("missing-key", inner.span, &[("key", "value")]),
        }
        inner.finish();
    }
    found
}

/// Records a problem unless the catalog has the criterion.
pub(super) fn must_exist(reader: &Reader<'_>, id: &str, catalog: &Catalog) {
    if id.is_empty() || catalog.criteria.iter().any(|criterion| criterion.id == id) {
        return;
    }
    let ids = catalog
        .criteria
        .iter()
        .map(|criterion| criterion.id.as_str());
    let near = garant_source::diagnostic::nearest(id, ids).unwrap_or("");
    reader.problem(
        "unknown-criterion",
        reader.span,
        &[("found", id), ("nearest", near)],
    );
}

/// Whether a word can be said aloud as a code: capitals and digits, a hyphen, digits (`HUM-07`).
fn is_code(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(head, number)| {
        let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
        head.starts_with(|c: char| c.is_ascii_uppercase())
            && head.chars().all(plain)
            && !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
    })
}
