//! Figures computed again, against limits set before.

use std::collections::BTreeMap;

use garant_core::fixture::AS_OF;
use garant_rules::facts::{Exhibit, Facts, Found, Read, Scope};
use garant_rules::figure::{Ask, Estimate, Figure};
use garant_rules::range::Range;
use garant_rules::{Answer, Condition, Footing, Reason, Truth, Value};
use jiff::civil::Date;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// Answers by path, and a piece of evidence `p` of a day with its figure.
#[derive(Default)]
struct Case {
    answers: BTreeMap<String, Value>,
    estimates: Vec<Estimate>,
    problem: Option<Reason>,
    date: Option<Date>,
}

impl Facts for Case {
    fn as_of(&self) -> Date {
        AS_OF
    }

    fn look_up(&self, path: &str) -> Found {
        let found = self.answers.get(path);
        found.map_or(Found::Missing(None), |value| {
            Found::Value(value.clone(), None)
        })
    }

    fn evidence(&self, _: &str) -> Exhibit {
        panic!("a figure asks for its evidence itself")
    }

    fn figure(&self, ask: &Ask) -> Figure {
        assert_eq!(ask.evidence, "p");
        let date = self.date.map(Value::Date);
        Figure {
            estimates: self.estimates.clone(),
            problem: self.problem,
            reviewed: true,
            read: Read::new(
                "evidence[0].path",
                Found::Value(Value::Text("p.csv".to_owned()), None),
            ),
            date: Read::new(
                "evidence[0].date",
                date.map_or(Found::Missing(None), |date| Found::Value(date, None)),
            ),
        }
    }
}

fn day(day: i8) -> Date {
    Date::constant(2026, 5, day)
}

/// A project whose limit `b` was set on the 1st and whose evidence is of the 2nd.
fn project(bound: f64, estimates: &[Estimate]) -> Case {
    let answers = [
        ("e", Value::Text("p".to_owned())),
        ("b", Value::Number(bound)),
        ("on", Value::Date(day(1))),
    ];
    Case {
        answers: answers.map(|(path, value)| (path.to_owned(), value)).into(),
        estimates: estimates.to_vec(),
        problem: None,
        date: Some(day(2)),
    }
}

/// The condition: `figure` of `e` against `limit`.
fn condition(figure: &str, limit: &Json, set_on: bool, declared: &Json) -> Condition {
    serde_json::from_value(json!({ "Measured": {
        "subject": { "evidence": "e", "figure": figure, "metric": null, "attribute": null, "group": null },
        "limit": limit,
        "set_on": set_on.then_some("on"),
        "declared": declared,
    } }))
    .unwrap()
}

fn evaluate(condition: &Condition, facts: &Case) -> Answer {
    condition.evaluate(Scope {
        facts,
        place: "",
        parameters: &BTreeMap::new(),
    })
}

pub(crate) fn estimate(value: f64, low: f64, high: f64) -> Estimate {
    Estimate {
        value: Some(value),
        low: Some(low),
        high: Some(high),
        n: 100,
        ..Estimate::default()
    }
}

fn at_most(figure: &str, facts: &Case) -> Answer {
    let limit = json!({ "AtMost": "b" });
    evaluate(&condition(figure, &limit, true, &Json::Null), facts)
}

#[test]
fn a_difference_lies_inside_the_limit_in_both_directions_or_outside_or_nothing_is_known() {
    for (low, high, truth) in [
        (-0.04, 0.04, Truth::True),
        (-0.05, 0.05, Truth::True),
        (-0.06, 0.02, Truth::Unknown),
        (0.04, 0.06, Truth::Unknown),
        (0.05, 0.06, Truth::Unknown),
        (0.051, 0.06, Truth::False),
        (-0.2, -0.06, Truth::False),
        (-0.2, 0.2, Truth::Unknown),
        (0.02, -0.02, Truth::Unknown),
        (f64::NAN, 0.0, Truth::Unknown),
    ] {
        for figure in ["gap", "change"] {
            let facts = project(0.05, &[estimate(f64::midpoint(low, high), low, high)]);
            let answer = at_most(figure, &facts);
            assert_eq!(answer.truth, truth, "{figure} {low} {high}");
            let reason = (truth == Truth::Unknown).then_some(Reason::InsufficientEvidence);
            assert_eq!(answer.reason, reason);
            assert_eq!((answer.footing, answer.reviewed), (Footing::Measured, true));
        }
    }
}

