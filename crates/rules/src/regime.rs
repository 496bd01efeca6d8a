//! Duties that one text brings together for the same actors: what a project is told of first.

use serde::{Deserialize, Serialize};

use crate::lang::Said;
use crate::operator::Condition;

/// A regime. Whether it reaches a project is the standing of its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regime {
    /// Kebab-case.
    pub id: String,
    /// Its name.
    pub title: Said,
    /// What it asks.
    pub says: Said,
    /// Who owes it: actors of the catalog.
    pub owed_by: Vec<String>,
    /// The text whose standing decides.
    pub source: String,
    /// The place in it.
    pub at: Option<String>,
    /// Other places of the text that come with it.
    pub with: Vec<String>,
    /// What is easily got wrong, and for which projects.
    pub traps: Vec<Trap>,
}

/// A frequent mistake about a regime.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trap {
    /// For which projects it is told.
    pub when: Condition,
    /// In words.
    pub says: Said,
}
