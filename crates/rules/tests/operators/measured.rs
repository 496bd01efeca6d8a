//! `measured`: a figure that is computed again keeps a limit that was set before it.

use garant_rules::Truth::{self, False, True, Unknown};
use garant_rules::figure::{Ask, FigureKind};
use garant_rules::{Answer, Footing, Reason};
use jiff::civil::Date;

use crate::harness::{Project, TODAY, choice, condition, day};
use crate::range::estimate;

pub(crate) const GAP: &str = "{ measured = { evidence = \"p.proof\", figure = \"gap\", metric = \"p.kind\", attribute = \"p.attribute\", at-most = \"p.bound\", set-on = \"p.first\" } }";
pub(crate) const FOLLOWED: &str = "{ measured = { evidence = \"p.proof\", figure = \"follow-rate\", at-least = \"p.bound\", set-on = \"p.first\" } }";

/// A limit of 0.5 set on 1 May, and evidence of 1 June whose figure is well within.
pub(crate) fn project() -> Project {
    Project::default()
        .with("p.proof", "report")
        .with("p.kind", choice("a"))
        .with("p.attribute", choice("b"))
        .with("p.bound", 0.5)
        .with("p.first", day(5, 1))
        .showing(day(6, 1), &[estimate(0.25, 0.0, 0.5)])
}

fn judge(project: &Project, written: &str) -> Answer {
    project.judge(&condition(written))
}

/// Each path read, and whether it decided.
pub(crate) fn reads(answer: &Answer) -> Vec<(&str, bool)> {
    let reads = answer.reads.iter();
    reads
        .map(|read| (read.path.as_str(), read.decided))
        .collect()
}

#[test]
fn a_figure_that_keeps_its_limit_is_measured() {
    let answer = judge(&project(), GAP);
    assert_eq!(
        (answer.truth, answer.reason, answer.footing, answer.reviewed),
        (True, None, Footing::Measured, false)
    );
    assert!(judge(&project().reviewed(), GAP).reviewed);
    assert_eq!(
        reads(&answer),
        [
            ("p.proof", true),
            ("p.kind", true),
            ("p.attribute", true),
            ("p.bound", true),
            ("evidence report", true),
            ("p.first", true),
            ("date of evidence", true),
        ]
    );
    assert!(condition(GAP).can_be_false());
}

#[test]
fn the_figure_is_asked_of_the_evidence_by_its_names() {
    let own = project().with("p.name", "x");
    judge(&own, GAP);
    let whole = Ask {
        evidence: "report".to_owned(),
        figure: FigureKind::Gap,
        metric: Some("a".to_owned()),
        attribute: Some("b".to_owned()),
        group: None,
    };
    assert_eq!(own.asked.borrow().as_slice(), std::slice::from_ref(&whole));
    let group = "{ measured = { evidence = \"p.proof\", figure = \"result\", metric = \"p.kind\", attribute = \"p.attribute\", group = \"p.name\", at-most = \"p.bound\", set-on = \"p.first\" } }";
    judge(&own, group);
    let of_group = Ask {
        figure: FigureKind::Result,
        group: Some("x".to_owned()),
        ..whole
    };
    assert_eq!(own.asked.borrow().last(), Some(&of_group));
}

#[test]
fn a_limit_is_one_only_if_it_was_set_before_the_figures() {
    let truth = |set_on: Date, figures_on: Date| {
        let figures = [estimate(0.25, 0.0, 0.5)];
        let own = project().with("p.first", set_on);
        own.showing(figures_on, &figures).truth(GAP)
    };
    assert_eq!(truth(day(5, 31), day(6, 1)), True);
    assert_eq!(truth(day(6, 1), day(6, 1)), False);
    assert_eq!(truth(day(6, 2), day(6, 1)), False);
    // Figures of the audit's day count, those to come do not.
    assert_eq!(truth(day(5, 31), TODAY), True);
    assert_eq!(truth(day(5, 31), day(11, 24)), False);
}

#[test]
fn a_limit_without_a_day_or_figures_without_one_leave_it_open() {
    let silent = project().empty("p.first", true);
    let answer = judge(&silent, GAP);
    assert_eq!(
        (answer.truth, answer.reason),
        (Unknown, Some(Reason::Placeholder))
    );
    let undated = Project::default()
        .with("p.proof", "report")
        .with("p.bound", 0.5)
        .with("p.first", day(5, 1));
    assert_eq!(undated.truth(FOLLOWED), Unknown);
}

#[test]
fn a_figure_outside_its_limit_fails_whenever_that_was_set() {
    let outside = project().showing(day(6, 1), &[estimate(0.75, 0.6, 0.9)]);
    assert_eq!(outside.truth(GAP), False);
    assert_eq!(outside.empty("p.first", true).truth(GAP), False);
}

#[test]
fn evidence_that_proves_nothing_decides_nothing() {
    let flawed = project().flawed(Reason::EvidenceExpired).reviewed();
    let answer = judge(&flawed, GAP);
    assert_eq!(
        (answer.truth, answer.reason, answer.footing, answer.reviewed),
        (
            Unknown,
            Some(Reason::EvidenceExpired),
            Footing::Measured,
            true
        )
    );
    assert_eq!(
        reads(&answer),
        [
            ("p.kind", false),
            ("p.attribute", false),
            ("p.bound", false),
            ("p.first", false),
            ("date of evidence", false),
            ("p.proof", true),
            ("evidence report", true),
        ]
    );
}

#[test]
fn a_figure_whose_name_is_unstated_is_unknown() {
    let unnamed = project().empty("p.kind", true);
    let answer = judge(&unnamed, GAP);
    assert_eq!(
        (answer.truth, answer.reason),
        (Unknown, Some(Reason::Placeholder))
    );
    assert!(answer.reads.iter().all(|read| read.figures.is_empty()));
}

#[test]
fn where_no_evidence_is_cited_nothing_is_known() {
    let answer = judge(&project().empty("p.proof", true), GAP);
    assert_eq!(
        (answer.truth, answer.reason, answer.footing),
        (Unknown, Some(Reason::Placeholder), Footing::Declared)
    );
    assert_eq!(
        reads(&answer),
        [
            ("p.kind", false),
            ("p.attribute", false),
            ("p.bound", false),
            ("p.first", false),
            ("p.proof", true),
        ]
    );
}

#[test]
fn a_share_keeps_a_limit_on_one_side() {
    let truth = |value: f64, low: f64, high: f64| -> Truth {
        let figures = [estimate(value, low, high)];
        project().showing(day(6, 1), &figures).truth(FOLLOWED)
    };
    assert_eq!(truth(0.75, 0.5, 1.0), True);
    assert_eq!(truth(0.75, 0.25, 1.0), Unknown);
    assert_eq!(truth(0.25, 0.0, 0.4), False);
}
