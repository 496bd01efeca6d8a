//! Reports of predictions without their small groups, nor anything that gives them away.

use garant_measure::interval::Figure;
use garant_measure::predictions::count::{Bin, Counts, Scores};
use garant_measure::predictions::mask::masked;
use garant_measure::predictions::rates::Rate;
use garant_measure::predictions::{Report, Tally};

use crate::harness::{by, counts, grouped, report, tally};

/// Groups of 20 of each count, but b, of 2 of each; c is the smallest of the others.
fn three() -> Tally {
    grouped(&[
        ("a", counts([30, 30, 30, 30])),
        ("b", counts([2, 2, 2, 2])),
        ("c", counts([20, 20, 20, 20])),
    ])
}

fn masks(own: &Tally) -> Vec<usize> {
    let masks = masked(own);
    let hidden = masks.iter().enumerate().filter(|(_, mask)| **mask);
    hidden.map(|(index, _)| index).collect()
}

#[test]
fn a_small_group_hides_with_the_next_smallest() {
    assert_eq!(masks(&three()), [2, 3]);
    let large = grouped(&[
        ("a", counts([30, 30, 30, 30])),
        ("b", counts([20, 20, 20, 20])),
    ]);
    assert!(masks(&large).is_empty());
}

#[test]
fn every_denominator_and_the_rows_left_out_are_guarded() {
    let own = |counts: Counts| {
        masks(&grouped(&[
            ("a", self::counts([60, 60, 60, 60])),
            ("b", counts),
            ("c", self::counts([30, 30, 30, 30])),
        ]))
    };
    assert!(own(counts([20, 20, 20, 20])).is_empty());
    // None of a kind is not a few of it.
    assert!(own(counts([0, 20, 20, 0])).is_empty());
    // Few positives, few negatives, few flagged, few not flagged: 3 + 4 of each.
    assert_eq!(own(counts([3, 20, 20, 4])), [2, 3]);
    assert_eq!(own(counts([20, 3, 4, 20])), [2, 3]);
    assert_eq!(own(counts([3, 4, 20, 20])), [2, 3]);
    assert_eq!(own(counts([20, 20, 3, 4])), [2, 3]);
    // Two cells that are small make no denominator small where the others are large.
    assert!(own(counts([5, 6, 20, 20])).is_empty());
    let left_out = Counts {
        no_label: 3,
        ..counts([20, 20, 20, 20])
    };
    // The whole then has few rows left out too.
    assert_eq!(own(left_out).len(), 4);
}

#[test]
fn nothing_is_told_of_a_table_whose_whole_is_small() {
    let own = grouped(&[("a", counts([2, 2, 2, 2]))]);
    assert_eq!(masks(&own), [0, 1]);
    let hidden = report(&own).mask(&own);
    assert_eq!(
        (hidden.rows, hidden.excluded, hidden.at_threshold),
        (None, None, None)
    );
    assert!(
        hidden
            .strata
            .iter()
            .all(|own| own.masked && own.n.is_none())
    );
}

fn crossed(cells: [[u64; 4]; 4]) -> Tally {
    let [ax, ay, bx, by_] = cells.map(counts);
    let sum = |parts: &[&Counts]| {
        let mut whole = Counts::default();
        for part in parts {
            whole.merge(part);
        }
        whole
    };
    let strata = vec![
        (by(&[]), sum(&[&ax, &ay, &bx, &by_])),
        (by(&[("g", "a")]), sum(&[&ax, &ay])),
        (by(&[("g", "b")]), sum(&[&bx, &by_])),
        (by(&[("h", "x")]), sum(&[&ax, &bx])),
        (by(&[("h", "y")]), sum(&[&ay, &by_])),
        (by(&[("g", "a"), ("h", "x")]), ax),
        (by(&[("g", "a"), ("h", "y")]), ay),
        (by(&[("g", "b"), ("h", "x")]), bx),
        (by(&[("g", "b"), ("h", "y")]), by_),
    ];
    tally(&["g", "h"], &[&["g", "h"]], strata)
}

