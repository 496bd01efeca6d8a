//! How many more rows would decide: an interval narrows with the square root of the rows, so that n rows whose interval reaches r times as far
//! as the bound have to become n·r². All numbers here are whole halves, quarters and eighths, so that no rounding hides a row.

use garant_rules::figure::Estimate;
use garant_rules::range::Range;

use crate::range::{estimate, range};

fn more(own: Range, value: f64, low: f64, high: f64) -> Option<u64> {
    own.more(&estimate(value, low, high))
}

#[test]
fn an_interval_that_reaches_twice_as_far_needs_four_times_the_rows() {
    // Half of the interval 0.5, distance 0.25: 100 · 2² = 400, so 300 more.
    assert_eq!(more(range(None, Some(0.5)), 0.25, 0.0, 0.75), Some(300));
    assert_eq!(more(range(Some(0.5), None), 0.75, 0.25, 1.0), Some(300));
    // A value outside has the bound to leave behind.
    assert_eq!(more(range(None, Some(0.5)), 0.75, 0.25, 1.0), Some(300));
    assert_eq!(more(range(Some(0.5), None), 0.25, 0.0, 0.75), Some(300));
}

#[test]
fn each_half_of_an_interval_is_held_against_its_own_bound() {
    // Below 0.125 of 0.25, above 0.5 of 0.25.
    assert_eq!(
        more(range(Some(0.0), Some(0.5)), 0.25, 0.125, 0.75),
        Some(300)
    );
    // Below 0.5 of 0.25 and above 0.75 of 0.25: the farther one, 100 · 3² = 900.
    assert_eq!(
        more(range(Some(0.0), Some(0.5)), 0.25, -0.25, 1.0),
        Some(800)
    );
    assert_eq!(
        more(range(Some(0.0), Some(0.5)), 0.25, -0.5, 0.75),
        Some(800)
    );
    // Outside a range with two ends, the one that was passed counts: 0.5 of 0.25 above, and below.
    assert_eq!(
        more(range(Some(-9.0), Some(0.5)), 0.75, 0.25, 1.0),
        Some(300)
    );
    assert_eq!(
        more(range(Some(0.5), Some(9.0)), 0.25, 0.0, 0.75),
        Some(300)
    );
}

#[test]
fn rows_are_whole() {
    // 100 · (0.625 / 0.5)² = 156.25: 157 rows.
    assert_eq!(more(range(Some(0.25), None), 0.75, 0.125, 1.0), Some(57));
}

#[test]
fn a_value_on_a_bound_that_its_interval_does_not_pass_is_decided_by_the_other_side() {
    let own = range(Some(0.25), Some(0.75));
    assert_eq!(more(own, 0.75, 0.125, 0.75), Some(57));
    assert_eq!(more(own, 0.25, 0.25, 0.875), Some(57));
    // Where it passes, no number of rows would do.
    assert_eq!(more(own, 0.75, 0.5, 1.0), None);
    assert_eq!(more(own, 0.25, 0.0, 0.5), None);
}

#[test]
fn an_interval_that_touches_a_bound_from_outside_needs_one_row() {
    assert_eq!(more(range(None, Some(0.5)), 0.75, 0.5, 1.0), Some(1));
    assert_eq!(more(range(Some(0.5), None), 0.25, 0.0, 0.5), Some(1));
}

#[test]
fn what_is_decided_or_stands_on_no_row_needs_none() {
    assert_eq!(more(range(None, Some(0.5)), 0.25, 0.0, 0.5), None);
    assert_eq!(more(range(None, Some(0.5)), 0.75, 0.625, 1.0), None);
    let none = Estimate {
        n: 0,
        ..estimate(0.25, 0.0, 0.75)
    };
    assert_eq!(range(None, Some(0.5)).more(&none), None);
    // The same interval is decided by a range without that bound.
    assert_eq!(more(range(Some(0.0), None), 0.25, 0.0, 0.75), None);
}

#[test]
fn a_broken_bound_asks_for_no_rows_whatever_the_other_one_leaves_open() {
    let broken = Some(f64::NAN);
    assert_eq!(more(range(broken, Some(0.5)), 0.25, 0.0, 0.75), None);
    assert_eq!(more(range(Some(0.5), broken), 0.25, 0.0, 0.75), None);
}

#[test]
fn more_than_a_million_million_rows_are_no_advice() {
    // Half of the interval 1000/1024, distance 1/1024: n · 10⁶.
    let own = |n: u64| {
        let reach = Estimate {
            n,
            ..estimate(0.0, -0.5, 1000.0 / 1024.0)
        };
        range(None, Some(1.0 / 1024.0)).more(&reach)
    };
    assert_eq!(own(1_000_000), Some(1_000_000_000_000 - 1_000_000));
    assert_eq!(own(1_000_001), None);
}

#[test]
fn an_endless_interval_of_an_endless_value_gives_no_number() {
    let endless = f64::INFINITY;
    assert_eq!(more(range(None, Some(0.5)), endless, 0.25, endless), None);
    assert_eq!(more(range(None, Some(0.5)), 0.25, 0.0, endless), None);
}
