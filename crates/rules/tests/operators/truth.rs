//! Kleene's strong tables (*Introduction to Metamathematics*, 1952, §64): and is the lower, or the higher, not turns round.

use garant_rules::Truth::{self, False, True, Unknown};

const ALL: [Truth; 3] = [False, Unknown, True];

#[test]
fn and_is_false_with_a_false_and_true_only_of_two_truths() {
    let table = ALL.map(|own| ALL.map(|other| own.and(other)));
    assert_eq!(
        table,
        [
            [False, False, False],
            [False, Unknown, Unknown],
            [False, Unknown, True],
        ]
    );
}

#[test]
fn or_is_true_with_a_truth_and_false_only_of_two_falsehoods() {
    let table = ALL.map(|own| ALL.map(|other| own.or(other)));
    assert_eq!(
        table,
        [
            [False, Unknown, True],
            [Unknown, Unknown, True],
            [True, True, True],
        ]
    );
}

#[test]
fn not_turns_round_and_leaves_what_is_unknown() {
    assert_eq!(ALL.map(|own| !own), [True, Unknown, False]);
}

#[test]
fn a_yes_is_true_and_a_no_false_and_each_has_its_code() {
    assert_eq!([Truth::from(true), Truth::from(false)], [True, False]);
    assert_eq!(ALL.map(Truth::code), ["false", "unknown", "true"]);
}
