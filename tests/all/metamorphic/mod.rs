//! Verdicts of two descriptors of which one was made from the other: what may differ, and what may not (metamorphic relations).

mod information;
mod layout;
mod neutral;

use std::fs::File;
use std::path::PathBuf;
use std::sync::OnceLock;

use garant_core::{Audit, Date, Files, Handle, Refusal, Request};
use garant_rules::field::{Field, Kind};
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;
use toml::{Table, Value};

use crate::harness::{EXAMPLES, judge, root};

fn today() -> Date {
    "2026-11-23".parse().unwrap()
}

/// Few cases, the same at each run: a case that fails once fails again.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_261_123),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A whole project, with the files that it cites.
struct Example {
    name: &'static str,
    text: String,
    table: Table,
    audit: OnceLock<Audit>,
}

impl Files for Example {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        let folder: PathBuf = root().join("examples").join(self.name);
        let file = File::open(folder.join(path)).map_err(|_| Refusal::Missing)?;
        Ok(Box::new(file))
    }
}

impl Example {
    /// The audit of the example as it is.
    fn as_it_is(&self) -> &Audit {
        self.audit.get_or_init(|| self.audit(&self.text))
    }

    fn audit(&self, text: &str) -> Audit {
        let request = Request::new("garant.toml", text, today());
        judge()
            .audit(&request, self)
            .unwrap_or_else(|error| panic!("{}: {error}\n{text}", self.name))
    }
}

fn examples() -> &'static [Example] {
    static ALL: OnceLock<Vec<Example>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read = |name: &&'static str| {
            let path = root().join("examples").join(name).join("garant.toml");
            let text = std::fs::read_to_string(path).unwrap();
            let table = toml::from_str(&text).unwrap();
            Example {
                name,
                text,
                table,
                audit: OnceLock::new(),
            }
        };
        EXAMPLES.iter().map(read).collect()
    })
}

/// Choices that follow from a seed (`SplitMix64`).
struct Dice(u64);

impl Dice {
    /// A number below `sides`, which is not 0.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(sides).unwrap()).unwrap()
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.roll(at + 1));
        }
    }
}

/// A key of a path, and the entry of its list, if it has one.
fn part(part: &str) -> (&str, Option<usize>) {
    match part.split_once('[') {
        Some((key, index)) => (key, index.trim_end_matches(']').parse().ok()),
        None => (part, None),
    }
}

fn table_at<'t>(table: &'t mut Table, path: &str) -> Option<&'t mut Table> {
    path.split('.').try_fold(table, |table, own| {
        let (key, index) = part(own);
        let value = table
            .entry(key)
            .or_insert_with(|| Value::Table(Table::new()));
        match index {
            Some(index) => value.as_array_mut()?.get_mut(index)?.as_table_mut(),
            None => value.as_table_mut(),
        }
    })
}

/// Writes a value at a concrete path (`data.datasets[0].name`); tables above it come with it.
fn put(table: &mut Table, path: &str, value: Value) {
    let (above, key) = path.rsplit_once('.').unwrap_or(("", path));
    let table = if above.is_empty() {
        table
    } else {
        table_at(table, above).unwrap()
    };
    table.insert(key.to_owned(), value);
}

fn is_stated(table: &Table, path: &str) -> bool {
    let found = path.split('.').try_fold(None, |at: Option<&Value>, own| {
        let (key, index) = part(own);
        let value = at.map_or_else(|| table.get(key), |at| at.get(key))?;
        let value = match index {
            Some(index) => value.get(index)?,
            None => value,
        };
        Some(Some(value))
    });
    found.is_some()
}

/// Takes the value at a concrete path away; an empty table may stay.
fn take(table: &mut Table, path: &str) -> Option<Value> {
    let (above, key) = path.rsplit_once('.').unwrap_or(("", path));
    let table = if above.is_empty() {
        table
    } else {
        table_at(table, above)?
    };
    table.remove(key)
}

/// The answers of a table with their concrete paths, lists of entries among them before what their entries say.
fn answers(place: &str, table: &Table, out: &mut Vec<(String, Value)>) {
    for (key, value) in table {
        let path = if place.is_empty() {
            key.clone()
        } else {
            format!("{place}.{key}")
        };
        match value {
            Value::Table(inner) => answers(&path, inner, out),
            Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_table) => {
                out.push((path.clone(), value.clone()));
                for (at, item) in items.iter().enumerate() {
                    answers(&format!("{path}[{at}]"), item.as_table().unwrap(), out);
                }
            }
            value => out.push((path, value.clone())),
        }
    }
}

/// The concrete paths of a field in a table: one for each entry of its lists.
fn places(field: &Field, table: &Table) -> Vec<String> {
    let mut found = vec![(String::new(), Value::Table(table.clone()))];
    let mut parts = field.path.split("[].").peekable();
    while let Some(part) = parts.next() {
        let inner = |(place, value): (String, Value)| {
            let place = format!("{place}{}{part}", if place.is_empty() { "" } else { "." });
            if parts.peek().is_none() {
                return vec![(place, value)];
            }
            let list = part
                .split('.')
                .try_fold(&value, |value, key| value.get(key));
            let entries = list.and_then(Value::as_array).cloned().unwrap_or_default();
            let entries = entries.into_iter().enumerate();
            entries
                .map(|(at, entry)| (format!("{place}[{at}]"), entry))
                .collect()
        };
        found = found.into_iter().flat_map(inner).collect();
    }
    found.into_iter().map(|(place, _)| place).collect()
}

/// Some answer to a field, of its kind and in its range.
fn answer(field: &Field, dice: &mut Dice) -> Option<Value> {
    let low = field.min.unwrap_or(0.0);
    let high = field.max.unwrap_or(low + 1000.0);
    let steps = u32::try_from(dice.roll(101)).unwrap();
    let number = low + (high - low) * f64::from(steps) / 100.0;
    let choice = |dice: &mut Dice| {
        let own = field.choices.get(dice.roll(field.choices.len()));
        Value::String(own.unwrap().id.clone())
    };
    Some(match field.kind {
        Kind::Bool => Value::Boolean(dice.one_in(2)),
        Kind::Integer => Value::Integer(format!("{number:.0}").parse().unwrap()),
        Kind::Number => Value::Float(number),
        Kind::Date => {
            let (year, month) = (2024 + dice.roll(4), 1 + dice.roll(12));
            let day = format!("{year}-{month:02}-{:02}", 1 + dice.roll(28));
            Value::Datetime(day.parse().unwrap())
        }
        Kind::Duration => Value::String(format!("P{}M", 1 + dice.roll(36))),
        Kind::Choice => choice(dice),
        Kind::Choices => Value::Array(vec![choice(dice)]),
        Kind::Text => Value::String(format!("réponse {steps}")),
        Kind::Texts => Value::Array(vec![Value::String(format!("réponse {steps}"))]),
        Kind::Url => Value::String(format!("https://exemple.invalid/{steps}")),
        _ => return None,
    })
}

/// The fields that judging itself reads, whatever a criterion asks: any verdict may follow from them.
const OF_JUDGING: [&str; 9] = [
    "garant",
    "profile",
    "system.acts-as",
    "system.phase",
    "declaration",
    "not-applicable",
    "takes-up",
    "waivers",
    "evidence",
];

fn is_of_judging(declared: &str) -> bool {
    OF_JUDGING.iter().any(|own| {
        let rest = declared.strip_prefix(own);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    })
}
