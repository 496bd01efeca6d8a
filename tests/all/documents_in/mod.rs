//! Documents that teams already have, read as answers: the mappings, the traps, hostile files, and under `GARANT_CORPUS` real ones.

mod bundles;
mod chai;
mod corpus;
mod hostile;
mod hub;
mod mappings;

use garant_intake::document::{Document, Refusal, read};
use garant_intake::{Answer, Given};

use crate::harness::catalog;

/// The list of declared results.
const RESULTS: &str = "evaluation.results";

fn document(file: &str, text: &str) -> Document {
    read(catalog(), file, text.as_bytes()).unwrap()
}

fn refused(file: &str, bytes: &[u8]) -> Refusal {
    read(catalog(), file, bytes).unwrap_err()
}

fn answer<'d>(document: &'d Document, path: &str) -> Option<&'d Answer> {
    document.answers.iter().find(|answer| answer.path == path)
}

fn given<'d>(document: &'d Document, path: &str) -> Option<&'d Given> {
    answer(document, path).map(|answer| &answer.given)
}

/// The text at a path.
fn words<'d>(document: &'d Document, path: &str) -> Option<&'d str> {
    match given(document, path) {
        Some(Given::Text(text)) => Some(text),
        _ => None,
    }
}

/// The codes of the remarks on a field.
fn told(document: &Document, field: &str) -> Vec<&'static str> {
    let on = |args: &[(&str, String)]| args.contains(&("field", field.to_owned()));
    document
        .remarks
        .iter()
        .filter(|remark| on(&remark.args))
        .map(|remark| remark.code)
        .collect()
}

/// A descriptor of these answers and nothing else.
fn descriptor(answers: &[Answer]) -> String {
    let mut root = toml::Table::new();
    root.insert("garant".to_owned(), toml::Value::Integer(1));
    for answer in answers {
        let line = format!("value = {}", answer.given.toml());
        let value = line
            .parse::<toml::Table>()
            .unwrap()
            .remove("value")
            .unwrap();
        let mut keys: Vec<&str> = answer.path.split('.').collect();
        let last = keys.pop().unwrap();
        let mut at = &mut root;
        for key in keys {
            at = match key.split_once('[') {
                None => {
                    let empty = toml::Value::Table(toml::Table::new());
                    at.entry(key).or_insert(empty).as_table_mut().unwrap()
                }
                Some((list, number)) => {
                    let number: usize = number.trim_end_matches(']').parse().unwrap();
                    let empty = toml::Value::Array(Vec::new());
                    let items = at.entry(list).or_insert(empty).as_array_mut().unwrap();
                    assert!(number <= items.len(), "a gap before {}", answer.path);
                    if number == items.len() {
                        items.push(toml::Value::Table(toml::Table::new()));
                    }
                    let item = items.get_mut(number);
                    item.and_then(toml::Value::as_table_mut).unwrap()
                }
            };
        }
        let twice = at.insert(last.to_owned(), value).is_some();
        assert!(!twice, "{} is answered twice", answer.path);
    }
    toml::to_string(&root).unwrap()
}
