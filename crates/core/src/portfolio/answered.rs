//! Whether a descriptor tells more than what it is: asked only of those of which nothing is met or not met.

use garant_rules::facts::Found;
use garant_rules::{Catalog, Index};

use crate::validate;

/// Where a descriptor tells how it is read, who declares and what the system is.
const IDENTITY: [&str; 3] = ["system.", "declaration.", "presentation."];

/// Reads descriptors again for their answers.
#[derive(Debug)]
pub struct Answered<'c> {
    catalog: &'c Catalog,
    index: Index<'c>,
}

impl<'c> Answered<'c> {
    /// Makes a catalog ready.
    pub fn new(catalog: &'c Catalog) -> Self {
        Self {
            catalog,
            index: Index::of(catalog),
        }
    }

    /// Whether a sound descriptor answers something beyond its identity.
    pub fn beyond_identity(&self, name: &str, text: &str) -> bool {
        let read = validate::indexed(self.catalog, &self.index, name, text);
        let stated = |path: &str, found: &Found| {
            let own = path.contains('.') && !IDENTITY.iter().any(|own| path.starts_with(own));
            own && matches!(found, Found::Value(..))
        };
        read.is_ok_and(|own| own.answers.iter().any(|(path, found)| stated(path, found)))
    }
}
