//! The fields that criteria read: what a descriptor for a profile needs to hold.

use std::collections::BTreeMap;

use garant_rules::catalog::Catalog;
pub use garant_rules::probe::fields_of;
use garant_rules::profile::Profile;

/// The declared paths that the criteria of a profile read, each with the codes of those criteria.
pub fn fields_asked(catalog: &Catalog, profile: &Profile) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for criterion in &catalog.criteria {
        if profile.selects(catalog, criterion) {
            for path in fields_of(catalog, criterion) {
                found.entry(path).or_default().push(criterion.code.clone());
            }
        }
    }
    found
}
