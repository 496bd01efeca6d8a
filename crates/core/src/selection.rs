//! The criteria that a profile judges, with their parameters: the same for every project.

use garant_rules::catalog::Catalog;
use garant_rules::criterion::Criterion;
use garant_rules::facts::Parameters;
use garant_rules::profile::Profile;

use crate::texts;

/// The criteria of a profile, in the catalog's order.
#[derive(Debug)]
pub(crate) struct Selection<'c>(Vec<Selected<'c>>);

/// A criterion of a profile.
#[derive(Debug)]
pub(crate) struct Selected<'c> {
    pub(crate) criterion: &'c Criterion,
    pub(crate) parameters: Parameters,
}

impl<'c> Selection<'c> {
    pub(crate) fn of(catalog: &'c Catalog, profile: &Profile) -> Self {
        let criteria = catalog.criteria.iter();
        let selected = criteria.filter(|criterion| profile.selects(catalog, criterion));
        let own = selected.map(|criterion| Selected {
            criterion,
            parameters: texts::parameters(criterion, profile),
        });
        Self(own.collect())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Selected<'c>> {
        self.0.iter()
    }
}
