//! Drift series: each period against a reference, with published intervals.

use garant_measure::drift::{Order, Report, Spec, Values, read};
use garant_measure::interval::{Figure, Z};
use garant_measure::problem::Problem;
use garant_measure::table::Format;

use crate::harness::{faults, figure, near, table};

/// 48 of 80, 56 of 70, and 5 of 9.
const EVENTS: &str = "p,n,e\n2026-01,80,48\n2026-03,9,5\n2026-02,70,56\n";

fn events() -> Spec {
    Spec::new("p", "n", Values::Events("e".to_owned()))
}

fn means(sd: bool) -> Spec {
    let sd = sd.then(|| "sd".to_owned());
    let figure = "m".to_owned();
    Spec::new("p", "n", Values::Means { figure, sd })
}

fn series(text: &str, spec: &Spec) -> Result<Report, Problem> {
    read(spec, table(text, &Format::default())?, &mut |_| ())
}

fn periods(report: &Report) -> Vec<&str> {
    let points = report.series.iter().flat_map(|series| &series.points);
    points.map(|point| point.period.as_str()).collect()
}

#[test]
fn proportions_have_the_score_interval_and_changes_newcombes() {
    let own = series(EVENTS, &events()).unwrap();
    assert_eq!(periods(&own), ["2026-01", "2026-02", "2026-03"]);
    let [first, second, _] = own.series[0].points.as_slice() else {
        panic!("three points")
    };
    assert_eq!(own.series[0].reference.as_deref(), Some("2026-01"));
    near(first.figure.value, 0.6, 1e-15);
    assert_eq!((first.n, first.change), (Some(80), None));
    // Newcombe, *Stat Med* 1998;17:873, table II, method 10: 56/70 − 48/80.
    figure(second.change.unwrap(), [0.2, 0.0524, 0.3339], 5e-5);
    let proportions = "p,n,e\n2026-01,80,0.6\n2026-02,70,0.8\n";
    let spec = Spec::new("p", "n", Values::Proportions("e".to_owned()));
    let own = series(proportions, &spec).unwrap();
    figure(
        own.series[0].points[1].change.unwrap(),
        [0.2, 0.0524, 0.3339],
        5e-5,
    );
    // 81 of 263: Newcombe 1998;17:857, table I, method 3.
    let one = series("p,n,e\n2026-01,263,81\n", &events()).unwrap();
    figure(
        one.series[0].points[0].figure,
        [81.0 / 263.0, 0.2553, 0.3662],
        5e-5,
    );
}

#[test]
fn means_have_the_normal_interval_of_their_standard_error() {
    let text = "p,n,m,sd\n2026-01,100,5,2\n2026-02,225,5.5,3\n";
    let own = series(text, &means(true)).unwrap();
    let points = &own.series[0].points;
    // 2 / √100 and 3 / √225 are both 0.2; the change has √(0.04 + 0.04).
    figure(points[0].figure, [5.0, 5.0 - 0.2 * Z, 5.0 + 0.2 * Z], 1e-12);
    let reach = 0.08_f64.sqrt() * Z;
    figure(
        points[1].change.unwrap(),
        [0.5, 0.5 - reach, 0.5 + reach],
        1e-12,
    );
    let own = series(text, &means(false)).unwrap();
    assert_eq!(own.series[0].points[0].figure, Figure::bare(5.0));
    assert_eq!(own.series[0].points[1].change, Some(Figure::bare(0.5)));
}

#[test]
fn periods_come_in_the_order_of_their_texts_or_of_the_file() {
    let own = Spec {
        order: Order::File,
        ..events()
    };
    let own = series(EVENTS, &own).unwrap();
    assert_eq!(periods(&own), ["2026-01", "2026-03", "2026-02"]);
    assert_eq!(own.conventions.order, "file");
}

#[test]
fn a_named_reference_is_the_one_in_each_group_that_has_it() {
    let text = "p,n,e,g\n2026-01,80,48,a\n2026-02,70,56,a\n2026-02,70,35,b\n2026-02,50,25,\n2026-03,50,25,\n";
    let own = Spec {
        group: Some("g".to_owned()),
        reference: Some("2026-02".to_owned()),
        ..events()
    };
    let report = series(text, &own).unwrap();
    let groups: Vec<(Option<&str>, usize)> = report
        .series
        .iter()
        .map(|series| (series.group.as_deref(), series.points.len()))
        .collect();
    assert_eq!(groups, [(None, 2), (Some("a"), 2), (Some("b"), 1)]);
    // 48/80 − 56/70, Newcombe's example turned round.
    let change = report.series[1].points[0].change.unwrap();
    figure(change, [-0.2, -0.3339, -0.0524], 5e-5);
    let names: Vec<String> = report.figures().into_iter().map(|own| own.name).collect();
    assert_eq!(
        names,
        [
            "/2026-02",
            "/2026-03",
            "a/2026-01",
            "a/2026-02",
            "b/2026-02"
        ]
    );
    let lacking = Spec {
        reference: Some("2026-01".to_owned()),
        ..own.clone()
    };
    let report = series(text, &lacking).unwrap();
    assert_eq!(report.series[2].reference, None);
    assert_eq!(report.series[2].points[0].change, None);
    let nowhere = Spec {
        reference: Some("2025".to_owned()),
        ..own
    };
    assert_eq!(
        series(text, &nowhere).unwrap_err().code,
        "unknown-reference"
    );
}

