//! A selection of criteria with parameters, and the gate's level.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalog::Catalog;
use crate::criterion::Criterion;
use crate::facts::Parameters;
use crate::lang::Said;
use crate::value::Duration;

/// A profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Kebab-case.
    pub id: String,
    /// Its name.
    pub title: Said,
    /// What it is for.
    pub says: Said,
    /// The level from which the gate counts.
    pub gate: String,
    /// Levels selected.
    pub levels: Vec<String>,
    /// Principles selected; all if empty.
    pub principles: Vec<String>,
    /// Packs selected; all those that are not on request if empty.
    pub packs: Vec<String>,
    /// Only criteria that one of these actors owes or relies on; all if empty.
    pub actors: Vec<String>,
    /// Criteria left out, each with the reason.
    pub without: BTreeMap<String, Said>,
    /// Levels changed, by criterion.
    pub level_changes: BTreeMap<String, String>,
    /// Parameters set, by criterion.
    pub parameters: BTreeMap<String, Parameters>,
    /// The age beyond which a supplier's audit is to be established again; none if absent.
    pub takes_up_not_older_than: Option<Duration>,
    /// How its report is laid out: `full`, or `page` for a single page.
    pub layout: String,
}

impl Profile {
    /// The level of a criterion in this profile.
    pub fn level<'a>(&'a self, criterion: &'a Criterion) -> &'a str {
        self.level_changes
            .get(&criterion.id)
            .unwrap_or(&criterion.level)
    }

    /// Whether a criterion is judged in this profile.
    pub fn selects(&self, catalog: &Catalog, criterion: &Criterion) -> bool {
        let level = self.level(criterion);
        let pack = catalog.pack_of(&criterion.id);
        let packed = if self.packs.is_empty() {
            pack.is_none_or(|pack| !pack.on_request)
        } else {
            pack.is_some_and(|pack| self.packs.contains(&pack.id))
        };
        let mut actors = criterion.actors.iter().chain(&criterion.relied_on_by);
        packed
            && self.levels.iter().any(|known| known == level)
            && (self.principles.is_empty() || self.principles.contains(&criterion.principle))
            && (self.actors.is_empty() || actors.any(|actor| self.actors.contains(actor)))
            && !self.without.contains_key(&criterion.id)
    }
}
