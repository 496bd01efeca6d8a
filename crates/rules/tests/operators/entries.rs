//! `every` and `some`: the entries of a list under a condition, those that a filter leaves out aside.

use std::collections::BTreeMap;

use garant_rules::Truth::{self, False, True, Unknown};
use garant_rules::way::Wanted;
use garant_rules::{Reason, Value};

use crate::harness::{Project, choice, condition, one};

const FLAG: &str = "{ equals = { path = \".flag\", value = true } }";
const KIND: &str = "{ equals = { path = \".kind\", value = \"a\" } }";

fn over(operator: &str, filter: bool) -> String {
    let filter = if filter {
        format!("where = {KIND}, ")
    } else {
        String::new()
    };
    format!("{{ {operator} = {{ in = \"p.list\", {filter}require = {FLAG} }} }}")
}

/// A list whose entries have a flag and a kind that make both conditions so.
fn list(entries: &[(Truth, Truth)]) -> Project {
    let mut project = Project::default().with("p.list", Value::List(entries.len()));
    for (index, (flag, kind)) in entries.iter().enumerate() {
        let at = |key: &str| format!("p.list[{index}].{key}");
        if *flag != Unknown {
            project = project.with(&at("flag"), *flag == True);
        }
        if *kind != Unknown {
            project = project.with(&at("kind"), choice(if *kind == True { "a" } else { "b" }));
        }
    }
    project
}

fn both(entries: &[(Truth, Truth)], filter: bool) -> [Truth; 2] {
    ["every", "some"].map(|operator| list(entries).truth(&over(operator, filter)))
}

fn flags(flags: &[Truth]) -> [Truth; 2] {
    let entries: Vec<(Truth, Truth)> = flags.iter().map(|flag| (*flag, Unknown)).collect();
    both(&entries, false)
}

#[test]
fn every_entry_holds_or_one_fails_and_some_entry_holds_or_all_fail() {
    assert_eq!(flags(&[True, True]), [True, True]);
    assert_eq!(flags(&[True, False]), [False, True]);
    assert_eq!(flags(&[False, False]), [False, False]);
    assert_eq!(flags(&[True, Unknown]), [Unknown, True]);
    assert_eq!(flags(&[False, Unknown]), [False, Unknown]);
}

#[test]
fn a_filter_leaves_entries_out() {
    assert_eq!(both(&[(True, True), (False, False)], true), [True, True]);
    assert_eq!(both(&[(False, True), (True, False)], true), [False, False]);
    // Where no entry is left, nothing is known, vacuously true or not.
    assert_eq!(both(&[(True, False), (False, False)], true), [Unknown; 2]);
}

#[test]
fn an_entry_that_may_not_count_decides_nothing_alone() {
    assert_eq!(both(&[(False, Unknown)], true), [Unknown, False]);
    assert_eq!(both(&[(True, Unknown)], true), [True, Unknown]);
    assert_eq!(both(&[(Unknown, Unknown)], true), [Unknown, Unknown]);
    assert_eq!(
        both(&[(False, Unknown), (False, True)], true),
        [False, False]
    );
}

#[test]
fn an_unwritten_list_is_unknown_and_a_written_empty_one_has_no_such_entry() {
    let [every, some] = ["every", "some"].map(|operator| over(operator, false));
    let open = Project::default();
    assert_eq!([open.truth(&every), open.truth(&some)], [Unknown; 2]);
    let empty = Project::default().empty("p.list", false);
    assert_eq!([empty.truth(&every), empty.truth(&some)], [Unknown, False]);
    let silent = Project::default().empty("p.list", true);
    assert_eq!([silent.truth(&every), silent.truth(&some)], [Unknown; 2]);
    let none = list(&[]);
    assert_eq!([none.truth(&every), none.truth(&some)], [Unknown; 2]);
    assert_eq!(
        silent.judge(&condition(&every)).reason,
        Some(Reason::Placeholder)
    );
}

#[test]
fn the_same_is_known_without_reads() {
    for entries in [
        [(True, True), (False, False)],
        [(False, True), (True, False)],
        [(False, False), (False, False)],
        [(True, Unknown), (False, Unknown)],
    ] {
        for operator in ["every", "some"] {
            let own = condition(&over(operator, true));
            let told = list(&entries).judge(&own);
            let bare = list(&entries).quiet().judge(&own);
            assert_eq!((bare.truth, bare.reason), (told.truth, told.reason));
            assert!(bare.reads.is_empty() && !told.reads.is_empty());
        }
    }
}

