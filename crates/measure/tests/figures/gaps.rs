//! Groups against a reference group, and the group that a figure serves worst.

use garant_measure::interval::{Figure, Proportion, holm};
use garant_measure::predictions::ranks::Ranks;
use garant_measure::predictions::{Gap, Options, Report, Tally};

use crate::harness::{by, counts, grouped, near, report, tally};

/// Group a of 300 rows, b of 130, and 20 rows of no recorded group.
fn three() -> Tally {
    grouped(&[
        ("a", counts([90, 20, 180, 10])),
        ("b", counts([30, 12, 78, 10])),
        ("", counts([5, 5, 5, 5])),
    ])
}

fn named(group: &str) -> Options {
    Options {
        references: [("g".to_owned(), group.to_owned())].into(),
        holm: false,
    }
}

fn gap<'r>(report: &'r Report, metric: &str, group: Option<&str>) -> &'r Gap {
    let mut gaps = report.gaps.iter();
    gaps.find(|gap| gap.metric == metric && gap.group.as_deref() == group)
        .unwrap()
}

fn of(count: f64, n: f64) -> Proportion {
    Proportion::new(count, n).unwrap()
}

fn worst<'r>(report: &'r Report, metric: &str) -> Option<(&'r str, Figure)> {
    let mut all = report.worst.iter().filter(|own| own.metric == metric);
    all.next().map(|own| (own.group.as_str(), own.figure))
}

#[test]
fn each_other_group_is_held_against_the_largest_recorded_one() {
    let own = report(&three());
    // Nine rates of two groups.
    assert_eq!(own.gaps.len(), 18);
    assert!(own.gaps.iter().all(|gap| gap.reference == "a"));
    let sensitivity = gap(&own, "sensitivity", Some("b"));
    assert_eq!(
        sensitivity.difference,
        of(30.0, 40.0).minus(of(90.0, 100.0))
    );
    assert_eq!(sensitivity.ratio, of(30.0, 40.0).over(of(90.0, 100.0)));
    assert_eq!(sensitivity.by, by(&[("g", "b")]));
    assert_eq!((sensitivity.p, sensitivity.p_corrected), (None, None));
    assert!(!sensitivity.masked);
    let unrecorded = gap(&own, "fpr", None);
    assert_eq!(unrecorded.difference, of(5.0, 10.0).minus(of(20.0, 200.0)));
    // 500 rows of no recorded group are no reference.
    let many = grouped(&[
        ("a", counts([1, 2, 3, 4])),
        ("", counts([125, 125, 125, 125])),
    ]);
    assert!(report(&many).gaps.iter().all(|gap| gap.reference == "a"));
}

#[test]
fn of_two_that_are_as_large_the_first_name_is_the_reference() {
    let twins = grouped(&[("b", counts([1, 2, 3, 4])), ("c", counts([4, 3, 2, 1]))]);
    assert!(report(&twins).gaps.iter().all(|gap| gap.reference == "b"));
}

#[test]
fn a_named_reference_is_the_one_and_an_unknown_one_is_refused() {
    let own = Report::new(&three(), None, &named("b")).unwrap();
    let sensitivity = gap(&own, "sensitivity", Some("a"));
    assert_eq!(sensitivity.reference, "b");
    assert_eq!(
        sensitivity.difference,
        of(90.0, 100.0).minus(of(30.0, 40.0))
    );
    let other = Report::new(&three(), None, &named("z")).unwrap_err();
    assert_eq!(other.code, "unknown-reference");
    let elsewhere = Options {
        references: [("h".to_owned(), "a".to_owned())].into(),
        holm: false,
    };
    let elsewhere = Report::new(&three(), None, &elsewhere).unwrap_err();
    assert_eq!(elsewhere.code, "unknown-reference");
    // Rows of no recorded group cannot be named.
    assert!(Report::new(&three(), None, &named("")).is_err());
}

#[test]
fn the_worst_served_of_the_recorded_groups_is_at_the_bad_end() {
    let own = report(&three());
    // Sensitivity 0.9 and 0.75, of rows without a group 0.5; fpr 0.1 and 12/90, 0.5.
    let (group, figure) = worst(&own, "sensitivity").unwrap();
    assert_eq!(group, "b");
    near(figure.value, 0.75, 1e-15);
    near(figure.low, of(30.0, 40.0).wilson().0, 1e-15);
    let (group, figure) = worst(&own, "fpr").unwrap();
    assert_eq!(group, "b");
    near(figure.value, 12.0 / 90.0, 1e-15);
    let other = grouped(&[
        ("a", counts([90, 60, 140, 10])),
        ("b", counts([30, 12, 78, 10])),
    ]);
    let other = report(&other);
    assert_eq!(worst(&other, "fpr").unwrap().0, "a");
    assert_eq!(worst(&other, "fnr").unwrap().0, "b");
    // Neither end of a selection rate is bad in itself.
    assert_eq!(worst(&other, "selection-rate"), None);
    assert!(other.worst.iter().all(|own| own.attribute == "g"));
}

