//! When a suggestion was shown and a decision taken: what lies between, and which texts are periods.

use garant_measure::oversight::{Period, Spec, read};
use garant_measure::table::Format;

use crate::harness::{faults, near, table};

/// The seconds from one moment to another, if they are known, or what is wrong.
fn between(from: &str, to: &str) -> Result<Option<f64>, &'static str> {
    let spec = Spec {
        suggested_at: Some("from".to_owned()),
        decided_at: Some("to".to_owned()),
        ..Spec::new("t", "h")
    };
    let text = format!("t,h,from,to\na,a,{from},{to}\n");
    let report = read(
        &spec,
        table(&text, &Format::default()).unwrap(),
        &mut |_| (),
    );
    let time = |own: garant_measure::oversight::Report| own.overall.time.unwrap().median;
    report
        .map(time)
        .map_err(|problem| faults(&problem).first().unwrap().1)
}

#[test]
fn local_times_are_compared_as_they_are_written() {
    let seconds = |from: &str, to: &str| between(from, to).unwrap();
    near(
        seconds("2026-03-01T10:00", "2026-03-01T10:01:30"),
        90.0,
        0.0,
    );
    near(
        seconds("2026-03-01 23:59:59.5", "2026-03-02 00:00:00"),
        0.5,
        0.0,
    );
    near(seconds("2026-03-01T10:00", "2026-03-01T10:00"), 0.0, 0.0);
    near(
        seconds("2026-02-28T00:00", "2026-03-01T00:00"),
        86_400.0,
        0.0,
    );
    assert_eq!(
        between("2026-03-01T10:01", "2026-03-01T10:00"),
        Err("negative-time")
    );
}

#[test]
fn instants_are_compared_whatever_their_offsets() {
    let seconds = |from: &str, to: &str| between(from, to).unwrap();
    near(
        seconds("2026-03-01T10:00:00+01:00", "2026-03-01T09:00:30Z"),
        30.0,
        0.0,
    );
    assert_eq!(
        between("2026-03-01T10:00Z", "2026-03-01T10:30+01:00"),
        Err("negative-time")
    );
    for (from, to) in [
        ("2026-03-01T10:00Z", "2026-03-01T10:30"),
        ("2026-03-01T10:00", "2026-03-01T10:30Z"),
        ("2026-03-01", "2026-03-01T10:30Z"),
    ] {
        assert_eq!(between(from, to), Err("zone-mismatch"));
    }
}

#[test]
fn a_date_alone_gives_no_time_unless_it_lies_before() {
    assert_eq!(between("2026-03-01", "2026-03-02"), Ok(None));
    assert_eq!(between("2026-03-01", "2026-03-01"), Ok(None));
    assert_eq!(between("2026-03-01", "2026-03-01T10:00"), Ok(None));
    assert_eq!(between("2026-03-02", "2026-03-01"), Err("negative-time"));
    assert_eq!(
        between("2026-03-02T10:00", "2026-03-01"),
        Err("negative-time")
    );
    assert_eq!(between("", "2026-03-01T10:00"), Ok(None));
    assert_eq!(between("2026-03-01T10:00", ""), Ok(None));
}

#[test]
fn what_is_no_moment_is_a_fault_and_so_is_a_zone_by_its_name_alone() {
    for wrong in [
        "yesterday",
        "2026-02-30",
        "2026-03-01T25:00",
        "2026-03-01T10:00[Europe/Paris]",
        "2026-03-01Z",
    ] {
        assert_eq!(between(wrong, "2026-03-01"), Err("not-a-time"), "{wrong}");
    }
    // With its offset, a zone's name says nothing more.
    let both = "2026-03-01T10:00+01:00[Europe/Paris]";
    assert_eq!(between(both, both), Ok(Some(0.0)));
}

#[test]
fn a_period_is_a_year_or_a_numbered_part_of_one() {
    let own = Spec {
        period: Period::Column("p".to_owned()),
        ..Spec::new("t", "h")
    };
    let sound = |text: &str| {
        let text = format!("t,h,p\na,a,{text}\n");
        let report = read(&own, table(&text, &Format::default()).unwrap(), &mut |_| ());
        match report {
            Ok(_) => true,
            Err(problem) => {
                assert_eq!(faults(&problem), [(2, "not-a-period")]);
                false
            }
        }
    };
    for text in [
        "1900", "2026", "2199", "2026-01", "2026-12", "2026-Q1", "2026-W53", "2026-S2",
    ] {
        assert!(sound(text), "{text}");
    }
    for text in [
        "1899",
        "2200",
        "026",
        "20266",
        "2026-1",
        "2026-00",
        "2026-13",
        "2026-Q0",
        "2026-W54",
        "2026-Q",
        "2026-Q001",
        "2026-",
        "2026-QQ1",
        "Ann",
        "2026-0x",
        "2026-+1",
        "+026",
    ] {
        assert!(!sound(text), "{text}");
    }
}
