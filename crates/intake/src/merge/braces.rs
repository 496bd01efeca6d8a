//! Answers between braces and brackets.

use std::collections::BTreeMap;

use super::item::entry;
use super::path::below;
use super::write::New;

/// What goes between the braces or brackets of a table or list: its answers, those of one entry together.
pub(super) fn parts(table: &str, own: &[&New<'_>]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    // Entries of a list: the list's key in a table that has none yet, the entry's number, and its answers.
    let mut entries: BTreeMap<(&str, usize), Vec<String>> = BTreeMap::new();
    for new in own {
        let held =
            entry(new.path).filter(|(list, _, _)| *list == table || below(list, table).is_some());
        match held {
            Some((list, index, rest)) => {
                let key = below(list, table).unwrap_or("");
                let said = format!("{rest} = {}", new.value);
                entries.entry((key, index)).or_default().push(said);
            }
            None => {
                let key = below(new.path, table).unwrap_or(new.path);
                parts.push(format!("{key} = {}", new.value));
            }
        }
    }
    let mut lists: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for ((key, _), said) in entries {
        let whole = format!("{{ {} }}", said.join(", "));
        lists.entry(key).or_default().push(whole);
    }
    for (key, entries) in lists {
        let all = entries.join(", ");
        parts.push(if key.is_empty() {
            all
        } else {
            format!("{key} = [{all}]")
        });
    }
    parts
}
