//! Counts that cannot be: too large to be added up, or against each other.

use garant_measure::predictions::count::{Bin, Counts, Scores, Weight};
use garant_measure::predictions::limit::MAX_ROWS;

use crate::harness::{counts, grouped};

/// What is wrong with a tally of these counts, if anything is.
fn fault(own: Counts) -> Option<String> {
    let problem = grouped(&[("a", own)]).check().err()?;
    assert_eq!(problem.code, "bad-tally");
    let cause = problem.args.iter().find(|(key, _)| *key == "cause");
    Some(cause.unwrap().1.clone())
}

fn is(own: Counts, cause: &str) {
    let found = fault(own).unwrap();
    // What a message shows is cut at forty characters.
    let shown: String = cause.chars().take(40).collect();
    assert!(found.starts_with(&shown), "{found}");
}

#[test]
fn ten_thousand_million_rows_are_the_most_those_without_an_outcome_included() {
    let most = MAX_ROWS / 5;
    let whole = |more: u64| Counts {
        no_label: most + more,
        ..counts([most; 4])
    };
    assert_eq!(fault(whole(0)), None);
    is(whole(1), "a count is too large");
    is(counts([u64::MAX, 1, 1, 1]), "a count is too large");
}

#[test]
fn no_more_rows_are_at_the_threshold_than_flagged() {
    let tied = |at_threshold: u64| Counts {
        at_threshold,
        ..counts([2, 3, 40, 50])
    };
    assert_eq!(fault(tied(5)), None);
    is(tied(6), "more rows at the threshold than flagged");
}

#[test]
fn weights_are_not_negative_and_not_beyond_all_measure() {
    let largest = f64::from(u32::MAX).powi(8);
    let weighed = |sum: f64, squares: f64| {
        let own = Weight { sum, squares };
        Counts {
            weights: Some([own; 4]),
            ..counts([1, 1, 1, 1])
        }
    };
    assert_eq!(fault(weighed(0.0, 0.0)), None);
    assert_eq!(fault(weighed(largest, largest)), None);
    for (sum, squares) in [
        (-1.0, 1.0),
        (1.0, -1.0),
        (largest * 2.0, 1.0),
        (1.0, f64::NAN),
    ] {
        is(weighed(sum, squares), "a weight is negative or too large");
    }
}

/// Two rows of score 0.25, one of them positive, and two negative ones of 0.75, changed.
fn scored(change: impl Fn(&mut Scores)) -> Counts {
    let bin = |n: u64, positives: u64, score_sum: u64| Bin {
        n,
        positives,
        score_sum,
    };
    let mut scores = Scores {
        squared_error: 1_750_000_000,
        at_the_ends: 0,
        bins: vec![Bin::default(); 10],
    };
    scores.bins[2] = bin(2, 1, 500_000_000);
    scores.bins[7] = bin(2, 0, 1_500_000_000);
    change(&mut scores);
    Counts {
        scores: Some(scores),
        ..counts([0, 2, 1, 1])
    }
}

#[test]
fn scores_fit_their_rows() {
    let cause = "its scores do not fit its rows";
    assert_eq!(fault(scored(|_| ())), None);
    assert_eq!(fault(scored(|own| own.at_the_ends = 4)), None);
    is(scored(|own| own.at_the_ends = 5), cause);
    // No row is more than 1 off.
    assert_eq!(fault(scored(|own| own.squared_error = 4_000_000_000)), None);
    is(scored(|own| own.squared_error = 4_000_000_001), cause);
}

#[test]
fn bins_add_up_to_the_rows_and_to_the_positives() {
    let cause = "its score bins do not add up";
    is(scored(|own| own.bins[2].n = 3), cause);
    is(scored(|own| own.bins[2].positives = 0), cause);
    is(scored(|own| own.bins[7].positives = 1), cause);
    is(scored(|own| own.bins[7].n = u64::MAX), cause);
}

#[test]
fn the_scores_of_a_bin_lie_in_it_but_for_half_a_unit_a_row() {
    let cause = "the scores of a bin lie outside it";
    let sum = |at: usize, score_sum: u64| scored(move |own| own.bins[at].score_sum = score_sum);
    // Two rows of the bin from 0.2 to 0.3: 400 000 000 to 600 000 000, two units of slack.
    assert_eq!(fault(sum(2, 399_999_998)), None);
    is(sum(2, 399_999_997), cause);
    assert_eq!(fault(sum(2, 600_000_002)), None);
    is(sum(2, 600_000_003), cause);
    assert_eq!(fault(sum(7, 1_600_000_002)), None);
    is(sum(7, 1_600_000_003), cause);
    assert_eq!(fault(sum(7, 1_399_999_998)), None);
    is(sum(7, 1_399_999_997), cause);
    // An empty bin has no score.
    is(sum(0, 1), cause);
}

#[test]
fn a_bin_has_no_more_positives_than_rows() {
    let own = scored(|own| {
        own.bins[2].n = 1;
        own.bins[2].positives = 0;
        own.bins[2].score_sum = 250_000_000;
        own.bins[7].n = 3;
        own.bins[7].positives = 1;
        own.bins[7].score_sum = 2_250_000_000;
    });
    assert_eq!(fault(own), None);
    let own = scored(|own| {
        own.bins[2].n = 0;
        own.bins[2].score_sum = 0;
        own.bins[7].n = 4;
        own.bins[7].score_sum = 3_000_000_000;
    });
    is(own, "the scores of a bin lie outside it");
}
