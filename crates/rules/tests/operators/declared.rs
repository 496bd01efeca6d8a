//! A figure that the project declares itself, for want of evidence.

use garant_rules::Truth::{self, False, True, Unknown};
use garant_rules::{Footing, Reason};

use crate::harness::{Project, condition, day};
use crate::measured::{project, reads};

const OWN: &str = "{ measured = { evidence = \"p.proof\", figure = \"follow-rate\", at-most = \"p.bound\", set-on = \"p.first\", declared = { value = \"p.share\", low = \"p.low\", high = \"p.high\" } } }";
const DATED: &str = "{ measured = { evidence = \"p.proof\", figure = \"follow-rate\", at-most = \"p.bound\", set-on = \"p.first\", declared = { value = \"p.share\", low = \"p.low\", high = \"p.high\", on = \"p.then\" } } }";

/// A declared share with its interval, and a limit of 0.5.
fn declaring(value: f64, low: f64, high: f64) -> Project {
    Project::default()
        .with("p.bound", 0.5)
        .with("p.share", value)
        .with("p.low", low)
        .with("p.high", high)
}

#[test]
fn a_declared_figure_is_compared_where_no_evidence_is_cited() {
    let truth =
        |value: f64, low: f64, high: f64| -> Truth { declaring(value, low, high).truth(OWN) };
    assert_eq!(truth(0.25, 0.0, 0.5), True);
    assert_eq!(truth(0.25, 0.0, 0.75), Unknown);
    assert_eq!(truth(0.75, 0.6, 0.9), False);
}

#[test]
fn an_interval_that_does_not_hold_its_value_is_none_of_it() {
    for (value, low, high) in [(0.25, 0.3, 0.4), (0.45, 0.3, 0.4), (0.7, 0.6, 0.65)] {
        assert_eq!(declaring(value, low, high).truth(OWN), Unknown);
    }
    // Its ends are part of it.
    assert_eq!(declaring(0.3, 0.3, 0.4).truth(OWN), True);
    assert_eq!(declaring(0.4, 0.3, 0.4).truth(OWN), True);
}

#[test]
fn it_stands_on_what_is_declared_and_the_missing_evidence_decides_only_what_nothing_else_does() {
    let held = declaring(0.25, 0.0, 0.5).judge(&condition(OWN));
    assert_eq!(held.footing, Footing::Declared);
    assert_eq!(
        reads(&held),
        [
            ("p.proof", false),
            ("p.first", false),
            ("p.share", true),
            ("p.low", true),
            ("p.high", true),
            ("p.bound", true),
        ]
    );
    let first = held.reads.iter().find(|read| read.path == "p.share");
    let figures = &first.unwrap().figures;
    assert_eq!(figures.first().unwrap().value, Some(0.25));
    let open = declaring(0.25, 0.0, 0.75).judge(&condition(OWN));
    assert_eq!(open.reason, Some(Reason::InsufficientEvidence));
    let paths: Vec<&str> = reads(&open).iter().map(|(path, _)| *path).collect();
    assert_eq!(
        paths,
        [
            "p.first", "p.proof", "p.share", "p.low", "p.high", "p.bound"
        ]
    );
}

#[test]
fn a_part_that_is_unstated_leaves_it_open_for_the_first_reason() {
    let own = declaring(0.25, 0.0, 0.5).empty("p.high", true);
    let answer = own.judge(&condition(OWN));
    assert_eq!(
        (answer.truth, answer.reason),
        (Unknown, Some(Reason::Placeholder))
    );
    assert!(answer.reads.iter().all(|read| read.figures.is_empty()));
}

#[test]
fn a_declared_figure_with_a_day_comes_after_its_limit() {
    let truth = |set_on: i8, on: i8| {
        let own = declaring(0.25, 0.0, 0.5).with("p.first", day(5, set_on));
        own.with("p.then", day(5, on)).truth(DATED)
    };
    assert_eq!(
        [truth(1, 2), truth(2, 2), truth(3, 2)],
        [True, False, False]
    );
    let undated = declaring(0.25, 0.0, 0.5).with("p.first", day(5, 1));
    assert_eq!(undated.truth(DATED), Unknown);
    // Without a field for its day, that of the limit decides nothing.
    assert_eq!(undated.truth(OWN), True);
}

#[test]
fn evidence_that_is_cited_counts_alone() {
    let cited = project().with("p.share", 0.9).with("p.low", 0.8);
    let answer = cited.with("p.high", 1.0).judge(&condition(DATED));
    assert_eq!((answer.truth, answer.footing), (True, Footing::Measured));
    let context = ["p.share", "p.low", "p.high", "p.then"].map(|path| (path, false));
    assert!(reads(&answer).starts_with(&context));
    let flawed = project().flawed(Reason::EvidenceMissing);
    let answer = flawed.with("p.share", 0.1).judge(&condition(DATED));
    assert_eq!(
        (answer.truth, answer.reason),
        (Unknown, Some(Reason::EvidenceMissing))
    );
}

#[test]
fn what_was_not_cited_and_not_declared_is_told_whole() {
    let answer = Project::default().judge(&condition(DATED));
    let paths: Vec<&str> = reads(&answer).iter().map(|(path, _)| *path).collect();
    assert_eq!(answer.truth, Unknown);
    for path in [
        "p.proof", "p.share", "p.low", "p.high", "p.bound", "p.first", "p.then",
    ] {
        assert!(paths.contains(&path), "{path}");
    }
}
