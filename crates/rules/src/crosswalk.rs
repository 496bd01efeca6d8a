//! Another framework, item by item, and what of each item this catalog's criteria ask.

use serde::{Deserialize, Serialize};

use crate::lang::Said;

/// How much of an item a criterion asks, weakest first. It says nothing of whether a project does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Degree {
    /// The same subject, another question.
    Touches,
    /// A part of what the item asks.
    Partly,
    /// What the item asks, as the catalog reads it.
    Covers,
}

impl Degree {
    /// All, with their codes.
    pub const ALL: [(&'static str, Self); 3] = [
        ("covers", Self::Covers),
        ("partly", Self::Partly),
        ("touches", Self::Touches),
    ];

    /// Its code.
    pub fn code(self) -> &'static str {
        let own = Self::ALL.iter().find(|(_, degree)| *degree == self);
        own.map_or("", |(code, _)| code)
    }
}

/// A framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crosswalk {
    /// Kebab-case.
    pub id: String,
    /// The text, in the catalog's sources.
    pub source: String,
    /// Its name.
    pub title: Said,
    /// How it was placed, and how far it was read.
    pub says: Said,
    /// Its items, in its own order.
    pub items: Vec<Item>,
}

/// An item of a framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The framework's own locator.
    pub at: String,
    /// What it asks, in our words.
    pub says: Said,
    /// The criteria that ask it or a part of it.
    pub links: Vec<Link>,
    /// What is left out, where no criterion covers it.
    pub gap: Option<Said>,
}

/// A criterion that asks an item, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// `PACK/ID`.
    pub criterion: String,
    /// How much of the item.
    pub degree: Degree,
}

impl Item {
    /// The highest degree among its criteria; nothing where no criterion asks any of it.
    pub fn degree(&self) -> Option<Degree> {
        self.links.iter().map(|link| link.degree).max()
    }
}
