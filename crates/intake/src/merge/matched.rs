//! Entries of a source found again among those of the descriptor.

use std::collections::{BTreeMap, BTreeSet};

use garant_core::descriptor::Descriptor;
use garant_rules::Catalog;
use garant_rules::facts::Found;

use super::Entries;
use super::item::Item;
use super::says::same;
use crate::answer::Given;

/// What names an entry where no field of the list is unique.
const NAMES: [&str; 2] = ["id", "name"];

/// Which entry of the descriptor each entry of a source is, by list and number; new ones have numbers after the last.
pub(super) fn matched(
    catalog: &Catalog,
    descriptor: &Descriptor,
    items: &[Item<'_>],
    mode: Entries,
) -> BTreeMap<(String, usize), usize> {
    let mut entries: BTreeMap<(&str, usize), Vec<&Item<'_>>> = BTreeMap::new();
    for item in items {
        if let Some((list, index, _)) = item.entry() {
            let own = entries.entry((list, index)).or_default();
            // Of two answers for one place the first counts.
            if !own.iter().any(|known| known.path == item.path) {
                own.push(item);
            }
        }
    }
    let lists: BTreeSet<&str> = entries.keys().map(|(list, _)| *list).collect();
    let mut out = BTreeMap::new();
    for list in lists {
        let own: Vec<(usize, &Vec<&Item<'_>>)> = entries
            .iter()
            .filter(|((known, _), _)| *known == list)
            .map(|((_, index), items)| (*index, items))
            .collect();
        let search = Search::new(catalog, descriptor, list);
        for (index, target) in search.all(&own, mode) {
            out.insert((list.to_owned(), index), target);
        }
    }
    out
}

struct Search<'a> {
    catalog: &'a Catalog,
    descriptor: &'a Descriptor,
    list: &'a str,
    keys: Vec<String>,
    count: usize,
}

impl<'a> Search<'a> {
    fn new(catalog: &'a Catalog, descriptor: &'a Descriptor, list: &'a str) -> Self {
        let prefix = format!("{list}[].");
        let own = |path: &str| path.strip_prefix(&prefix).map(str::to_owned);
        let unique = catalog.fields().filter(|field| field.unique);
        let mut keys: Vec<String> = unique.filter_map(|field| own(&field.path)).collect();
        for name in NAMES {
            let known = catalog.field(&format!("{prefix}{name}")).is_some();
            if known && !keys.iter().any(|key| key == name) {
                keys.push(name.to_owned());
            }
        }
        Self {
            catalog,
            descriptor,
            list,
            keys,
            count: descriptor.entries(list).len(),
        }
    }

    fn all(&self, own: &[(usize, &Vec<&Item<'_>>)], mode: Entries) -> BTreeMap<usize, usize> {
        let mut found: BTreeMap<usize, usize> = BTreeMap::new();
        if mode == Entries::Exact {
            let mut next = self.count;
            for (index, _) in own {
                let known = *index < self.count;
                found.insert(*index, if known { *index } else { next });
                next += usize::from(!known);
            }
            return found;
        }
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for (index, items) in own {
            if let Some(target) = self.named(items, &taken) {
                found.insert(*index, target);
                taken.insert(target);
            }
        }
        for (index, items) in own {
            if found.contains_key(index) || self.names(items) {
                continue;
            }
            let free = (0..self.count).filter(|target| !taken.contains(target));
            let mut like = free.filter(|target| self.holds(*target, items));
            if let Some(target) = like.next() {
                taken.insert(target);
                found.insert(*index, target);
            }
        }
        if mode == Entries::Numbered {
            self.alike(own, &mut found, &mut taken);
        }
        // New ones with the same name are one entry.
        let mut begun: Vec<(String, usize)> = Vec::new();
        let mut next = self.count;
        for (index, items) in own {
            if found.contains_key(index) {
                continue;
            }
            let name = self.name(items);
            let known = name.as_ref().and_then(|name| {
                let mut begun = begun.iter();
                begun.find(|(known, _)| known == name).map(|(_, at)| *at)
            });
            let target = match known {
                Some(target) => target,
                None => {
                    next += 1;
                    next - 1
                }
            };
            if let Some(name) = name {
                begun.push((name, target));
            }
            taken.insert(target);
            found.insert(*index, target);
        }
        found
    }

    /// The entry that has the name of this one. The first key that it gives decides; two entries may share a name that is not unique.
    fn named(&self, items: &[&Item<'_>], taken: &BTreeSet<usize>) -> Option<usize> {
        let (key, given) = self.key(items)?;
        let unique = self.is_unique(key);
        let named = (0..self.count).filter(|target| {
            let path = format!("{}[{target}].{key}", self.list);
            let found = self.descriptor.answers.get(&path);
            matches!(found, Some(Found::Value(value, _)) if same(self.catalog, value, given))
        });
        let free: Vec<usize> = named
            .filter(|target| unique || !taken.contains(target))
            .collect();
        // Of several with that name, the one that says all of it.
        let whole = free.iter().find(|target| self.holds(**target, items));
        whole.or_else(|| free.first()).copied()
    }

    /// Entries without a name that are still much the same: of those that share an answer, the one that shares most, and of several alike the
    /// one with the same number; where that does not tell, none. A row that was moved, or one above which another was taken away, is
    /// found again so, and no answer goes to another entry.
    fn alike(
        &self,
        own: &[(usize, &Vec<&Item<'_>>)],
        found: &mut BTreeMap<usize, usize>,
        taken: &mut BTreeSet<usize>,
    ) {
        for (index, items) in own {
            if found.contains_key(index) {
                continue;
            }
            let free = (0..self.count).filter(|target| !taken.contains(target));
            let shared: Vec<(usize, usize)> = free
                .map(|target| (self.shared(target, items), target))
                .filter(|(count, _)| *count > 0)
                .collect();
            let most = shared.iter().map(|(count, _)| *count).max();
            let best: Vec<usize> = shared
                .iter()
                .filter(|(count, _)| Some(*count) == most)
                .map(|(_, target)| *target)
                .collect();
            let target = match best.as_slice() {
                [one] => Some(*one),
                several => several.iter().find(|target| *target == index).copied(),
            };
            if let Some(target) = target {
                taken.insert(target);
                found.insert(*index, target);
            }
        }
    }

    /// How many answers an entry has in common with another one.
    fn shared(&self, target: usize, items: &[&Item<'_>]) -> usize {
        let says = |item: &&&Item<'_>| self.holds(target, std::slice::from_ref(*item));
        items.iter().filter(says).count()
    }

    fn key<'i>(&self, items: &'i [&Item<'_>]) -> Option<(&str, &'i Given)> {
        self.keys.iter().find_map(|key| {
            let mut items = items.iter();
            let item = items.find(|item| item.entry().is_some_and(|(_, _, rest)| rest == key))?;
            Some((key.as_str(), &item.answer.given))
        })
    }

    fn names(&self, items: &[&Item<'_>]) -> bool {
        self.key(items).is_some()
    }

    fn is_unique(&self, key: &str) -> bool {
        let field = self.catalog.field(&format!("{}[].{key}", self.list));
        field.is_some_and(|field| field.unique)
    }

    /// The name that no two entries share.
    fn name(&self, items: &[&Item<'_>]) -> Option<String> {
        let (key, given) = self.key(items)?;
        self.is_unique(key).then_some(())?;
        Some(format!("{key} {}", given.toml()))
    }

    /// Whether an entry says all that another one says.
    fn holds(&self, target: usize, items: &[&Item<'_>]) -> bool {
        items.iter().all(|item| {
            let Some((_, _, rest)) = item.entry() else {
                return false;
            };
            let path = format!("{}[{target}].{rest}", self.list);
            let found = self.descriptor.answers.get(&path);
            matches!(found, Some(Found::Value(value, _)) if same(self.catalog, value, &item.answer.given))
        })
    }
}
