//! Criteria, their checks, parameters and citations.

use super::change::Change;
use super::kind::Kind;
use super::side::{list, same, title, titles};
use super::told::{Pair, Told, pairs};
use crate::criterion::{Check, Citation, Criterion, Parameter};
use crate::lang::Said;
use crate::operator::Condition;

pub(super) fn compare(told: &mut Told<'_>) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    for pair in pairs(&old.criteria, &new.criteria, |criterion| &criterion.id) {
        match pair {
            Pair::Came(own) => {
                let level = title(&new.levels, &own.level);
                told.push(Change::of(Kind::CriterionAdded, own).after(level));
            }
            Pair::Gone(own) => {
                let heir = new.tombstones.iter().find(|(gone, _)| *gone == own.id);
                let heir = heir.and_then(|(_, heir)| new.criterion(heir));
                let change = Change::of(Kind::CriterionWithdrawn, own);
                told.push(match heir {
                    Some(heir) => change.after(list([&same(heir.code.clone()), &heir.title])),
                    None => change,
                });
            }
            Pair::Both(before, own) => both(told, before, own),
        }
    }
}

fn both(told: &mut Told<'_>, before: &Criterion, own: &Criterion) {
    let change = |kind| Change::of(kind, own);
    condition(
        told,
        (before, before.applies.as_ref()),
        (own, own.applies.as_ref()),
        change(Kind::CriterionApplies),
    );
    checks(told, before, own);
    parameters(told, before, own);
    terms(told, before, own);
    citations(told, before, own);
    for (kind, was, is) in [
        (
            Kind::CriterionCode,
            same(before.code.clone()),
            same(own.code.clone()),
        ),
        (
            Kind::CriterionTitle,
            before.title.clone(),
            own.title.clone(),
        ),
        (
            Kind::CriterionDraft,
            told.old.yes_no(before.draft),
            told.new.yes_no(own.draft),
        ),
        (
            Kind::CriterionSince,
            same(before.since.clone()),
            same(own.since.clone()),
        ),
        (
            Kind::CriterionReviewedBy,
            same(before.reviewed_by.clone().unwrap_or_default()),
            same(own.reviewed_by.clone().unwrap_or_default()),
        ),
    ] {
        if was != is {
            told.push(change(kind).between(was, is));
        }
    }
    if before.effort != own.effort {
        let was = told.old.word("effort", &before.effort);
        let is = told.new.word("effort", &own.effort);
        told.push(change(Kind::CriterionEffort).between(was, is));
    }
    let none = Said::default();
    let question = |criterion: &Criterion| criterion.question.clone().unwrap_or_default();
    let (asked, asks) = (question(before), question(own));
    told.words(
        "criteria",
        &own.id,
        &own.title,
        &[
            ("asks", &before.asks, &own.asks),
            ("why", &before.why, &own.why),
            ("remedy", &before.remedy, &own.remedy),
            ("question", &asked, &asks),
        ],
    );
    for check in &own.checks {
        let was = before.checks.iter().find(|other| other.id == check.id);
        let was = was.map_or(&check.says, |was| &was.says);
        told.words(
            "criteria",
            &own.id,
            &own.title,
            &[("check", was, &check.says)],
        );
    }
    for (name, parameter) in &own.parameters {
        let was = before.parameters.get(name).map_or(&none, |was| &was.says);
        if was != &none {
            let parts = [("parameters", was, &parameter.says)];
            told.words("criteria", &own.id, &own.title, &parts);
        }
    }
}

/// What is due from whom, since when, at what level.
fn terms(told: &mut Told<'_>, before: &Criterion, own: &Criterion) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    let change = |kind| Change::of(kind, own);
    let one = [
        (
            Kind::CriterionLevel,
            &before.level,
            &own.level,
            &old.levels,
            &new.levels,
        ),
        (
            Kind::CriterionPhase,
            &before.phase,
            &own.phase,
            &old.phases,
            &new.phases,
        ),
        (
            Kind::CriterionPrinciple,
            &before.principle,
            &own.principle,
            &old.principles,
            &new.principles,
        ),
    ];
    for (kind, was, is, were, are) in one {
        if was != is {
            told.push(change(kind).between(title(were, was), title(are, is)));
        }
    }
    let many = [
        (Kind::CriterionActors, &before.actors, &own.actors),
        (
            Kind::CriterionReliedOnBy,
            &before.relied_on_by,
            &own.relied_on_by,
        ),
    ];
    for (kind, was, is) in many {
        if was != is {
            let (was, is) = (titles(&old.actors, was), titles(&new.actors, is));
            told.push(change(kind).between(was, is));
        }
    }
    if before.cens != own.cens {
        let places = |terms, criterion: &Criterion| {
            let told = criterion.cens.iter().map(|place| {
                let name = title(terms, &place.principle);
                super::side::both(|lang| format!("{} ({})", name.get(lang), place.placement))
            });
            list(told.collect::<Vec<_>>())
        };
        let (was, is) = (places(&old.cens, before), places(&new.cens, own));
        told.push(change(Kind::CriterionCens).between(was, is));
    }
}

