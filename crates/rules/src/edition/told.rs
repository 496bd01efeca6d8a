//! What a comparison has told so far, and how two lists are laid beside each other.

use super::change::{Change, Reach};
use super::kind::Kind;
use super::side::{Side, same};
use super::wording::Wording;
use crate::lang::Said;

/// Two editions, and what was told of them.
#[derive(Debug)]
pub(super) struct Told<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) changes: Vec<Change>,
    pub(super) wording: Vec<Wording>,
}

/// A thing of one edition beside the same thing of the other.
#[derive(Clone, Copy, Debug)]
pub(super) enum Pair<'a, T> {
    /// The new edition's alone.
    Came(&'a T),
    /// The old edition's alone.
    Gone(&'a T),
    /// In both.
    Both(&'a T, &'a T),
}

/// Pairs by id, in the order of the new edition; what is gone comes last.
pub(super) fn pairs<'a, T>(
    old: &'a [T],
    new: &'a [T],
    id: impl Fn(&T) -> &str,
) -> Vec<Pair<'a, T>> {
    let find = |list: &'a [T], wanted: &T| list.iter().find(|other| id(other) == id(wanted));
    let came = new.iter().map(|own| match find(old, own) {
        Some(before) => Pair::Both(before, own),
        None => Pair::Came(own),
    });
    let gone = old.iter().filter(|own| find(new, own).is_none());
    came.chain(gone.map(Pair::Gone)).collect()
}

impl Told<'_> {
    pub(super) fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// A change of the whole edition, from one text to another, where they differ.
    pub(super) fn whole(&mut self, kind: Kind, before: Said, after: Said) {
        if before != after {
            let version = same(self.new.catalog.version.clone());
            self.push(
                Change::new(kind, kind.code(), &version)
                    .between(before, after)
                    .reaching(Reach::all()),
            );
        }
    }

    /// Words of the same thing, told apart from changes of the data.
    pub(super) fn words(
        &mut self,
        room: &'static str,
        id: &str,
        name: &Said,
        parts: &[(&'static str, &Said, &Said)],
    ) {
        let changed = parts.iter().filter(|(_, before, after)| before != after);
        for (part, _, _) in changed {
            self.word(room, id, name, part);
        }
    }

    /// One text changed.
    pub(super) fn word(&mut self, room: &'static str, id: &str, name: &Said, part: &str) {
        let own = self.wording.iter_mut();
        let mut own = own.filter(|wording| wording.room == room && wording.id == id);
        let part = part.to_owned();
        match own.next() {
            Some(wording) if wording.parts.contains(&part) => {}
            Some(wording) => wording.parts.push(part),
            None => self.wording.push(Wording {
                room,
                id: id.to_owned(),
                name: name.clone(),
                parts: vec![part],
            }),
        }
    }
}
