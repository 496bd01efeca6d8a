//! Rates of counts, by their textbook definitions.

use garant_measure::interval::Proportion;
use garant_measure::predictions::count::{Counts, Weight};
use garant_measure::predictions::rates::{METRICS, Metric, Rate, Worse};

use crate::harness::{counts, figure, near};

#[test]
fn each_rate_is_its_textbook_proportion() {
    // tp 90, fp 20, tn 180, fn 10: 300 rows, 100 positive, 110 flagged.
    let own = counts([90, 20, 180, 10]);
    let wanted = [
        ("sensitivity", 90, 100, Some(Worse::Low)),
        ("specificity", 180, 200, Some(Worse::Low)),
        ("ppv", 90, 110, Some(Worse::Low)),
        ("npv", 180, 190, Some(Worse::Low)),
        ("fpr", 20, 200, Some(Worse::High)),
        ("fnr", 10, 100, Some(Worse::High)),
        ("selection-rate", 110, 300, None),
        ("accuracy", 270, 300, Some(Worse::Low)),
        ("prevalence", 100, 300, None),
    ];
    assert_eq!(METRICS.map(|metric| metric.name), wanted.map(|own| own.0));
    for (name, count, n, worse) in wanted {
        let metric = Metric::named(name).unwrap();
        assert_eq!((metric.rows(&own), metric.worse), (n, worse), "{name}");
        let rate = metric.rate(&own);
        assert_eq!(rate, Rate::of(count, n), "{name}");
        near(rate.figure.value, count as f64 / n as f64, 1e-15);
        let (low, high) = Proportion::new(count as f64, n as f64).unwrap().wilson();
        near(rate.figure.low, low, 1e-15);
        near(rate.figure.high, high, 1e-15);
    }
    assert!(Metric::named("error-rate").is_none());
}

#[test]
fn so_many_of_so_many_has_the_score_interval() {
    // 81 of 263: 0.2553 to 0.3662 (Newcombe, *Stat Med* 1998;17:857, table I).
    let rate = Rate::of(81, 263);
    assert_eq!(rate.n, Some(263));
    figure(rate.figure, [81.0 / 263.0, 0.2553, 0.3662], 5e-5);
}

#[test]
fn a_rate_of_nothing_is_undefined_and_tells_that_it_stands_on_no_row() {
    let own = counts([0, 3, 4, 0]);
    let rate = Metric::named("sensitivity").unwrap().rate(&own);
    assert_eq!(rate, Rate::of(0, 0));
    assert_eq!((rate.figure.value, rate.n), (None, Some(0)));
    let weighted = Counts {
        weights: Some([Weight::default(); 4]),
        ..own
    };
    let sensitivity = Metric::named("sensitivity").unwrap();
    assert_eq!(sensitivity.proportion(&weighted), None);
}

#[test]
fn weighted_rows_stand_on_kishs_effective_number() {
    // Positives of weights 2 and 4 flagged, 2 not: (6) / (8); (Σw)² / Σw² = 64 / (4 + 16 + 4).
    let weight = |sum: f64, squares: f64| Weight { sum, squares };
    let own = Counts {
        weights: Some([
            weight(6.0, 20.0),
            weight(5.0, 25.0),
            weight(1.0, 1.0),
            weight(2.0, 4.0),
        ]),
        ..counts([2, 1, 1, 1])
    };
    let sensitivity = Metric::named("sensitivity").unwrap();
    let proportion = sensitivity.proportion(&own).unwrap();
    near(proportion.value, 0.75, 1e-15);
    near(proportion.n, 64.0 / 24.0, 1e-15);
    let rate = sensitivity.rate(&own);
    assert_eq!(rate.n, Some(3));
    near(rate.figure.low, proportion.wilson().0, 1e-15);
    // fpr: 5 of 6, (6)² / (25 + 1).
    let fpr = Metric::named("fpr").unwrap().proportion(&own).unwrap();
    near(fpr.value, 5.0 / 6.0, 1e-15);
    near(fpr.n, 36.0 / 26.0, 1e-15);
}