#[test]
fn a_rate_of_nothing_is_in_no_gap_and_serves_nobody_worst() {
    let own = report(&grouped(&[
        ("a", counts([0, 20, 180, 0])),
        ("b", counts([30, 10, 80, 10])),
    ]));
    let sensitivity = gap(&own, "sensitivity", Some("b"));
    assert_eq!(
        (sensitivity.difference, sensitivity.ratio),
        (Figure::default(), Figure::default())
    );
    assert_eq!(worst(&own, "sensitivity").unwrap().0, "b");
}

#[test]
fn p_values_are_given_and_corrected_together_where_asked() {
    let options = Options {
        holm: true,
        ..Options::default()
    };
    let own = Report::new(&three(), None, &options).unwrap();
    let sensitivity = gap(&own, "sensitivity", Some("b"));
    assert_eq!(sensitivity.p, of(30.0, 40.0).p_value(of(90.0, 100.0)));
    let known: Vec<f64> = own.gaps.iter().filter_map(|gap| gap.p).collect();
    let corrected: Vec<f64> = own.gaps.iter().filter_map(|gap| gap.p_corrected).collect();
    assert_eq!(known.len(), 18);
    assert_eq!(corrected, holm(&known));
    // A gap that has no p-value takes none of the others'.
    let gapless = grouped(&[
        ("a", counts([0, 20, 180, 0])),
        ("b", counts([30, 10, 80, 10])),
    ]);
    let own = Report::new(&gapless, None, &options).unwrap();
    for gap in &own.gaps {
        assert_eq!(gap.p.is_some(), gap.p_corrected.is_some(), "{gap:?}");
    }
    assert!(own.gaps.iter().any(|gap| gap.p.is_none()));
}

#[test]
fn crossed_groups_are_named_by_all_their_values() {
    let own = counts([1, 2, 3, 4]);
    let strata = vec![
        (by(&[]), counts([3, 6, 9, 12])),
        (by(&[("g", "a")]), counts([2, 4, 6, 8])),
        (by(&[("g", "")]), own.clone()),
        (by(&[("h", "x")]), own.clone()),
        (by(&[("h", "")]), counts([2, 4, 6, 8])),
        (by(&[("g", "a"), ("h", "x")]), own.clone()),
        (by(&[("g", "a"), ("h", "")]), own.clone()),
        (by(&[("g", ""), ("h", "")]), own),
    ];
    let crossed = report(&tally(&["g", "h"], &[&["g", "h"]], strata));
    let groups: Vec<(&str, Option<&str>)> = crossed
        .gaps
        .iter()
        .filter(|gap| gap.metric == "ppv")
        .map(|gap| (gap.attribute.as_str(), gap.group.as_deref()))
        .collect();
    assert_eq!(
        groups,
        [
            ("g", None),
            ("h", None),
            ("g x h", Some("a x (not recorded)")),
            ("g x h", None),
        ]
    );
    let references: Vec<&str> = crossed
        .gaps
        .iter()
        .filter(|gap| gap.metric == "ppv")
        .map(|gap| gap.reference.as_str())
        .collect();
    assert_eq!(references, ["a", "x", "a x x", "a x x"]);
}

#[test]
fn areas_are_compared_where_scores_are_held() {
    // In a the positives beat all, in b one of two negatives, in c none.
    let mut ranks = Ranks::new(1);
    for (code, positives, negatives) in [
        (0, [0.9, 0.8], [0.2, 0.1]),
        (1, [0.5, 0.6], [0.4, 0.7]),
        (2, [0.1, 0.2], [0.8, 0.9]),
    ] {
        for score in positives {
            ranks.push(score, true, &[code]);
        }
        for score in negatives {
            ranks.push(score, false, &[code]);
        }
    }
    ranks.place(|codes| vec![0, 1 + codes[0] as usize]);
    let tally = grouped(&[
        ("a", counts([2, 0, 2, 0])),
        ("b", counts([2, 1, 1, 0])),
        ("c", counts([0, 2, 0, 2])),
    ]);
    let areas = ranks.auroc(4);
    for holm in [false, true] {
        let options = Options {
            holm,
            ..Options::default()
        };
        let own = Report::new(&tally, Some(&ranks), &options).unwrap();
        assert_eq!(own.gaps.len(), 2 * 9 + 2);
        for (group, index, value) in [("b", 2, -0.5), ("c", 3, -1.0)] {
            let found = gap(&own, "auroc", Some(group));
            near(found.difference.value, value, 1e-15);
            let (difference, p) = areas[index].unwrap().minus(areas[1].unwrap());
            assert_eq!(found.difference, difference);
            assert_eq!(found.ratio, Figure::default());
            assert_eq!(found.p, p.filter(|_| holm));
        }
        let (group, figure) = worst(&own, "auroc").unwrap();
        assert_eq!(group, "c");
        near(figure.value, 0.0, 0.0);
        near(own.auroc.value, areas[0].unwrap().value, 0.0);
    }
    assert_eq!(worst(&report(&tally), "auroc"), None);
}
