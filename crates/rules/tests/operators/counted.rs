//! `count`: how many entries a list has. Entries that say nothing make the count uncertain.

use garant_rules::Truth::{self, False, True, Unknown};
use garant_rules::way::Wanted;
use garant_rules::{Reason, Value};

use crate::harness::{Project, choices, condition, one};

const LEAST: &str = "{ count = { path = \"p.texts\", at-least = 2 } }";
const MOST: &str = "{ count = { path = \"p.texts\", at-most = 2 } }";
const BOTH: &str = "{ count = { path = \"p.list\", at-least = 1, at-most = 2 } }";

/// So many texts that say something, and so many that say nothing.
fn texts(said: usize, silent: usize) -> Project {
    let texts = Value::Texts(vec!["x".to_owned(); said], silent);
    Project::default().with("p.texts", texts)
}

fn judged(said: usize, silent: usize) -> [Truth; 2] {
    [LEAST, MOST].map(|own| texts(said, silent).truth(own))
}

#[test]
fn texts_that_say_something_are_counted() {
    assert_eq!(judged(1, 0), [False, True]);
    assert_eq!(judged(2, 0), [True, True]);
    assert_eq!(judged(3, 0), [True, False]);
}

#[test]
fn texts_that_say_nothing_may_count_or_not() {
    assert_eq!(judged(1, 1), [Unknown, True]);
    assert_eq!(judged(0, 1), [False, True]);
    assert_eq!(judged(2, 1), [True, Unknown]);
    assert_eq!(judged(3, 1), [True, False]);
    assert_eq!(judged(1, 2), [Unknown, Unknown]);
    let answer = texts(1, 1).judge(&condition(LEAST));
    assert_eq!(answer.reason, Some(Reason::Placeholder));
}

#[test]
fn a_list_keeps_both_bounds() {
    let own = |count: usize| {
        let project = Project::default().with("p.list", Value::List(count));
        project.truth(BOTH)
    };
    assert_eq!([0, 1, 2, 3].map(own), [False, True, True, False]);
}

#[test]
fn choices_are_counted_too() {
    let own = "{ count = { path = \"p.kinds\", at-least = 2 } }";
    let with = |ids: &[&str]| Project::default().with("p.kinds", choices(ids)).truth(own);
    assert_eq!([with(&["a"]), with(&["a", "b"])], [False, True]);
}

#[test]
fn a_written_empty_list_counts_nought_and_an_unwritten_one_is_unknown() {
    let project = |placeholder| Project::default().empty("p.texts", placeholder);
    let empty = project(false);
    assert_eq!([empty.truth(LEAST), empty.truth(MOST)], [False, True]);
    let silent = project(true).judge(&condition(MOST));
    assert_eq!(
        (silent.truth, silent.reason),
        (Unknown, Some(Reason::Placeholder))
    );
    let open = Project::default().judge(&condition(MOST));
    assert_eq!((open.truth, open.reason), (Unknown, Some(Reason::Unstated)));
    assert!(condition(LEAST).can_be_false());
}

#[test]
fn so_many_entries_would_decide_and_nothing_the_other_way() {
    let open = Project::default;
    assert_eq!(open().ways(LEAST, true), one("p.texts", Wanted::Entries(2)));
    assert_eq!(
        open().ways(MOST, true),
        one("p.texts", Wanted::FewEntries(2))
    );
    assert_eq!(
        open().ways(BOTH, true),
        vec![vec![
            ("p.list".to_owned(), Wanted::Entries(1)),
            ("p.list".to_owned(), Wanted::FewEntries(2)),
        ]]
    );
    assert!(open().ways(LEAST, false).is_empty());
}

#[test]
fn a_part_of_an_entry_is_a_whole_one() {
    let own = "{ count = { path = \"p.texts\", at-least = 1.5 } }";
    let ways = Project::default().ways(own, true);
    assert_eq!(ways, one("p.texts", Wanted::Entries(2)));
}
