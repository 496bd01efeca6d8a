//! Named conditions and texts: who is bound by what, since when.

use jiff::civil::Date;

use super::change::{Change, Reach};
use super::kind::Kind;
use super::side::{Codes, Side, both, same};
use super::told::{Pair, Told, pairs};
use crate::lang::Said;
use crate::operator::Condition;
use crate::reference::{Branch, Locator, Source};

pub(super) fn definitions(told: &mut Told<'_>) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    for (id, (says, is)) in &new.definitions {
        let after = told.new.condition(is, None);
        let Some((said, was)) = old.definitions.get(id) else {
            told.push(Change::new(Kind::DefinitionAdded, id, says).after(after));
            continue;
        };
        told.words("definitions", id, says, &[("says", said, says)]);
        if was.bare() != is.bare() {
            let before = told.old.condition(was, None);
            let reach = reaching(told, |side| side.using(id));
            let change = Change::new(Kind::DefinitionCondition, id, says).reaching(reach);
            told.push(change.between(before, after));
        }
    }
    for (id, (says, was)) in &old.definitions {
        if !new.definitions.contains_key(id) {
            let before = told.old.condition(was, None);
            told.push(Change::new(Kind::DefinitionWithdrawn, id, says).before(before));
        }
    }
}

fn reaching(told: &Told<'_>, criteria: impl Fn(&Side<'_>) -> Codes) -> Reach {
    let mut found = criteria(&told.old);
    found.extend(criteria(&told.new));
    Reach::of(found)
}

pub(super) fn compare(told: &mut Told<'_>) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    for pair in pairs(&old.sources, &new.sources, |source| &source.id) {
        match pair {
            Pair::Came(own) => told.push(Change::new(Kind::SourceAdded, &own.id, &own.short)),
            Pair::Gone(own) => told.push(Change::new(Kind::SourceWithdrawn, &own.id, &own.short)),
            Pair::Both(was, own) => source(told, was, own),
        }
    }
}

fn source(told: &mut Told<'_>, was: &Source, own: &Source) {
    let reach = reaching(told, |side| side.citing(&own.id, None));
    let change = |kind| Change::new(kind, &own.id, &own.short).reaching(reach.clone());
    let day = |date: Option<Date>| same(date.map(|date| date.to_string()).unwrap_or_default());
    if bare(&was.binds) == bare(&own.binds) {
        branch_words(told, own, &was.binds, &own.binds);
    } else {
        let (was, is) = (told.old.branches(&was.binds), told.new.branches(&own.binds));
        told.push(change(Kind::SourceBinds).between(was, is));
    }
    for (kind, was, is) in [
        (
            Kind::SourceProposed,
            told.old.yes_no(was.proposed),
            told.new.yes_no(own.proposed),
        ),
        (Kind::SourceDate, day(was.date), day(own.date)),
        (
            Kind::SourceVerification,
            told.old.word("verification", &was.verification),
            told.new.word("verification", &own.verification),
        ),
        (
            Kind::SourceForce,
            told.old.word("force", was.force.code()),
            told.new.word("force", own.force.code()),
        ),
    ] {
        if was != is {
            told.push(change(kind).between(was, is));
        }
    }
    if edition(was) != edition(own) {
        told.push(change(Kind::SourceEdition).between(edition(was), edition(own)));
    }
    let note = |source: &Source| source.note.clone().unwrap_or_default();
    let (noted, notes) = (note(was), note(own));
    let parts = [
        ("short", &was.short, &own.short),
        ("title", &was.title, &own.title),
        ("publisher", &was.publisher, &own.publisher),
        ("note", &noted, &notes),
    ];
    told.words("sources", &own.id, &own.short, &parts);
    places(told, was, own);
}

/// Which edition it is, where, what replaced it and when it was checked.
fn edition(source: &Source) -> Said {
    let checked = source.checked_on.map(|date| date.to_string());
    let rest = [source.url.clone(), source.replaced_by.clone(), checked];
    both(|lang| {
        let own = source.edition.as_ref().map(|edition| edition.get(lang));
        let rest = rest.iter().flatten().map(String::as_str);
        own.into_iter().chain(rest).collect::<Vec<_>>().join(", ")
    })
}

fn places(told: &mut Told<'_>, was: &Source, own: &Source) {
    for pair in pairs(&was.locators, &own.locators, |place| &place.at) {
        let change = |kind, place: &Locator, reach| {
            Change::new(kind, &own.id, &own.short)
                .part(&place.at, &same(place.at.clone()))
                .reaching(reach)
        };
        match pair {
            Pair::Came(place) => {
                let change = change(Kind::PlaceAdded, place, Reach::default());
                told.push(change.after(place.says.clone()));
            }
            Pair::Gone(place) => {
                let change = change(Kind::PlaceWithdrawn, place, Reach::default());
                told.push(change.before(place.says.clone()));
            }
            Pair::Both(before, place) => {
                let reach = reaching(told, |side| side.citing(&own.id, Some(&place.at)));
                if bare(&before.binds) == bare(&place.binds) {
                    branch_words(told, own, &before.binds, &place.binds);
                } else {
                    let was = told.old.branches(&before.binds);
                    let is = told.new.branches(&place.binds);
                    let change = change(Kind::PlaceBinds, place, reach.clone());
                    told.push(change.between(was, is));
                }
                if before.verification != place.verification {
                    let read = |side: &Side<'_>, source: &Source| {
                        side.word("verification", source.verification_at(Some(&place.at)))
                    };
                    let (was, is) = (read(&told.old, was), read(&told.new, own));
                    let change = change(Kind::PlaceVerification, place, reach);
                    told.push(change.between(was, is));
                }
                let parts = [("locator", &before.says, &place.says)];
                told.words("sources", &own.id, &own.short, &parts);
            }
        }
    }
}

/// Branches without their words.
fn bare(branches: &[Branch]) -> Vec<(Option<Date>, Option<Date>, Option<Condition>)> {
    branches
        .iter()
        .map(|branch| {
            let when = branch.when.as_ref().map(Condition::bare);
            (branch.from, branch.until, when)
        })
        .collect()
}

fn branch_words(told: &mut Told<'_>, own: &Source, was: &[Branch], is: &[Branch]) {
    for (was, is) in was.iter().zip(is) {
        let parts = [("binds", &was.says, &is.says)];
        told.words("sources", &own.id, &own.short, &parts);
    }
}
