//! Profiles, one file each.

use std::collections::BTreeMap;

use garant_source::{Node, Reader, Tree};

use super::conditions::constant;
use super::criteria::must_exist;
use super::said::{known, one_of, said};
use super::shelf::Shelf;
use crate::catalog::Catalog;
use crate::facts::Parameters;
use crate::profile::Profile;
use crate::value::Value;

pub(super) fn load(shelf: &Shelf<'_>, catalog: &mut Catalog) {
    for (stem, reader) in shelf.below("profiles") {
        let id = reader.string("id");
        if id != stem {
            reader.problem(
                "id-is-not-file-name",
                reader.span,
                &[("found", &id), ("expected", &stem)],
            );
        }
        if catalog.profile(&id).is_some() {
            reader.problem("duplicate-id", reader.span, &[("found", &id)]);
        }
        let gate = reader.string("gate");
        known(&reader, "gate", &gate, &catalog.levels);
        let mut level_changes = BTreeMap::new();
        for change in reader.tables("level-change") {
            let criterion = change.string("criterion");
            let level = change.string("level");
            known(&change, "level", &level, &catalog.levels);
            must_exist(&change, &criterion, catalog);
            level_changes.insert(criterion, level);
            change.finish();
        }
        let mut without = BTreeMap::new();
        for left in reader.tables("without") {
            let criterion = left.string("criterion");
            must_exist(&left, &criterion, catalog);
            without.insert(criterion, said(&left, "says"));
            left.finish();
        }
        let profile = Profile {
            id,
            title: said(&reader, "title"),
            says: said(&reader, "says"),
            gate,
            levels: reader.strings("levels"),
            principles: reader.strings("principles"),
            packs: reader.strings("packs"),
            actors: reader.strings("actors"),
            without,
            level_changes,
            parameters: parameters(&reader, catalog),
            takes_up_not_older_than: age(&reader),
            layout: reader
                .maybe_string("layout")
                .unwrap_or_else(|| "full".to_owned()),
        };
        one_of(&reader, "layout", &profile.layout, &["full", "page"]);
        for level in &profile.levels {
            known(&reader, "levels", level, &catalog.levels);
        }
        for principle in &profile.principles {
            known(&reader, "principles", principle, &catalog.principles);
        }
        for actor in &profile.actors {
            known(&reader, "actors", actor, &catalog.actors);
        }
        let packs: Vec<&str> = catalog.packs.iter().map(|pack| pack.id.as_str()).collect();
        for pack in &profile.packs {
            one_of(&reader, "packs", pack, &packs);
        }
        reader.finish();
        catalog.profiles.push(profile);
    }
}

fn age(reader: &Reader<'_>) -> Option<crate::value::Duration> {
    let node = reader.node("takes-up-not-older-than")?;
    if let Some(Value::Duration(age)) = constant(node) {
        return Some(age);
    }
    reader.problem(
        "wrong-type",
        node.span,
        &[("expected", "duration"), ("found", node.value.kind())],
    );
    None
}

fn parameters(reader: &Reader<'_>, catalog: &Catalog) -> BTreeMap<String, Parameters> {
    let mut found = BTreeMap::new();
    let Some(table) = reader.maybe_table("parameters") else {
        return found;
    };
    let wrong = |expected: &str, node: &Node| {
        let args = [("expected", expected), ("found", node.value.kind())];
        table.problem("wrong-type", node.span, &args);
    };
    for entry in &table.table().entries {
        must_exist(&table, &entry.key, catalog);
        let Tree::Table(inner) = &entry.node.value else {
            wrong("table", &entry.node);
            continue;
        };
        let mut criteria = catalog.criteria.iter();
        let Some(own) = criteria.find(|criterion| criterion.id == entry.key) else {
            continue;
        };
        let mut values = Parameters::new();
        for value in &inner.entries {
            let Some(declared) = own.parameters.get(&value.key) else {
                let args = [("found", value.key.as_str())];
                table.problem("unknown-parameter", value.key_span, &args);
                continue;
            };
            let same = |set: &Value| {
                std::mem::discriminant(set) == std::mem::discriminant(&declared.value)
            };
            match constant(&value.node).filter(same) {
                Some(set) => {
                    values.insert(value.key.clone(), set);
                }
                None => wrong("duration", &value.node),
            }
        }
        found.insert(entry.key.clone(), values);
    }
    found
}
