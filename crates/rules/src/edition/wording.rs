//! Words alone: what reads otherwise and asks the same.

use serde::Serialize;

use crate::lang::Said;

/// A thing whose words alone changed, in one language or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Wording {
    /// `criteria`, `definitions`, `fields`, `sources`, `profiles`, `terms`, `packs`, `regimes`, `crosswalks` or `words`.
    pub room: &'static str,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Said,
    /// Which of its words, as the catalog's files name them.
    pub parts: Vec<String>,
}
