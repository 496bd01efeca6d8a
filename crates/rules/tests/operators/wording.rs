//! Operators in words: each with the titles of its fields, in the language asked for.

use garant_rules::Lang::{En, Fr};
use garant_rules::operator::Speaker;
use garant_rules::value::Duration;
use garant_rules::{Catalog, Lang, Value};

use crate::harness::{catalog, choice, choices, day, length, say};

#[test]
fn each_operator_says_its_fields_and_its_constants() {
    for (written, said) in [
        ("{ present = \"p.name\" }", "Name stated"),
        (
            "{ equals = { path = \"p.flag\", value = true } }",
            "Flag is yes",
        ),
        (
            "{ equals = { path = \"p.flag\", value = false } }",
            "Flag is no",
        ),
        (
            "{ equals = { path = \"p.kind\", value = \"b\" } }",
            "Kind is B",
        ),
        (
            "{ one-of = { path = \"p.kind\", values = [\"a\", \"c\"] } }",
            "Kind one of A, C",
        ),
        (
            "{ includes = { path = \"p.kinds\", value = \"a\" } }",
            "Kinds includes A",
        ),
        (
            "{ at-least = { path = \"p.share\", value = 0.5 } }",
            "Share at least 0.5",
        ),
        (
            "{ at-most = { path = \"p.age\", value = \"P1M\" } }",
            "Age at most 1 month",
        ),
        (
            "{ at-least = { path = \"p.share\", value = { parameter = \"part\" } } }",
            "Share at least 0.5",
        ),
        (
            "{ count = { path = \"p.list\", at-least = 1 } }",
            "count of List at least 1",
        ),
        (
            "{ count = { path = \"p.list\", at-most = 3 } }",
            "count of List at most 3",
        ),
        (
            "{ count = { path = \"p.list\", at-least = 1, at-most = 3 } }",
            "count of List at least 1 and count of List at most 3",
        ),
        (
            "{ before = { path = \"p.first\", date = 2026-08-02 } }",
            "First before 2026-08-02",
        ),
        (
            "{ after = { path = \"p.first\", date = 2026-08-02 } }",
            "First after 2026-08-02",
        ),
        ("{ dated = { path = \"p.first\" } }", "First dated"),
        (
            "{ dated = { path = \"p.first\", within = \"P6M\" } }",
            "First within 6 months",
        ),
        (
            "{ dated = { path = \"p.first\", within = { parameter = \"span\" } } }",
            "First within 6 months",
        ),
        (
            "{ dated = { path = \"p.first\", within = { path = \"p.rhythm\" } } }",
            "First by Rhythm",
        ),
        (
            "{ ordered = { first = \"p.first\", then = \"p.then\" } }",
            "First not after Then",
        ),
        (
            "{ not-above = { path = \"p.share\", other = \"p.bound\" } }",
            "Share not above Bound",
        ),
        (
            "{ same = { path = \"p.name\", as = \"p.said\" } }",
            "Name same as Said",
        ),
        ("{ documented = \"p.proof\" }", "Proof there"),
        (
            "{ all = [{ present = \"p.name\" }, { present = \"p.said\" }] }",
            "Name stated; Said stated",
        ),
        (
            "{ any = [{ present = \"p.name\" }, { present = \"p.said\" }] }",
            "any(Name stated; Said stated)",
        ),
        (
            "{ not = { equals = { path = \"p.flag\", value = true } } }",
            "not(Flag is yes)",
        ),
        (
            "{ every = { in = \"p.list\", require = { present = \".flag\" } } }",
            "each List: Own flag stated",
        ),
        (
            "{ some = { in = \"p.list\", where = { present = \".kind\" }, require = { present = \".flag\" } } }",
            "one List where Own kind stated: Own flag stated",
        ),
    ] {
        assert_eq!(say(written, En), said, "{written}");
    }
    let french = say("{ equals = { path = \"p.kind\", value = \"b\" } }", Fr);
    assert_eq!(french, "Kind F is B F F");
    let both = "{ all = [{ present = \"p.name\" }, { present = \"p.said\" }] }";
    assert_eq!(say(both, Fr), "Name F stated F ; Said F stated F F");
}