#[test]
fn a_read_tells_the_entry_that_does_not_hold_with_it() {
    let project = list(&[(True, True), (False, True), (True, False)]);
    let answer = project.judge(&condition(&over("every", true)));
    let reads: Vec<(&str, Option<&str>, bool)> = answer
        .reads
        .iter()
        .map(|read| (read.path.as_str(), read.within.as_deref(), read.decided))
        .collect();
    assert_eq!(
        reads,
        [
            ("p.list[2].kind", None, false),
            ("p.list[0].kind", None, false),
            ("p.list[0].flag", None, false),
            ("p.list[1].kind", None, false),
            ("p.list[1].flag", Some("p.list[1]"), true),
        ]
    );
    // Where none counts, the list itself is what was read first.
    let none = list(&[(True, False)]).judge(&condition(&over("every", true)));
    let paths: Vec<&str> = none.reads.iter().map(|read| read.path.as_str()).collect();
    assert_eq!(paths, ["p.list", "p.list[0].kind"]);
}

#[test]
fn every_can_be_false_where_what_it_requires_can_and_some_always() {
    let never = |operator: &str| {
        condition(&format!(
            "{{ {operator} = {{ in = \"p.list\", require = {{ present = \".flag\" }} }} }}"
        ))
    };
    assert!(condition(&over("every", false)).can_be_false());
    assert!(!never("every").can_be_false());
    assert!(condition(&over("some", false)).can_be_false() && never("some").can_be_false());
}

#[test]
fn each_entry_that_counts_would_hold() {
    let equal = |index: usize| {
        let path = format!("p.list[{index}].flag");
        (path, Wanted::Equal(Value::Bool(true)))
    };
    let project = list(&[(False, True), (False, False), (Unknown, Unknown)]);
    assert_eq!(
        project.ways(&over("every", true), true),
        vec![vec![equal(0), equal(2)]]
    );
    let held = list(&[(True, True)]);
    assert!(held.ways(&over("every", true), false).is_empty());
    assert_eq!(
        project.ways(&over("every", false), true),
        vec![vec![equal(0), equal(1), equal(2)]]
    );
}

#[test]
fn each_way_of_an_entry_is_told() {
    let either = format!("{{ any = [{FLAG}, {KIND}] }}");
    let own = format!("{{ every = {{ in = \"p.list\", require = {either} }} }}");
    let flag = || {
        (
            "p.list[0].flag".to_owned(),
            Wanted::Equal(Value::Bool(true)),
        )
    };
    let kind = || ("p.list[0].kind".to_owned(), Wanted::Equal(choice("a")));
    assert_eq!(
        list(&[(False, False)]).ways(&own, true),
        vec![vec![flag()], vec![kind()]]
    );
}

#[test]
fn where_no_entry_counts_another_one_would() {
    let project = list(&[(True, False)]);
    let another = vec![vec![
        ("p.list[1]".to_owned(), Wanted::Entry),
        ("p.list[1].kind".to_owned(), Wanted::Equal(choice("a"))),
        (
            "p.list[1].flag".to_owned(),
            Wanted::Equal(Value::Bool(true)),
        ),
    ]];
    assert_eq!(project.ways(&over("every", true), true), another);
}

#[test]
fn some_needs_an_entry_that_counts_and_holds_or_another_one() {
    let yes = || Wanted::Equal(Value::Bool(true));
    let project = list(&[(False, True)]);
    assert_eq!(
        project.ways(&over("some", true), true),
        vec![
            vec![
                ("p.list[1]".to_owned(), Wanted::Entry),
                ("p.list[1].kind".to_owned(), Wanted::Equal(choice("a"))),
                ("p.list[1].flag".to_owned(), yes()),
            ],
            vec![("p.list[0].flag".to_owned(), yes())],
        ]
    );
}

#[test]
fn some_would_not_hold_of_a_list_that_is_empty_or_whose_entries_all_fail() {
    let own = over("some", false);
    assert_eq!(
        Project::default().ways(&own, false),
        one("p.list", Wanted::FewEntries(0))
    );
    let other = |index: usize| {
        let path = format!("p.list[{index}].flag");
        (path, Wanted::Other(Value::Bool(true)))
    };
    assert_eq!(
        list(&[(True, True), (Unknown, True)]).ways(&own, false),
        vec![vec![other(0), other(1)]]
    );
}

#[test]
fn its_parts_are_its_conditions_entry_by_entry() {
    let project = list(&[(True, True), (True, False)]);
    let parameters = BTreeMap::new();
    for operator in ["every", "some"] {
        let own = condition(&over(operator, true));
        let parts: Vec<(&str, &str, Option<String>, bool)> = own
            .parts(project.scope("", &parameters))
            .into_iter()
            .map(|part| (part.condition.key(), part.list, part.place, part.filter))
            .collect();
        let at = |index: usize| Some(format!("p.list[{index}]"));
        assert_eq!(
            parts,
            [
                ("equals", "p.list", at(0), true),
                ("equals", "p.list", at(0), false),
                ("equals", "p.list", at(1), true),
            ]
        );
        assert_eq!(own.children().len(), 2);
        assert_eq!(condition(&over(operator, false)).children().len(), 1);
    }
}
