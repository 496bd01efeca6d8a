//! What a plan starts from, and what it aims at.

use std::collections::BTreeSet;

use garant_rules::Value;
use garant_rules::catalog::{Catalog, declared};
use garant_rules::criterion::Criterion;
use garant_rules::facts::Found;
use garant_rules::field::{Field, Kind};
use jiff::civil::Date;

use super::touched::Readings;
use crate::case::Case;
use crate::judge::Judge;
use crate::readership::Readership;
use crate::request::Request;
use crate::verdict::Verdict;

/// Sections that judging itself reads: what changes there may change any verdict.
const READ_BY_THE_JUDGE: [&str; 6] = [
    "system.acts-as",
    "system.phase",
    "profile",
    "declaration",
    "waivers",
    "not-applicable",
];

/// Whether a declared path is one that judging itself reads.
pub(super) fn is_of_judging(path: &str) -> bool {
    READ_BY_THE_JUDGE.iter().any(|own| {
        let rest = path.strip_prefix(own);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    })
}

/// What a plan aims at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reach<'a> {
    /// The gate of the request.
    Gate,
    /// One criterion.
    Criterion(&'a str),
}

pub(super) struct Ground<'c, 'a> {
    pub(super) judge: &'a Judge<'c>,
    pub(super) case: &'a Case<'c>,
    pub(super) request: &'a Request<'a>,
    pub(super) reach: Reach<'a>,
    /// Criteria whose duty is a supplier's, on whom this actor relies.
    relied: BTreeSet<&'c str>,
    /// Criteria that a waiver names.
    waived: BTreeSet<String>,
    pub(super) readings: Readings<'c>,
    /// Where the plan aims at one criterion, those of the gate that are closed and stay so.
    guarded: BTreeSet<&'c str>,
}

impl<'c, 'a> Ground<'c, 'a> {
    pub(super) fn new(
        judge: &'a Judge<'c>,
        case: &'a Case<'c>,
        request: &'a Request<'a>,
        reach: Reach<'a>,
    ) -> Self {
        let sheet = case.sheet(judge.catalog, request);
        let readership = Readership::default();
        let project = sheet.project(&readership, false);
        let bench = sheet.bench(&project);
        let criteria = judge.catalog.criteria.iter();
        let relied = criteria
            .filter(|criterion| bench.relies(criterion))
            .map(|criterion| criterion.id.as_str())
            .collect();
        let waivers = case.descriptor.entries("waivers").into_iter();
        let waived = waivers.filter_map(|entry| {
            let named = case.descriptor.string(&format!("{entry}.criterion"))?;
            Some(named.to_owned())
        });
        let waived = waived.collect();
        let mut own = Self {
            judge,
            case,
            request,
            reach,
            relied,
            waived,
            readings: Readings::of(judge.catalog),
            guarded: BTreeSet::new(),
        };
        if let Reach::Criterion(_) = reach {
            let closed = sheet.rulings_of(|criterion| own.bears(criterion));
            let closed = closed.iter().filter(|(_, ruling)| {
                matches!(ruling.verdict, Verdict::Met | Verdict::NotApplicable)
            });
            own.guarded = closed.map(|(own, _)| own.id.as_str()).collect();
        }
        own
    }

    pub(super) fn catalog(&self) -> &'c Catalog {
        self.judge.catalog
    }

    pub(super) fn as_of(&self) -> Date {
        self.request.as_of
    }

    pub(super) fn field(&self, path: &str) -> Option<&'c Field> {
        self.judge.index.field(&declared(path))
    }

    /// What the descriptor itself states at a path.
    pub(super) fn stated(&self, path: &str) -> Option<&Value> {
        match self.case.descriptor.answers.get(path) {
            Some(Found::Value(value, _)) => Some(value),
            _ => None,
        }
    }

    /// Whether what is stated there stays, whatever would follow: what the project is, what was set beforehand, the day of what happens
    /// once, and all that is written of something that took place.
    pub(super) fn is_kept(&self, path: &str) -> bool {
        let Some(stated) = self.stated(path) else {
            return false;
        };
        let field = self.field(path);
        let once = field.is_some_and(|field| field.once);
        let past = matches!(stated, Value::Date(day) if *day <= self.as_of());
        let cited = field.is_some_and(|field| field.kind == Kind::Evidence);
        let kept = field.is_some_and(|field| field.kept);
        kept || once && past || !cited && self.is_recorded(path)
    }

    /// Whether a path lies in an entry that tells what took place.
    fn is_recorded(&self, path: &str) -> bool {
        let Some((list, _)) = path.rsplit_once('[') else {
            return false;
        };
        self.field(list).is_some_and(|field| field.record)
    }

    /// The fields of a list's entries.
    pub(super) fn fields_of(&self, list: &str) -> impl Iterator<Item = &'c Field> {
        let entry = format!("{}[].", declared(list));
        let fields = self.catalog().fields();
        fields.filter(move |field| field.path.starts_with(&entry))
    }

    /// How many entries of a list the descriptor has.
    pub(super) fn entries(&self, list: &str) -> usize {
        match self.stated(list) {
            Some(Value::List(count)) => *count,
            _ => 0,
        }
    }

    pub(super) fn relies(&self, criterion: &Criterion) -> bool {
        self.relied.contains(criterion.id.as_str())
    }

    /// Whether a waiver names a criterion: it then hangs on more than it reads.
    pub(super) fn is_waived(&self, criterion: &Criterion) -> bool {
        self.waived.contains(&criterion.id)
    }

    pub(super) fn level(&self, criterion: &Criterion) -> usize {
        let catalog = self.catalog();
        catalog.level_rank(self.case.profile.level(criterion))
    }

    /// Whether the plan aims at a criterion.
    pub(super) fn aims(&self, criterion: &Criterion) -> bool {
        match self.reach {
            Reach::Criterion(id) => criterion.id == id,
            Reach::Gate => self.bears(criterion),
        }
    }

    /// Whether the plan aims at a criterion, or keeps it closed on the way to one alone.
    pub(super) fn counts(&self, criterion: &Criterion) -> bool {
        self.aims(criterion) || self.guarded.contains(criterion.id.as_str())
    }

    /// Whether the gate counts a criterion.
    fn bears(&self, criterion: &Criterion) -> bool {
        let bar = self.catalog().level_rank(self.case.gate);
        !criterion.draft && self.level(criterion) <= bar
    }
}
