//! `at-least` and `at-most`: a quantity against a constant or a parameter of the criterion.

use garant_rules::facts::Parameters;
use garant_rules::way::Wanted;
use garant_rules::{
    Truth::{self, False, True, Unknown},
    Value,
};

use crate::harness::{Given, Project, condition, length, one, plain};

fn written(operator: &str, path: &str, value: &str) -> String {
    format!("{{ {operator} = {{ path = \"{path}\", value = {value} }} }}")
}

fn both(path: &str, value: &str, given: impl Into<Given>) -> [Truth; 2] {
    let project = Project::default().with(path, given);
    ["at-least", "at-most"].map(|operator| project.truth(&written(operator, path, value)))
}

#[test]
fn a_number_keeps_a_bound_that_it_equals() {
    assert_eq!(both("p.share", "0.5", 0.25), [False, True]);
    assert_eq!(both("p.share", "0.5", 0.5), [True, True]);
    assert_eq!(both("p.share", "0.5", 0.75), [True, False]);
    assert_eq!(both("p.share", "1", 1), [True, True]);
    assert_eq!(both("p.whole", "3", 2), [False, True]);
}

#[test]
fn lengths_of_time_are_compared_as_calendar_time() {
    // A month from 23 November is 30 days, two months are 61.
    assert_eq!(both("p.age", "\"P1M\"", length("P30D")), [True, True]);
    assert_eq!(both("p.age", "\"P2M\"", length("P60D")), [False, True]);
    assert_eq!(both("p.age", "\"P2M\"", length("P61D")), [True, True]);
    assert_eq!(both("p.age", "\"P2M\"", length("P62D")), [True, False]);
}

#[test]
fn what_is_unstated_or_no_number_decides_nothing() {
    for operator in ["at-least", "at-most"] {
        let own = written(operator, "p.share", "0.5");
        assert_eq!(Project::default().truth(&own), Unknown);
        assert!(condition(&own).can_be_false());
    }
    assert_eq!(both("p.share", "0.5", f64::NAN), [Unknown, Unknown]);
    assert_eq!(both("p.share", "0.5", "much"), [Unknown, Unknown]);
    assert_eq!(both("p.age", "\"P1M\"", 3), [Unknown, Unknown]);
}

#[test]
fn a_value_that_keeps_the_bound_would_decide_and_nothing_the_other_way() {
    let half = || Value::Number(0.5);
    let ways = |operator: &str, holds: bool| {
        Project::default().ways(&written(operator, "p.share", "0.5"), holds)
    };
    assert_eq!(
        ways("at-least", true),
        one("p.share", Wanted::AtLeast(half()))
    );
    assert_eq!(
        ways("at-most", true),
        one("p.share", Wanted::AtMost(half()))
    );
    assert!(ways("at-least", false).is_empty() && ways("at-most", false).is_empty());
}

#[test]
fn a_parameter_is_the_bound_that_a_profile_sets() {
    let project = Project::default().with("p.share", 0.5);
    for (operator, low, high) in [("at-least", True, False), ("at-most", False, True)] {
        let own = condition(&written(operator, "p.share", "{ parameter = \"part\" }"));
        for (bound, truth) in [(0.25, low), (0.5, True), (0.75, high)] {
            let parameters: Parameters = [("part".to_owned(), Value::Number(bound))].into();
            let answer = own.evaluate(project.scope("", &parameters));
            assert_eq!(answer.truth, truth, "{operator} {bound}");
        }
        let none = Parameters::new();
        assert_eq!(own.evaluate(project.scope("", &none)).truth, Unknown);
        // Without a bound, no value is one that keeps it.
        assert!(plain(&own.ways(project.scope("", &none), true)).is_empty());
    }
}
