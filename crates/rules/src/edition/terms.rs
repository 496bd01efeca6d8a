//! What a whole edition shares: terms, packs, words, regimes, crosswalks.

use super::change::{Change, Reach};
use super::kind::Kind;
use super::side::{both, list, same};
use super::told::{Pair, Told, pairs};
use crate::catalog::{Catalog, Term};
use crate::crosswalk::Crosswalk;
use crate::lang::Said;
use crate::regime::Regime;

/// A closed list of terms of a catalog.
type Terms = fn(&Catalog) -> &Vec<Term>;

pub(super) fn compare(told: &mut Told<'_>) {
    let lists: [(Kind, Terms); 5] = [
        (Kind::Phases, |catalog| &catalog.phases),
        (Kind::Levels, |catalog| &catalog.levels),
        (Kind::Actors, |catalog| &catalog.actors),
        (Kind::Principles, |catalog| &catalog.principles),
        (Kind::Cens, |catalog| &catalog.cens),
    ];
    for (kind, of) in lists {
        terms(told, kind, of(told.old.catalog), of(told.new.catalog));
    }
    packs(told);
    placeholders(told);
    phase_checks(told);
    regimes(told);
    crosswalks(told);
    let (old, new) = (told.old.catalog, told.new.catalog);
    let parts = [("title", &old.title, &new.title)];
    told.words("terms", "title", &new.title, &parts);
    let none = Said::default();
    let keys = old.words.said.keys().chain(new.words.said.keys());
    let keys: std::collections::BTreeSet<&String> = keys.collect();
    for key in keys {
        let was = old.words.said.get(key).unwrap_or(&none);
        let is = new.words.said.get(key).unwrap_or(&none);
        if was != is {
            // Words are told by their room: each alone would tell nothing.
            let room = key.split('.').next().unwrap_or_default();
            told.word("words", room, &same(room), key);
        }
    }
}

/// Ids and their order; for actors, the roles as well.
fn terms(told: &mut Told<'_>, kind: Kind, was: &[Term], is: &[Term]) {
    let shape = |terms: &[Term]| -> Vec<(String, Vec<String>)> {
        let each = terms.iter();
        each.map(|term| (term.id.clone(), term.acts_as.clone()))
            .collect()
    };
    if shape(was) != shape(is) {
        let names = |terms: &[Term]| {
            let each = terms.iter().map(|term| {
                let roles = term.acts_as.join(", ");
                both(|lang| {
                    let name = term.title.get(lang);
                    if roles.is_empty() {
                        name.to_owned()
                    } else {
                        format!("{name} ({roles})")
                    }
                })
            });
            list(each.collect::<Vec<_>>())
        };
        let change = Change::new(kind, kind.code(), &same(told.new.catalog.version.clone()));
        let reach = if kind.is_starred() {
            Reach::all()
        } else {
            Reach::default()
        };
        told.push(change.between(names(was), names(is)).reaching(reach));
    }
    for pair in pairs(was, is, |term| &term.id) {
        if let Pair::Both(was, own) = pair {
            let (coded, code) = (same(was.code.clone()), same(own.code.clone()));
            let (keyed, key) = (same(was.key.to_string()), same(own.key.to_string()));
            let parts = [
                ("title", &was.title, &own.title),
                ("says", &was.says, &own.says),
                ("code", &coded, &code),
                ("key", &keyed, &key),
            ];
            told.words("terms", &own.id, &own.title, &parts);
        }
    }
}

fn packs(told: &mut Told<'_>) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    let of = |catalog: &Catalog, pack: &str| {
        let own = catalog.criteria.iter();
        let own = own.filter(|criterion| criterion.id.split('/').next() == Some(pack));
        Reach::of(
            own.map(|criterion| (criterion.id.clone(), criterion.code.clone()))
                .collect(),
        )
    };
    for pair in pairs(&old.packs, &new.packs, |pack| &pack.id) {
        match pair {
            Pair::Came(own) => told.push(Change::new(Kind::PackAdded, &own.id, &own.title)),
            Pair::Gone(own) => {
                let change = Change::new(Kind::PackWithdrawn, &own.id, &own.title);
                told.push(change.reaching(of(old, &own.id)));
            }
            Pair::Both(was, own) => {
                if was.on_request != own.on_request {
                    let before = told.old.yes_no(was.on_request);
                    let after = told.new.yes_no(own.on_request);
                    let change = Change::new(Kind::PackOnRequest, &own.id, &own.title);
                    let change = change.between(before, after);
                    told.push(change.reaching(of(new, &own.id)));
                }
                let parts = [
                    ("title", &was.title, &own.title),
                    ("says", &was.says, &own.says),
                ];
                told.words("packs", &own.id, &own.title, &parts);
            }
        }
    }
}

