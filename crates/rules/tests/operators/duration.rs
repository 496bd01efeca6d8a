//! Lengths of time: calendar months, then days, as ISO 8601 writes them; and values that are numbers.

use garant_rules::Value;
use garant_rules::value::Duration;
use jiff::civil::Date;

use crate::harness::{choice, day};

fn parse(text: &str) -> Option<(i32, i32)> {
    Duration::parse(text).map(|length| (length.months, length.days))
}

#[test]
fn years_are_twelve_months_and_weeks_seven_days() {
    for (text, months, days) in [
        ("P12M", 12, 0),
        ("P1Y", 12, 0),
        ("P2Y6M", 30, 0),
        ("P1W", 0, 7),
        ("P2W", 0, 14),
        ("P30D", 0, 30),
        ("P1Y2M3W4D", 14, 25),
        ("P1M1M", 2, 0),
        ("P0D", 0, 0),
    ] {
        assert_eq!(parse(text), Some((months, days)), "{text}");
    }
}

#[test]
fn two_hundred_years_are_the_longest() {
    assert_eq!(parse("P2400M"), Some((2_400, 0)));
    assert_eq!(parse("P73050D"), Some((0, 73_050)));
    assert_eq!(parse("P2400M73050D"), Some((2_400, 73_050)));
    for long in ["P2401M", "P73051D", "P2401M1D", "P1M73051D", "P200Y1M"] {
        assert_eq!(parse(long), None, "{long}");
    }
}

#[test]
fn what_is_no_length_of_time_is_none() {
    for bad in [
        "",
        "P",
        "12M",
        "P12",
        "P1",
        "PM",
        "PT4H",
        "P-1M",
        "P1S",
        "P1M2",
        "P99999999999D",
    ] {
        assert_eq!(parse(bad), None, "{bad}");
    }
}

#[test]
fn a_length_is_written_in_months_and_days() {
    for (text, written) in [
        ("P1Y", "P12M"),
        ("P2W", "P14D"),
        ("P1M3D", "P1M3D"),
        ("P0D", "P0M"),
    ] {
        assert_eq!(Duration::parse(text).unwrap().to_string(), written);
    }
}

#[test]
fn a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() {
    let after = |text: &str, from: Date| Duration::parse(text).unwrap().after(from);
    assert_eq!(after("P1M", day(1, 31)), day(2, 28));
    assert_eq!(
        after("P1M", Date::constant(2024, 1, 31)),
        Date::constant(2024, 2, 29)
    );
    assert_eq!(after("P1M", day(4, 15)), day(5, 15));
    assert_eq!(after("P1M1D", day(1, 31)), day(3, 1));
    assert_eq!(after("P30D", day(1, 31)), day(3, 2));
    assert_eq!(after("P1M", Date::MAX), Date::MAX);
}

#[test]
fn the_first_day_that_reaches_a_day_is_the_earliest() {
    let first = |text: &str, to: Date| Duration::parse(text).unwrap().first_reaching(to);
    assert_eq!(first("P30D", day(3, 2)), day(1, 31));
    assert_eq!(first("P1M", day(5, 15)), day(4, 15));
    // 28 January and the three days after it all reach 28 February; the 27th does not.
    assert_eq!(first("P1M", day(2, 28)), day(1, 28));
    // No day of February reaches 31 March: 28 February reaches the 28th, 1 March is the first that does.
    assert_eq!(first("P1M", day(3, 31)), day(3, 1));
    // From 28 to 31 January, a month is 28 February, and a day more is 1 March.
    assert_eq!(first("P1M1D", day(3, 1)), day(1, 28));
    assert_eq!(first("P0D", day(3, 1)), day(3, 1));
    assert_eq!(first("P1M", Date::MIN), Date::MIN);
}

#[test]
fn whole_and_other_numbers_are_numbers_and_nothing_else_is() {
    assert_eq!(Value::Integer(-3).number(), Some(-3.0));
    assert_eq!(Value::Number(0.5).number(), Some(0.5));
    for other in [Value::Bool(true), choice("a"), Value::List(2)] {
        assert_eq!(other.number(), None);
    }
}
