//! Conditions that a catalog may not hold: each is refused by the code of its problem, at once with all others.

use crate::harness::catalog;

fn codes(written: &str) -> Vec<&'static str> {
    catalog(written).err().unwrap_or_default()
}

#[test]
fn a_path_has_the_kind_that_its_operator_reads() {
    for written in [
        "{ before = { path = \"p.name\", date = 2026-01-01 } }",
        "{ after = { path = \"p.name\", date = 2026-01-01 } }",
        "{ dated = { path = \"p.name\" } }",
        "{ dated = { path = \"p.first\", within = { path = \"p.name\" } } }",
        "{ ordered = { first = \"p.name\", then = \"p.then\" } }",
        "{ ordered = { first = \"p.first\", then = \"p.name\" } }",
        "{ equals = { path = \"p.name\", value = true } }",
        "{ one-of = { path = \"p.kinds\", values = [\"a\"] } }",
        "{ includes = { path = \"p.kind\", value = \"a\" } }",
        "{ at-least = { path = \"p.name\", value = 1 } }",
        "{ at-most = { path = \"p.name\", value = 1 } }",
        "{ count = { path = \"p.name\", at-least = 1 } }",
        "{ not-above = { path = \"p.age\", other = \"p.bound\" } }",
        "{ not-above = { path = \"p.share\", other = \"p.age\" } }",
        "{ same = { path = \"p.name\", as = \"p.kind\" } }",
        "{ same = { path = \"p.share\", as = \"p.name\" } }",
        "{ same = { path = \"p.flag\", as = \"p.flag\" } }",
        "{ documented = \"p.name\" }",
        "{ every = { in = \"p.name\", require = { present = \".flag\" } } }",
    ] {
        let found = codes(written);
        assert!(found.contains(&"wrong-field-type"), "{written}: {found:?}");
    }
}

#[test]
fn a_constant_has_the_kind_of_its_field() {
    for written in [
        "{ before = { path = \"p.first\", date = \"soon\" } }",
        "{ equals = { path = \"p.flag\", value = 1 } }",
        "{ at-least = { path = \"p.share\", value = \"P1M\" } }",
        "{ at-most = { path = \"p.age\", value = 1 } }",
        "{ dated = { path = \"p.first\", within = 3 } }",
        "{ one-of = { path = \"p.kind\", values = \"a\" } }",
        "{ all = { present = \"p.name\" } }",
        "{ present = 3 }",
        "{ definition = 3 }",
        "{ count = 3 }",
        "3",
    ] {
        assert_eq!(codes(written).first(), Some(&"wrong-type"), "{written}");
    }
}

#[test]
fn what_is_missing_or_unknown_is_told() {
    for (written, code) in [
        ("{ before = { path = \"p.first\" } }", "missing-key"),
        ("{ at-least = { path = \"p.share\" } }", "missing-key"),
        ("{ count = { path = \"p.list\" } }", "missing-key"),
        ("{ every = { in = \"p.list\" } }", "missing-key"),
        ("{ present = \"p.nam\" }", "unknown-path"),
        (
            "{ equals = { path = \"p.kind\", value = \"z\" } }",
            "unknown-choice",
        ),
        (
            "{ one-of = { path = \"p.kind\", values = [\"a\", \"z\"] } }",
            "unknown-choice",
        ),
        (
            "{ at-least = { path = \"p.share\", value = { parameter = \"none\" } } }",
            "unknown-parameter",
        ),
        ("{ definition = \"none\" }", "unknown-definition"),
        ("{ presnt = \"p.name\" }", "unknown-operator"),
        ("{ present = \"p.name\", all = [] }", "one-operator"),
        ("{ all = [] }", "empty-list"),
        ("{ any = [] }", "empty-list"),
    ] {
        assert_eq!(codes(written), [code], "{written}");
    }
}

#[test]
fn a_broken_branch_is_told_and_the_others_are_read() {
    let two = "{ any = [{ present = \"p.a\" }, { present = \"p.b\" }, { present = \"p.name\" }] }";
    assert_eq!(codes(two), ["unknown-path", "unknown-path"]);
}

/// A measured condition with these arguments beside its evidence.
fn measured(arguments: &str) -> Vec<&'static str> {
    codes(&format!(
        "{{ measured = {{ evidence = \"p.proof\", {arguments} }} }}"
    ))
}

