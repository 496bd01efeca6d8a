//! Decision times: rounded to tenths, and their quartiles of type 7 (Hyndman and Fan, *Am Stat* 1996;50:361).

use garant_measure::oversight::Time;
use garant_measure::oversight::time::tenths;

use crate::harness::near;

#[test]
fn seconds_are_rounded_to_tenths_the_half_up() {
    for (seconds, wanted) in [
        (0.0, Some(0)),
        (0.04, Some(0)),
        (0.05, Some(1)),
        (1.24, Some(12)),
        (12.0, Some(120)),
        (-0.04, Some(0)),
        (-0.1, None),
        (429_496_729.5, Some(u32::MAX)),
        (429_496_729.6, None),
        (f64::NAN, None),
        (f64::INFINITY, None),
    ] {
        assert_eq!(tenths(seconds), wanted, "{seconds}");
    }
}

/// Quartiles in seconds of times in tenths.
fn quartiles(tenths: &[u32]) -> [Option<f64>; 3] {
    let own = Time::new(tenths.to_vec(), 20);
    [own.lower_quartile, own.median, own.upper_quartile]
}

#[track_caller]
fn are(tenths: &[u32], wanted: [f64; 3]) {
    for (found, wanted) in quartiles(tenths).into_iter().zip(wanted) {
        near(found, wanted, 1e-12);
    }
}

#[test]
fn quartiles_lie_between_their_neighbours_in_proportion() {
    // At (n − 1)·q/4: of 1 to 10 at 2.25, 4.5 and 6.75 from the least.
    are(
        &[100, 90, 80, 70, 60, 50, 40, 30, 20, 10],
        [3.25, 5.5, 7.75],
    );
    are(&[10, 20, 30, 40], [1.75, 2.5, 3.25]);
    are(&[10, 20, 30, 40, 50], [2.0, 3.0, 4.0]);
    are(&[10, 40], [1.75, 2.5, 3.25]);
    are(&[7], [0.7, 0.7, 0.7]);
    are(&[5, 5, 5, 5, 5, 5], [0.5, 0.5, 0.5]);
    // A hundredth shows: 1 and 2 tenths.
    are(&[1, 2], [0.125, 0.15, 0.175]);
    assert_eq!(quartiles(&[]), [None; 3]);
}

#[test]
fn rows_without_a_time_are_counted() {
    let own = Time::new(vec![10, 20], 5);
    assert_eq!((own.n, own.not_recorded), (Some(2), Some(3)));
    let none = Time::new(Vec::new(), 5);
    assert_eq!((none.n, none.not_recorded), (Some(0), Some(5)));
}
