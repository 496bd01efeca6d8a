//! What a figure is compared with, and what is told of each of its values.

use garant_rules::Truth::{self, False, True, Unknown};
use garant_rules::figure::{Compared, Estimate, FigureKind};
use garant_rules::{Reason, Value};

use crate::harness::{Project, condition, day};
use crate::measured::{FOLLOWED, GAP, project};
use crate::range::estimate;

const WITHIN: &str = "{ measured = { evidence = \"p.proof\", figure = \"result\", metric = \"p.kind\", within = { low = \"p.low\", high = \"p.high\" } } }";
const AT_MOST: &str = "{ measured = { evidence = \"p.proof\", figure = \"follow-rate\", at-most = \"p.bound\", set-on = \"p.first\" } }";

fn showing(estimates: &[Estimate]) -> Project {
    project().showing(day(6, 1), estimates)
}

/// What was told of the values of a figure.
fn told(project: &Project, written: &str) -> Vec<Compared> {
    let answer = project.judge(&condition(written));
    let figures = answer.reads.into_iter().map(|read| read.figures);
    figures.flatten().collect()
}

#[test]
fn a_difference_keeps_its_limit_in_both_directions() {
    let truth = |value: f64| showing(&[estimate(value, value - 0.125, value + 0.125)]).truth(GAP);
    assert_eq!([-0.375, 0.0, 0.375].map(truth), [True, True, True]);
    assert_eq!([-0.75, 0.75].map(truth), [False, False]);
    assert_eq!([-0.5, 0.5].map(truth), [Unknown, Unknown]);
}

#[test]
fn a_share_has_no_lower_end_but_the_one_that_was_set() {
    let truth = |written: &str, low: f64, high: f64| -> Truth {
        showing(&[estimate(low.midpoint(high), low, high)]).truth(written)
    };
    assert_eq!(truth(AT_MOST, -0.75, 0.5), True);
    assert_eq!(truth(AT_MOST, 0.25, 0.75), Unknown);
    assert_eq!(truth(FOLLOWED, 0.5, 9.0), True);
}

#[test]
fn one_value_outside_is_enough_and_all_inside_are_needed() {
    let [inside, open, outside] = [
        estimate(0.25, 0.0, 0.5),
        estimate(0.25, 0.0, 0.75),
        estimate(0.75, 0.6, 0.9),
    ];
    let truth = |estimates: &[&Estimate]| {
        let estimates: Vec<Estimate> = estimates.iter().map(|own| (*own).clone()).collect();
        showing(&estimates).truth(AT_MOST)
    };
    assert_eq!(truth(&[&inside, &inside]), True);
    assert_eq!(truth(&[&inside, &open]), Unknown);
    assert_eq!(truth(&[&open, &outside, &inside]), False);
}

#[test]
fn why_nothing_is_known_is_told() {
    let reason = |project: Project| project.judge(&condition(AT_MOST)).reason;
    assert_eq!(
        reason(showing(&[estimate(0.25, 0.0, 0.75)])),
        Some(Reason::InsufficientEvidence)
    );
    assert_eq!(reason(showing(&[])), Some(Reason::NotMeasured));
    assert_eq!(
        reason(project().empty("p.bound", true)),
        Some(Reason::Placeholder)
    );
    assert_eq!(
        reason(project().with("p.bound", f64::NAN)),
        Some(Reason::Unstated)
    );
    assert_eq!(
        reason(project().with("p.bound", "half")),
        Some(Reason::Unstated)
    );
}

#[test]
fn each_value_is_told_with_what_the_limit_makes_of_it() {
    let own = Estimate {
        name: "g".to_owned(),
        ..estimate(0.25, 0.0, 0.75)
    };
    let compared = told(&showing(std::slice::from_ref(&own)), GAP);
    assert_eq!(
        compared,
        [Compared {
            figure: FigureKind::Gap,
            metric: Some("a".to_owned()),
            attribute: Some("b".to_owned()),
            name: "g".to_owned(),
            value: Some(0.25),
            low: Some(0.0),
            high: Some(0.75),
            n: 100,
            truth: Unknown,
            // Half of the interval 0.5, distance 0.25: 100 · 2², 300 more.
            more: Some(300),
            masked: false,
            at_least: Some(-0.5),
            at_most: Some(0.5),
        }]
    );
}

#[test]
fn a_masked_value_is_compared_and_has_no_number() {
    let own = Estimate {
        masked: true,
        ..estimate(0.25, 0.0, 0.75)
    };
    let compared = told(&showing(&[own]), AT_MOST);
    let [only] = compared.as_slice() else {
        panic!("{compared:?}")
    };
    assert_eq!((only.value, only.low, only.high), (None, None, None));
    assert_eq!((only.n, only.more, only.masked), (0, None, true));
    assert_eq!((only.truth, only.at_most), (Unknown, Some(0.5)));
}

#[test]
fn without_a_limit_a_value_is_told_and_unknown() {
    let compared = told(&project().empty("p.bound", true), AT_MOST);
    let [only] = compared.as_slice() else {
        panic!("{compared:?}")
    };
    assert_eq!((only.truth, only.value), (Unknown, Some(0.25)));
    assert_eq!((only.more, only.at_least, only.at_most), (None, None, None));
}

#[test]
fn a_result_lies_within_a_declared_interval_by_its_value_alone() {
    let own = |value: f64| {
        let project = showing(&[estimate(value, 0.0, 1.0)]);
        project.with("p.low", 0.25).with("p.high", 0.75)
    };
    assert_eq!(
        [0.25, 0.5, 0.75].map(|value| own(value).truth(WITHIN)),
        [True, True, True]
    );
    assert_eq!(
        [0.2, 0.8].map(|value| own(value).truth(WITHIN)),
        [False, False]
    );
    let compared = told(&own(0.5), WITHIN);
    let [only] = compared.as_slice() else {
        panic!("{compared:?}")
    };
    assert_eq!(
        (only.at_least, only.at_most, only.more),
        (Some(0.25), Some(0.75), None)
    );
    // One end alone is no interval.
    let half = showing(&[estimate(0.5, 0.0, 1.0)]).with("p.low", 0.25);
    assert_eq!(half.truth(WITHIN), Unknown);
    let word = own(0.5).with("p.high", Value::Text("high".to_owned()));
    assert_eq!(word.truth(WITHIN), Unknown);
}