#[test]
fn a_figure_says_what_it_is_and_what_it_keeps() {
    let gap = "evidence = \"p.proof\", figure = \"gap\", metric = \"p.kind\", attribute = \"p.attribute\"";
    let result = "evidence = \"p.proof\", figure = \"result\", metric = \"p.kind\"";
    let follow = "evidence = \"p.proof\", figure = \"follow-rate\"";
    let group = "attribute = \"p.attribute\", group = \"p.name\"";
    let set = "set-on = \"p.first\"";
    let declared = "declared = { value = \"p.share\", low = \"p.low\", high = \"p.high\" }";
    for (inner, said) in [
        (
            format!("{gap}, at-most = \"p.bound\", {set}"),
            "gap of Kind by Attribute both ways Bound, First before",
        ),
        (
            format!("{follow}, at-most = \"p.bound\", {set}"),
            "followed at most Bound, First before",
        ),
        (
            format!("{follow}, at-least = \"p.bound\", {set}"),
            "followed at least Bound, First before",
        ),
        (
            format!("{follow}, at-least = \"p.bound\", {set}, {declared}"),
            "followed at least Bound, First before, or declared",
        ),
        (
            format!("{result}, within = {{ low = \"p.low\", high = \"p.high\" }}"),
            "result of Kind from Low to High",
        ),
        (
            format!("{result}, {group}, within = {{ low = \"p.low\", high = \"p.high\" }}"),
            "result of Kind for Name of Attribute from Low to High",
        ),
    ] {
        assert_eq!(
            say(&format!("{{ measured = {{ {inner} }} }}"), En),
            said,
            "{inner}"
        );
    }
}

fn speak(catalog: &Catalog, lang: Lang, with: impl Fn(&Speaker<'_>) -> String) -> String {
    with(&Speaker {
        words: &catalog.words,
        index: &garant_rules::Index::of(catalog),
        lang,
        parameters: &std::collections::BTreeMap::new(),
        list: "p.list",
    })
}

#[test]
fn a_value_is_said_by_its_kind() {
    let catalog = catalog("{ present = \"p.name\" }").unwrap();
    let texts = Value::Texts(vec!["one".to_owned(), "two".to_owned()], 1);
    for (value, fr, en) in [
        (Value::Bool(true), "oui", "yes"),
        (Value::Bool(false), "non", "no"),
        (Value::Integer(1_000), "1000", "1000"),
        (Value::Number(0.25), "0,25", "0.25"),
        (Value::Text("a.b".to_owned()), "a.b", "a.b"),
        (choice("a"), "A F", "A"),
        (choice("other"), "other", "other"),
        (choices(&["b", "a"]), "B F, A F", "B, A"),
        (texts, "one ; two", "one ; two"),
        (Value::Date(day(3, 1)), "2026-03-01", "2026-03-01"),
        (length("P1Y2M1D"), "14 mois 1 jour", "14 months 1 day"),
        (Value::List(3), "3", "3"),
    ] {
        for (lang, said) in [(Fr, fr), (En, en)] {
            let own = speak(&catalog, lang, |speaker| speaker.value("p.kind", &value));
            assert_eq!(own, said, "{value:?}");
        }
    }
}

#[test]
fn a_length_of_time_counts_months_then_days() {
    let catalog = catalog("{ present = \"p.name\" }").unwrap();
    for (text, said) in [
        ("P1M", "1 month"),
        ("P2M", "2 months"),
        ("P1D", "1 day"),
        ("P2W", "14 days"),
        ("P0D", ""),
    ] {
        let length = Duration::parse(text).unwrap();
        assert_eq!(
            speak(&catalog, En, |speaker| speaker.duration(length)),
            said
        );
    }
}

#[test]
fn a_path_is_said_by_its_fields_title_or_as_it_is() {
    let catalog = catalog("{ present = \"p.name\" }").unwrap();
    for (path, said) in [
        ("p.name", "Name"),
        (".flag", "Own flag"),
        ("p.list[3].kind", "Own kind"),
        ("p.nowhere", "p.nowhere"),
    ] {
        assert_eq!(speak(&catalog, En, |speaker| speaker.title(path)), said);
    }
    let unset = "{ at-least = { path = \"p.share\", value = { parameter = \"part\" } } }";
    let own = crate::harness::condition(unset);
    // A parameter without a value is said by its name.
    assert_eq!(
        speak(&catalog, En, |speaker| own.say(speaker)),
        "Share at least part"
    );
}