#[test]
fn a_crossing_is_told_whole_or_not_at_all() {
    let large = [20, 20, 20, 20];
    assert!(masks(&crossed([large; 4])).is_empty());
    let one = crossed([[2, 2, 2, 2], large, large, large]);
    assert_eq!(masks(&one), [5, 6, 7, 8]);
    // Where a group of its attributes hides, all of it does.
    let row = crossed([[2, 2, 2, 2], [1, 1, 1, 1], large, large]);
    let hidden = masks(&row);
    assert!(
        [1, 5, 6, 7, 8].iter().all(|index| hidden.contains(index)),
        "{hidden:?}"
    );
}

#[test]
fn what_is_hidden_has_no_number_and_what_shows_stays() {
    let tally = three();
    let own = report(&tally);
    let hidden = own.clone().mask(&tally);
    for (index, (before, after)) in own.strata.iter().zip(&hidden.strata).enumerate() {
        if [2, 3].contains(&index) {
            let numbers = [
                after.n,
                after.excluded,
                after.tp,
                after.fp,
                after.tn,
                after.fn_,
            ];
            assert_eq!((numbers, after.share), ([None; 6], None));
            assert!(after.rates.values().all(|rate| *rate == Rate::default()));
            assert!(after.masked);
        } else {
            assert_eq!(before, after);
        }
    }
    // Every gap of b and c is hidden, and no worst group is told.
    assert_eq!(hidden.gaps.len(), own.gaps.len());
    for gap in &hidden.gaps {
        assert!(gap.masked);
        assert_eq!(
            (gap.difference, gap.ratio),
            (Figure::default(), Figure::default())
        );
        assert_eq!((gap.p, gap.p_corrected), (None, None));
    }
    assert!(!own.worst.is_empty() && hidden.worst.is_empty());
    assert!(hidden.masked);
    assert_eq!(hidden.conventions.masked_up_to, Some(10));
    assert_eq!(hidden.rows, Some(208));
}

#[test]
fn a_gap_shows_where_its_group_and_its_reference_do() {
    let tally = grouped(&[
        ("a", counts([40, 40, 40, 40])),
        ("b", counts([2, 2, 2, 2])),
        ("c", counts([20, 20, 20, 20])),
        ("d", counts([30, 30, 30, 30])),
    ]);
    let hidden = report(&tally).mask(&tally);
    let shows = |group: &str| {
        let mut gaps = hidden.gaps.iter();
        let own = gaps.find(|gap| gap.group.as_deref() == Some(group));
        own.unwrap().difference.value.is_some()
    };
    assert_eq!(["b", "c", "d"].map(shows), [false, false, true]);
    // A hidden reference hides all of them.
    let named = garant_measure::predictions::Options {
        references: [("g".to_owned(), "b".to_owned())].into(),
        holm: true,
    };
    let hidden = Report::new(&tally, None, &named).unwrap().mask(&tally);
    assert!(hidden.gaps.iter().all(|gap| gap.masked && gap.p.is_none()));
}

#[test]
fn an_attribute_without_small_groups_stays_whole_beside_one_that_has() {
    let large = counts([40, 40, 40, 40]);
    let strata = vec![
        (by(&[]), counts([80, 80, 80, 80])),
        (by(&[("g", "a")]), counts([78, 78, 78, 78])),
        (by(&[("g", "b")]), counts([2, 2, 2, 2])),
        (by(&[("h", "x")]), large.clone()),
        (by(&[("h", "y")]), large),
    ];
    let tally = tally(&["g", "h"], &[], strata);
    assert_eq!(masks(&tally), [1, 2]);
    let hidden = report(&tally).mask(&tally);
    let attributes: Vec<&str> = hidden
        .worst
        .iter()
        .map(|own| own.attribute.as_str())
        .collect();
    assert!(!attributes.is_empty() && attributes.iter().all(|own| *own == "h"));
    for gap in &hidden.gaps {
        assert_eq!(gap.masked, gap.attribute == "g");
    }
}