#[test]
fn a_figure_has_its_names_and_no_others() {
    let kept = "at-most = \"p.bound\", set-on = \"p.first\"";
    let (metric, attribute) = ("metric = \"p.kind\"", "attribute = \"p.attribute\"");
    let group = "group = \"p.name\"";
    for (arguments, wanted) in [
        (
            format!("figure = \"gap\", {metric}, {attribute}, {kept}"),
            &[][..],
        ),
        (
            format!("figure = \"gap\", {attribute}, {kept}"),
            &["missing-key"],
        ),
        (
            format!("figure = \"gap\", {metric}, {kept}"),
            &["missing-key"],
        ),
        (
            format!("figure = \"gap\", {kept}"),
            &["missing-key", "missing-key"],
        ),
        (
            format!("figure = \"gap\", {metric}, {attribute}, {group}, {kept}"),
            &["unsuited-key"],
        ),
        (format!("figure = \"result\", {metric}, {kept}"), &[]),
        (format!("figure = \"result\", {kept}"), &["missing-key"]),
        (
            format!("figure = \"result\", {metric}, {attribute}, {group}, {kept}"),
            &[],
        ),
        (
            format!("figure = \"result\", {metric}, {attribute}, {kept}"),
            &["missing-key"],
        ),
        (
            format!("figure = \"result\", {metric}, {group}, {kept}"),
            &["missing-key"],
        ),
        (format!("figure = \"follow-rate\", {kept}"), &[]),
        (
            format!("figure = \"follow-rate\", {group}, {kept}"),
            &["unsuited-key"],
        ),
        (format!("figure = \"agreement\", {attribute}, {kept}"), &[]),
        (format!("figure = \"mean\", {kept}"), &["unknown-word"]),
        (
            format!("figure = \"follow-rate\", {kept}, other = 1"),
            &["unknown-key"],
        ),
    ] {
        assert_eq!(measured(&arguments), wanted, "{arguments}");
    }
}

#[test]
fn a_figure_has_one_limit_that_suits_it_and_the_day_it_was_set_on() {
    let set = "set-on = \"p.first\"";
    let within = "within = { low = \"p.low\", high = \"p.high\" }";
    let result = "figure = \"result\", metric = \"p.kind\"";
    let own = "declared = { value = \"p.share\", low = \"p.low\", high = \"p.high\" }";
    let follow = "figure = \"follow-rate\"";
    for (arguments, wanted) in [
        (format!("{follow}, {set}"), "one-limit"),
        (
            format!("{follow}, at-most = \"p.bound\", at-least = \"p.bound\", {set}"),
            "one-limit",
        ),
        (
            format!("figure = \"change\", at-least = \"p.bound\", {set}"),
            "unsuited-key",
        ),
        (format!("{follow}, {within}"), "unsuited-key"),
        (format!("{follow}, at-most = \"p.bound\""), "missing-key"),
        (format!("{result}, {within}, {set}"), "unsuited-key"),
        (format!("{result}, {within}, {own}"), "unsuited-key"),
        (
            format!("{result}, within = {{ low = \"p.low\" }}"),
            "missing-key",
        ),
        (
            format!("{result}, within = {{ low = \"p.low\", high = \"p.high\", x = 1 }}"),
            "unknown-key",
        ),
        (
            format!("{follow}, at-most = \"p.name\", {set}"),
            "wrong-field-type",
        ),
        (
            format!("{follow}, at-most = \"p.bound\", {set}, declared = {{ value = \"p.share\" }}"),
            "missing-key",
        ),
        (
            format!(
                "{follow}, at-most = \"p.bound\", {set}, declared = {{ value = \"p.share\", low = \"p.low\", high = \"p.high\", x = 1 }}"
            ),
            "unknown-key",
        ),
        (
            format!("{follow}, at-most = \"p.bound\", {set}, declared = 3"),
            "wrong-type",
        ),
    ] {
        assert_eq!(measured(&arguments), [wanted], "{arguments}");
    }
    for arguments in [
        format!("{result}, {within}"),
        format!("{follow}, at-least = \"p.bound\", {set}, {own}"),
        format!("figure = \"change\", at-most = \"p.bound\", {set}"),
    ] {
        assert!(measured(&arguments).is_empty(), "{arguments}");
    }
}