#[test]
fn a_share_is_bounded_on_one_side() {
    let at_least = condition("agreement", &json!({ "AtLeast": "b" }), true, &Json::Null);
    for (bound, low, high, most, least) in [
        (0.3, 0.1, 0.3, Truth::True, Truth::Unknown),
        (0.3, 0.1, 0.2, Truth::True, Truth::False),
        (0.3, 0.2, 0.4, Truth::Unknown, Truth::Unknown),
        (0.3, 0.3, 0.4, Truth::Unknown, Truth::True),
        (0.3, 0.4, 0.5, Truth::False, Truth::True),
        (f64::NAN, 0.4, 0.5, Truth::Unknown, Truth::Unknown),
    ] {
        let facts = project(bound, &[estimate(f64::midpoint(low, high), low, high)]);
        assert_eq!(
            at_most("wrong-advice-accepted", &facts).truth,
            most,
            "{low} {high}"
        );
        assert_eq!(evaluate(&at_least, &facts).truth, least, "{low} {high}");
    }
}

#[test]
fn without_a_value_an_interval_or_a_figure_nothing_is_true() {
    let whole = estimate(0.0, -0.01, 0.01);
    for poor in [
        Estimate {
            value: None,
            ..whole.clone()
        },
        Estimate {
            low: None,
            ..whole.clone()
        },
        Estimate {
            high: None,
            ..whole.clone()
        },
    ] {
        let answer = at_most("gap", &project(0.05, &[whole.clone(), poor]));
        assert_eq!(answer.reason, Some(Reason::InsufficientEvidence));
    }
    let answer = at_most("gap", &project(0.05, &[]));
    assert_eq!(
        (answer.truth, answer.reason),
        (Truth::Unknown, Some(Reason::NotMeasured))
    );
    let mut unset = project(0.05, &[whole]);
    unset.answers.remove("b");
    assert_eq!(at_most("gap", &unset).reason, Some(Reason::Unstated));
}

#[test]
fn one_group_outside_is_enough_and_all_are_needed() {
    let (inside, outside) = (estimate(0.0, -0.01, 0.01), estimate(0.2, 0.1, 0.3));
    let astride = estimate(0.04, 0.01, 0.07);
    for (estimates, truth) in [
        (vec![inside.clone(), inside.clone()], Truth::True),
        (vec![inside.clone(), astride.clone()], Truth::Unknown),
        (vec![inside, astride, outside], Truth::False),
    ] {
        assert_eq!(at_most("gap", &project(0.05, &estimates)).truth, truth);
    }
}

#[test]
fn a_limit_set_on_the_day_of_the_figures_or_later_is_none() {
    let mut facts = project(0.05, &[estimate(0.0, -0.01, 0.01)]);
    let decided = |answer: &Answer| -> Vec<String> {
        let reads = answer.reads.iter().filter(|read| read.decided);
        reads.map(|read| read.path.clone()).collect()
    };
    let answer = at_most("gap", &facts);
    assert_eq!(answer.truth, Truth::True);
    assert_eq!(
        decided(&answer),
        ["e", "b", "evidence[0].path", "on", "evidence[0].date"]
    );
    for on in [2, 3] {
        facts.answers.insert("on".to_owned(), Value::Date(day(on)));
        let answer = at_most("gap", &facts);
        assert_eq!(answer.truth, Truth::False);
        assert_eq!(decided(&answer), ["on", "evidence[0].date"]);
        assert_eq!(answer.reads.len(), 5);
    }
    facts.date = None;
    assert_eq!(at_most("gap", &facts).reason, Some(Reason::Unstated));
    // What is outside stays so whenever the limit was set.
    facts.estimates = vec![estimate(0.2, 0.1, 0.3)];
    assert_eq!(at_most("gap", &facts).truth, Truth::False);
    let free = condition("gap", &json!({ "AtMost": "b" }), false, &Json::Null);
    facts.estimates = vec![estimate(0.0, -0.01, 0.01)];
    assert_eq!(evaluate(&free, &facts).truth, Truth::True);
}

