//! `ordered`, `not-above`, `same`: two answers of the project against each other.

use garant_rules::Truth::{False, True, Unknown};
use garant_rules::way::Wanted;
use garant_rules::{Reason, Truth, Value};
use jiff::civil::Date;

use crate::harness::{Given, Project, choice, condition, day, length, one};

const ORDERED: &str = "{ ordered = { first = \"p.first\", then = \"p.then\" } }";
const SHARES: &str = "{ not-above = { path = \"p.share\", other = \"p.bound\" } }";
const AGES: &str = "{ not-above = { path = \"p.age\", other = \"p.rhythm\" } }";
const NAMES: &str = "{ same = { path = \"p.name\", as = \"p.said\" } }";
const NUMBERS: &str = "{ same = { path = \"p.share\", as = \"p.whole\" } }";
const KINDS: &str = "{ same = { path = \"p.kind\", as = \"p.attribute\" } }";

fn open() -> Project {
    Project::default()
}

fn days(from: Option<Date>, until: Option<Date>) -> Wanted {
    Wanted::Days { from, until }
}

#[test]
fn a_day_is_not_after_another_and_may_be_the_same() {
    let own = |first: i8, then: i8| {
        let project = open().with("p.first", day(3, first));
        project.with("p.then", day(3, then)).truth(ORDERED)
    };
    assert_eq!([own(1, 2), own(2, 2), own(3, 2)], [True, True, False]);
    assert_eq!(open().with("p.first", day(3, 1)).truth(ORDERED), Unknown);
    assert_eq!(open().with("p.then", day(3, 1)).truth(ORDERED), Unknown);
    let words = open().with("p.first", "x").with("p.then", day(3, 1));
    assert_eq!(words.truth(ORDERED), Unknown);
    let ordered = condition(ORDERED);
    assert!(ordered.can_be_false());
    assert_eq!(ordered.order(), Some(("p.first", "p.then")));
    assert_eq!(condition(NAMES).order(), None);
}

#[test]
fn one_of_two_days_would_come_into_order() {
    let (first, then) = (day(3, 9), day(3, 2));
    let one_way = |path: &str, wanted| (path.to_owned(), wanted);
    let later = one_way("p.then", days(Some(first), None));
    let earlier = one_way("p.first", days(None, Some(then)));
    let stated = open().with("p.first", first).with("p.then", then);
    assert_eq!(
        stated.ways(ORDERED, true),
        vec![vec![later.clone()], vec![earlier.clone()]]
    );
    let with = |path: &str, day: Date| open().with(path, day).ways(ORDERED, true);
    assert_eq!(with("p.first", first), vec![vec![later]]);
    assert_eq!(with("p.then", then), vec![vec![earlier]]);
    assert_eq!(
        open().ways(ORDERED, true),
        vec![vec![
            one_way("p.first", days(None, None)),
            one_way("p.then", days(None, None)),
        ]]
    );
    assert!(open().ways(ORDERED, false).is_empty());
}

#[test]
fn a_quantity_is_not_above_another_and_may_be_the_same() {
    let shares = |own: f64, bound: f64| {
        let project = open().with("p.share", own).with("p.bound", bound);
        project.truth(SHARES)
    };
    assert_eq!(
        [shares(1.0, 2.0), shares(2.0, 2.0), shares(3.0, 2.0)],
        [True, True, False]
    );
    let ages = |own: &str, bound: &str| {
        let project = open().with("p.age", length(own));
        project.with("p.rhythm", length(bound)).truth(AGES)
    };
    // A month from 23 November is 30 days.
    assert_eq!([ages("P30D", "P1M"), ages("P31D", "P1M")], [True, False]);
    assert_eq!(open().with("p.share", 1.0).truth(SHARES), Unknown);
    assert_eq!(shares(f64::NAN, 2.0), Unknown);
    assert!(condition(SHARES).can_be_false());
}

