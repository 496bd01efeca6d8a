//! An oversight log of eight rows, counted by hand.

use garant_measure::oversight::report::MEDIAN_TIME;
use garant_measure::oversight::{Figures, Period, Report, Spec, read};
use garant_measure::predictions::rates::Rate;
use garant_measure::problem::Problem;
use garant_measure::table::Format;

use crate::harness::{faults, near, table};

const LOG: &str = "\
tool,human,truth,first,why,checked,seconds,on
a,a,a,a,,yes,10,2026-01-05
a,a,b,b,,no,20,2026-01-06
a,b,b,b,because,YES,30,2026-03-31
a,b,a,a,,,40,2026-04-01
b,b,b,a,,1,,2026-12-31
a,a,,a,,0,60,2026-12-31
a,b,b,,None,oui,5,2027-01-01
b,a,a,b,it is,false,,
";

/// All columns of the log.
fn spec() -> Spec {
    let column = |name: &str| Some(name.to_owned());
    Spec {
        outcome: column("truth"),
        initial: column("first"),
        reason: column("why"),
        reviewed: column("checked"),
        seconds: column("seconds"),
        decided_at: column("on"),
        empty_reasons: vec![" none".to_owned()],
        ..Spec::new("tool", "human")
    }
}

fn log(text: &str, spec: &Spec) -> Result<Report, Problem> {
    read(spec, table(text, &Format::default())?, &mut |_| ())
}

#[track_caller]
fn rates(figures: &Figures, wanted: &[(&str, u64, u64)]) {
    for (name, count, n) in wanted {
        assert_eq!(
            figures.rates.get(*name),
            Some(&Rate::of(*count, *n)),
            "{name}"
        );
    }
    assert_eq!(figures.rates.len(), wanted.len());
}

#[test]
fn each_rate_is_counted_among_its_own_rows() {
    let own = log(LOG, &spec()).unwrap().overall;
    assert_eq!(
        (own.n, own.followed, own.overridden),
        (Some(8), Some(4), Some(4))
    );
    // Row 6 has no outcome, row 7 no first opinion, row 4 says nothing of a review.
    assert_eq!(
        (
            own.without_outcome,
            own.without_initial,
            own.review_not_recorded
        ),
        (Some(1), Some(1), Some(1))
    );
    rates(
        &own,
        &[
            ("follow-rate", 4, 8),
            ("override-rate", 4, 8),
            // Rows 3 and 8 of the four that depart; the reason of row 7 says nothing.
            ("reasons-given", 2, 4),
            // The tool is wrong in 2, 3, 7 and 8, of which 2 was followed; right in 1, 4 and 5, of which 4 was not.
            ("wrong-advice-accepted", 1, 4),
            ("right-advice-rejected", 1, 3),
            // Of rows 1 to 5 and 8: tool 1, 4, 5; first opinions 1 to 4; decisions 1, 3, 5, 8.
            ("accuracy-tool", 3, 6),
            ("accuracy-human", 4, 6),
            ("accuracy-team", 4, 6),
            // 2 and 4 of the four right ones; 5 and 8 of the two wrong ones.
            ("correct-to-wrong", 2, 4),
            ("wrong-to-correct", 2, 2),
            // 1, 3, 5 and 7; of the followed ones 1 and 5.
            ("reviewed-afterwards", 4, 8),
            ("reviewed-among-followed", 2, 4),
        ],
    );
    let time = own.time.unwrap();
    // 5, 10, 20, 30, 40, 60: at 1.25, 2.5 and 3.75 from the least.
    assert_eq!((time.n, time.not_recorded), (Some(6), Some(2)));
    near(time.median, 25.0, 1e-12);
    near(time.lower_quartile, 12.5, 1e-12);
    near(time.upper_quartile, 37.5, 1e-12);
}

#[test]
fn without_first_opinions_all_outcomes_are_judged_and_what_has_no_column_is_absent() {
    let own = Spec {
        initial: None,
        reason: None,
        reviewed: None,
        seconds: None,
        ..spec()
    };
    let own = log(LOG, &own).unwrap().overall;
    rates(
        &own,
        &[
            ("follow-rate", 4, 8),
            ("override-rate", 4, 8),
            ("wrong-advice-accepted", 1, 4),
            ("right-advice-rejected", 1, 3),
            ("accuracy-tool", 3, 7),
            ("accuracy-team", 5, 7),
        ],
    );
    assert_eq!(
        (own.without_initial, own.review_not_recorded, own.time),
        (None, None, None)
    );
    let bare = log(LOG, &Spec::new("tool", "human")).unwrap().overall;
    rates(&bare, &[("follow-rate", 4, 8), ("override-rate", 4, 8)]);
    assert_eq!(bare.without_outcome, None);
}

