//! What a value and its interval say of a range: inside, outside, or nothing.

use garant_rules::Truth::{self, False, True, Unknown};
use garant_rules::figure::Estimate;
use garant_rules::range::Range;

/// A range; none is an open end.
pub(crate) fn range(least: Option<f64>, most: Option<f64>) -> Range {
    Range { least, most }
}

/// A value with its interval, on a hundred rows.
pub(crate) fn estimate(value: f64, low: f64, high: f64) -> Estimate {
    Estimate {
        value: Some(value),
        low: Some(low),
        high: Some(high),
        n: 100,
        ..Estimate::default()
    }
}

#[test]
fn a_whole_interval_inside_is_true_bounds_included() {
    let both = range(Some(0.25), Some(0.75));
    for (low, high) in [(0.25, 0.75), (0.3, 0.7), (0.5, 0.5)] {
        assert_eq!(both.holds(&estimate(0.5, low, high)), True);
    }
    assert_eq!(
        range(None, Some(0.75)).holds(&estimate(0.5, -9.0, 0.75)),
        True
    );
    assert_eq!(
        range(Some(0.25), None).holds(&estimate(0.5, 0.25, 9.0)),
        True
    );
    assert_eq!(range(None, None).holds(&estimate(0.5, -9.0, 9.0)), True);
}

#[test]
fn a_whole_interval_outside_is_false_and_one_that_touches_a_bound_says_nothing() {
    let both = range(Some(0.25), Some(0.75));
    let truth = |low: f64, high: f64| both.holds(&estimate(low.midpoint(high), low, high));
    assert_eq!([truth(0.76, 0.9), truth(0.1, 0.24)], [False, False]);
    assert_eq!([truth(0.75, 0.9), truth(0.1, 0.25)], [Unknown, Unknown]);
    assert_eq!([truth(0.5, 0.9), truth(0.1, 0.5)], [Unknown, Unknown]);
    assert_eq!(truth(0.1, 0.9), Unknown);
}

#[test]
fn without_a_value_or_an_interval_in_order_nothing_is_known() {
    let any = range(None, None);
    let whole = estimate(0.5, 0.4, 0.6);
    let without = [
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
            ..whole
        },
        estimate(0.5, 0.6, 0.4),
        estimate(f64::NAN, 0.4, 0.6),
        estimate(0.5, f64::NAN, 0.6),
        estimate(0.5, 0.4, f64::NAN),
    ];
    for own in without {
        assert_eq!(any.holds(&own), Unknown, "{own:?}");
        assert_eq!(any.more(&own), None, "{own:?}");
    }
}

#[test]
fn a_value_alone_lies_inside_or_outside_whatever_its_interval() {
    let both = range(Some(0.25), Some(0.75));
    let truth = |value: f64| both.holds_value(&estimate(value, 0.0, 1.0));
    assert_eq!([0.25, 0.5, 0.75].map(truth), [True, True, True]);
    assert_eq!([0.24, 0.76].map(truth), [False, False]);
    assert_eq!(truth(f64::NAN), Unknown);
    assert_eq!(both.holds_value(&Estimate::default()), Unknown);
    let bare = Estimate {
        value: Some(0.5),
        ..Estimate::default()
    };
    assert_eq!(both.holds_value(&bare), True);
}

#[test]
fn a_bound_that_is_no_number_decides_nothing() {
    let truth = |own: Range| -> [Truth; 2] {
        let inside = estimate(0.5, 0.4, 0.6);
        [own.holds(&inside), own.holds_value(&inside)]
    };
    for (broken, own) in [
        (true, range(Some(f64::NAN), Some(0.75))),
        (true, range(Some(0.25), Some(f64::NAN))),
        (true, range(None, Some(f64::NAN))),
        (false, range(Some(0.25), Some(0.75))),
        (false, range(None, None)),
    ] {
        assert_eq!(own.is_broken(), broken, "{own:?}");
        let wanted = if broken { Unknown } else { True };
        assert_eq!(truth(own), [wanted; 2], "{own:?}");
        assert_eq!(own.more(&estimate(0.5, 0.4, 0.6)), None, "{own:?}");
    }
}
