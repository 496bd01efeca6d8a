//! Calibration from ten bins, worked by hand.

use garant_measure::interval::Figure;
use garant_measure::predictions::calibration::{Calibration, auroc_bounds};
use garant_measure::predictions::count::{Bin, Scores};
use garant_measure::predictions::fit::Fit;

use crate::harness::near;

/// Four rows of score 0.25, one of them positive, and six of 0.75, three of them positive.
fn scores() -> Scores {
    let mut bins = vec![Bin::default(); 10];
    bins[2] = Bin {
        n: 4,
        positives: 1,
        score_sum: 1_000_000_000,
    };
    bins[7] = Bin {
        n: 6,
        positives: 3,
        score_sum: 4_500_000_000,
    };
    Scores {
        // 0.75² + 3 · 0.25², and 3 · 0.25² + 3 · 0.75².
        squared_error: 750_000_000 + 1_875_000_000,
        at_the_ends: 2,
        bins,
    }
}

#[test]
fn each_figure_is_the_mean_that_its_name_says() {
    let own = Calibration::new(&scores(), None).unwrap();
    near(own.brier, 0.2625, 1e-12);
    near(own.mean_score, 0.55, 1e-12);
    near(own.observed_rate, 0.4, 1e-12);
    near(own.observed_over_expected, 0.4 / 0.55, 1e-12);
    // |1 − 1| + |3 − 4.5| of 10 rows.
    near(own.ece, 0.15, 1e-12);
    assert_eq!(own.scores_at_the_ends, Some(2));
}

#[test]
fn bins_on_either_side_do_not_make_up_for_each_other() {
    let mut own = scores();
    // One bin 1 too low and the other 1.5 too high: 2.5 of 10 rows.
    own.bins[2].positives = 2;
    near(Calibration::new(&own, None).unwrap().ece, 0.25, 1e-12);
}

#[test]
fn each_bin_tells_its_rows_its_positives_and_its_mean_score() {
    let bins = Calibration::new(&scores(), None).unwrap().bins.unwrap();
    assert_eq!(bins.len(), 10);
    let told = |at: usize| (bins[at].bin, bins[at].n, bins[at].positives);
    assert_eq!([told(2), told(7)], [(2, 4, 1), (7, 6, 3)]);
    near(bins[2].mean_score, 0.25, 1e-12);
    near(bins[7].mean_score, 0.75, 1e-12);
    assert_eq!((told(0), bins[0].mean_score), ((0, 0, 0), None));
}

#[test]
fn without_rows_there_is_none_and_scores_of_nought_expect_nothing() {
    let none = Scores {
        bins: vec![Bin::default(); 10],
        ..Scores::default()
    };
    assert_eq!(Calibration::new(&none, None), None);
    let mut noughts = none;
    noughts.bins[0] = Bin {
        n: 2,
        positives: 1,
        score_sum: 0,
    };
    let own = Calibration::new(&noughts, None).unwrap();
    assert_eq!(own.observed_over_expected, None);
    near(own.mean_score, 0.0, 0.0);
    near(own.observed_rate, 0.5, 0.0);
}

#[test]
fn the_fits_are_those_that_are_given() {
    let fit = Fit {
        in_the_large: Figure::bare(0.1),
        intercept: Figure::bare(0.2),
        slope: Figure::bare(0.9),
        rows: 60,
    };
    let own = Calibration::new(&scores(), Some(fit)).unwrap();
    assert_eq!(
        (own.in_the_large, own.intercept, own.slope),
        (fit.in_the_large, fit.intercept, fit.slope)
    );
    let without = Calibration::new(&scores(), None).unwrap();
    assert_eq!(without.slope, Figure::default());
}

#[test]
fn the_area_lies_between_pairs_of_other_bins_and_those_of_the_same_too() {
    // Three positives above three negatives: 9 of 4 · 6 pairs; within bins 1 · 3 and 3 · 3 more.
    let own = auroc_bounds(&scores()).unwrap();
    near(own.low, 9.0 / 24.0, 1e-15);
    near(own.high, 21.0 / 24.0, 1e-15);
    let mut positive = scores();
    for bin in &mut positive.bins {
        bin.positives = bin.n;
    }
    assert_eq!(auroc_bounds(&positive), None);
    let mut negative = scores();
    for bin in &mut negative.bins {
        bin.positives = 0;
    }
    assert_eq!(auroc_bounds(&negative), None);
}

#[test]
fn three_bins_count_pairs_from_the_lowest_up() {
    let bin = |n: u64, positives: u64| Bin {
        n,
        positives,
        score_sum: 0,
    };
    let own = Scores {
        bins: vec![bin(3, 1), bin(4, 2), bin(2, 2)],
        ..Scores::default()
    };
    // Negatives 2 and 2 below: 0 + 2 · 2 + 2 · 4 = 12 of 5 · 4 pairs; within bins 1 · 2 + 2 · 2.
    let found = auroc_bounds(&own).unwrap();
    near(found.low, 12.0 / 20.0, 1e-15);
    near(found.high, 18.0 / 20.0, 1e-15);
}
