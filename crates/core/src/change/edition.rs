//! One project on two editions of the catalog: all that changes is put down to the edition, for nothing else differs.

use serde::{Deserialize, Serialize};

use super::{Cause, Changes};
use crate::finding::Words;

/// A change of the catalog that can change a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Amendment {
    /// Its kind, as `garant catalog changes` names it.
    pub kind: String,
    /// The id of what it is about: the criterion, a definition, a field, a text, a profile.
    pub id: String,
    /// The part that changed; null where it is the whole.
    pub part: Option<String>,
    /// In words.
    pub says: Words,
}

impl Amendment {
    /// A change of a kind, said in both languages.
    pub fn new(kind: &str, id: &str, part: Option<&str>, fr: String, en: String) -> Self {
        Self {
            kind: kind.to_owned(),
            id: id.to_owned(),
            part: part.map(str::to_owned),
            says: Words { fr, en },
        }
    }
}

impl Changes {
    /// The same, of two audits of one project, at one date, with the same files, on two editions. `because` gives the changes of the
    /// catalog that concern a criterion, by its id.
    #[must_use]
    pub fn replayed(mut self, because: &dyn Fn(&str) -> Vec<Amendment>) -> Self {
        for change in &mut self.changed {
            change.causes = vec![Cause::Catalog {
                before: self.old.catalog.version.clone(),
                after: self.new.catalog.version.clone(),
                because: because(&change.criterion),
            }];
        }
        self
    }
}
