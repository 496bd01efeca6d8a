//! The fields that criteria read: what a descriptor for a profile needs to hold.

use std::collections::{BTreeMap, BTreeSet};

use garant_rules::catalog::{Catalog, declared};
use garant_rules::criterion::Criterion;
use garant_rules::facts::{Exhibit, Facts, Found, Parameters, Read, Scope};
use garant_rules::field::Kind;
use garant_rules::figure::{Ask, Figure};
use garant_rules::profile::Profile;
use garant_rules::{Condition, Value};
use jiff::civil::Date;

/// A project that says nothing, with one empty entry in every list, so that what entries are asked for is read too.
struct Probe<'a>(&'a Catalog);

impl Facts for Probe<'_> {
    fn as_of(&self) -> Date {
        Date::constant(2000, 1, 1)
    }

    fn look_up(&self, path: &str) -> Found {
        match self.0.field(&declared(path)) {
            Some(field) if field.kind == Kind::List => Found::Value(Value::List(1), None),
            _ => Found::Missing(None),
        }
    }

    fn evidence(&self, _: &str) -> Exhibit {
        Exhibit {
            problem: None,
            reviewed: false,
            read: Read::new("evidence", Found::Missing(None)),
        }
    }

    fn figure(&self, _: &Ask) -> Figure {
        let missing = || Read::new("evidence", Found::Missing(None));
        Figure {
            estimates: Vec::new(),
            problem: None,
            reviewed: false,
            read: missing(),
            date: missing(),
        }
    }
}

/// The declared paths that a criterion reads.
pub fn fields_of(catalog: &Catalog, criterion: &Criterion) -> BTreeSet<String> {
    let parameters = criterion
        .parameters
        .iter()
        .map(|(name, parameter)| (name.clone(), parameter.value.clone()))
        .collect::<Parameters>();
    let probe = Probe(catalog);
    let scope = Scope {
        facts: &probe,
        place: "",
        parameters: &parameters,
    };
    let checks = criterion
        .checks
        .iter()
        .flat_map(|check| check.applies.iter().chain([&check.require]));
    criterion
        .applies
        .iter()
        .chain(checks)
        .flat_map(|condition: &Condition| condition.evaluate(scope).reads)
        .map(|read| declared(&read.path))
        .filter(|path| catalog.field(path).is_some())
        .collect()
}

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
