//! What a criterion reads, whatever a project says: a project that says nothing is asked.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::catalog::{Catalog, declared};
use crate::criterion::Criterion;
use crate::facts::{Exhibit, Facts, Found, Parameters, Read, Scope};
use crate::field::Kind;
use crate::figure::{Ask, Figure};
use crate::operator::Condition;
use crate::value::Value;

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
        .map(|read| declared(&read.path).into_owned())
        .filter(|path| catalog.field(path).is_some())
        .collect()
}
