//! Counts by stratum: read, checked, ordered, added up.

use garant_measure::predictions::count::{Bin, Counts, Scores};
use garant_measure::predictions::tally::{MAX_BYTES, StratumCounts};
use garant_measure::predictions::{By, Tally};

use crate::harness::{by, counts, grouped, tally};

fn two() -> Tally {
    grouped(&[("a", counts([1, 2, 3, 4])), ("b", counts([5, 6, 7, 8]))])
}

/// Both attributes and their crossing, out of order.
fn crossed() -> Tally {
    let own = counts([1, 2, 3, 4]);
    let twice = counts([2, 4, 6, 8]);
    let strata = vec![
        (by(&[("g", "b"), ("h", "")]), own.clone()),
        (by(&[("g", "a"), ("h", "x")]), own.clone()),
        (by(&[("h", "x")]), own.clone()),
        (by(&[("h", "")]), own.clone()),
        (by(&[("g", "b")]), own.clone()),
        (by(&[("g", "a")]), own),
        (by(&[]), twice),
    ];
    tally(&["h", "g"], &[&["h", "g"]], strata)
}

fn cause(own: Tally) -> String {
    let problem = own.check().unwrap_err();
    assert_eq!(problem.code, "bad-tally");
    let cause = problem.args.into_iter().find(|(key, _)| *key == "cause");
    cause.unwrap().1
}

fn changed(change: impl FnOnce(&mut Tally)) -> Tally {
    let mut own = two();
    change(&mut own);
    own
}

#[test]
fn a_sound_tally_is_what_it_was() {
    assert_eq!(two().check().unwrap(), two());
    assert_eq!(two().overall(), counts([6, 8, 10, 12]));
    let none = changed(|own| own.strata.clear());
    assert_eq!(none.overall(), Counts::default());
}

#[test]
fn its_json_comes_back_with_or_without_a_byte_order_mark() {
    let json = serde_json::to_vec(&two()).unwrap();
    assert_eq!(Tally::parse(&json).unwrap(), two());
    let marked = [b"\xef\xbb\xbf \n".as_slice(), &json].concat();
    assert_eq!(Tally::parse(&marked).unwrap(), two());
    for bytes in [json.as_slice(), &marked, b"{", b"[1]"] {
        assert!(Tally::recognises(bytes));
    }
    for bytes in [b"label,score\n1,0.5\n".as_slice(), b"", b"text"] {
        assert!(!Tally::recognises(bytes));
    }
    for bytes in [b"{".as_slice(), b"{}", b"[]", b""] {
        assert_eq!(Tally::parse(bytes).unwrap_err().code, "bad-tally");
    }
    // 64 mebibytes.
    assert_eq!(MAX_BYTES, 1 << 26);
    let large = vec![b' '; MAX_BYTES + 1];
    assert_eq!(Tally::parse(&large).unwrap_err().code, "tally-too-large");
    // The largest is read, and found empty.
    let empty = vec![b' '; MAX_BYTES];
    assert_eq!(Tally::parse(&empty).unwrap_err().code, "bad-tally");
}

#[test]
fn strata_come_in_the_order_of_their_attributes_those_not_recorded_last() {
    let own = crossed().check().unwrap();
    let order: Vec<By> = own.strata.into_iter().map(|own| own.by).collect();
    assert_eq!(
        order,
        [
            by(&[]),
            by(&[("h", "x")]),
            by(&[("h", "")]),
            by(&[("g", "a")]),
            by(&[("g", "b")]),
            by(&[("g", "a"), ("h", "x")]),
            by(&[("g", "b"), ("h", "")]),
        ]
    );
}

#[test]
fn crossings_come_after_all_attributes_in_the_order_they_were_asked_for() {
    let own = counts([1, 2, 3, 4]);
    let values = [("h", "a"), ("g", "b"), ("k", "m")];
    let [h, g, k] = values;
    let order = [
        by(&[]),
        by(&[h]),
        by(&[g]),
        by(&[k]),
        by(&[g, k]),
        by(&[h, k]),
        by(&[h, g]),
    ];
    let strata = order.iter().rev().map(|by| (by.clone(), own.clone()));
    let crossings: [&[&str]; 3] = [&["g", "k"], &["h", "k"], &["h", "g"]];
    let sorted = tally(&["h", "g", "k"], &crossings, strata.collect()).check();
    let found: Vec<By> = sorted
        .unwrap()
        .strata
        .into_iter()
        .map(|own| own.by)
        .collect();
    assert_eq!(found, order);
}