/// A condition that may be absent: it then always holds.
fn condition(
    told: &mut Told<'_>,
    (before, was): (&Criterion, Option<&Condition>),
    (own, is): (&Criterion, Option<&Condition>),
    change: Change,
) {
    if was.map(Condition::bare) == is.map(Condition::bare) {
        return;
    }
    let mut change = change;
    if let Some(was) = was {
        change = change.before(told.old.condition(was, Some(before)));
    }
    if let Some(is) = is {
        change = change.after(told.new.condition(is, Some(own)));
    }
    told.push(change);
}

fn checks(told: &mut Told<'_>, before: &Criterion, own: &Criterion) {
    let of = |kind, check: &Check| Change::of(kind, own).part(&check.id, &check.says);
    for pair in pairs(&before.checks, &own.checks, |check| &check.id) {
        match pair {
            Pair::Came(check) => {
                let is = told.new.condition(&check.require, Some(own));
                told.push(of(Kind::CheckAdded, check).after(is));
            }
            Pair::Gone(check) => {
                let was = told.old.condition(&check.require, Some(before));
                told.push(of(Kind::CheckWithdrawn, check).before(was));
            }
            Pair::Both(was, is) => {
                condition(
                    told,
                    (before, was.applies.as_ref()),
                    (own, is.applies.as_ref()),
                    of(Kind::CheckApplies, is),
                );
                condition(
                    told,
                    (before, Some(&was.require)),
                    (own, Some(&is.require)),
                    of(Kind::CheckCondition, is),
                );
            }
        }
    }
}

fn parameters(told: &mut Told<'_>, before: &Criterion, own: &Criterion) {
    let of =
        |kind, name: &str, parameter: &Parameter| Change::of(kind, own).part(name, &parameter.says);
    for (name, parameter) in &own.parameters {
        let is = told.new.value(&parameter.value);
        match before.parameters.get(name) {
            None => told.push(of(Kind::ParameterAdded, name, parameter).after(is)),
            Some(was) if was.value != parameter.value => {
                let was = told.old.value(&was.value);
                told.push(of(Kind::ParameterValue, name, parameter).between(was, is));
            }
            Some(_) => {}
        }
    }
    for (name, parameter) in &before.parameters {
        if !own.parameters.contains_key(name) {
            let was = told.old.value(&parameter.value);
            told.push(of(Kind::ParameterWithdrawn, name, parameter).before(was));
        }
    }
}

fn citations(told: &mut Told<'_>, before: &Criterion, own: &Criterion) {
    let gone = before
        .sources
        .iter()
        .filter(|cited| !own.sources.contains(cited));
    let came = own
        .sources
        .iter()
        .filter(|cited| !before.sources.contains(cited));
    let mut found = Vec::new();
    for cited in gone {
        let kind = if cited.requires {
            Kind::RequirementWithdrawn
        } else {
            Kind::InspirationWithdrawn
        };
        found.push((kind, cited, told.old.catalog.source(&cited.source)));
    }
    for cited in came {
        let kind = if cited.requires {
            Kind::RequirementAdded
        } else {
            Kind::InspirationAdded
        };
        found.push((kind, cited, told.new.catalog.source(&cited.source)));
    }
    for (kind, cited, source) in found {
        let name = source.map_or_else(
            || same(cited.source.clone()),
            |source| place(&source.short, cited),
        );
        told.push(Change::of(kind, own).part(&cited.source, &name));
    }
}

/// A text as cited, with the place.
fn place(short: &Said, cited: &Citation) -> Said {
    super::side::both(|lang| match &cited.at {
        Some(at) => format!("{}, {at}", short.get(lang)),
        None => short.get(lang).to_owned(),
    })
}
