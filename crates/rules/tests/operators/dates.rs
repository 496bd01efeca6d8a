//! `before`, `after`, `dated`: a day against a constant, and against the audit's own.

use garant_rules::Reason;
use garant_rules::Truth::{False, True, Unknown};
use garant_rules::way::Wanted;

use crate::harness::{Project, TODAY, condition, day, length, one};

const BEFORE: &str = "{ before = { path = \"p.first\", date = 2026-08-02 } }";
const AFTER: &str = "{ after = { path = \"p.first\", date = 2026-08-02 } }";
const DATED: &str = "{ dated = { path = \"p.first\" } }";
const WITHIN: &str = "{ dated = { path = \"p.first\", within = \"P6M\" } }";
const RHYTHM: &str = "{ dated = { path = \"p.first\", within = { path = \"p.rhythm\" } } }";
const SPAN: &str = "{ dated = { path = \"p.first\", within = { parameter = \"span\" } } }";

fn on(month: i8, own: i8) -> Project {
    Project::default().with("p.first", day(month, own))
}

fn open() -> Project {
    Project::default()
}

fn days(from: Option<(i8, i8)>, until: Option<(i8, i8)>) -> Wanted {
    let own = |pair: (i8, i8)| day(pair.0, pair.1);
    Wanted::Days {
        from: from.map(own),
        until: until.map(own),
    }
}

#[test]
fn a_day_lies_strictly_before_or_after_a_constant() {
    let both = |project: Project| [project.truth(BEFORE), project.truth(AFTER)];
    assert_eq!(both(on(8, 1)), [True, False]);
    assert_eq!(both(on(8, 2)), [False, False]);
    assert_eq!(both(on(8, 3)), [False, True]);
    assert_eq!(both(open()), [Unknown, Unknown]);
    assert_eq!(both(open().with("p.first", "x")), [Unknown, Unknown]);
    assert!(condition(BEFORE).can_be_false() && condition(AFTER).can_be_false());
}

#[test]
fn the_days_that_would_decide_begin_and_end_beside_the_constant() {
    let first = |wanted| one("p.first", wanted);
    assert_eq!(open().ways(BEFORE, true), first(days(None, Some((8, 1)))));
    assert_eq!(open().ways(BEFORE, false), first(days(Some((8, 2)), None)));
    assert_eq!(open().ways(AFTER, true), first(days(Some((8, 3)), None)));
    assert_eq!(open().ways(AFTER, false), first(days(None, Some((8, 2)))));
}

#[test]
fn a_dated_day_is_not_to_come() {
    assert_eq!(on(11, 23).truth(DATED), True);
    assert_eq!(on(11, 24).truth(DATED), False);
    assert_eq!(open().truth(DATED), Unknown);
    assert_eq!(open().with("p.first", "x").truth(DATED), Unknown);
    assert!(condition(DATED).can_be_false());
}

#[test]
fn a_day_is_no_older_than_a_length_of_time_the_last_day_included() {
    // Six months before 23 November is 23 May.
    for written in [WITHIN, RHYTHM] {
        let own = |project: Project| project.with("p.rhythm", length("P6M")).truth(written);
        assert_eq!(own(on(5, 23)), True);
        assert_eq!(own(on(5, 22)), False);
        assert_eq!(own(on(11, 24)), False);
        assert_eq!(own(open()), Unknown);
    }
}

#[test]
fn a_rhythm_that_is_unstated_leaves_it_open_unless_the_day_is_to_come() {
    let answer = on(5, 23).judge(&condition(RHYTHM));
    assert_eq!(
        (answer.truth, answer.reason),
        (Unknown, Some(Reason::Unstated))
    );
    let paths: Vec<&str> = answer.reads.iter().map(|read| read.path.as_str()).collect();
    assert_eq!(paths, ["p.first", "p.rhythm"]);
    assert_eq!(on(11, 24).truth(RHYTHM), False);
    assert_eq!(on(5, 23).with("p.rhythm", "often").truth(RHYTHM), Unknown);
}

#[test]
fn the_first_reason_of_the_day_and_of_the_rhythm_is_told() {
    let reason = |project: Project| project.judge(&condition(RHYTHM)).reason;
    assert_eq!(
        reason(open().empty("p.rhythm", true)),
        Some(Reason::Placeholder)
    );
    assert_eq!(
        reason(open().empty("p.first", true)),
        Some(Reason::Placeholder)
    );
}

#[test]
fn a_day_between_the_oldest_and_the_audits_own_would_decide() {
    let today = Some((TODAY.month(), TODAY.day()));
    assert_eq!(open().ways(DATED, true), one("p.first", days(None, today)));
    assert_eq!(
        open().ways(WITHIN, true),
        one("p.first", days(Some((5, 23)), today))
    );
    assert_eq!(
        open().with("p.rhythm", length("P30D")).ways(RHYTHM, true),
        one("p.first", days(Some((10, 24)), today))
    );
    // A rhythm is asked for first where there is none.
    assert_eq!(
        open().ways(RHYTHM, true),
        vec![vec![
            ("p.rhythm".to_owned(), Wanted::Stated),
            ("p.first".to_owned(), days(None, today)),
        ]]
    );
}

#[test]
fn only_a_day_to_come_would_make_a_day_undated() {
    assert_eq!(
        open().ways(DATED, false),
        one("p.first", days(Some((11, 24)), None))
    );
    assert!(open().ways(WITHIN, false).is_empty());
    assert!(open().ways(RHYTHM, false).is_empty());
}

#[test]
fn a_parameter_without_a_value_leaves_it_open() {
    assert_eq!(on(5, 23).truth(SPAN), Unknown);
}
