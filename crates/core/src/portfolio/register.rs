//! The organisation's own list of its systems, beside the descriptors that were found.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Shared, System};

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
}

impl Entry {
    /// An entry.
    pub fn new(id: String, name: String, service: String, line: usize) -> Self {
        Self {
            id,
            name,
            service,
            line,
        }
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

impl Register {
    pub(super) fn of(entries: &[Entry], systems: &[System]) -> Self {
        let audited: BTreeSet<&str> = systems
            .iter()
            .filter_map(|system| system.id.as_deref())
            .collect();
        let known: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        let named = |system: &&System| system.id.as_deref().is_some_and(|id| known.contains(id));
        let mut unlisted: Vec<Listed> = systems
            .iter()
            .filter(|system| !named(system))
            .map(|system| Listed {
                path: Shared::clone(&system.path),
                id: system.id.clone(),
            })
            .collect();
        unlisted.sort_by(|a, b| a.path.cmp(&b.path));
        Self {
            entries: entries.len(),
            unlisted,
            never_audited: entries
                .iter()
                .filter(|entry| !audited.contains(entry.id.as_str()))
                .cloned()
                .collect(),
        }
    }
}
