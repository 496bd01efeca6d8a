//! Which sheets a workbook has, in order, and which fields stand on each.

use std::collections::BTreeSet;

use garant_rules::field::{Field, Kind, Section};
use garant_rules::{Catalog, Lang};

use crate::asked::Asked;

/// The longest name of a sheet, in UTF-16 units.
const NAME: usize = 31;

/// A sheet of questions.
#[derive(Clone, Debug)]
pub(super) struct Sheet<'c> {
    /// Its name, which no other sheet has.
    pub(super) name: String,
    /// The section that it belongs to.
    pub(super) section: &'c Section,
    /// The list whose entries it holds; none for the questions of the section itself.
    pub(super) list: Option<&'c Field>,
    /// Its questions: of a section, lists included, which have a sheet of their own; of a list, the fields of an entry.
    pub(super) fields: Vec<&'c Field>,
}

/// The sheets of the fields that are asked. Names that are taken are left alone.
pub(super) fn sheets<'c>(
    catalog: &'c Catalog,
    asked: &Asked,
    lang: Lang,
    taken: &[&str],
) -> Vec<Sheet<'c>> {
    let mut names: BTreeSet<String> = taken.iter().map(|name| name.to_lowercase()).collect();
    let mut found = Vec::new();
    for section in &catalog.sections {
        let asks = |field: &&Field| field.path != "garant" && asked.asks(&field.path);
        let fields: Vec<&Field> = section.fields.iter().filter(asks).collect();
        let own: Vec<&Field> = fields
            .iter()
            .filter(|field| !field.path.contains("[]."))
            .copied()
            .collect();
        if own.iter().any(|field| field.kind != Kind::List) {
            found.push(Sheet {
                name: name(section.title.get(lang), &mut names),
                section,
                list: None,
                fields: own.clone(),
            });
        }
        for list in own.iter().filter(|field| field.kind == Kind::List) {
            let prefix = format!("{}[].", list.path);
            let of_list = |field: &&Field| field.path.starts_with(&prefix);
            found.push(Sheet {
                name: name(list.title.get(lang), &mut names),
                section,
                list: Some(list),
                fields: fields.iter().copied().filter(of_list).collect(),
            });
        }
    }
    found
}

/// A name that a sheet may have: short enough, without the signs that are refused, and not another's.
fn name(title: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = title
        .chars()
        .map(|c| {
            if "[]:*?/\\".contains(c) || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let plain = plain.trim_matches(|c: char| c.is_whitespace() || c == '\'');
    let mut found = cut(plain, NAME);
    let mut number = 2;
    while found.is_empty() || taken.contains(&found.to_lowercase()) {
        let mark = format!(" {number}");
        found = format!("{}{mark}", cut(plain, NAME - mark.len()));
        number += 1;
    }
    taken.insert(found.to_lowercase());
    found
}

/// A text of at most so many UTF-16 units, between words where it can be, with an ellipsis where something is left out.
fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut units = 0;
    for c in text.chars() {
        units += c.len_utf16();
        if units >= most {
            break;
        }
        kept.push(c);
    }
    let at_word = kept.rsplit_once(' ').map(|(words, _)| words);
    let kept = at_word
        .filter(|words| words.len() > most / 2)
        .unwrap_or(&kept);
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_short_sound_and_unlike() {
        let mut taken = BTreeSet::from(["données".to_owned()]);
        let mut give = |title: &str| name(title, &mut taken);
        assert_eq!(give("Données"), "Données 2");
        assert_eq!(give("DONNÉES"), "DONNÉES 3");
        assert_eq!(give("'a/b: [c]?*\\'"), "a b   c");
        assert_eq!(
            give("Personnes exposées à la reconnaissance des émotions"),
            "Personnes exposées à la…"
        );
        assert_eq!(give("é".repeat(40).as_str()).chars().count(), 31);
        assert_eq!(give("").as_str(), " 2");
        assert!(give(&"😀".repeat(40)).encode_utf16().count() <= 31);
    }
}
