//! Which entry of a list is which in another descriptor: by its name, else by what it says, else by its place.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Answers, Stated, entry};

/// No more entries of a list are compared one by one with each other.
const MOST: usize = 200;

/// An entry's answers, by the rest of their paths.
type Entry<'a> = BTreeMap<&'a str, &'a Stated>;

/// For each list, which entry of the new side each of the old side is.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    forward: BTreeMap<(String, usize), usize>,
    back: BTreeMap<(String, usize), usize>,
}

impl Pairing {
    pub(super) fn of(old: &Answers, new: &Answers) -> Self {
        let mut pairing = Self::default();
        let (before, after) = (lists(old), lists(new));
        for (list, was) in &before {
            if let Some(is) = after.get(list) {
                pairing.pair(list, (old, was), (new, is));
            }
        }
        pairing
    }

    /// The path that an old path has in the new side; nothing where its entry is gone.
    pub(super) fn forward(&self, path: &str) -> Option<String> {
        moved(&self.forward, path)
    }

    /// The path that a new path had in the old side; nothing where its entry is new.
    pub(super) fn back(&self, path: &str) -> Option<String> {
        moved(&self.back, path)
    }

    fn pair(
        &mut self,
        list: &str,
        (old, was): (&Answers, &BTreeMap<usize, Entry<'_>>),
        (new, is): (&Answers, &BTreeMap<usize, Entry<'_>>),
    ) {
        let name = |answers: &Answers, index: usize| {
            let key = (list.to_owned(), index);
            answers.names.get(&key).cloned()
        };
        let mut left: BTreeSet<usize> = was.keys().copied().collect();
        let mut free: BTreeSet<usize> = is.keys().copied().collect();
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for index in &free {
            if let Some(name) = name(new, *index) {
                names.entry(name).or_insert(*index);
            }
        }
        for index in left.clone() {
            let same = name(old, index).and_then(|name| names.remove(&name));
            if let Some(same) = same {
                self.put(list, index, same, &mut left, &mut free);
            }
        }
        // Two names are two entries, whatever they say.
        left.retain(|index| name(old, *index).is_none());
        free.retain(|index| name(new, *index).is_none());
        if left.len() <= MOST && free.len() <= MOST {
            for (old, new) in alike(was, is, &left, &free) {
                self.put(list, old, new, &mut left, &mut free);
            }
        }
        for index in left.clone() {
            if free.contains(&index) {
                self.put(list, index, index, &mut left, &mut free);
            }
        }
    }

    fn put(
        &mut self,
        list: &str,
        old: usize,
        new: usize,
        left: &mut BTreeSet<usize>,
        free: &mut BTreeSet<usize>,
    ) {
        left.remove(&old);
        free.remove(&new);
        self.forward.insert((list.to_owned(), old), new);
        self.back.insert((list.to_owned(), new), old);
    }
}

/// Pairs of entries that say most alike, those that say the same first.
fn alike(
    was: &BTreeMap<usize, Entry<'_>>,
    is: &BTreeMap<usize, Entry<'_>>,
    left: &BTreeSet<usize>,
    free: &BTreeSet<usize>,
) -> Vec<(usize, usize)> {
    let mut scored: Vec<(bool, usize, usize, usize, usize)> = Vec::new();
    for old in left {
        for new in free {
            let (Some(before), Some(after)) = (was.get(old), is.get(new)) else {
                continue;
            };
            let same = before
                .iter()
                .filter(|(rest, stated)| {
                    let other = after.get(*rest);
                    stated.is_stated() && other.is_some_and(|other| other.says(stated))
                })
                .count();
            let differs = before.iter().any(|(rest, stated)| {
                let other = after.get(rest);
                other.is_some_and(|other| !other.says(stated))
            });
            if same > 0 {
                scored.push((differs, usize::MAX - same, old.abs_diff(*new), *old, *new));
            }
        }
    }
    scored.sort_unstable();
    let (mut olds, mut news) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, _, _, old, new) in scored {
        if !olds.contains(&old) && !news.contains(&new) {
            olds.insert(old);
            news.insert(new);
            pairs.push((old, new));
        }
    }
    pairs
}

fn lists(answers: &Answers) -> BTreeMap<&str, BTreeMap<usize, Entry<'_>>> {
    let mut lists: BTreeMap<&str, BTreeMap<usize, Entry<'_>>> = BTreeMap::new();
    for (path, stated) in &answers.stated {
        if let Some((list, index, rest)) = entry(path) {
            let entries = lists.entry(list).or_default();
            entries.entry(index).or_default().insert(rest, stated);
        }
    }
    lists
}

fn moved(places: &BTreeMap<(String, usize), usize>, path: &str) -> Option<String> {
    let Some((list, index, rest)) = entry(path) else {
        return Some(path.to_owned());
    };
    let place = places.get(&(list.to_owned(), index))?;
    let dot = if rest.is_empty() { "" } else { "." };
    Some(format!("{list}[{place}]{dot}{rest}"))
}