#[test]
fn periods_are_those_of_the_decision_and_add_up() {
    let by = |period: Period| {
        let own = Spec { period, ..spec() };
        log(LOG, &own).unwrap()
    };
    let whole = log(LOG, &spec()).unwrap();
    assert!(whole.periods.is_empty());
    for (period, wanted) in [
        (
            Period::Month,
            &[
                (Some("2026-01"), 2),
                (Some("2026-03"), 1),
                (Some("2026-04"), 1),
                (Some("2026-12"), 2),
                (Some("2027-01"), 1),
                (None, 1),
            ][..],
        ),
        (
            Period::Quarter,
            &[
                (Some("2026-Q1"), 3),
                (Some("2026-Q2"), 1),
                (Some("2026-Q4"), 2),
                (Some("2027-Q1"), 1),
                (None, 1),
            ],
        ),
        (
            Period::Year,
            &[(Some("2026"), 6), (Some("2027"), 1), (None, 1)],
        ),
    ] {
        let own = by(period);
        let found: Vec<(Option<&str>, u64)> = own
            .periods
            .iter()
            .map(|own| (own.period.as_deref(), own.figures.n.unwrap()))
            .collect();
        assert_eq!(found, wanted);
        assert_eq!(own.overall, whole.overall);
    }
    let months = by(Period::Month);
    let first = &months.periods[0].figures;
    assert_eq!(
        first.rates.get("wrong-advice-accepted"),
        Some(&Rate::of(1, 1))
    );
    near(first.time.unwrap().median, 15.0, 1e-12);
}

#[test]
fn periods_of_a_column_are_in_the_order_of_their_texts() {
    let text = "t,h,p\na,a,2026-W07\na,a,\na,b,2026-02\na,a,2025\na,a,2026-02\n";
    let own = Spec {
        period: Period::Column("p".to_owned()),
        ..Spec::new("t", "h")
    };
    let found: Vec<(Option<String>, Option<u64>)> = log(text, &own)
        .unwrap()
        .periods
        .into_iter()
        .map(|own| (own.period, own.figures.n))
        .collect();
    let named = |text: &str| Some(text.to_owned());
    assert_eq!(
        found,
        [
            (named("2025"), Some(1)),
            (named("2026-02"), Some(2)),
            (named("2026-W07"), Some(1)),
            (None, Some(1)),
        ]
    );
}

#[test]
fn a_figure_is_found_by_its_name() {
    let own = log(LOG, &spec()).unwrap();
    let rate = own.figure("follow-rate").unwrap();
    assert_eq!((rate.figure, rate.n), (Rate::of(4, 8).figure, Some(8)));
    assert_eq!((rate.name.as_str(), rate.masked), ("follow-rate", false));
    let time = own.figure(MEDIAN_TIME).unwrap();
    assert_eq!((time.figure.value, time.n), (Some(25.0), Some(6)));
    assert_eq!(own.figure("other"), None);
}

#[test]
fn rows_at_fault_stop_it_and_are_told() {
    let text = "t,h,r,s\na,a,yes,1\n,a,yes,1\na,,yes,1\na,a,maybe,1\na,a,no,-1\na,a,no,429496730\na,a,no,x\n";
    let own = Spec {
        reviewed: Some("r".to_owned()),
        seconds: Some("s".to_owned()),
        ..Spec::new("t", "h")
    };
    let problem = log(text, &own).unwrap_err();
    assert_eq!(
        faults(&problem),
        [
            (3, "no-suggestion"),
            (4, "no-decision"),
            (5, "unknown-reviewed"),
            (6, "negative-time"),
            (7, "time-too-long"),
            (8, "not-a-number"),
        ]
    );
    assert_eq!(
        log("t,h\n", &Spec::new("t", "h")).unwrap_err().code,
        "no-rows"
    );
}

#[test]
fn a_request_that_no_log_can_meet_is_refused() {
    let column = || Some("x".to_owned());
    let base = Spec::new("t", "h");
    for (own, code) in [
        (
            Spec {
                initial: column(),
                ..base.clone()
            },
            "initial-without-outcome",
        ),
        (
            Spec {
                seconds: column(),
                suggested_at: column(),
                decided_at: column(),
                ..base.clone()
            },
            "two-decision-times",
        ),
        (
            Spec {
                suggested_at: column(),
                ..base.clone()
            },
            "suggested-at-without-decided-at",
        ),
        (
            Spec {
                period: Period::Month,
                ..base.clone()
            },
            "period-without-decided-at",
        ),
        (
            Spec {
                period: Period::Quarter,
                ..base.clone()
            },
            "period-without-decided-at",
        ),
        (
            Spec {
                period: Period::Year,
                ..base.clone()
            },
            "period-without-decided-at",
        ),
    ] {
        assert_eq!(own.check().unwrap_err().code, code);
    }
    for own in [
        Spec {
            initial: column(),
            outcome: column(),
            ..base.clone()
        },
        Spec {
            seconds: column(),
            decided_at: column(),
            ..base.clone()
        },
        Spec {
            suggested_at: column(),
            decided_at: column(),
            ..base.clone()
        },
        Spec {
            period: Period::Column("x".to_owned()),
            ..base.clone()
        },
        Spec {
            period: Period::Month,
            decided_at: column(),
            ..base.clone()
        },
    ] {
        assert_eq!(own.check(), Ok(()));
    }
    assert!(!base.timed());
    assert!(
        Spec {
            seconds: column(),
            ..base.clone()
        }
        .timed()
    );
    assert!(
        Spec {
            suggested_at: column(),
            ..base
        }
        .timed()
    );
}
