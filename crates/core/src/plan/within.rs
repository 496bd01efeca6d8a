//! Between which days a date opens what it serves: told beside what is supposed of it, for the true date may be another.

use std::collections::BTreeSet;

use garant_rules::facts::{Found, Scope};
use garant_rules::{Condition, Value};
use jiff::civil::Date;

use super::draft::{Answer, Change, Draft};
use super::ground::Ground;
use super::state::State;
use super::touched::Touched;
use super::wish::Asked;
use super::world::World;
use crate::finding::Words;
use crate::readership::Readership;
use crate::texts;

/// The days, and the days that nobody has stated yet.
#[derive(Debug, Default)]
pub(super) struct Within {
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) others: Vec<Asked>,
    /// What is supposed of those: no bound of the true date.
    pub(super) supposed: Vec<Date>,
}

/// Two dates of which the first may not be after the other, where they stand.
pub(super) type Order = BTreeSet<(String, String)>;

/// The orders that what the plan aims at asks for.
pub(super) fn orders<'c>(ground: &Ground<'c, '_>, world: &World<'c, '_>) -> Order {
    let readership = Readership::default();
    let sheet = world.sheet(ground);
    let project = sheet.project(&readership, false);
    let mut found = Order::new();
    for criterion in &ground.catalog().criteria {
        if ground.counts(criterion) {
            let parameters = texts::parameters(criterion, ground.case.profile);
            let scope = Scope {
                facts: &project,
                place: "",
                parameters: &parameters,
            };
            for check in &criterion.checks {
                order(&check.require, scope, &mut found);
            }
        }
    }
    found
}

fn order(condition: &Condition, scope: Scope<'_>, found: &mut Order) {
    if let Some((first, then)) = condition.order() {
        found.insert((scope.path(first), scope.path(then)));
    }
    for part in condition.parts(scope) {
        let place = part.place.as_deref().unwrap_or(scope.place);
        order(part.condition, Scope { place, ..scope }, found);
    }
}

/// Between which days an answer may lie, all other steps being done: each bound is one that the judge keeps.
pub(super) fn within<'c>(
    ground: &Ground<'c, '_>,
    draft: &Draft,
    (world, full): (&mut World<'c, '_>, &State<'c>),
    orders: &Order,
    answer: &Answer,
) -> Within {
    let mut own = Within::default();
    if !matches!(answer.value, Value::Date(_)) {
        return own;
    }
    let change = Change::Answer(answer.clone());
    let touched = Touched::of(&mut std::iter::once(&change));
    let opens = |world: &mut World<'c, '_>, day: Option<Date>| {
        let Some(day) = day else { return false };
        let was = world.set(&answer.path, Some(Found::Value(Value::Date(day), None)));
        let closed = full.stays_closed(ground, world, &touched);
        world.set(&answer.path, was);
        !closed
    };
    let today = ground.as_of();
    // What is still to be done is written on the day that it is done.
    if draft.since(ground, &answer.path).is_none() && opens(world, today.tomorrow().ok()) {
        own.until = Some(today);
    }
    for (first, then) in orders {
        let before = *first == answer.path;
        let other = if before { then } else { first };
        if !before && *then != answer.path {
            continue;
        }
        let Some(day) = world.date(other) else {
            continue;
        };
        let beyond = if before {
            day.tomorrow()
        } else {
            day.yesterday()
        };
        if !opens(world, beyond.ok()) {
            continue;
        }
        if ground.stated(other) == Some(&Value::Date(day)) {
            if before {
                own.until = Some(own.until.map_or(day, |until| until.min(day)));
            } else {
                own.from = own.from.max(Some(day));
            }
        } else {
            let title = ground.field(other).map(|field| Words::of(&field.title));
            let (path, title) = (other.clone(), title.unwrap_or_default());
            own.supposed.push(day);
            own.others.push(if before {
                Asked::NotAfter { path, title }
            } else {
                Asked::NotBefore { path, title }
            });
        }
    }
    own
}