/// Only what came and what went: the list is long.
fn placeholders(told: &mut Told<'_>) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    let (was, is) = (&old.words.placeholders, &new.words.placeholders);
    let only = |own: &[String], other: &[String]| {
        let own = own.iter().filter(|word| !other.contains(word));
        let own: Vec<&str> = own.map(String::as_str).collect();
        same(own.join(", "))
    };
    let (gone, came) = (only(was, is), only(is, was));
    told.whole(Kind::Placeholders, gone, came);
}

fn phase_checks(told: &mut Told<'_>) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    let shape = |catalog: &Catalog| {
        let each = catalog.phase_checks.iter();
        each.map(|check| (check.phase.clone(), check.when.bare()))
            .collect::<Vec<_>>()
    };
    if shape(old) != shape(new) {
        let says = |catalog: &Catalog| list(catalog.phase_checks.iter().map(|check| &check.says));
        let (was, is) = (says(old), says(new));
        let version = same(new.version.clone());
        let change = Change::new(Kind::PhaseChecks, Kind::PhaseChecks.code(), &version);
        told.push(change.between(was, is));
        return;
    }
    for (was, is) in old.phase_checks.iter().zip(&new.phase_checks) {
        let parts = [("phase-check", &was.says, &is.says)];
        told.words("terms", &is.phase, &same(is.phase.clone()), &parts);
    }
}

fn regimes(told: &mut Told<'_>) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    let shape = |regime: &Regime| {
        let traps: Vec<_> = regime.traps.iter().map(|trap| trap.when.bare()).collect();
        (
            regime.owed_by.clone(),
            regime.source.clone(),
            regime.at.clone(),
            regime.with.clone(),
            traps,
        )
    };
    for pair in pairs(&old.regimes, &new.regimes, |regime| &regime.id) {
        match pair {
            Pair::Came(own) => told.push(Change::new(Kind::RegimeAdded, &own.id, &own.title)),
            Pair::Gone(own) => told.push(Change::new(Kind::RegimeWithdrawn, &own.id, &own.title)),
            Pair::Both(was, own) => {
                if shape(was) != shape(own) {
                    told.push(Change::new(Kind::RegimeChanged, &own.id, &own.title));
                }
                let parts = [
                    ("title", &was.title, &own.title),
                    ("says", &was.says, &own.says),
                ];
                told.words("regimes", &own.id, &own.title, &parts);
                for (was, is) in was.traps.iter().zip(&own.traps) {
                    let parts = [("trap", &was.says, &is.says)];
                    told.words("regimes", &own.id, &own.title, &parts);
                }
            }
        }
    }
}

fn crosswalks(told: &mut Told<'_>) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    let shape = |crosswalk: &Crosswalk| {
        let items = crosswalk.items.iter();
        let items = items.map(|item| (item.at.clone(), item.links.clone(), item.gap.is_some()));
        (crosswalk.source.clone(), items.collect::<Vec<_>>())
    };
    for pair in pairs(&old.crosswalks, &new.crosswalks, |known| &known.id) {
        match pair {
            Pair::Came(own) => told.push(Change::new(Kind::CrosswalkAdded, &own.id, &own.title)),
            Pair::Gone(own) => {
                told.push(Change::new(Kind::CrosswalkWithdrawn, &own.id, &own.title));
            }
            Pair::Both(was, own) => {
                if shape(was) != shape(own) {
                    told.push(Change::new(Kind::CrosswalkChanged, &own.id, &own.title));
                }
                let parts = [
                    ("title", &was.title, &own.title),
                    ("says", &was.says, &own.says),
                ];
                told.words("crosswalks", &own.id, &own.title, &parts);
                for pair in pairs(&was.items, &own.items, |item| &item.at) {
                    if let Pair::Both(was, is) = pair {
                        let parts = [("item", &was.says, &is.says)];
                        told.words("crosswalks", &own.id, &own.title, &parts);
                    }
                }
            }
        }
    }
}