#[test]
fn a_row_of_a_query_is_a_tally_as_text_or_as_an_object_a_line() {
    let text =
        "garant_tally,label,threshold,tp,fp,tn,fn,no_label,at_threshold\n1,l,0.5,1,2,3,4,0,0\n";
    let object = "{\"garant_tally\":1,\"label\":\"l\",\"threshold\":\"0.5\",\"tp\":1,\"fp\":2,\"tn\":3,\"fn\":4,\"no_label\":0,\"at_threshold\":0}\n";
    for bytes in [text, object] {
        let own = Tally::parse(bytes.as_bytes()).unwrap();
        assert_eq!(own.overall(), counts([1, 2, 3, 4]));
    }
}

#[test]
fn what_a_tally_is_of_is_checked() {
    let version = "its format or version is another one";
    assert_eq!(cause(changed(|own| own.version = 2)), version);
    assert_eq!(cause(changed(|own| own.format.push('x'))), version);
    let flag = "neither a threshold nor a decision, or b";
    let both = changed(|own| own.decision = Some("d".to_owned()));
    assert!(cause(both).starts_with(flag));
    assert!(cause(changed(|own| own.threshold = None)).starts_with(flag));
    let decided = changed(|own| {
        own.threshold = None;
        own.decision = Some("d".to_owned());
    });
    assert!(decided.check().is_ok());
    for (threshold, sound) in [(0.0, true), (1.0, true), (-0.1, false), (1.1, false)] {
        let own = changed(|own| own.threshold = Some(threshold));
        assert_eq!(own.check().is_ok(), sound, "{threshold}");
    }
}

#[test]
fn attributes_and_crossings_are_known_and_stand_once() {
    let twice = changed(|own| own.attributes.push("g".to_owned()));
    assert_eq!(cause(twice), "an attribute twice");
    let names = |own: &[&str]| own.iter().map(|name| (*name).to_owned()).collect();
    for crossing in [&["g"][..], &["g", "z"], &["g", "g"]] {
        let own = changed(|own| own.crossings.push(names(crossing)));
        assert_eq!(cause(own), "a crossing of unknown attributes");
    }
}

#[test]
fn strata_are_of_attributes_that_are_named_and_stand_once() {
    let with = |values: &[(&str, &str)]| {
        changed(|own| {
            own.strata.push(StratumCounts {
                by: by(values),
                counts: Counts::default(),
            });
        })
    };
    let unknown = "a stratum of unknown attributes";
    assert_eq!(cause(with(&[("z", "a")])), unknown);
    assert_eq!(cause(with(&[("g", "a"), ("h", "x")])), unknown);
    assert_eq!(cause(with(&[("g", "a")])), "a stratum twice");
    assert_eq!(cause(with(&[])), "a stratum twice");
    let mut partly = crossed();
    partly.attributes.push("k".to_owned());
    let own = StratumCounts {
        by: by(&[("g", "a"), ("k", "x")]),
        counts: Counts::default(),
    };
    partly.strata.push(own);
    assert_eq!(cause(partly), unknown);
    let headless = changed(|own| {
        own.strata.remove(0);
    });
    assert_eq!(cause(headless), "no overall stratum");
    assert_eq!(
        cause(changed(|own| own.strata.clear())),
        "no overall stratum"
    );
}

#[test]
fn groups_and_crossings_add_up_to_the_whole() {
    let more = changed(|own| own.strata[1].counts.tp += 1);
    assert!(cause(more).starts_with("groups of g do not add up"));
    let mut less = crossed();
    less.strata[0].counts.fn_ -= 1;
    assert!(cause(less).starts_with("groups of h, g do not add up"));
    let weighed = |sum: f64| {
        let mut own = Counts::new(None, true);
        own.weights.as_mut().unwrap()[0].sum = sum;
        own
    };
    // Sums of weights depend on the order of rows in their last digits.
    let mut own = grouped(&[("a", weighed(0.1)), ("b", weighed(0.2))]);
    own.strata[0].counts = weighed(0.3);
    assert!(own.check().is_ok());
}

