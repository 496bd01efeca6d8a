//! The workbook that is filled in: what it asks, what it gives back, and what it refuses.
#![expect(clippy::indexing_slicing, reason = "test code")]

mod hand;
mod office;
mod refusals;
mod shape;

use std::collections::BTreeMap;

use garant_core::finding::Finding;
use garant_core::{Audit, Descriptor, validate};
use garant_intake::workbook::{Order, Sheetful, read, write};
use garant_intake::{Answer, Given};
use garant_report::{Assets, Words};
use garant_rules::Lang;
use garant_rules::catalog::declared;
use garant_rules::field::Kind;
use toml::{Table, Value};

use crate::harness::{EXAMPLES, catalog, garant, root};
use crate::language::{audited, audited_as};
use hand::Hand;

fn source(name: &str) -> String {
    let path = root().join("examples").join(name).join("garant.toml");
    std::fs::read_to_string(path).unwrap()
}

fn facts(text: &str) -> Descriptor {
    validate::descriptor(catalog(), "garant.toml", text).unwrap()
}

fn book(lang: Lang, profile: Option<&str>, facts: Option<&Descriptor>) -> Vec<u8> {
    let words = Words::new(&Assets::default(), lang);
    let order = Order {
        profile: profile.map(|id| catalog().profile(id).unwrap()),
        lang,
        facts,
        as_of: "2026-11-23".parse().unwrap(),
        words: &|key| {
            assert!(words.has(key), "{key}");
            words.get(key).to_owned()
        },
    };
    write(catalog(), &order).unwrap()
}

fn sound(bytes: &[u8]) -> Sheetful {
    let found = read(catalog(), "questions.xlsx", bytes).unwrap();
    assert_eq!(found.refused, []);
    found
}