#[test]
fn evidence_with_a_problem_leaves_the_figure_open_whatever_is_declared() {
    let declared = json!({ "value": "v", "low": "l", "high": "h", "on": null });
    let condition = condition("gap", &json!({ "AtMost": "b" }), true, &declared);
    let mut facts = project(0.05, &[]);
    for (path, value) in [("v", 0.0), ("l", -0.01), ("h", 0.01)] {
        facts.answers.insert(path.to_owned(), Value::Number(value));
    }
    facts.problem = Some(Reason::EvidenceAltered);
    let answer = evaluate(&condition, &facts);
    assert_eq!(
        (answer.truth, answer.reason),
        (Truth::Unknown, Some(Reason::EvidenceAltered))
    );
    facts.problem = None;
    assert_eq!(
        evaluate(&condition, &facts).reason,
        Some(Reason::NotMeasured)
    );

    // Without evidence, the declared figure counts, on its own footing.
    facts.answers.remove("e");
    let answer = evaluate(&condition, &facts);
    assert_eq!(
        (answer.truth, answer.footing),
        (Truth::True, Footing::Declared)
    );
    assert!(!answer.reviewed);
    let told: Vec<_> = answer
        .reads
        .iter()
        .filter(|read| !read.figures.is_empty())
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].path.as_str(), told[0].figures[0].n), ("v", 0));
    assert!(
        answer
            .reads
            .iter()
            .any(|read| read.path == "e" && !read.decided)
    );
    // An interval that does not hold its value is none.
    facts.answers.insert("v".to_owned(), Value::Number(0.02));
    assert_eq!(
        evaluate(&condition, &facts).reason,
        Some(Reason::InsufficientEvidence)
    );
    facts.answers.remove("h");
    assert_eq!(evaluate(&condition, &facts).reason, Some(Reason::Unstated));
}

#[test]
fn a_declared_figure_with_a_date_comes_after_the_limit() {
    let declared = json!({ "value": "v", "low": "l", "high": "h", "on": "made" });
    let condition = condition("gap", &json!({ "AtMost": "b" }), true, &declared);
    let mut facts = project(0.05, &[]);
    facts.answers.remove("e");
    for (path, value) in [("v", 0.0), ("l", -0.01), ("h", 0.01)] {
        facts.answers.insert(path.to_owned(), Value::Number(value));
    }
    for (made, truth) in [
        (None, Truth::Unknown),
        (Some(1), Truth::False),
        (Some(2), Truth::True),
    ] {
        if let Some(made) = made {
            facts
                .answers
                .insert("made".to_owned(), Value::Date(day(made)));
        }
        assert_eq!(evaluate(&condition, &facts).truth, truth);
    }
}

#[test]
fn a_result_lies_within_the_declared_interval_by_its_value_alone() {
    let within = json!({ "Within": { "low": "l", "high": "h" } });
    let condition = condition("result", &within, false, &Json::Null);
    let mut facts = project(0.0, &[]);
    for (path, value) in [("l", 0.8), ("h", 0.9)] {
        facts.answers.insert(path.to_owned(), Value::Number(value));
    }
    for (value, truth) in [
        (Some(0.8), Truth::True),
        (Some(0.9), Truth::True),
        (Some(0.95), Truth::False),
        (Some(0.7), Truth::False),
        (Some(f64::NAN), Truth::Unknown),
        (None, Truth::Unknown),
    ] {
        facts.estimates = vec![Estimate {
            value,
            ..Estimate::default()
        }];
        assert_eq!(evaluate(&condition, &facts).truth, truth, "{value:?}");
    }
    facts.answers.remove("h");
    assert_eq!(evaluate(&condition, &facts).reason, Some(Reason::Unstated));
}

