//! Intervals against the examples that their authors published.

use garant_measure::interval::{Figure, LEVEL, Proportion, Z, holm, two_sided};

use crate::harness::{figure, near};

fn of(count: f64, n: f64) -> Proportion {
    Proportion::new(count, n).unwrap()
}

/// Tables are printed with four decimals.
const PRINTED: f64 = 5e-5;

#[test]
fn the_score_interval_of_newcombes_examples() {
    // *Stat Med* 1998;17:857, table I, method 3.
    for (count, n, low, high) in [
        (81.0, 263.0, 0.2553, 0.3662),
        (15.0, 148.0, 0.0624, 0.1605),
        (0.0, 20.0, 0.0, 0.1611),
        (1.0, 29.0, 0.0061, 0.1718),
    ] {
        let found = of(count, n).wilson();
        near(found.0, low, PRINTED);
        near(found.1, high, PRINTED);
        // What is not counted has the interval turned round.
        let rest = of(n - count, n).wilson();
        near(rest.0, 1.0 - high, PRINTED);
        near(rest.1, 1.0 - low, PRINTED);
    }
}

#[test]
fn the_ends_of_none_and_of_all_are_exact() {
    let none = Proportion { value: 0.0, n: 7.0 }.wilson();
    let all = Proportion { value: 1.0, n: 7.0 }.wilson();
    assert_eq!(
        [none.0.to_bits(), all.1.to_bits()],
        [0.0_f64.to_bits(), 1.0_f64.to_bits()]
    );
    // z² / (n + z²).
    near(none.1, Z * Z / (7.0 + Z * Z), 1e-12);
    near(all.0, 7.0 / (7.0 + Z * Z), 1e-12);
}

#[test]
fn the_difference_of_newcombes_examples() {
    // *Stat Med* 1998;17:873, table II, method 10.
    for (own, other, low, high) in [
        ((56.0, 70.0), (48.0, 80.0), 0.0524, 0.3339),
        ((9.0, 10.0), (3.0, 10.0), 0.1705, 0.8090),
        ((6.0, 7.0), (2.0, 7.0), 0.0582, 0.8062),
        ((5.0, 56.0), (0.0, 29.0), -0.0381, 0.1926),
        ((0.0, 10.0), (0.0, 20.0), -0.1611, 0.2775),
        ((0.0, 10.0), (0.0, 10.0), -0.2775, 0.2775),
        ((10.0, 10.0), (0.0, 20.0), 0.6791, 1.0),
        ((10.0, 10.0), (0.0, 10.0), 0.6075, 1.0),
    ] {
        let value = own.0 / own.1 - other.0 / other.1;
        let (own, other) = (of(own.0, own.1), of(other.0, other.1));
        figure(own.minus(other), [value, low, high], PRINTED);
        // The other way round, the signs turn.
        figure(other.minus(own), [-value, -high, -low], PRINTED);
    }
}

#[test]
fn the_ratio_has_the_interval_of_its_logarithm() {
    // 10 of 100 to 5 of 100: variance 0.9/10 + 0.95/5 = 0.28 of the logarithm (Katz 1978).
    let found = of(10.0, 100.0).over(of(5.0, 100.0));
    let spread = (1.959_964 * 0.28_f64.sqrt()).exp();
    figure(found, [2.0, 2.0 / spread, 2.0 * spread], 1e-5);
    // 30 of 40 to 10 of 50: 0.25/30 + 0.8/10.
    let found = of(30.0, 40.0).over(of(10.0, 50.0));
    let spread = (1.959_964 * (0.25 / 30.0 + 0.8 / 10.0_f64).sqrt()).exp();
    figure(found, [3.75, 3.75 / spread, 3.75 * spread], 1e-4);
}

#[test]
fn a_ratio_of_nothing_has_no_interval_and_one_to_nothing_no_value() {
    let none = of(0.0, 10.0).over(of(5.0, 10.0));
    assert_eq!(none, Figure::bare(0.0));
    assert_eq!((none.value, none.low, none.high), (Some(0.0), None, None));
    assert_eq!(of(5.0, 10.0).over(of(0.0, 10.0)), Figure::default());
}

#[test]
fn a_proportion_of_nothing_is_none() {
    assert_eq!(Proportion::new(0.0, 0.0), None);
    assert_eq!(Proportion::new(1.0, -1.0), None);
    let half = of(2.0, 4.0);
    near(half.value, 0.5, 0.0);
    near(half.n, 4.0, 0.0);
}

#[test]
fn a_difference_is_tested_with_the_pooled_variance() {
    // 56 of 70 and 48 of 80: pooled 104/150, z = 0.2 / √(0.693333 · 0.306667 · (1/70 + 1/80)) = 2.650172, two-sided 0.008045.
    let (own, other) = (of(56.0, 70.0), of(48.0, 80.0));
    near(own.p_value(other), 0.008_045_08, 1e-7);
    near(other.p_value(own), 0.008_045_08, 1e-7);
    near(own.p_value(own), 1.0, 1e-12);
    // Where all or none are counted, there is nothing to test with.
    assert_eq!(of(0.0, 10.0).p_value(of(0.0, 20.0)), None);
    assert_eq!(of(10.0, 10.0).p_value(of(20.0, 20.0)), None);
}

#[test]
fn a_statistic_has_the_p_value_of_the_normal_tables() {
    for (z, p) in [
        (0.0, 1.0),
        (1.0, 0.317_310_508),
        (1.959_963_985, 0.05),
        (2.575_829_304, 0.01),
        (-3.290_526_731, 0.001),
    ] {
        near(two_sided(z), p, 1e-9);
    }
    near(two_sided(Z), 1.0 - LEVEL, 1e-12);
}

#[test]
fn holm_multiplies_the_least_by_all_and_never_steps_back() {
    let wanted = |p: &[f64], adjusted: &[f64]| {
        let found = holm(p);
        assert_eq!(found.len(), adjusted.len());
        for (found, wanted) in found.iter().zip(adjusted) {
            near(*found, *wanted, 1e-12);
        }
    };
    // 4 · 0.005, 3 · 0.01, 2 · 0.03, and 1 · 0.04 raised to 0.06.
    wanted(&[0.01, 0.04, 0.03, 0.005], &[0.03, 0.06, 0.06, 0.02]);
    wanted(&[0.5, 0.9], &[1.0, 1.0]);
    wanted(&[0.02, 0.02], &[0.04, 0.04]);
    wanted(&[0.2], &[0.2]);
    wanted(&[], &[]);
}

#[test]
fn a_figure_that_is_not_finite_is_undefined_and_a_bound_that_is_not_leaves_none() {
    let endless = f64::INFINITY;
    assert_eq!(Figure::new(endless, (0.0, 1.0)), Figure::default());
    assert_eq!(Figure::new(f64::NAN, (0.0, 1.0)), Figure::default());
    assert_eq!(Figure::new(0.5, (-endless, 1.0)), Figure::bare(0.5));
    assert_eq!(Figure::new(0.5, (0.0, f64::NAN)), Figure::bare(0.5));
    figure(Figure::new(0.5, (0.25, 1.0)), [0.5, 0.25, 1.0], 0.0);
}

#[test]
fn a_normal_interval_reaches_1_96_errors_each_way() {
    figure(
        Figure::normal(10.0, 2.0),
        [10.0, 10.0 - 3.919_928, 10.0 + 3.919_928],
        1e-6,
    );
}
