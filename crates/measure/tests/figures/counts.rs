//! Rows counted one by one.

use garant_measure::predictions::count::{Bin, Counts, Row, Scores, TEN, UNIT, Weight};

use crate::harness::{counts, near};

fn row(cell: usize) -> Row {
    Row {
        cell,
        positive: cell == 0 || cell == 3,
        tied: false,
        weight: 1.0,
        score: None,
    }
}

#[test]
fn a_row_is_counted_by_its_outcome_and_its_flag() {
    let cells = [
        Row::cell(true, true),
        Row::cell(false, true),
        Row::cell(false, false),
        Row::cell(true, false),
    ];
    assert_eq!(cells, [0, 1, 2, 3]);
    let mut own = Counts::new(None, false);
    for (cell, times) in cells.into_iter().zip([1, 2, 3, 4]) {
        for _ in 0..times {
            own.add(&row(cell));
        }
    }
    assert_eq!(own, counts([1, 2, 3, 4]));
    assert_eq!(
        (own.n(), own.positives(), own.negatives()),
        (10, 1 + 4, 2 + 3)
    );
}

#[test]
fn rows_at_the_threshold_are_counted_beside() {
    let mut own = Counts::new(None, false);
    own.add(&Row {
        tied: true,
        ..row(0)
    });
    own.add(&row(0));
    own.add(&Row {
        tied: true,
        ..row(1)
    });
    assert_eq!((own.at_threshold, own.tp, own.fp), (2, 2, 1));
}

#[test]
fn weights_are_summed_with_their_squares_by_cell() {
    let mut own = Counts::new(None, true);
    for (cell, weight) in [(0, 2.0), (0, 3.0), (3, 0.5)] {
        own.add(&Row {
            weight,
            ..row(cell)
        });
    }
    let sums = |sum: f64, squares: f64| Weight { sum, squares };
    let none = sums(0.0, 0.0);
    assert_eq!(
        own.weights,
        Some([sums(5.0, 13.0), none, none, sums(0.5, 0.25)])
    );
    assert_eq!(Counts::new(None, false).weights, None);
}

#[test]
fn a_score_tells_its_bin_its_units_its_squared_error_and_whether_it_is_an_end() {
    // (0.3 − 1)² = 0.49; in billionths.
    assert_eq!(
        Row::score(0.3, true, 10),
        (3, 300_000_000, 490_000_000, false)
    );
    assert_eq!(
        Row::score(0.3, false, 20),
        (6, 300_000_000, 90_000_000, false)
    );
    // A bin is closed below; the last one on both sides.
    assert_eq!(Row::score(0.5, false, 10).0, 5);
    assert_eq!(Row::score(0.499, false, 10).0, 4);
    assert_eq!(Row::score(1.0, true, 10), (9, 1_000_000_000, 0, true));
    assert_eq!(Row::score(0.0, false, 10), (0, 0, 0, true));
    assert_eq!(Row::score(0.0, true, 10), (0, 0, 1_000_000_000, true));
    // A half of a billionth is rounded up, less is left.
    assert_eq!(Row::score(2.5e-9, false, 10).1, 3);
    assert_eq!(Row::score(2.4e-9, false, 10).1, 2);
    near(UNIT, 1e9, 0.0);
}

fn scored(scores: &[(f64, bool)], bins: usize) -> Counts {
    let mut own = Counts::new(Some(bins), false);
    for (score, positive) in scores {
        let cell = Row::cell(*positive, *score >= 0.5);
        own.add(&Row {
            score: Some(Row::score(*score, *positive, bins)),
            ..row(cell)
        });
    }
    own
}

#[test]
fn scores_are_summed_by_bin() {
    let own = scored(&[(0.25, true), (0.25, false), (1.0, true), (0.0, true)], 10);
    let scores = own.scores.unwrap();
    // 0.75² + 0.25² + 0 + 1.
    assert_eq!(scores.squared_error, 1_625_000_000);
    assert_eq!(scores.at_the_ends, 2);
    let bin = |n: u64, positives: u64, score_sum: u64| Bin {
        n,
        positives,
        score_sum,
    };
    assert_eq!(scores.bins.len(), 10);
    assert_eq!(scores.bins[0], bin(1, 1, 0));
    assert_eq!(scores.bins[2], bin(2, 1, 500_000_000));
    assert_eq!(scores.bins[9], bin(1, 1, 1_000_000_000));
    assert_eq!(scores.bins[5], bin(0, 0, 0));
}

#[test]
fn counts_of_two_parts_add_up_in_any_order() {
    let weighed = |weights: &[(usize, f64)]| {
        let mut own = Counts::new(Some(10), true);
        for (cell, weight) in weights {
            own.add(&Row {
                weight: *weight,
                tied: *cell == 1,
                score: Some(Row::score(0.25, *cell == 0, 10)),
                ..row(*cell)
            });
        }
        own.no_label = 3;
        own
    };
    let all = weighed(&[(0, 2.0), (1, 3.0), (2, 4.0), (3, 5.0), (0, 6.0)]);
    let (one, two) = (
        weighed(&[(0, 2.0), (1, 3.0), (2, 4.0)]),
        weighed(&[(3, 5.0), (0, 6.0)]),
    );
    for (first, second) in [(&one, &two), (&two, &one)] {
        let mut sum = first.clone();
        sum.merge(second);
        assert_eq!(sum.no_label, 6);
        sum.no_label = 3;
        assert_eq!(sum, all);
    }
    // Scores of the second part at an end are added too.
    let mut sum = scored(&[(0.5, true)], 10);
    sum.merge(&scored(&[(1.0, true), (0.0, false)], 10));
    assert_eq!(sum, scored(&[(0.5, true), (1.0, true), (0.0, false)], 10));
}

#[test]
fn counts_that_are_too_large_stay_the_largest() {
    let mut sum = counts([u64::MAX, 1, 1, 1]);
    sum.merge(&counts([2, 1, 1, 1]));
    assert_eq!([sum.tp, sum.fp, sum.tn, sum.fn_], [u64::MAX, 2, 2, 2]);
}

#[test]
fn calibration_is_told_in_ten_bins_of_all_that_there_are() {
    let bin = |n: u64| Bin {
        n,
        positives: n / 2,
        score_sum: 10 * n,
    };
    let of = |bins: Vec<Bin>| Scores {
        bins,
        ..Scores::default()
    };
    let twenty = of((1..=20).map(bin).collect()).ten();
    assert_eq!(twenty.len(), TEN);
    // 1 + 2, 3 + 4, …, 19 + 20.
    let n: Vec<u64> = twenty.iter().map(|bin| bin.n).collect();
    assert_eq!(n, [3, 7, 11, 15, 19, 23, 27, 31, 35, 39]);
    assert_eq!((twenty[0].positives, twenty[0].score_sum), (1, 30));
    assert_eq!((twenty[9].positives, twenty[9].score_sum), (9 + 10, 390));
    let own: Vec<Bin> = (1..=10).map(bin).collect();
    assert_eq!(of(own.clone()).ten(), own);
    assert_eq!(of(vec![bin(2); 3]).ten().len(), 3);
}
