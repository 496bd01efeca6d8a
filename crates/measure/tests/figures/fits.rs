//! Logistic fits on two scores, where the maximum of the likelihood has a closed form.
//!
//! Scores of 0.25 and 0.75 have the logits −L and L, L = ln 3. A fit with slope and intercept goes through both observed rates: its slope is
//! the difference of their logits over 2L, its intercept their mean. Its information is Σ n·p·q·(1, x, x²).

use garant_measure::interval::{Figure, Z};
use garant_measure::predictions::fit::{Fit, LEAST, fits};
use garant_measure::predictions::ranks::Ranks;

use crate::harness::figure;

/// Rows of some scores: how many positive ones, of how many.
fn ranks(rows: &[(f64, u32, u32)]) -> Ranks {
    let mut ranks = Ranks::new(0);
    for (score, positives, n) in rows {
        for row in 0..*n {
            ranks.push(*score, row < *positives, &[]);
        }
    }
    ranks.place(|_| vec![0]);
    ranks
}

fn fit(rows: &[(f64, u32, u32)]) -> Fit {
    fits(&ranks(rows), 1)[0]
}

#[track_caller]
fn normal(found: Figure, value: f64, error: f64) {
    figure(found, [value, value - Z * error, value + Z * error], 1e-8);
}

#[test]
fn rates_that_are_more_extreme_than_the_scores_have_a_slope_above_one() {
    let own = fit(&[(0.25, 10, 50), (0.75, 40, 50)]);
    let l = 3.0_f64.ln();
    // Logits −ln 4 and ln 4; each score has the information 50 · 0.2 · 0.8 = 8.
    normal(own.slope, 4.0_f64.ln() / l, 1.0 / (4.0 * l));
    normal(own.intercept, 0.0, 0.25);
    // With the slope at 1, scores are right on average: information 100 · 0.25 · 0.75.
    normal(own.in_the_large, 0.0, (1.0 / 18.75_f64).sqrt());
    assert_eq!(own.rows, 100);
}

#[test]
fn scores_that_are_too_low_have_an_intercept_above_nought() {
    let own = fit(&[(0.25, 20, 50), (0.75, 40, 50)]);
    let l = 3.0_f64.ln();
    // Logits ln(2/3) and ln 4. Information 12 and 8: sums 20, −4L and 20L², determinant 384L².
    normal(
        own.slope,
        6.0_f64.ln() / (2.0 * l),
        (20.0 / 384.0_f64).sqrt() / l,
    );
    normal(
        own.intercept,
        (8.0 / 3.0_f64).ln() / 2.0,
        (20.0 / 384.0_f64).sqrt(),
    );
    // 50·x/(x + 3) + 50·3x/(3x + 1) = 60 with x the exponential of the offset: 2.4x² − 2x − 3.6 = 0.
    let x = (2.0 + 38.56_f64.sqrt()) / 4.8;
    let information = 150.0 * x * ((x + 3.0).powi(-2) + (3.0 * x + 1.0).powi(-2));
    normal(own.in_the_large, x.ln(), information.sqrt().recip());
}

#[test]
fn scores_of_nought_and_one_are_left_out() {
    let with = fit(&[(0.0, 1, 3), (0.25, 10, 50), (0.75, 40, 50), (1.0, 2, 3)]);
    assert_eq!(with, fit(&[(0.25, 10, 50), (0.75, 40, 50)]));
}

#[test]
fn fifty_rows_are_the_fewest() {
    assert_eq!(LEAST, 50);
    let enough = fit(&[(0.25, 5, 25), (0.75, 20, 25)]);
    assert_eq!(enough.rows, 50);
    normal(
        enough.slope,
        4.0_f64.ln() / 3.0_f64.ln(),
        (1.0 / 8.0_f64).sqrt() / 3.0_f64.ln(),
    );
    let few = fit(&[(0.25, 5, 25), (0.75, 20, 24)]);
    assert_eq!(
        few,
        Fit {
            rows: 49,
            ..Fit::default()
        }
    );
    // Those that have no logit do not count.
    let ends = fit(&[(0.0, 1, 3), (0.25, 5, 25), (0.75, 20, 24)]);
    assert_eq!(ends, few);
}

#[test]
fn one_outcome_alone_and_outcomes_that_the_score_separates_have_no_fit() {
    for rows in [
        [(0.25, 0, 50), (0.75, 0, 50)],
        [(0.25, 50, 50), (0.75, 50, 50)],
    ] {
        assert_eq!(
            fit(&rows),
            Fit {
                rows: 100,
                ..Fit::default()
            }
        );
    }
    let separated = fit(&[(0.25, 0, 50), (0.75, 50, 50)]);
    assert_eq!(
        (separated.slope, separated.intercept),
        (Figure::default(), Figure::default())
    );
    // On average they are right.
    normal(separated.in_the_large, 0.0, (1.0 / 18.75_f64).sqrt());
}

#[test]
fn scores_that_are_all_the_same_have_no_slope() {
    let own = fit(&[(0.25, 20, 60)]);
    assert_eq!(own.slope, Figure::default());
    // ln(0.5) − ln(1/3) on 60 · (1/3) · (2/3) rows of information.
    normal(
        own.in_the_large,
        1.5_f64.ln(),
        (60.0 * 2.0 / 9.0_f64).sqrt().recip(),
    );
}

#[test]
fn each_stratum_has_its_own_fit() {
    let mut ranks = Ranks::new(1);
    for (code, positives) in [(0, 10), (1, 20)] {
        for row in 0..50 {
            ranks.push(0.25, row < positives, &[code]);
            ranks.push(0.75, row < 40, &[code]);
        }
    }
    ranks.place(|codes| vec![codes[0] as usize]);
    let found = fits(&ranks, 3);
    assert_eq!(found[0], fit(&[(0.25, 10, 50), (0.75, 40, 50)]));
    assert_eq!(found[1], fit(&[(0.25, 20, 50), (0.75, 40, 50)]));
    assert_eq!(found[2], Fit::default());
}

#[test]
fn of_a_hundred_thousand_rows_all_decide() {
    // A sample of one in 32 brings the coefficients near; every row of 2 000 times the first table then decides.
    let own = fit(&[(0.25, 20_000, 100_000), (0.75, 80_000, 100_000)]);
    let l = 3.0_f64.ln();
    normal(
        own.slope,
        4.0_f64.ln() / l,
        1.0 / (4.0 * l * 2_000.0_f64.sqrt()),
    );
    normal(own.intercept, 0.0, 0.25 / 2_000.0_f64.sqrt());
    assert_eq!(own.rows, 200_000);
}