#[test]
fn a_lower_quantity_or_a_higher_bound_would_decide() {
    let number = Value::Number;
    let stated = open().with("p.share", 3.0).with("p.bound", 2.0);
    let lower = ("p.share".to_owned(), Wanted::AtMost(number(2.0)));
    let higher = ("p.bound".to_owned(), Wanted::AtLeast(number(3.0)));
    assert_eq!(
        stated.ways(SHARES, true),
        vec![vec![lower.clone()], vec![higher.clone()]]
    );
    assert_eq!(
        open().with("p.share", 3.0).ways(SHARES, true),
        vec![vec![higher]]
    );
    assert_eq!(
        open().with("p.bound", 2.0).ways(SHARES, true),
        vec![vec![lower]]
    );
    let both = ["p.share", "p.bound"].map(|path| (path.to_owned(), Wanted::Stated));
    assert_eq!(open().ways(SHARES, true), vec![both.to_vec()]);
    assert!(open().ways(SHARES, false).is_empty());
}

fn same(written: &str, own: (&str, Given), other: (&str, Given)) -> Truth {
    let project = open().with(own.0, own.1).with(other.0, other.1);
    project.truth(written)
}

#[test]
fn texts_are_the_same_but_for_the_spaces_around_them() {
    let own =
        |name: &str, said: &str| same(NAMES, ("p.name", name.into()), ("p.said", said.into()));
    assert_eq!(own("1.0", " 1.0\n"), True);
    assert_eq!([own("1.0", "1.1"), own("v1", "V1")], [False, False]);
}

#[test]
fn numbers_are_the_same_as_numbers_and_choices_by_their_id() {
    let own = |share: f64, whole: i32| {
        same(
            NUMBERS,
            ("p.share", share.into()),
            ("p.whole", whole.into()),
        )
    };
    assert_eq!([own(2.0, 2), own(2.5, 2)], [True, False]);
    assert_eq!(own(f64::NAN, 2), Unknown);
    let kinds = |own: &str, other: &str| {
        let other = ("p.attribute", choice(other).into());
        same(KINDS, ("p.kind", choice(own).into()), other)
    };
    assert_eq!([kinds("a", "a"), kinds("a", "b")], [True, False]);
    assert!(condition(NAMES).can_be_false());
}

#[test]
fn while_one_of_two_says_nothing_the_first_reason_is_told() {
    let reason = |project: Project| project.judge(&condition(NAMES)).reason;
    let stated = || open().with("p.name", "x");
    assert_eq!(reason(stated()), Some(Reason::Unstated));
    assert_eq!(
        reason(stated().empty("p.said", true)),
        Some(Reason::Placeholder)
    );
    assert_eq!(
        reason(open().empty("p.name", true)),
        Some(Reason::Placeholder)
    );
    let answer = open().judge(&condition(NAMES));
    let paths: Vec<&str> = answer.reads.iter().map(|read| read.path.as_str()).collect();
    assert_eq!(paths, ["p.name", "p.said"]);
}

#[test]
fn what_is_compared_with_comes_into_line_first() {
    let equal = |text: &str| Wanted::Equal(Value::Text(text.to_owned()));
    let stated = open().with("p.name", "1.0").with("p.said", "1.1");
    assert_eq!(
        stated.ways(NAMES, true),
        vec![
            vec![("p.said".to_owned(), equal("1.0"))],
            vec![("p.name".to_owned(), equal("1.1"))],
        ]
    );
    let with = |path: &str| open().with(path, "1.0").ways(NAMES, true);
    assert_eq!(with("p.name"), one("p.said", equal("1.0")));
    assert_eq!(with("p.said"), one("p.name", equal("1.0")));
    let both = ["p.name", "p.said"].map(|path| (path.to_owned(), Wanted::Stated));
    assert_eq!(open().ways(NAMES, true), vec![both.to_vec()]);
    assert!(open().ways(NAMES, false).is_empty());
}
