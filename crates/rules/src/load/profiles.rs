//! Profiles, one file each.

use std::collections::BTreeMap;

use garant_source::{Reader, Tree};

use super::conditions::constant;
use super::{Shelf, known, said};
use crate::catalog::Catalog;
use crate::facts::Parameters;
use crate::profile::Profile;

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
        let profile = Profile {
            id,
            title: said(&reader, "title"),
            says: said(&reader, "says"),
            gate,
            levels: reader.strings("levels"),
            principles: reader.strings("principles"),
            level_changes,
            parameters: parameters(&reader, catalog),
        };
        for level in &profile.levels {
            known(&reader, "levels", level, &catalog.levels);
        }
        for principle in &profile.principles {
            known(&reader, "principles", principle, &catalog.principles);
        }
        reader.finish();
        catalog.profiles.push(profile);
    }
    if catalog.profile(&catalog.default_profile).is_none() {
        shelf.must(&format!("profiles/{}.toml", catalog.default_profile));
    }
}

fn must_exist(reader: &Reader<'_>, id: &str, catalog: &Catalog) {
    if catalog.criteria.iter().all(|criterion| criterion.id != id) {
        reader.problem(
            "unknown-criterion",
            reader.span,
            &[("found", id), ("nearest", "")],
        );
    }
}

fn parameters(reader: &Reader<'_>, catalog: &Catalog) -> BTreeMap<String, Parameters> {
    let mut found = BTreeMap::new();
    let Some(table) = reader.maybe_table("parameters") else {
        return found;
    };
    for entry in &table.table().entries {
        must_exist(&table, &entry.key, catalog);
        if let Tree::Table(inner) = &entry.node.value {
            let values = inner
                .entries
                .iter()
                .filter_map(|entry| Some((entry.key.clone(), constant(&entry.node)?)))
                .collect();
            found.insert(entry.key.clone(), values);
        }
    }
    found
}