/// What a descriptor states, by concrete path, as its TOML says.
fn stated(text: &str) -> BTreeMap<String, Value> {
    fn walk(place: &str, value: &Value, out: &mut BTreeMap<String, Value>) {
        match value {
            Value::Table(table) => {
                for (key, value) in table {
                    let dot = if place.is_empty() { "" } else { "." };
                    walk(&format!("{place}{dot}{key}"), value, out);
                }
            }
            Value::Array(items) if items.iter().any(Value::is_table) => {
                for (index, item) in items.iter().enumerate() {
                    walk(&format!("{place}[{index}]"), item, out);
                }
            }
            other => {
                out.insert(place.to_owned(), other.clone());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk("", &Value::Table(text.parse().unwrap()), &mut found);
    found.remove("garant");
    found
}

/// A whole number where the field takes any is the same number.
fn value(answer: &Answer) -> Value {
    let text = format!("value = {}", answer.given.toml());
    text.parse::<Table>().unwrap().remove("value").unwrap()
}

fn alike(one: &Value, other: &Value) -> bool {
    let number = |value: &Value| match value {
        #[expect(clippy::cast_precision_loss, reason = "small")]
        Value::Integer(value) => Some(*value as f64),
        Value::Float(value) => Some(*value),
        _ => None,
    };
    one == other || number(one).is_some_and(|one| number(other) == Some(one))
}

/// A descriptor made of answers alone.
fn made(answers: &[Answer]) -> String {
    let mut root = Table::from_iter([("garant".to_owned(), Value::Integer(1))]);
    for answer in answers {
        let mut at = &mut root;
        let mut keys: Vec<&str> = answer.path.split('.').collect();
        let last = keys.pop().unwrap();
        for key in keys {
            at = match key.split_once('[') {
                None => {
                    let inner = at.entry(key).or_insert_with(|| Value::Table(Table::new()));
                    inner.as_table_mut().unwrap()
                }
                Some((list, index)) => {
                    let index: usize = index.trim_end_matches(']').parse().unwrap();
                    let items = at.entry(list).or_insert_with(|| Value::Array(Vec::new()));
                    let items = items.as_array_mut().unwrap();
                    assert!(index <= items.len(), "{}", answer.path);
                    if index == items.len() {
                        items.push(Value::Table(Table::new()));
                    }
                    items[index].as_table_mut().unwrap()
                }
            };
        }
        assert!(
            at.insert(last.to_owned(), value(answer)).is_none(),
            "{}",
            answer.path
        );
    }
    toml::to_string(&root).unwrap()
}

/// All that an audit finds, places in the file apart.
fn found(audit: &Audit) -> Vec<serde_json::Value> {
    fn bare(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                for place in [
                    "text",
                    "line",
                    "column",
                    "end-line",
                    "end-column",
                    "line-audience",
                ] {
                    map.remove(place);
                }
                // Whether the value was cut is told beside it; whether its line was is a matter of the file.
                map.remove("truncated");
                map.values_mut().for_each(bare);
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(bare),
            _ => {}
        }
    }
    let one = |finding: &Finding| {
        let mut value = serde_json::to_value(finding).unwrap();
        bare(&mut value);
        value
    };
    audit.findings.iter().map(one).collect()
}

/// The answers are those of the descriptor, and so is all that the audit finds in them.
fn gives_back(name: &str, text: &str, answers: &[Answer]) {
    let wanted = stated(text);
    let mut told: BTreeMap<String, Value> = BTreeMap::new();
    for answer in answers {
        assert!(told.insert(answer.path.clone(), value(answer)).is_none());
        assert_eq!(answer.origin.file, "questions.xlsx");
        assert!(answer.origin.place.contains('!'));
    }
    let missing: Vec<&String> = wanted
        .keys()
        .filter(|path| !told.contains_key(*path))
        .collect();
    let more: Vec<&String> = told
        .keys()
        .filter(|path| !wanted.contains_key(*path))
        .collect();
    assert!(
        missing.is_empty() && more.is_empty(),
        "{name} {missing:?} {more:?}"
    );
    for (path, value) in &wanted {
        assert!(
            alike(value, &told[path]),
            "{name} {path}: {value} {}",
            told[path]
        );
    }
    let whole = found(&audited(name, None));
    let again = found(&audited_as(name, &made(answers), None));
    assert!(whole.len() > 60);
    for (one, other) in whole.iter().zip(&again) {
        assert_eq!(one, other, "{name}");
    }
    assert_eq!(whole.len(), again.len());
}

#[test]
fn the_answers_of_each_example_come_back_from_its_own_workbook() {
    for (index, name) in EXAMPLES.into_iter().enumerate() {
        let text = source(name);
        // Both languages for one, and one for each of the others.
        let langs = Lang::ALL.into_iter().enumerate();
        let langs = langs.filter(|(place, _)| index == 0 || index % 2 == *place);
        for (_, lang) in langs {
            let bytes = book(lang, None, Some(&facts(&text)));
            gives_back(name, &text, &sound(&bytes).answers);
        }
    }
}

#[test]
fn an_empty_workbook_filled_by_a_script_gives_each_example() {
    for (index, name) in EXAMPLES.into_iter().enumerate() {
        let lang = Lang::ALL[index % 2];
        let text = source(name);
        let mut hand = Hand::new(&book(lang, None, None));
        for (path, value) in stated(&text) {
            let wanted = declared(&path);
            let field = catalog().field(&wanted).unwrap();
            let entry = path.split_once('[').map_or(0, |(_, rest)| {
                rest.split(']').next().unwrap().parse::<u32>().unwrap()
            });
            if field.kind == Kind::List {
                let of = format!("{}[].", field.path);
                let first = catalog().fields().find(|field| field.path.starts_with(&of));
                let (sheet, _) = hand.place(&first.unwrap().path, 0);
                hand.text(&(sheet, "B3".to_owned()), ["oui", "yes"][index % 2]);
                continue;
            }
            let at = hand.place(&wanted, entry);
            let title = |value: &Value| {
                let id = value.as_str().unwrap();
                let mut choices = field.choices.iter();
                choices
                    .find(|choice| choice.id == id)
                    .unwrap()
                    .title
                    .get(lang)
                    .to_owned()
            };
            match (field.kind, &value) {
                (Kind::Bool, Value::Boolean(value)) => {
                    let words = [["oui", "yes"], ["non", "no"]][usize::from(!value)];
                    hand.text(&at, words[index % 2]);
                }
                (Kind::Choice, value) => hand.text(&at, &title(value)),
                (_, Value::Array(items)) if items.is_empty() => hand.number(&at, "0"),
                (Kind::Choices, Value::Array(items)) => {
                    let titles: Vec<String> = items.iter().map(title).collect();
                    hand.text(&at, &titles.join(" ; "));
                }
                (Kind::Texts, Value::Array(items)) => {
                    let lines: Vec<&str> =
                        items.iter().map(|item| item.as_str().unwrap()).collect();
                    hand.text(&at, &lines.join("\n"));
                }
                (Kind::Date, Value::Datetime(date)) => {
                    let date: jiff::civil::Date = date.to_string().parse().unwrap();
                    let first = jiff::civil::Date::constant(1899, 12, 30);
                    hand.number(&at, &date.since(first).unwrap().get_days().to_string());
                }
                (_, Value::String(text)) => hand.text(&at, text),
                (_, number) => hand.number(&at, &number.to_string()),
            }
        }
        gives_back(name, &text, &sound(&hand.bytes()).answers);
    }
}

#[test]
fn what_a_descriptor_states_of_nothing_comes_back_too() {
    let text = r#"
garant = 1
[system]
name = "  N/A  "
"#;
    let words = |key: &str| key.to_owned();
    let order = |facts| Order {
        profile: None,
        lang: Lang::Fr,
        facts: Some(facts),
        as_of: "2026-11-23".parse().unwrap(),
        words: &words,
    };
    let refused = write(catalog(), &order(&facts(text))).unwrap_err();
    let garant_intake::workbook::UnwritableError::Answers(lost) = refused else {
        panic!("{refused}");
    };
    assert_eq!((lost[0].path.as_str(), lost[0].line), ("system.name", 4));
    let text = "garant = 1\nwaivers = []\n[system]\nname = \"N/A\"\nsummary = \"\"\"\nDeux\nlignes.\n\"\"\"\n[data]\ndatasets = []\n[data.bias-review]\nexamined = []\n[intended-use]\nusers = [\"?\", \"infirmiers\"]\n";
    let found = sound(&book(Lang::Fr, None, Some(&facts(text))));
    let given: BTreeMap<&str, &Given> = found
        .answers
        .iter()
        .map(|answer| (answer.path.as_str(), &answer.given))
        .collect();
    let none = Given::Texts(Vec::new());
    assert_eq!(given["waivers"], &none);
    assert_eq!(given["data.datasets"], &none);
    assert_eq!(given["system.name"], &Given::Text("N/A".to_owned()));
    assert_eq!(
        given["system.summary"],
        &Given::Text("Deux\nlignes.\n".to_owned())
    );
    assert_eq!(given.len(), stated(text).len());
}

#[test]
fn hostile_texts_stay_the_texts_that_they_are() {
    for text in [
        "=1+1",
        "'= HYPERLINK(\"https://exemple.fr\")",
        "@SUM(A1)",
        "-2",
        "0012",
        "2026-11-23",
        "a\r\nb",
        "\u{7}\u{1b}[31m_x0041__x005F_",
        "<f>1</f>&amp;]]>",
        "\u{202e}😀\u{a0}é",
        "\nune ligne\n",
    ] {
        let given = Given::Text(text.to_owned());
        let descriptor = format!("garant = 1\n[system]\nname = {}\n", given.toml());
        let found = sound(&book(
            Lang::Fr,
            Some("quick-look"),
            Some(&facts(&descriptor)),
        ));
        let name = found
            .answers
            .iter()
            .find(|answer| answer.path == "system.name");
        assert_eq!(name.unwrap().given, given);
    }
}

#[test]
fn the_program_writes_a_workbook_once_and_says_what_no_cell_can_hold() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let out = garant(folder.path(), args);
        (out.status.code(), String::from_utf8(out.stderr).unwrap())
    };
    let path = folder.path().join("questions.xlsx");
    assert_eq!(
        run(&[
            "init",
            "--xlsx",
            "questions.xlsx",
            "--quick",
            "--lang",
            "fr"
        ])
        .0,
        Some(0)
    );
    let written = std::fs::read(&path).unwrap();
    assert!(written == book(Lang::Fr, Some("quick-look"), None));
    let (code, said) = run(&["init", "--xlsx", "questions.xlsx", "--lang", "en"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("questions.xlsx already exists"), "{said}");
    assert!(std::fs::read(&path).unwrap() == written);
    for other in ["questions", "questions.xls", "-"] {
        let (code, said) = run(&["init", "--xlsx", other, "--quick", "--lang", "en"]);
        assert_eq!(code, Some(2));
        assert!(said.contains(".xlsx"), "{said}");
    }
    let descriptor = folder.path().join("garant.toml");
    std::fs::write(&descriptor, source("scribe")).unwrap();
    let own = [
        "init",
        "--xlsx",
        "own.xlsx",
        "garant.toml",
        "--as-of",
        "2026-11-23",
        "--lang",
        "en",
    ];
    assert_eq!(run(&own).0, Some(0));
    let own = std::fs::read(folder.path().join("own.xlsx")).unwrap();
    assert!(own == book(Lang::En, None, Some(&facts(&source("scribe")))));
    std::fs::write(&descriptor, "garant = 1\n[system]\nname = \" \"\n").unwrap();
    let (code, said) = run(&[
        "init",
        "--xlsx",
        "other.xlsx",
        "garant.toml",
        "--lang",
        "en",
    ]);
    assert_eq!(code, Some(2));
    assert!(said.contains("garant.toml (system.name), line 3"), "{said}");
    assert!(!folder.path().join("other.xlsx").exists());
}
