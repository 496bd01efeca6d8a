//! Whatever is merged into whatever descriptor.

use std::fs;

use garant_core::validate;
use garant_intake::merge::{Entries, Source, merge};
use garant_intake::{Answer, Given, written};
use garant_rules::field::{Field, Kind};
use jiff::civil::Date;
use proptest::prelude::*;

use crate::harness::{catalog, root};
use crate::merging::answer;

fn examples() -> Vec<String> {
    let folder = root().join("examples");
    let mut found: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| fs::read_to_string(entry.unwrap().path().join("garant.toml")).ok())
        .collect();
    found.sort();
    assert_eq!(found.len(), 8);
    found
}

/// A value of the field's kind.
fn sample(field: &Field, seed: u32) -> Given {
    let choice = |at: u32| {
        let mut all = field.choices.iter().cycle();
        all.nth(at as usize).unwrap().id.clone()
    };
    let low = field.min.unwrap_or(0.0);
    let high = field.max.unwrap_or(low + 1000.0);
    let number = low + (high - low) * f64::from(seed % 100) / 100.0;
    match field.kind {
        Kind::Bool => Given::Bool(seed.is_multiple_of(2)),
        Kind::Integer => Given::Integer(format!("{number:.0}").parse().unwrap()),
        Kind::Number => Given::Number(number),
        Kind::Date => Given::Date(
            Date::new(
                2026,
                1 + i8::try_from(seed % 12).unwrap(),
                1 + i8::try_from(seed % 28).unwrap(),
            )
            .unwrap(),
        ),
        Kind::Duration => Given::Text(format!("P{}M", seed % 24 + 1)),
        Kind::Choice => Given::Text(choice(seed)),
        Kind::Choices => Given::Texts(vec![choice(seed)]),
        Kind::Texts => Given::Texts(vec![format!("un \"texte\" {seed}"), "# [x]".to_owned()]),
        Kind::Url => Given::Text(format!("https://x.example/{seed}")),
        _ => Given::Text(format!("Texte {seed}, \\ d’essai\n[system]")),
    }
}

fn offered() -> impl Strategy<Value = Vec<Answer>> {
    let fields: Vec<&'static Field> = catalog()
        .fields()
        .filter(|field| field.kind != Kind::List && field.path != "garant")
        .collect();
    let one = (0..fields.len(), 0u32..40, 0usize..3);
    proptest::collection::vec(one, 1..25).prop_map(move |chosen| {
        let mut out: Vec<Answer> = Vec::new();
        for (at, seed, index) in chosen {
            let Some(field) = fields.get(at) else {
                continue;
            };
            let put = |field: &Field| {
                answer(
                    &field.path.replace("[]", &format!("[{index}]")),
                    sample(field, seed),
                )
            };
            // An entry comes with what it must have.
            if let Some((list, _)) = field.path.split_once("[].") {
                let prefix = format!("{list}[].");
                let needed = fields
                    .iter()
                    .filter(|other| other.required && other.path.starts_with(&prefix));
                out.extend(needed.map(|other| put(other)));
                if list == "evidence" {
                    out.push(answer(
                        &format!("evidence[{index}].path"),
                        Given::Text(format!("{seed}.pdf")),
                    ));
                }
            }
            out.push(put(field));
        }
        // Numbers of entries without a gap.
        let mut seen: Vec<(String, String)> = Vec::new();
        for own in &mut out {
            if let Some((list, rest)) = own.path.clone().split_once('[') {
                let (index, rest) = rest.split_once(']').unwrap();
                let key = (list.to_owned(), index.to_owned());
                if !seen.contains(&key) {
                    seen.push(key.clone());
                }
                let place = seen
                    .iter()
                    .filter(|(known, _)| known == list)
                    .position(|known| *known == key)
                    .unwrap();
                own.path = format!("{list}[{place}]{rest}");
            }
        }
        out
    })
}