#[test]
fn few_rows_left_out_or_at_the_threshold_are_not_told_and_many_are() {
    let with = |no_label: u64, at_threshold: u64| {
        let own = Counts {
            no_label,
            at_threshold,
            ..counts([20, 20, 20, 20])
        };
        let tally = tally(&[], &[], vec![(by(&[]), own)]);
        // The whole is small where few rows are left out; only the report's own counts are looked at here.
        let shown = self::tally(&[], &[], vec![(by(&[]), counts([20, 20, 20, 20]))]);
        let hidden = report(&tally).mask(&shown);
        (hidden.rows, hidden.excluded, hidden.at_threshold)
    };
    assert_eq!(with(0, 0), (Some(80), Some(0), Some(0)));
    assert_eq!(with(11, 11), (Some(91), Some(11), Some(11)));
    assert_eq!(with(10, 11), (None, None, Some(11)));
    assert_eq!(with(11, 10), (Some(91), Some(11), None));
}

/// A whole with these bins, and two large groups alike.
fn binned(bins: &[(u64, u64)], at_the_ends: u64) -> Report {
    let of = |factor: u64| {
        let mut own = vec![Bin::default(); 10];
        let mut sums = [0, 0];
        for (place, (n, positives)) in bins.iter().enumerate() {
            own[place] = Bin {
                n: n * factor,
                positives: positives * factor,
                score_sum: n * factor * (place as u64 * 100_000_000 + 50_000_000),
            };
            sums[0] += positives * factor;
            sums[1] += (n - positives) * factor;
        }
        Counts {
            scores: Some(Scores {
                bins: own,
                at_the_ends: at_the_ends * factor,
                ..Scores::default()
            }),
            ..counts([sums[0], sums[1], 0, 0])
        }
    };
    let tally = grouped(&[("a", of(1)), ("b", of(1))]);
    report(&tally).mask(&tally)
}

#[test]
fn bins_of_the_whole_are_told_where_none_is_small_and_never_those_of_a_group() {
    let bins = |own: &Report| own.calibration.as_ref().unwrap().bins.is_some();
    let large = binned(&[(40, 20), (30, 15)], 20);
    assert!(bins(&large));
    assert_eq!(large.strata[0].calibration, large.calibration);
    for group in &large.strata[1..] {
        let own = group.calibration.as_ref().unwrap();
        assert_eq!((own.bins.is_none(), own.scores_at_the_ends), (true, None));
    }
    // Two groups of 5: a bin of 10 rows; of 5 positives; of 5 negatives.
    assert!(!bins(&binned(&[(40, 20), (5, 0)], 20)));
    assert!(!bins(&binned(&[(40, 20), (30, 5)], 20)));
    assert!(!bins(&binned(&[(40, 20), (30, 25)], 20)));
    assert!(bins(&binned(&[(40, 20), (30, 24), (30, 0)], 20)));
    let ends = |own: Report| own.calibration.unwrap().scores_at_the_ends;
    assert_eq!(ends(binned(&[(40, 20)], 20)), Some(40));
    assert_eq!(ends(binned(&[(40, 20)], 5)), None);
    assert_eq!(ends(binned(&[(40, 20)], 0)), Some(0));
}

#[test]
fn a_stored_report_is_masked_from_its_own_counts_and_once() {
    for tally in [three(), crossed([[2, 2, 2, 2], [20; 4], [20; 4], [20; 4]])] {
        let own = report(&tally);
        let hidden = own.clone().mask(&tally);
        assert_eq!(own.mask_stored(), hidden);
        assert_eq!(hidden.clone().mask_stored(), hidden);
    }
}
