//! Operators on facts that never were a file.

use std::collections::BTreeMap;

use garant_rules::facts::{Exhibit, Facts, Found, Read, Scope};
use garant_rules::figure::{Ask, Figure};
use garant_rules::load::load;
use garant_rules::operator::Speaker;
use garant_rules::{Answer, Catalog, Condition, Index, Lang, Reason, Truth, Value};
use jiff::civil::Date;
use serde_json::json;

use crate::harness::{catalog, files, root};

/// Answers by path; a placeholder where the answer is none.
struct Answers(BTreeMap<&'static str, Option<Value>>);

impl Facts for Answers {
    fn as_of(&self) -> Date {
        Date::constant(2026, 11, 23)
    }

    fn look_up(&self, path: &str) -> Found {
        match self.0.get(path) {
            Some(Some(value)) => Found::Value(value.clone(), None),
            Some(None) => Found::Empty {
                placeholder: true,
                span: None,
            },
            None => Found::Missing(None),
        }
    }

    fn evidence(&self, _: &str) -> Exhibit {
        Exhibit {
            problem: Some(Reason::EvidenceMissing),
            reviewed: false,
            read: Read::new("evidence", Found::Missing(None)),
        }
    }

    fn figure(&self, _: &Ask) -> Figure {
        let missing = || Read::new("evidence", Found::Missing(None));
        Figure {
            estimates: Vec::new(),
            problem: Some(Reason::EvidenceMissing),
            reviewed: false,
            read: missing(),
            date: missing(),
        }
    }
}

fn same(answers: &[(&'static str, Option<Value>)]) -> Answer {
    let condition: Condition =
        serde_json::from_value(json!({ "Same": { "path": ".b", "other": "c" } })).unwrap();
    condition.evaluate(Scope {
        facts: &Answers(answers.iter().cloned().collect()),
        place: "a[0]",
        parameters: &BTreeMap::new(),
    })
}

#[test]
fn two_answers_are_the_same_or_not_or_one_is_unknown() {
    let text = |text: &str| Value::Text(text.to_owned());
    let choice = |id: &str| Value::Choice(id.to_owned());
    for (value, other, truth) in [
        (text("1.0"), text(" 1.0\n"), Truth::True),
        (text("1.0"), text("1.1"), Truth::False),
        (text("v1"), text("V1"), Truth::False),
        (choice("x"), choice("x"), Truth::True),
        (choice("x"), choice("y"), Truth::False),
        (Value::Integer(2), Value::Number(2.0), Truth::True),
        (Value::Integer(2), Value::Integer(3), Truth::False),
    ] {
        let answer = same(&[("a[0].b", Some(value)), ("c", Some(other))]);
        assert_eq!((answer.truth, answer.reason), (truth, None));
        assert_eq!(answer.reads.len(), 2);
    }
    let known = ("a[0].b", Some(text("1.0")));
    assert_eq!(
        same(std::slice::from_ref(&known)).reason,
        Some(Reason::Unstated)
    );
    assert_eq!(
        same(&[known, ("c", None)]).reason,
        Some(Reason::Placeholder)
    );
    assert_eq!(same(&[("c", None)]).reason, Some(Reason::Placeholder));
    assert_eq!(same(&[]).truth, Truth::Unknown);
}

/// The catalog with one more check of its first criterion, or the codes of its problems.
pub(crate) fn with_check(require: &str) -> Result<Catalog, Vec<&'static str>> {
    let folder = root().join("rules");
    let mut found = Vec::new();
    files(&folder, ".toml", &mut found);
    let first = catalog().criteria.first().unwrap();
    let mut texts: Vec<(String, String)> = found
        .iter()
        .map(|path| {
            let below = path.strip_prefix(&folder).unwrap().to_string_lossy();
            (
                below.replace('\\', "/"),
                std::fs::read_to_string(path).unwrap(),
            )
        })
        .collect();
    let (_, text) = texts
        .iter_mut()
        .find(|(path, _)| *path == format!("{}.toml", first.id))
        .unwrap();
    text.push_str(&format!(
        "\n[[check]]\nid = \"added\"\nsays.fr = \"…\"\nsays.en = \"…\"\nrequire = {require}\n"
    ));
    load(&texts).map_err(|problems| problems.iter().map(|problem| problem.code).collect())
}

/// The codes of the problems of the catalog with one more check, or what the check says.
pub(crate) fn loaded(require: &str) -> Result<String, Vec<&'static str>> {
    let first = catalog().criteria.first().unwrap();
    let catalog = with_check(require)?;
    let check = catalog.criterion(&first.id).unwrap().checks.last().unwrap();
    let speaker = Speaker {
        words: &catalog.words,
        index: &Index::of(&catalog),
        lang: Lang::En,
        parameters: &BTreeMap::new(),
        list: "",
    };
    assert!(check.require.can_be_false());
    Ok(check.require.say(&speaker))
}

#[test]
fn same_compares_fields_of_one_kind_and_says_so() {
    let title = |path: &str| catalog().field(path).unwrap().title.en.clone();
    assert_eq!(
        loaded("{ same = { path = \"system.version\", as = \"system.name\" } }"),
        Ok(format!(
            "“{}” is the same as “{}”",
            title("system.version"),
            title("system.name")
        ))
    );
    for (wrong, code) in [
        (
            "path = \"system.version\", as = \"system.phase\"",
            "wrong-field-type",
        ),
        (
            "path = \"declaration.on\", as = \"declaration.on\"",
            "wrong-field-type",
        ),
        ("path = \"system.version\"", "missing-key"),
    ] {
        let problems = loaded(&format!("{{ same = {{ {wrong} }} }}"));
        assert_eq!(problems, Err(vec![code]), "{wrong}");
    }
}

#[test]
fn a_quantity_is_compared_with_another_one_that_is_stated() {
    let condition: Condition =
        serde_json::from_value(json!({ "NotAbove": { "path": "b", "other": "c" } })).unwrap();
    let truth = |b: Option<Value>, c: Option<Value>| {
        let answers = [("b", b), ("c", c)];
        let facts = Answers(
            answers
                .into_iter()
                .filter(|(_, value)| value.is_some())
                .collect(),
        );
        condition
            .evaluate(Scope {
                facts: &facts,
                place: "",
                parameters: &BTreeMap::new(),
            })
            .truth
    };
    let number = |value: f64| Some(Value::Number(value));
    assert_eq!(truth(number(3.5), Some(Value::Integer(4))), Truth::True);
    assert_eq!(truth(number(4.0), Some(Value::Integer(4))), Truth::True);
    assert_eq!(truth(number(4.5), Some(Value::Integer(4))), Truth::False);
    assert_eq!(truth(number(f64::NAN), number(4.0)), Truth::Unknown);
    assert_eq!(truth(number(1.0), None), Truth::Unknown);
    assert_eq!(truth(None, number(1.0)), Truth::Unknown);
}