fn is_within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|known| known == c))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_comes_in_every_other_byte_stays_and_twice_changes_nothing(
        answers in offered(),
        example in 0usize..8,
        ends in any::<bool>(),
        mark in any::<bool>(),
        comments in proptest::collection::vec((any::<prop::sample::Index>(), "[ -~é😀]{0,20}"), 0..6),
        update in any::<bool>(),
        numbered in any::<bool>(),
    ) {
        let mut before = examples().swap_remove(example);
        for (at, said) in comments {
            let heads: Vec<usize> = before.match_indices("\n[").map(|(at, _)| at + 1).collect();
            let at = *at.get(&heads);
            before.insert_str(at, &format!("  # {said}\n"));
        }
        if ends {
            before = before.replace('\n', "\r\n");
        }
        if mark {
            before.insert(0, '\u{feff}');
        }
        let entries = if numbered { Entries::Numbered } else { Entries::Own };
        let source = Source { update, entries, ..Source::new(&answers) };
        let after = merge(catalog(), "garant.toml", Some(&before), &[source]).unwrap();
        let told = after.written.len() + after.kept.len() + after.refused.len() + after.same;
        prop_assert_eq!(told, answers.len());
        let read = validate::descriptor(catalog(), "garant.toml", &after.text);
        prop_assert!(read.is_ok());
        if after.written.iter().all(|one| one.replaced.is_none()) {
            prop_assert!(is_within(&before, &after.text));
            let lines: Vec<&str> = after.text.lines().collect();
            let mut rest = lines.iter();
            let kept = before.lines().filter(|line| !rest.any(|known| known == line)).count();
            // Only a line with braces may be another one.
            let braces = before.lines().filter(|line| line.contains('{')).count();
            prop_assert!(kept == 0 || braces > 0);
        }
        if ends {
            prop_assert_eq!(after.text.matches('\n').count(), after.text.matches("\r\n").count());
        }
        let lines: Vec<&str> = after.text.lines().collect();
        for one in &after.written {
            prop_assert!(lines.get(one.line - 1).is_some_and(|line| line.contains('=')), "{:?}", one);
        }
        let again = merge(catalog(), "garant.toml", Some(&after.text), &[Source { update: false, ..source }]).unwrap();
        prop_assert_eq!(&again.text, &after.text);
        prop_assert_eq!(again.written.len(), 0);
    }
}

/// The keys of a table that are no tables, with points before any header.
fn dotted(place: &str, table: &toml::Table, out: &mut String) {
    for (key, value) in table {
        let path = if place.is_empty() {
            key.clone()
        } else {
            format!("{place}.{key}")
        };
        match value {
            toml::Value::Table(inner) => dotted(&path, inner, out),
            value => out.push_str(&format!("{path} = {value}\n")),
        }
    }
}

/// Leaves out every so many leaf, lists of tables apart.
fn thin(table: &mut toml::Table, at: &mut usize, every: usize) {
    table.retain(|key, value| match value {
        toml::Value::Table(inner) => {
            thin(inner, at, every);
            !inner.is_empty()
        }
        toml::Value::Array(items) if items.iter().all(toml::Value::is_table) => true,
        _ => {
            *at += 1;
            key == "garant" || !(*at).is_multiple_of(every)
        }
    });
}

#[test]
fn what_is_left_out_of_an_example_comes_back_in_whatever_layout() {
    let said = |text: &str| -> Vec<Answer> {
        let read = validate::descriptor(catalog(), "g", text)
            .unwrap_or_else(|error| panic!("{error:?}\n{text}"));
        let mut all = written::answers(&read, "g", &|_| String::new());
        for one in &mut all {
            one.origin.place.clear();
        }
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all
    };
    for text in examples() {
        let whole = said(&text);
        for every in [2, 3, 7] {
            let mut table: toml::Table = toml::from_str(&text).unwrap();
            thin(&mut table, &mut 0, every);
            let headed = toml::to_string(&table).unwrap();
            let mut points = String::new();
            dotted("", &table, &mut points);
            let braced: String = table
                .iter()
                .map(|(key, value)| format!("{key} = {value}\n"))
                .collect();
            for before in [headed, points, braced] {
                let left = said(&before).len();
                let after = merge(catalog(), "g", Some(&before), &[Source::new(&whole)])
                    .unwrap_or_else(|error| panic!("{error:?}\n{before}"));
                assert_eq!((after.kept.len(), after.refused.len()), (0, 0));
                assert_eq!(after.written.len(), whole.len() - left);
                assert_eq!(said(&after.text), whole);
                assert!(is_within(&before, &after.text));
            }
        }
    }
}