#[test]
fn masked_numbers_are_compared_and_never_told() {
    let masked = Estimate {
        masked: true,
        name: "g".to_owned(),
        ..estimate(0.04, 0.01, 0.07)
    };
    let answer = at_most("gap", &project(0.05, &[masked]));
    let told = answer
        .reads
        .iter()
        .find_map(|read| read.figures.first())
        .unwrap();
    assert_eq!(
        (told.truth, told.name.as_str(), told.n),
        (Truth::Unknown, "g", 0)
    );
    assert_eq!(
        (told.value, told.low, told.high, told.more),
        (None, None, None, None)
    );
}

#[test]
fn rows_that_would_decide_are_counted_on_the_side_of_the_bound() {
    let most = Range {
        least: Some(-0.05),
        most: Some(0.05),
    };
    // Half of the interval is 0.03, the distance 0.01: nine times the rows.
    assert_eq!(most.more(&estimate(0.04, 0.0, 0.07)), Some(800));
    for (value, low, high, more) in [
        (0.06, 0.04, 0.09, Some(300)),
        (-0.06, -0.09, -0.04, Some(300)),
        (0.0, -0.1, 0.06, Some(300)),
        (0.05, 0.0, 0.1, None),
        (0.0, -0.01, 0.01, None),
        (0.2, 0.1, 0.3, None),
    ] {
        let found = most.more(&estimate(value, low, high));
        let near = match (found, more) {
            (Some(found), Some(more)) => found.abs_diff(more) <= 1,
            (found, more) => found == more,
        };
        assert!(near, "{value} {low} {high}: {found:?}");
    }
    assert_eq!(
        most.more(&Estimate {
            n: 0,
            ..estimate(0.04, 0.0, 0.07)
        }),
        None
    );
    assert_eq!(most.more(&estimate(0.05 - 1e-12, 0.0, 0.07)), None);
}

fn interval() -> impl Strategy<Value = Estimate> {
    (-1.0..1.0_f64, 0.0..0.6_f64, 0.0..0.6_f64, 1..5_000_u64).prop_map(
        |(value, below, above, n)| Estimate {
            n,
            ..estimate(value, value - below, value + above)
        },
    )
}

fn range() -> impl Strategy<Value = Range> {
    let bound = 0.0..0.8_f64;
    prop_oneof![
        bound.clone().prop_map(|most| Range {
            least: Some(-most),
            most: Some(most)
        }),
        bound.clone().prop_map(|most| Range {
            least: None,
            most: Some(most)
        }),
        bound.prop_map(|least| Range {
            least: Some(least),
            most: None
        }),
    ]
}

proptest! {
    #[test]
    fn a_wider_interval_never_decides_what_a_narrower_one_left_open(
        own in interval(), range in range(), below in 0.0..1.0_f64, above in 0.0..1.0_f64,
    ) {
        let wider = Estimate {
            low: own.low.map(|low| low - below),
            high: own.high.map(|high| high + above),
            ..own.clone()
        };
        let (narrow, wide) = (range.holds(&own), range.holds(&wider));
        prop_assert!(wide == narrow || wide == Truth::Unknown, "{narrow:?} → {wide:?}");
    }

    #[test]
    fn one_more_group_never_makes_a_false_true(
        groups in prop::collection::vec(interval(), 1..6), more in interval(), bound in 0.0..0.8_f64,
    ) {
        let before = at_most("gap", &project(bound, &groups)).truth;
        let mut groups = groups;
        groups.push(more);
        let after = at_most("gap", &project(bound, &groups)).truth;
        prop_assert!(after <= before, "{before:?} → {after:?}");
    }

    #[test]
    fn as_many_more_rows_as_told_decide(own in interval(), range in range()) {
        if let Some(more) = range.more(&own) {
            prop_assert_eq!(range.holds(&own), Truth::Unknown);
            #[expect(clippy::cast_precision_loss, reason = "test rows are few")]
            let narrower = (own.n as f64 / (own.n + more) as f64).sqrt() * (1.0 - 1e-9);
            let value = own.value.unwrap();
            let scaled = |end: Option<f64>| end.map(|end| value + (end - value) * narrower);
            let next = Estimate { low: scaled(own.low), high: scaled(own.high), ..own.clone() };
            prop_assert_ne!(range.holds(&next), Truth::Unknown);
        }
    }
}