fn binned(bins: usize, positives: u64) -> Counts {
    let mut own = vec![Bin::default(); bins];
    own[0] = Bin {
        n: 2,
        positives,
        score_sum: 0,
    };
    Counts {
        scores: Some(Scores {
            bins: own,
            ..Scores::default()
        }),
        ..counts([0, 0, 2 - positives, positives])
    }
}

#[test]
fn bins_are_of_a_number_that_can_be_asked_for_and_the_same_in_all_strata() {
    for bins in [10, 20, 40, 80, 160] {
        assert!(grouped(&[("a", binned(bins, 1))]).check().is_ok());
    }
    for bins in [5, 30] {
        let own = grouped(&[("a", binned(bins, 1))]);
        assert_eq!(cause(own), "its number of bins is none of ours");
    }
    let mut own = grouped(&[("a", binned(10, 1)), ("b", binned(10, 0))]);
    own.strata[2].counts = binned(20, 0);
    assert_eq!(cause(own), "strata with other bins");
    let mut own = grouped(&[("a", binned(10, 1)), ("b", binned(10, 0))]);
    own.strata[2].counts.scores = None;
    assert_eq!(cause(own), "strata with other bins");
}

#[test]
fn parts_of_one_table_are_added_stratum_by_stratum() {
    let other = grouped(&[("b", counts([1, 1, 1, 1])), ("c", counts([2, 0, 0, 0]))]);
    let sum = two().merge(&other).unwrap();
    let wanted = grouped(&[
        ("a", counts([1, 2, 3, 4])),
        ("b", counts([6, 7, 8, 9])),
        ("c", counts([2, 0, 0, 0])),
    ]);
    assert_eq!(sum, wanted);
    assert_eq!(other.merge(&two()).unwrap(), wanted);
    let scored = || grouped(&[("a", binned(10, 1))]);
    assert_eq!(scored().merge(&scored()).unwrap().overall().n(), 4);
}

#[test]
fn parts_of_other_tables_are_refused_by_what_differs() {
    let text = || Some("x".to_owned());
    let decided = |column: &str| {
        let column = Some(column.to_owned());
        changed(|own| (own.threshold, own.decision) = (None, column))
    };
    let mut other = crossed();
    other.crossings.clear();
    other.strata.retain(|own| own.by.len() < 2);
    for (own, second, what) in [
        (two(), changed(|own| own.label.push('x')), "label"),
        (two(), changed(|own| own.positive = text()), "positive"),
        (two(), changed(|own| own.score = None), "score"),
        (two(), changed(|own| own.threshold = Some(0.4)), "threshold"),
        (decided("d"), decided("e"), "decision"),
        (two(), changed(|own| own.weight = text()), "weight"),
        (two(), changed(|own| own.unit = text()), "unit"),
        (two(), grouped_as("h"), "attributes"),
        (crossed(), other, "crossings"),
        (
            grouped(&[("a", binned(10, 1))]),
            grouped(&[("a", binned(20, 1))]),
            "bins",
        ),
    ] {
        let problem = own.merge(&second).unwrap_err();
        assert_eq!(problem.code, "tallies-differ");
        assert_eq!(problem.args, [("what", what.to_owned())]);
    }
}

fn grouped_as(name: &str) -> Tally {
    let own = counts([1, 2, 3, 4]);
    tally(
        &[name],
        &[],
        vec![(by(&[]), own.clone()), (by(&[(name, "a")]), own)],
    )
}

#[test]
fn sums_that_are_too_large_are_refused() {
    let half = || grouped(&[("a", counts([6_000_000_000, 0, 0, 0]))]);
    let problem = half().merge(&half()).unwrap_err();
    assert_eq!(problem.code, "bad-tally");
}
