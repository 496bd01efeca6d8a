//! The organisation's own list of its systems, beside the descriptors that were found.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Shared, System};
use crate::evidence::fold;

/// An entry of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Entry {
    /// The system's id, as in `system.id`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The service that uses it; empty where the register gives none.
    pub service: String,
    /// Its line in the register.
    pub line: usize,
    /// Where no descriptor states its id: audited systems that the register does not name and that are near it, by their id without
    /// regard to case, or by their name.
    #[serde(default)]
    pub near: Vec<Listed>,
}

impl Entry {
    /// An entry.
    pub fn new(id: String, name: String, service: String, line: usize) -> Self {
        Self {
            id,
            name,
            service,
            line,
            near: Vec::new(),
        }
    }

    fn is_near(&self, system: &System) -> bool {
        let same = |stated: &Option<String>, own: &str| {
            stated
                .as_deref()
                .is_some_and(|stated| fold(stated) == fold(own))
        };
        same(&system.id, &self.id) || same(&system.name, &self.name)
    }
}

/// A register compared with the systems that were audited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Register {
    /// How many entries it has.
    pub entries: usize,
    /// Entries without a descriptor that was audited, in its order. A descriptor that was refused tells no id. Empty for the public, which
    /// learns their number from the counts.
    pub never_audited: Vec<Entry>,
    /// Audited systems that it does not name, by path.
    pub unlisted: Vec<Listed>,
}

/// An audited system that a register does not name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Listed {
    /// The descriptor's path.
    pub path: Shared,
    /// Its id; null where it states none.
    pub id: Option<String>,
}

impl Listed {
    fn of(system: &System) -> Self {
        Self {
            path: Shared::clone(&system.path),
            id: system.id.clone(),
        }
    }
}

/// Gives the systems that state no service the one of their entry.
pub(super) fn lend(entries: &[Entry], systems: &mut [System]) {
    let by: BTreeMap<&str, &str> = entries
        .iter()
        .filter(|entry| !entry.service.is_empty())
        .map(|entry| (entry.id.as_str(), entry.service.as_str()))
        .collect();
    for system in systems.iter_mut().filter(|own| own.services.is_empty()) {
        let known = system.id.as_deref().and_then(|id| by.get(id));
        if let Some(service) = known {
            system.services.push((*service).to_owned());
            system.service_from_register = true;
        }
    }
}

impl Register {
    pub(super) fn of(entries: &[Entry], systems: &[System]) -> Self {
        let audited: BTreeSet<&str> = systems
            .iter()
            .filter_map(|system| system.id.as_deref())
            .collect();
        let known: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        let named = |system: &&System| system.id.as_deref().is_some_and(|id| known.contains(id));
        let mut strangers: Vec<&System> = systems.iter().filter(|one| !named(one)).collect();
        strangers.sort_by(|a, b| a.path.cmp(&b.path));
        let near = |entry: &Entry| {
            let own = strangers.iter().filter(|system| entry.is_near(system));
            own.map(|system| Listed::of(system)).collect()
        };
        Self {
            entries: entries.len(),
            never_audited: entries
                .iter()
                .filter(|entry| !audited.contains(entry.id.as_str()))
                .map(|entry| Entry {
                    near: near(entry),
                    ..entry.clone()
                })
                .collect(),
            unlisted: strangers.iter().map(|system| Listed::of(system)).collect(),
        }
    }
}