#[test]
fn figures_and_changes_are_found_by_their_period() {
    let own = series(EVENTS, &events()).unwrap();
    let figures = own.figures();
    assert_eq!(figures.len(), 3);
    assert_eq!(
        (figures[1].name.as_str(), figures[1].n),
        ("2026-02", Some(70))
    );
    near(figures[1].figure.value, 0.8, 1e-15);
    let changes = own.changes();
    let names: Vec<&str> = changes.iter().map(|own| own.name.as_str()).collect();
    assert_eq!(names, ["2026-02", "2026-03"]);
    near(changes[0].figure.value, 0.2, 1e-12);
    assert!(changes.iter().chain(&figures).all(|own| !own.masked));
}

#[test]
fn a_small_period_is_hidden_with_its_change_and_a_small_reference_with_all_changes() {
    let own = series(EVENTS, &events()).unwrap().mask();
    let [_, second, third] = own.series[0].points.as_slice() else {
        panic!("three points")
    };
    assert_eq!((second.masked, second.n), (false, Some(70)));
    near(second.change.unwrap().value, 0.2, 1e-12);
    assert_eq!((third.masked, third.n), (true, None));
    assert_eq!(
        (third.figure, third.change),
        (Figure::default(), Some(Figure::default()))
    );
    assert!(own.masked);
    assert_eq!(own.conventions.masked_up_to, Some(10));
    let hidden: Vec<bool> = own.figures().iter().map(|own| own.masked).collect();
    assert_eq!(hidden, [false, false, true]);
    assert_eq!(own.clone().mask(), own);
    let named = Spec {
        reference: Some("2026-03".to_owned()),
        ..events()
    };
    let own = series(EVENTS, &named).unwrap().mask();
    let changes: Vec<bool> = own.changes().iter().map(|own| own.masked).collect();
    assert_eq!(changes, [true, true]);
    near(own.series[0].points[0].figure.value, 0.6, 1e-15);
}

#[test]
fn rows_at_fault_are_told_by_their_line() {
    let code = |row: &str, spec: &Spec| {
        let text = format!("p,n,e,m,sd\nq,10,1,1,1\n{row}\n");
        let found = series(&text, spec);
        found.err().map(|problem| faults(&problem)[0])
    };
    let proportions = Spec::new("p", "n", Values::Proportions("e".to_owned()));
    for (row, spec, wanted) in [
        ("r,10,1,1,1", events(), None),
        ("r,10,10,1,1", events(), None),
        ("r,10,0,1,1", events(), None),
        (",10,1,1,1", events(), Some("no-period")),
        ("q,10,1,1,1", events(), Some("period-twice")),
        ("r,,1,1,1", events(), Some("no-n")),
        ("r,0,0,1,1", events(), Some("n-below-one")),
        ("r,0.5,0,1,1", events(), Some("n-below-one")),
        ("r,1,1,1,1", events(), None),
        ("r,1.5,1,1,1", events(), Some("not-whole")),
        ("r,9007199254740992,1,1,1", events(), Some("not-whole")),
        ("r,9007199254740991,1,1,1", events(), None),
        ("r,10,,1,1", events(), Some("no-figure")),
        ("r,10,-1,1,1", events(), Some("negative-events")),
        ("r,10,11,1,1", events(), Some("events-above-n")),
        ("r,10,1.5,1,1", events(), Some("not-whole")),
        ("r,10,1,1,1", proportions.clone(), None),
        ("r,10,0,1,1", proportions.clone(), None),
        (
            "r,10,1.1,1,1",
            proportions.clone(),
            Some("proportion-out-of-range"),
        ),
        (
            "r,10,-0.1,1,1",
            proportions,
            Some("proportion-out-of-range"),
        ),
        ("r,10,1,-5,0", means(true), None),
        ("r,10,1,1,", means(true), Some("no-sd")),
        ("r,10,1,1,-1", means(true), Some("negative-sd")),
        ("r,10,1,1,-1", means(false), None),
    ] {
        let found = code(row, &spec);
        assert_eq!(found, wanted.map(|code| (3, code)), "{row}");
    }
    assert_eq!(series("p,n,e\n", &events()).unwrap_err().code, "no-rows");
}

#[test]
fn a_period_stands_once_a_group() {
    let own = Spec {
        group: Some("g".to_owned()),
        ..events()
    };
    assert!(series("p,n,e,g\nq,10,1,a\nq,10,1,b\nq,10,1,\n", &own).is_ok());
    let twice = series("p,n,e,g\nq,10,1,a\nq,10,1,b\nq,10,2,a\n", &own).unwrap_err();
    assert_eq!(faults(&twice), [(4, "period-twice")]);
}

#[test]
fn the_report_tells_how_its_figures_were_made() {
    let told = |spec: &Spec, text: &str| {
        let own = series(text, spec).unwrap().conventions;
        (
            own.values,
            own.figure_interval,
            own.change_interval,
            own.reference,
        )
    };
    let method = |text: &str| Some(text.to_owned());
    assert_eq!(
        told(&events(), EVENTS),
        (
            "events-over-n".to_owned(),
            method("wilson"),
            method("newcombe"),
            "first-in-order".to_owned()
        )
    );
    let text = "p,n,m,sd\nq,10,1,1\n";
    let own = told(&means(true), text);
    assert_eq!(
        (own.1, own.2),
        (method("normal-sd-over-root-n"), method("normal"))
    );
    let own = told(&means(false), text);
    assert_eq!((own.0, own.1, own.2), ("means".to_owned(), None, None));
}
