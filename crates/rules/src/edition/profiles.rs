//! Profiles: which criteria they judge, at what level, with what parameters.

use std::collections::BTreeSet;

use super::change::{Change, Reach};
use super::kind::Kind;
use super::side::{Codes, Side, same, title};
use super::told::{Pair, Told, pairs};
use crate::criterion::Criterion;
use crate::profile::Profile;

pub(super) fn compare(told: &mut Told<'_>) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    for pair in pairs(&old.profiles, &new.profiles, |profile| &profile.id) {
        match pair {
            Pair::Came(own) => told.push(Change::new(Kind::ProfileAdded, &own.id, &own.title)),
            Pair::Gone(own) => {
                let change = Change::new(Kind::ProfileWithdrawn, &own.id, &own.title);
                told.push(change.reaching(Reach::all()));
            }
            Pair::Both(was, own) => both(told, was, own),
        }
    }
    let name = |side: &Side<'_>| {
        let id = &side.catalog.default_profile;
        let own = side.catalog.profile(id);
        own.map_or_else(|| same(id.clone()), |own| own.title.clone())
    };
    if old.default_profile != new.default_profile {
        let (was, is) = (name(&told.old), name(&told.new));
        told.whole(Kind::DefaultProfile, was, is);
    }
}

fn both(told: &mut Told<'_>, was: &Profile, own: &Profile) {
    selection(told, was, own);
    settings(told, was, own);
    let (old, new) = (told.old.catalog, told.new.catalog);
    let change = |kind| Change::new(kind, &own.id, &own.title);
    if was.gate != own.gate {
        let (before, after) = (title(&old.levels, &was.gate), title(&new.levels, &own.gate));
        let change = change(Kind::ProfileGate).between(before, after);
        told.push(change.reaching(Reach::all()));
    }
    if was.takes_up_not_older_than != own.takes_up_not_older_than {
        let age = |side: &Side<'_>, profile: &Profile| {
            let age = profile.takes_up_not_older_than.map(crate::Value::Duration);
            age.map(|age| side.value(&age)).unwrap_or_default()
        };
        let (before, after) = (age(&told.old, was), age(&told.new, own));
        let change = change(Kind::ProfileAge).between(before, after);
        told.push(change.reaching(Reach::all()));
    }
    if was.layout != own.layout {
        let (before, after) = (same(was.layout.clone()), same(own.layout.clone()));
        told.push(change(Kind::ProfileLayout).between(before, after));
    }
    let parts = [
        ("title", &was.title, &own.title),
        ("says", &was.says, &own.says),
    ];
    told.words("profiles", &own.id, &own.title, &parts);
    for (criterion, says) in &own.without {
        if let Some(said) = was.without.get(criterion) {
            let parts = [("without", said, says)];
            told.words("profiles", &own.id, &own.title, &parts);
        }
    }
}

/// The criteria of both editions that a profile judges in one of them alone. Those that came or went are told for themselves.
fn selection(told: &mut Told<'_>, was: &Profile, own: &Profile) {
    let shared = |side: &Side<'_>, profile: &Profile, other: &Side<'_>| {
        side.ids(|criterion| {
            profile.selects(side.catalog, criterion)
                && other
                    .catalog
                    .criteria
                    .iter()
                    .any(|known| known.id == criterion.id)
        })
    };
    let before = shared(&told.old, was, &told.new);
    let after = shared(&told.new, own, &told.old);
    let change = |kind| Change::new(kind, &own.id, &own.title);
    let codes = |ids: &Codes| {
        let codes: Vec<&str> = ids.values().map(String::as_str).collect();
        same(codes.join(", "))
    };
    let only = |own: &Codes, other: &Codes| -> Codes {
        let mut own = own.clone();
        own.retain(|id, _| !other.contains_key(id));
        own
    };
    let came = only(&after, &before);
    let gone = only(&before, &after);
    if !came.is_empty() {
        let told_codes = codes(&came);
        let change = change(Kind::ProfileSelects).after(told_codes);
        told.push(change.reaching(Reach::of(came.clone())));
    }
    if !gone.is_empty() {
        let told_codes = codes(&gone);
        let change = change(Kind::ProfileLeavesOut).after(told_codes);
        told.push(change.reaching(Reach::of(gone.clone())));
    }
    let rule = |profile: &Profile| {
        (
            profile.levels.clone(),
            profile.principles.clone(),
            profile.packs.clone(),
            profile.actors.clone(),
            profile.without.keys().cloned().collect::<Vec<_>>(),
        )
    };
    if came.is_empty() && gone.is_empty() && rule(was) != rule(own) {
        let all = told
            .new
            .ids(|criterion| own.selects(told.new.catalog, criterion));
        told.push(change(Kind::ProfileRule).reaching(Reach::of(all)));
    }
}

/// Levels and parameters that a profile sets otherwise than it did, criterion by criterion.
fn settings(told: &mut Told<'_>, was: &Profile, own: &Profile) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    let part = |kind, criterion: &Criterion| {
        Change::new(kind, &own.id, &own.title)
            .part(
                &criterion.id,
                &super::side::both(|lang| {
                    format!("{} {}", criterion.code, criterion.title.get(lang))
                }),
            )
            .reaching(Reach::one(criterion))
    };
    for criterion in &new.criteria {
        let (before, after) = (
            was.level_changes.get(&criterion.id),
            own.level_changes.get(&criterion.id),
        );
        if before != after {
            let name =
                |terms, id: Option<&String>| id.map(|id| title(terms, id)).unwrap_or_default();
            let change = part(Kind::ProfileLevel, criterion);
            told.push(change.between(name(&old.levels, before), name(&new.levels, after)));
        }
        let (before, after) = (
            was.parameters.get(&criterion.id),
            own.parameters.get(&criterion.id),
        );
        let names: BTreeSet<&String> = before
            .into_iter()
            .chain(after)
            .flat_map(|set| set.keys())
            .collect();
        for name in names {
            let value = |side: &Side<'_>, set: Option<&crate::facts::Parameters>| {
                let value = set.and_then(|set| set.get(name));
                value.map(|value| side.value(value)).unwrap_or_default()
            };
            let is = (
                before.and_then(|set| set.get(name)),
                after.and_then(|set| set.get(name)),
            );
            if is.0 != is.1 {
                let (before, after) = (value(&told.old, before), value(&told.new, after));
                told.push(part(Kind::ProfileParameter, criterion).between(before, after));
            }
        }
    }
}
