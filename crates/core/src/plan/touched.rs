//! What changes reach: the criteria that read what they change, told from what conditions name.

use std::collections::BTreeSet;

use garant_rules::Condition;
use garant_rules::catalog::{Catalog, declared};
use garant_rules::criterion::Criterion;
use garant_rules::field::Kind;
use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use super::draft::{Change, Draft};
use super::ground::{Ground, is_of_judging};

/// Which declared paths each criterion may read, by its id.
pub(super) struct Readings<'c> {
    of: FxHashMap<&'c str, Reading<'c>>,
    /// Dates, and what is asked to be so beside them, in the same table and by the same check.
    beside: BTreeSet<(&'c str, &'c str)>,
}

/// What one criterion may read.
#[derive(Default)]
struct Reading<'c> {
    /// Of whether it applies, and whether its checks are asked.
    frame: BTreeSet<&'c str>,
    /// Of each check.
    checks: Vec<BTreeSet<&'c str>>,
}

impl<'c> Readings<'c> {
    pub(super) fn of(catalog: &'c Catalog) -> Self {
        let fields: FxHashMap<&str, &str> = catalog
            .fields()
            .map(|field| (field.path.as_str(), field.path.as_str()))
            .collect();
        let of_kind = |path: &str, kind| catalog.field(path).is_some_and(|own| own.kind == kind);
        let mut beside = BTreeSet::new();
        let criteria = catalog.criteria.iter();
        let of = criteria.map(|criterion| {
            let mut all = Reading::default();
            let conditions = criterion.checks.iter().flat_map(|check| &check.applies);
            for condition in criterion.applies.iter().chain(conditions) {
                read(condition, &fields, &mut all.frame);
            }
            for check in &criterion.checks {
                let mut own = BTreeSet::new();
                read(&check.require, &fields, &mut own);
                for date in own.iter().filter(|path| of_kind(path, Kind::Date)) {
                    let said = own.iter().filter(|path| table_of(path) == table_of(date));
                    let said = said.filter(|path| of_kind(path, Kind::Bool));
                    beside.extend(said.map(|said| (*date, *said)));
                }
                all.checks.push(own);
            }
            (criterion.id.as_str(), all)
        });
        let of = of.collect();
        Self { of, beside }
    }

    /// Whether a check asks for a day and for something to be so, both in one table.
    pub(super) fn are_together(&self, date: &str, said: &str) -> bool {
        let (date, said) = (declared(date), declared(said));
        self.beside.contains(&(date.as_ref(), said.as_ref()))
    }
}

/// The table that a path lies in.
pub(super) fn table_of(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(table, _)| table)
}

/// Whatever field a condition names, in whatever part of it, is read: what its entries name is looked for in all its lists.
fn read<'c>(condition: &Condition, fields: &FxHashMap<&str, &'c str>, own: &mut BTreeSet<&'c str>) {
    let mut texts = Vec::new();
    texts_of(
        &serde_json::to_value(condition).unwrap_or_default(),
        &mut texts,
    );
    let (inner, outer): (Vec<String>, Vec<String>) =
        texts.into_iter().partition(|text| text.starts_with('.'));
    let outer: Vec<&'c str> = outer
        .iter()
        .filter_map(|text| fields.get(text.as_str()).copied())
        .collect();
    for key in &inner {
        let lists = outer.iter().map(|list| format!("{list}[]{key}"));
        own.extend(lists.filter_map(|path| fields.get(path.as_str()).copied()));
    }
    own.extend(outer);
}

fn texts_of(value: &Json, texts: &mut Vec<String>) {
    match value {
        Json::String(text) => texts.push(text.clone()),
        Json::Array(items) => items.iter().for_each(|item| texts_of(item, texts)),
        Json::Object(parts) => parts.values().for_each(|part| texts_of(part, texts)),
        _ => {}
    }
}

/// What some changes touch.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Declared paths.
    paths: BTreeSet<String>,
    /// Lists, with all of their entries.
    lists: BTreeSet<String>,
    /// What suppliers answer for.
    relied: bool,
}

impl Touched {
    pub(super) fn of(changes: &mut dyn Iterator<Item = &Change>) -> Self {
        let mut own = Self::default();
        for change in changes {
            own.add(change);
        }
        own
    }

    /// What differs between two drafts, one of which was made from the other.
    pub(super) fn between(before: &Draft, after: &Draft) -> Self {
        let mut own = Self::default();
        let longest = before.changes.len().max(after.changes.len());
        for at in 0..longest {
            let (was, now) = (before.changes.get(at), after.changes.get(at));
            if was != now {
                was.into_iter()
                    .chain(now)
                    .for_each(|change| own.add(change));
            }
        }
        own
    }

    fn add(&mut self, change: &Change) {
        match change {
            Change::Answer(own) => {
                self.paths.insert(declared(&own.path).into_owned());
            }
            Change::Entry { list, .. } => {
                self.lists.insert(declared(list).into_owned());
            }
            Change::Attached(own) => {
                self.paths.insert(declared(&own.at).into_owned());
                self.lists.insert("evidence".to_owned());
            }
            // A piece may be cited in several places.
            Change::Restored { .. } => {
                self.lists.insert(String::new());
            }
            Change::Audited { .. } => self.relied = true,
        }
    }

    /// Whether a criterion may be found otherwise.
    pub(super) fn reaches(&self, ground: &Ground<'_, '_>, criterion: &Criterion) -> bool {
        let mut told = self.paths.iter().chain(&self.lists);
        if self.lists.contains("")
            || self.relied && ground.relies(criterion)
            || ground.is_waived(criterion)
            || told.any(|path| is_of_judging(path))
        {
            return true;
        }
        let Some(own) = ground.readings.of.get(criterion.id.as_str()) else {
            return true;
        };
        let mut parts = std::iter::once(&own.frame).chain(&own.checks);
        parts.any(|own| self.meets(own))
    }

    /// The checks alone that it reaches, by place; none where it reaches more of the criterion.
    pub(super) fn checks(
        &self,
        ground: &Ground<'_, '_>,
        criterion: &Criterion,
    ) -> Option<Vec<usize>> {
        let own = ground.readings.of.get(criterion.id.as_str())?;
        let told = self.paths.iter().chain(&self.lists);
        let more = self.relied
            || ground.is_waived(criterion)
            || told
                .clone()
                .any(|path| path.is_empty() || is_of_judging(path))
            || self.meets(&own.frame);
        let checks = own.checks.iter().enumerate();
        let checks = checks.filter(|(_, own)| self.meets(own));
        (!more).then(|| checks.map(|(at, _)| at).collect())
    }

    fn meets(&self, own: &BTreeSet<&str>) -> bool {
        self.paths.iter().any(|path| own.contains(path.as_str()))
            || self.lists.iter().any(|list| {
                let mut own = own.iter();
                own.any(|path| *path == list || inside(path, list))
            })
    }
}

/// Whether a declared path lies in the entries of a list.
fn inside(path: &str, list: &str) -> bool {
    let rest = path.strip_prefix(list);
    rest.is_some_and(|rest| rest.starts_with("[]"))
}
