//! Fields of the descriptor: what may be written, and how it is read.

use super::change::{Change, Reach};
use super::kind::Kind;
use super::side::{same, title};
use super::told::{Pair, Told, pairs};
use crate::field::{Choice, Field};
use crate::lang::Said;

/// The sections that judging itself reads, besides what criteria ask: a change there can reach any criterion.
const READ_BY_THE_JUDGE: [&str; 7] = [
    "profile",
    "system",
    "declaration",
    "evidence",
    "waivers",
    "not-applicable",
    "takes-up",
];

pub(super) fn compare(told: &mut Told<'_>) {
    let (old, new) = (told.old.catalog, told.new.catalog);
    let (before, after): (Vec<Field>, Vec<Field>) = (
        old.fields().cloned().collect(),
        new.fields().cloned().collect(),
    );
    for pair in pairs(&before, &after, |field| &field.path) {
        match pair {
            Pair::Came(own) => {
                let kind = if own.required {
                    Kind::RequiredFieldAdded
                } else {
                    Kind::FieldAdded
                };
                let reach = reach(told, own);
                told.push(Change::new(kind, &own.path, &own.title).reaching(reach));
            }
            Pair::Gone(own) => {
                let change = Change::new(Kind::FieldWithdrawn, &own.path, &own.title);
                let heir = after
                    .iter()
                    .find(|field| field.renamed_from.as_deref() == Some(&own.path));
                let change = change.reaching(reach(told, own));
                told.push(match heir {
                    Some(heir) => change.after(same(heir.path.clone())),
                    None => change,
                });
            }
            Pair::Both(was, own) => both(told, was, own),
        }
    }
    for pair in pairs(&old.sections, &new.sections, |section| &section.id) {
        if let Pair::Both(was, own) = pair {
            let parts = [
                ("title", &was.title, &own.title),
                ("help", &was.help, &own.help),
            ];
            told.words("fields", &own.id, &own.title, &parts);
        }
    }
}

/// The criteria that read a field in either edition; all where judging itself reads it, or nobody is known to.
fn reach(told: &Told<'_>, field: &Field) -> Reach {
    let section = field.path.split(['.', '[']).next().unwrap_or_default();
    let mut readers = told.old.readers(&field.path);
    readers.extend(told.new.readers(&field.path));
    if readers.is_empty() || READ_BY_THE_JUDGE.contains(&section) {
        return Reach::all();
    }
    Reach::of(readers)
}

fn both(told: &mut Told<'_>, was: &Field, own: &Field) {
    let reach = reach(told, own);
    let change = |kind| Change::new(kind, &own.path, &own.title).reaching(reach.clone());
    let (old, new) = (told.old.catalog, told.new.catalog);
    let former = |field: &Field| same(field.renamed_from.clone().unwrap_or_default());
    for (kind, was, is) in [
        (
            Kind::FieldKind,
            same(was.kind.code()),
            same(own.kind.code()),
        ),
        (Kind::FieldRange, range(was), range(own)),
        (
            Kind::FieldRequired,
            told.old.yes_no(was.required),
            told.new.yes_no(own.required),
        ),
        (
            Kind::FieldUnique,
            told.old.yes_no(was.unique),
            told.new.yes_no(own.unique),
        ),
        (Kind::FieldRenamed, former(was), former(own)),
        (Kind::FieldAudience, audience(was), audience(own)),
        (
            Kind::FieldDocuments,
            same(was.documents.join(", ")),
            same(own.documents.join(", ")),
        ),
    ] {
        if was != is {
            told.push(change(kind).between(was, is));
        }
    }
    if was.actor != own.actor {
        let (was, is) = (
            title(&old.actors, &was.actor),
            title(&new.actors, &own.actor),
        );
        told.push(change(Kind::FieldActor).between(was, is));
    }
    for pair in pairs(&was.choices, &own.choices, |choice| &choice.id) {
        let of = |kind, choice: &Choice| change(kind).part(&choice.id, &choice.title);
        match pair {
            Pair::Came(choice) => told.push(of(Kind::FieldChoiceAdded, choice)),
            Pair::Gone(choice) => told.push(of(Kind::FieldChoiceWithdrawn, choice)),
            Pair::Both(before, after) => {
                let parts = [("choices", &before.title, &after.title)];
                told.words("fields", &own.path, &own.title, &parts);
            }
        }
    }
    let none = Said::default();
    let unit = |field: &Field| field.unit.clone().unwrap_or(none.clone());
    let (unit_was, unit_is) = (unit(was), unit(own));
    let example = |field: &Field| same(field.example.clone().unwrap_or_default());
    let (example_was, example_is) = (example(was), example(own));
    let parts = [
        ("title", &was.title, &own.title),
        ("help", &was.help, &own.help),
        ("unit", &unit_was, &unit_is),
        ("example", &example_was, &example_is),
    ];
    told.words("fields", &own.path, &own.title, &parts);
}

/// Who may read the answer.
fn audience(field: &Field) -> Said {
    let person = if field.person { ", person" } else { "" };
    same(format!("{}{person}", field.audience))
}

/// The values that a field takes; nothing where it takes any.
fn range(field: &Field) -> Said {
    let end = |value: Option<f64>| value.map_or_else(|| "…".to_owned(), |value| value.to_string());
    if field.min.is_none() && field.max.is_none() {
        return Said::default();
    }
    same(format!("{} – {}", end(field.min), end(field.max)))
}
