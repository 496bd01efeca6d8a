//! What would make a figure keep its limit: the answers that are missing first, then evidence, then its day, then the figure itself.

use garant_rules::Reason;
use garant_rules::figure::{Ask, Estimate, FigureKind};
use garant_rules::range::Range;
use garant_rules::way::{Sought, Wanted};

use crate::harness::{Project, TODAY, choice, day, one};
use crate::measured::{FOLLOWED, GAP, project};
use crate::range::estimate;

const WITHIN: &str = "{ measured = { evidence = \"p.proof\", figure = \"result\", metric = \"p.kind\", within = { low = \"p.low\", high = \"p.high\" } } }";

fn days(until: (i8, i8)) -> Wanted {
    Wanted::Days {
        from: None,
        until: Some(day(until.0, until.1)),
    }
}

/// What is sought of a figure, the one need of the one way.
fn sought(project: &Project, written: &str) -> Sought {
    let ways = project.ways(written, true);
    match ways.as_slice() {
        [needs] => match needs.as_slice() {
            [(path, Wanted::Figure(sought))] if path == "p.proof" => (**sought).clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn beyond(estimates: &[Estimate]) -> Sought {
    sought(&project().showing(day(6, 1), estimates), GAP)
}

#[test]
fn a_figure_is_sought_by_its_names_its_limit_and_the_day_it_was_set_on() {
    let own = beyond(&[estimate(0.75, 0.6, 0.9)]);
    assert_eq!(
        own,
        Sought {
            ask: Ask {
                evidence: "report".to_owned(),
                figure: FigureKind::Gap,
                metric: Some("a".to_owned()),
                attribute: Some("b".to_owned()),
                group: None,
            },
            range: Range {
                least: Some(-0.5),
                most: Some(0.5),
            },
            after: Some(day(5, 1)),
            set_by: vec!["p.bound".to_owned(), "p.first".to_owned()],
            more: None,
            beyond: true,
            undecided: false,
        }
    );
    assert!(project().ways(GAP, false).is_empty());
}

#[test]
fn where_too_few_rows_straddle_the_most_that_are_missing_are_told() {
    // 100 · 2² and 100 · 3².
    let own = beyond(&[estimate(0.25, 0.0, 0.75), estimate(0.25, 0.0, 1.0)]);
    assert_eq!(
        (own.more, own.beyond, own.undecided),
        (Some(800), false, false)
    );
}

#[test]
fn a_value_beyond_whose_interval_reaches_back_is_undecided() {
    let reaches = estimate(0.75, 0.25, 1.0);
    let own = beyond(std::slice::from_ref(&reaches));
    assert_eq!(
        (own.more, own.beyond, own.undecided),
        (Some(300), true, true)
    );
    // Another one that is wholly outside decides.
    let own = beyond(&[reaches, estimate(0.75, 0.6, 0.9)]);
    assert_eq!((own.beyond, own.undecided), (true, false));
}

#[test]
fn names_and_limits_that_are_unstated_are_asked_for_together() {
    let own = Project::default()
        .with("p.proof", "report")
        .with("p.attribute", choice("b"));
    let needs = ["p.kind", "p.bound"].map(|path| (path.to_owned(), Wanted::Stated));
    assert_eq!(own.ways(GAP, true), vec![needs.to_vec()]);
}

#[test]
fn a_piece_that_proves_nothing_is_put_right_first() {
    let flawed = Project::default()
        .with("p.proof", "report")
        .flawed(Reason::EvidenceAltered);
    assert_eq!(flawed.ways(GAP, true), one("p.proof", Wanted::Proof));
    // What is not cited cannot be put right.
    let open = Project::default()
        .with("p.bound", 0.5)
        .with("p.first", day(5, 1))
        .flawed(Reason::EvidenceMissing);
    let own = sought(&open, FOLLOWED);
    assert_eq!(own.ask.evidence, "");
    assert_eq!(own.range.least, Some(0.5));
}

#[test]
fn a_limit_that_nobody_dated_was_set_before_its_figures() {
    let undated = project().empty("p.first", true);
    assert_eq!(undated.ways(GAP, true), one("p.first", days((5, 31))));
    // Without figures, before those that come.
    let open = Project::default().with("p.bound", 0.5);
    let yesterday = TODAY.yesterday().unwrap();
    let until = (yesterday.month(), yesterday.day());
    assert_eq!(open.ways(FOLLOWED, true), one("p.first", days(until)));
    let cited = open.with("p.proof", "report");
    assert_eq!(cited.ways(FOLLOWED, true), one("p.first", days(until)));
}

#[test]
fn a_limit_that_needs_no_day_has_none() {
    let own = project().with("p.low", 0.5).with("p.high", 0.75);
    let own = sought(&own, WITHIN);
    assert_eq!(own.after, None);
    assert_eq!(own.set_by, ["p.low", "p.high"]);
    assert_eq!((own.range.least, own.range.most), (Some(0.5), Some(0.75)));
}

#[test]
fn a_limit_that_is_no_number_can_be_kept_by_nothing() {
    let broken = project().with("p.bound", f64::NAN);
    assert!(broken.ways(GAP, true).is_empty());
}
