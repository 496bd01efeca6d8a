//! What changed from one edition of a catalog to another, from the data alone; with a star on what can change a verdict.
//!
//! A change of words is told apart: it reads otherwise and asks the same.

mod change;
mod criteria;
mod fields;
mod kind;
mod profiles;
mod side;
mod sources;
mod terms;
mod told;
mod wording;

use serde::Serialize;

pub use change::{Change, Part, Reach};
pub use kind::Kind;
pub use wording::Wording;

use crate::catalog::Catalog;
use side::Side;
use told::Told;

/// The name of the format.
pub const FORMAT: &str = "garant.catalog-changes";
/// Its version.
pub const VERSION: u32 = 1;

/// What changed between two editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Changes {
    /// [`FORMAT`].
    pub format: &'static str,
    /// [`VERSION`].
    pub version: u32,
    /// The old edition.
    pub old: Stamp,
    /// The new edition.
    pub new: Stamp,
    /// Changes of the data, by kind.
    pub changes: Vec<Change>,
    /// What changed in words alone.
    pub wording: Vec<Wording>,
}

/// An edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stamp {
    /// What was asked for, such as a folder or `REV:DIR`; left out for the built-in catalog.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// Its version.
    pub version: String,
    /// The digest of its files, in hexadecimal.
    pub sha256: String,
    /// How many criteria it has.
    pub criteria: usize,
}

impl Stamp {
    fn of(catalog: &Catalog) -> Self {
        Self {
            asked: None,
            version: catalog.version.clone(),
            sha256: catalog.sha256.clone(),
            criteria: catalog.criteria.len(),
        }
    }
}

impl Changes {
    /// What changed from one edition to another.
    pub fn between(old: &Catalog, new: &Catalog) -> Self {
        let mut told = Told {
            old: Side::new(old),
            new: Side::new(new),
            changes: Vec::new(),
            wording: Vec::new(),
        };
        criteria::compare(&mut told);
        sources::definitions(&mut told);
        fields::compare(&mut told);
        sources::compare(&mut told);
        profiles::compare(&mut told);
        terms::compare(&mut told);
        // The order within a kind is that of the new edition.
        told.changes.sort_by_key(|change| change.kind);
        Self {
            format: FORMAT,
            version: VERSION,
            old: Stamp::of(old),
            new: Stamp::of(new),
            changes: told.changes,
            wording: told.wording,
        }
    }

    /// The changes that can change the verdict of a criterion, or what the gate counts of it.
    pub fn concerning<'a>(&'a self, criterion: &'a str) -> impl Iterator<Item = &'a Change> {
        self.changes
            .iter()
            .filter(move |change| change.concerns(criterion))
    }

    /// Whether nothing changed, words included.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.wording.is_empty()
    }
}
