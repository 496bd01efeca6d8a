//! Areas under the ROC curve with `DeLong`'s variance (*Biometrics* 1988;44:837), from placements counted by hand.

use garant_measure::interval::Z;
use garant_measure::predictions::ranks::{Auroc, Ranks};

use crate::harness::{figure, near};

/// Ranks of rows in one stratum.
fn ranks(positives: &[f64], negatives: &[f64]) -> Ranks {
    let mut ranks = Ranks::new(0);
    for score in positives {
        ranks.push(*score, true, &[]);
    }
    for score in negatives {
        ranks.push(*score, false, &[]);
    }
    ranks.place(|_| vec![0]);
    ranks
}

fn auroc(positives: &[f64], negatives: &[f64]) -> Option<Auroc> {
    let found = ranks(positives, negatives).auroc(1);
    assert_eq!(found.len(), 1);
    found[0]
}

#[track_caller]
fn found(positives: &[f64], negatives: &[f64], value: f64, variance: f64) {
    let own = auroc(positives, negatives).unwrap();
    near(own.value, value, 1e-15);
    near(own.variance, variance, 1e-15);
}

#[test]
fn the_area_is_the_part_of_pairs_in_order_and_ties_are_halves() {
    // Positives beat 4, 4, 3 and 3 of 4 negatives: placements 1, 1, 0.75, 0.75, of variance 0.0625/3. Negatives are beaten by 2, 4, 4, 4 of 4:
    // 0.5, 1, 1, 1, of variance 0.1875/3. Each over its 4 rows.
    found(
        &[0.9, 0.8, 0.4, 0.5],
        &[0.7, 0.3, 0.2, 0.1],
        0.875,
        0.0625 / 12.0 + 0.1875 / 12.0,
    );
    // Positives 1, 0.75 (one tie) and 0.5 of 2: variance 0.125/2 over 3. Negatives 0.5 and 1: 0.125/1 over 2.
    found(
        &[0.9, 0.5, 0.4],
        &[0.5, 0.1],
        0.75,
        0.125 / 6.0 + 0.125 / 2.0,
    );
    // Turned round: the area is what is left of 1, the variance the same.
    found(
        &[0.1, 0.5],
        &[0.4, 0.5, 0.9],
        0.25,
        0.125 / 6.0 + 0.125 / 2.0,
    );
}

#[test]
fn perfect_order_is_one_without_variance_and_all_ties_are_a_half() {
    found(&[0.9, 0.8], &[0.2, 0.1], 1.0, 0.0);
    found(&[0.2, 0.1], &[0.9, 0.8], 0.0, 0.0);
    found(&[0.5; 3], &[0.5; 4], 0.5, 0.0);
}

#[test]
fn one_outcome_alone_has_no_area_and_a_single_row_no_variance() {
    assert_eq!(auroc(&[0.5, 0.6], &[]), None);
    assert_eq!(auroc(&[], &[0.5, 0.6]), None);
    for (positives, negatives, value) in [
        (&[0.9][..], &[0.5, 0.95][..], 0.5),
        (&[0.9, 0.4], &[0.5], 0.5),
        (&[0.9], &[0.5], 1.0),
    ] {
        let own = auroc(positives, negatives).unwrap();
        near(own.value, value, 0.0);
        assert_eq!(own.variance, None);
    }
}

#[test]
fn a_score_of_minus_nought_ties_with_nought() {
    near(auroc(&[-0.0], &[0.0]).unwrap().value, 0.5, 0.0);
    near(auroc(&[0.0], &[-0.0]).unwrap().value, 0.5, 0.0);
}

#[test]
fn rows_belong_to_the_strata_of_their_groups() {
    let mut ranks = Ranks::new(1);
    assert!(ranks.is_empty());
    // Group 0 in perfect order, group 1 turned round; rows of both alternate.
    for (score, positive, code) in [
        (0.9, true, 0),
        (0.1, true, 1),
        (0.2, false, 0),
        (0.8, false, 1),
        (0.7, true, 0),
        (0.3, true, 1),
        (0.4, false, 0),
        (0.6, false, 1),
    ] {
        ranks.push(score, positive, &[code]);
    }
    ranks.place(|codes| vec![0, 1 + codes[0] as usize]);
    assert_eq!((ranks.len(), ranks.is_empty()), (8, false));
    let found = ranks.auroc(3);
    let values: Vec<Option<f64>> = found.iter().map(|own| own.map(|own| own.value)).collect();
    // Overall: 0.9 and 0.7 beat 4 and 3 of 4 negatives, 0.1 and 0.3 beat 0 and 1.
    assert_eq!(values, [Some(0.5), Some(1.0), Some(0.0)]);
    let mut rows = Vec::new();
    ranks.each(1, |row| {
        rows.push((row.score, row.positive, row.strata.to_vec()));
    });
    assert_eq!(rows[0], (0.1, true, vec![0, 2]));
    assert_eq!(rows[1], (0.2, false, vec![0, 1]));
    assert_eq!(rows[7], (0.9, true, vec![0, 1]));
}

#[test]
fn one_row_of_each_step_is_looked_at() {
    let own = ranks(&[0.1, 0.2, 0.3, 0.4, 0.5], &[]);
    let stepped = |step: usize| {
        let mut scores = Vec::new();
        own.each(step, |row| scores.push(row.score));
        scores
    };
    assert_eq!(stepped(2), [0.1, 0.3, 0.5]);
    assert_eq!(stepped(1).len(), 5);
    assert_eq!(stepped(0).len(), 5);
}

#[test]
fn the_interval_is_normal_and_cut_at_the_ends() {
    let own = |value: f64, variance: Option<f64>| Auroc { value, variance }.figure();
    let reach = Z * 0.1;
    figure(own(0.5, Some(0.01)), [0.5, 0.5 - reach, 0.5 + reach], 1e-12);
    figure(own(0.9, Some(0.01)), [0.9, 0.9 - reach, 1.0], 1e-12);
    figure(own(0.1, Some(0.01)), [0.1, 0.0, 0.1 + reach], 1e-12);
    let bare = own(0.9, None);
    assert_eq!((bare.value, bare.low, bare.high), (Some(0.9), None, None));
}

#[test]
fn two_areas_differ_with_both_their_variances() {
    let own = |value: f64, variance: Option<f64>| Auroc { value, variance };
    // 0.0009 + 0.0016 = 0.05², and 0.1 is two errors: p 0.0455.
    let (difference, p) = own(0.9, Some(0.0009)).minus(own(0.8, Some(0.0016)));
    figure(difference, [0.1, 0.1 - Z * 0.05, 0.1 + Z * 0.05], 1e-12);
    near(p, 0.045_500_264, 1e-9);
    let (difference, p) = own(0.9, None).minus(own(0.8, Some(0.0016)));
    near(difference.value, 0.1, 1e-12);
    assert_eq!((difference.low, p), (None, None));
    // Two without any variance leave nothing to test with.
    let (_, p) = own(1.0, Some(0.0)).minus(own(0.5, Some(0.0)));
    assert_eq!(p, None);
}
