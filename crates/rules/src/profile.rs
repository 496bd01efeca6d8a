//! A selection of criteria with parameters, and the gate's level.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::facts::Parameters;
use crate::lang::Said;

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
    /// Levels changed, by criterion.
    pub level_changes: BTreeMap<String, String>,
    /// Parameters set, by criterion.
    pub parameters: BTreeMap<String, Parameters>,
}
