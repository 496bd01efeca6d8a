//! Where entries come to stand when some of those before them are not there.

use std::collections::BTreeMap;

use super::draft::Change;
use super::ground::Ground;

/// By list: the first place of a new entry, and the places of those that are kept.
pub(super) struct Places {
    lists: BTreeMap<String, (usize, Vec<usize>)>,
}

impl Places {
    pub(super) fn of(
        ground: &Ground<'_, '_>,
        changes: &[Change],
        kept: impl Fn(usize) -> bool,
    ) -> Self {
        let mut lists: BTreeMap<String, (usize, Vec<usize>)> = BTreeMap::new();
        for (at, change) in changes.iter().enumerate() {
            if let Change::Entry { list, index } = change {
                let own = lists.entry(list.clone());
                let (_, there) = own.or_insert_with(|| (ground.entries(list), Vec::new()));
                if kept(at) {
                    there.push(*index);
                }
            }
        }
        Self { lists }
    }

    /// The lists that have new entries, with how many they have in all.
    pub(super) fn longer(&self) -> Vec<(String, usize)> {
        let longer = self.lists.iter();
        let longer = longer.filter(|(_, (_, there))| !there.is_empty());
        longer
            .map(|(list, (first, there))| (list.clone(), first + there.len()))
            .collect()
    }

    /// A path where it comes to stand; none where its entry is not there.
    pub(super) fn find(&self, path: &str) -> Option<String> {
        if !path.contains('[') {
            return Some(path.to_owned());
        }
        for (list, (first, kept)) in &self.lists {
            let Some(rest) = path
                .strip_prefix(list.as_str())
                .and_then(|rest| rest.strip_prefix('['))
            else {
                continue;
            };
            let (index, rest) = rest.split_once(']')?;
            let index: usize = index.parse().ok()?;
            if index < *first {
                return Some(path.to_owned());
            }
            let at = kept.iter().position(|own| *own == index)?;
            return Some(format!("{list}[{}]{rest}", first + at));
        }
        Some(path.to_owned())
    }
}
