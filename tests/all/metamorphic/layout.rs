//! What a file looks like: the order of its keys and tables, which of the forms of TOML it takes, comments, blank lines, line ends.
#![expect(clippy::indexing_slicing, reason = "test code")]

use garant_core::Audit;
use proptest::prelude::*;
use serde_json::Value as Json;
use toml::{Table, Value};

use super::{Dice, cases, examples};

/// What a read tells of its line, and not of the answer.
const OF_A_LINE: [&str; 7] = [
    "line",
    "column",
    "end-line",
    "end-column",
    "text",
    "truncated",
    "line-audience",
];

/// Leaves out where an answer stands and what its line looks like.
fn unplaced(value: &mut Json) {
    match value {
        Json::Array(items) => items.iter_mut().for_each(unplaced),
        Json::Object(parts) => {
            for key in OF_A_LINE {
                parts.remove(key);
            }
            parts.values_mut().for_each(unplaced);
        }
        _ => {}
    }
}

/// Where two values differ first.
fn differ(one: &Json, other: &Json) -> Option<String> {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) if one.len() == other.len() => {
            let mut parts = one.iter();
            parts.find_map(|(key, value)| {
                let place = differ(value, other.get(key).unwrap_or(&Json::Null))?;
                Some(format!(".{key}{place}"))
            })
        }
        (Json::Array(one), Json::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(at, (one, other))| Some(format!("[{at}]{}", differ(one, other)?)))
        }
        _ => (one != other).then(|| format!(": {one} and {other}")),
    }
}

/// All that an audit found: findings with their reads, gate, scores, accepted risks, figures, texts that reach the project.
fn found(audit: &Audit) -> Json {
    let mut whole = serde_json::to_value(audit).unwrap();
    for key in ["descriptor", "texts"] {
        whole.as_object_mut().unwrap().remove(key);
    }
    unplaced(&mut whole);
    // They are told in the order of their lines.
    let told = whole["diagnostics"].as_array_mut().unwrap();
    told.sort_by_key(ToString::to_string);
    whole
}

/// Dotted keys of a table, whose lists of entries are written in their line.
fn dotted(place: &str, table: &Table, lines: &mut Vec<String>) {
    for (key, value) in table {
        match value {
            Value::Table(inner) if !inner.is_empty() => {
                dotted(&format!("{place}.{key}"), inner, lines);
            }
            value => lines.push(format!("{place}.{key} = {value}\n")),
        }
    }
}

/// The lines of a table's own keys, and the blocks with a header that belong to it, both in some order.
fn written(place: &str, table: &Table, dice: &mut Dice) -> (String, Vec<String>) {
    let (mut lines, mut blocks) = (Vec::new(), Vec::new());
    for (key, value) in table {
        let path = if place.is_empty() {
            key.clone()
        } else {
            format!("{place}.{key}")
        };
        match value {
            Value::Table(inner) if !inner.is_empty() => match dice.roll(4) {
                0 => dotted(key, inner, &mut lines),
                1 => lines.push(format!("{key} = {value}\n")),
                _ => {
                    let (own, more) = written(&path, inner, dice);
                    blocks.push(format!("[{path}]\n{own}"));
                    blocks.extend(more);
                }
            },
            Value::Array(items)
                if !items.is_empty() && items.iter().all(Value::is_table) && !dice.one_in(4) =>
            {
                // Entries keep their order; what belongs to one follows it.
                let entries = items.iter().map(|item| {
                    let (own, mut more) = written(&path, item.as_table().unwrap(), dice);
                    more.insert(0, format!("[[{path}]]\n{own}"));
                    more.concat()
                });
                blocks.push(entries.collect());
            }
            value => lines.push(format!("{key} = {value}\n")),
        }
    }
    dice.shuffle(&mut lines);
    dice.shuffle(&mut blocks);
    (lines.concat(), blocks)
}

/// The same descriptor with comments and blank lines between its lines, comments after them, and other line ends.
fn commented(text: &str, dice: &mut Dice) -> String {
    let end = if dice.one_in(2) { "\r\n" } else { "\n" };
    let mut out = String::from(if dice.one_in(2) { "\u{feff}" } else { "" });
    for line in text.lines() {
        if dice.one_in(8) {
            let before = ["", "# garant = 2", "   # [system]", "#~ met", "\t"];
            out.push_str(before.get(dice.roll(before.len())).unwrap());
            out.push_str(end);
        }
        if dice.one_in(8) {
            out.push_str("  \t");
        }
        out.push_str(line);
        if dice.one_in(8) {
            out.push_str("   # n’est pas \"vrai\" = ]");
        }
        out.push_str(end);
    }
    out
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn the_order_of_keys_and_tables_and_the_form_of_each_change_nothing_but_lines(
        example in 0usize..8,
        seed in any::<u64>(),
    ) {
        let own = &examples()[example];
        let (lines, blocks) = written("", &own.table, &mut Dice(seed));
        let text = format!("{lines}{}", blocks.concat());
        prop_assert_eq!(&toml::from_str::<Table>(&text).unwrap(), &own.table);
        let apart = differ(&found(own.as_it_is()), &found(&own.audit(&text)));
        prop_assert_eq!(apart, None, "{}\n{}", own.name, text);
    }

    #[test]
    fn comments_blank_lines_indents_and_line_ends_change_nothing_but_lines(
        example in 0usize..8,
        seed in any::<u64>(),
    ) {
        let own = &examples()[example];
        let text = commented(&own.text, &mut Dice(seed));
        let read: Table = toml::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        prop_assert_eq!(&read, &own.table);
        let apart = differ(&found(own.as_it_is()), &found(&own.audit(&text)));
        prop_assert_eq!(apart, None, "{}\n{}", own.name, text);
    }
}
