//! Oversight logs, perturbation suites and drift series against figures computed by hand, and what their masks hide.

use std::io::Cursor;

use garant_measure::drift::{Order, Values};
use garant_measure::oversight::{Figures, Period};
use garant_measure::table::{Format, Table};
use garant_measure::{Figure, Problem, drift, oversight, perturbation};

pub(crate) fn table(text: &str) -> Table {
    let bytes = Box::new(Cursor::new(text.to_owned().into_bytes()));
    Table::open(bytes, &Format::default()).unwrap()
}

fn near(found: Option<f64>, wanted: f64) {
    let found = found.unwrap();
    assert!((found - wanted).abs() < 1e-4, "{found}, not {wanted}");
}

fn bounded(figure: Figure, value: f64, low: f64, high: f64) {
    near(figure.value, value);
    near(figure.low, low);
    near(figure.high, high);
}

/// Rows at fault: line, column and code of those that are told, and how many there are.
fn faults(problem: &Problem) -> (Vec<(u64, &str, &str)>, u64) {
    assert_eq!(problem.code, "bad-rows");
    let list = problem.faults.as_ref().unwrap();
    let told = list.first.iter();
    let told = told.map(|it| (it.row, it.column.as_deref().unwrap_or(""), it.code));
    (told.collect(), list.total)
}

fn codes(told: &[(u64, &str, &str)]) -> Vec<String> {
    let told = told.iter();
    told.map(|(row, column, code)| format!("{row} {column} {code}"))
        .collect()
}

const LOG: &str = "\
shown,decided,truth,first,why,reviewed,secs
a,a,a,a,,yes,10
a,a,a,b,,no,20
a,a,b,b,,YES,30
a,b,b,b,lesion seen,no,40
b,b,b,a,,1,50
b,a,b,a,N/A,0,60
b,a,a,b, - ,oui,70
b,b,a,b,,non,80
a,a,,a,,,
a,b,,,refused,true,90
b,b,b,,,false,100
a,a,a,a,,yes,110
";

pub(crate) fn log_spec() -> oversight::Spec {
    oversight::Spec {
        outcome: Some("truth".to_owned()),
        initial: Some("first".to_owned()),
        reason: Some("why".to_owned()),
        reviewed: Some("reviewed".to_owned()),
        seconds: Some("secs".to_owned()),
        empty_reasons: vec!["n/a".to_owned(), "-".to_owned()],
        ..oversight::Spec::new("shown", "decided")
    }
}

fn counted(figures: &Figures, name: &str, count: u32, n: u32) {
    let Some(rate) = figures.rates.get(name) else {
        panic!("no {name}");
    };
    assert_eq!(rate.n, Some(u64::from(n)), "{name}");
    let value = rate.figure.value.unwrap() * f64::from(n);
    assert!((value - f64::from(count)).abs() < 1e-9, "{name}: {value}");
}

#[test]
fn an_oversight_log_gives_the_figures_computed_by_hand() {
    let report = oversight::read(&log_spec(), table(LOG), &mut |_| ()).unwrap();
    let all = &report.overall;
    assert_eq!(all.n, Some(12));
    // Overridden: the 4th, 6th, 7th and 10th row; two of their reasons say something.
    assert_eq!((all.followed, all.overridden), (Some(8), Some(4)));
    counted(all, "follow-rate", 8, 12);
    counted(all, "override-rate", 4, 12);
    counted(all, "reasons-given", 2, 4);
    // Wrong suggestions: 3rd, 4th, 7th, 8th; accepted: 3rd and 8th. Right ones: 1st, 2nd, 5th, 6th, 11th, 12th; rejected: the 6th.
    assert_eq!(
        (all.without_outcome, all.without_initial),
        (Some(2), Some(1))
    );
    counted(all, "wrong-advice-accepted", 2, 4);
    counted(all, "right-advice-rejected", 1, 6);
    // Outcome and initial opinion: the first eight and the 12th; the opinion is right in the 1st, 3rd, 4th and 12th.
    counted(all, "accuracy-tool", 5, 9);
    counted(all, "accuracy-human", 4, 9);
    counted(all, "accuracy-team", 6, 9);
    counted(all, "correct-to-wrong", 1, 4);
    counted(all, "wrong-to-correct", 3, 5);
    // Wilson, 1 of 4: (0.25 + 0.4801824 ± 0.6408145) / 1.9603647.
    let switched = report.figure("correct-to-wrong").unwrap();
    bounded(switched.figure, 0.25, 0.045_587, 0.699_358);
    assert_eq!((switched.n, switched.masked), (Some(4), false));
    // Reviewed: 1st, 3rd, 5th, 7th, 10th, 12th; of those followed 1st, 3rd, 5th, 12th.
    assert_eq!(all.review_not_recorded, Some(1));
    counted(all, "reviewed-afterwards", 6, 12);
    counted(all, "reviewed-among-followed", 4, 8);
    // 10, 20 … 110: places 2.5, 5 and 7.5.
    let time = all.time.unwrap();
    assert_eq!((time.n, time.not_recorded), (Some(11), Some(1)));
    near(time.lower_quartile, 35.0);
    near(time.median, 60.0);
    near(time.upper_quartile, 85.0);
    let median = report.figure("median-decision-time").unwrap();
    near(median.figure.value, 60.0);
    assert_eq!((median.figure.low, median.n), (None, Some(11)));
    assert!(report.figure("colour").is_none());
    assert!(report.periods.is_empty());
}

#[test]
fn a_log_says_the_same_in_parquet() {
    // The same rows; reviews are texts, times whole numbers, and empty cells null.
    let bytes: &[u8] = include_bytes!("../tables/oversight.parquet");
    let table_of_bytes = Table::open(Box::new(Cursor::new(bytes)), &Format::default()).unwrap();
    let found = oversight::read(&log_spec(), table_of_bytes, &mut |_| ()).unwrap();
    let wanted = oversight::read(&log_spec(), table(LOG), &mut |_| ()).unwrap();
    assert_eq!(found, wanted);
}

#[test]
fn what_the_columns_do_not_say_is_absent_and_a_rate_of_nothing_is_null() {
    let spec = oversight::Spec::new("shown", "decided");
    let report = oversight::read(&spec, table(LOG), &mut |_| ()).unwrap();
    let names: Vec<&String> = report.overall.rates.keys().collect();
    assert_eq!(names, ["follow-rate", "override-rate"]);
    assert!(report.figure("reviewed-afterwards").is_none());
    assert!(report.figure("median-decision-time").is_none());
    assert_eq!(report.overall.without_outcome, None);
    // Nothing is overridden, and no suggestion is wrong.
    let text = "shown,decided,truth,why,secs\na,a,a,,\nb,b,b,,\n";
    let spec = oversight::Spec {
        outcome: Some("truth".to_owned()),
        reason: Some("why".to_owned()),
        seconds: Some("secs".to_owned()),
        ..spec
    };
    let report = oversight::read(&spec, table(text), &mut |_| ()).unwrap();
    for name in ["reasons-given", "wrong-advice-accepted"] {
        let found = report.figure(name).unwrap();
        assert_eq!((found.figure, found.n), (Figure::default(), Some(0)));
        assert!(!found.masked);
    }
    let found = report.figure("median-decision-time").unwrap();
    assert_eq!((found.figure.value, found.n), (None, Some(0)));
}

#[test]
fn decision_times_come_from_two_moments_and_periods_from_the_second() {
    let text = "\
shown,decided,asked,done
a,a,2026-01-31T23:59:30Z,2026-02-01T00:00:30+00:00
a,a,2026-03-01T10:00:00+01:00,2026-03-01T09:00:12.34Z
a,b,2026-03-02 08:00,2026-03-02 08:02
a,b,2026-05-04,2026-05-04
a,a,2026-05-04,
a,b,,2027-01-01
";
    let mut spec = oversight::Spec {
        suggested_at: Some("asked".to_owned()),
        decided_at: Some("done".to_owned()),
        period: Period::Month,
        ..oversight::Spec::new("shown", "decided")
    };
    let names = |spec: &oversight::Spec| -> Vec<String> {
        let report = oversight::read(spec, table(text), &mut |_| ()).unwrap();
        let periods = report.periods.iter();
        periods
            .map(|it| {
                let name = it.period.as_deref().unwrap_or("?");
                format!("{name}: {}", it.figures.n.unwrap())
            })
            .collect()
    };
    let months = [
        "2026-02: 1",
        "2026-03: 2",
        "2026-05: 1",
        "2027-01: 1",
        "?: 1",
    ];
    assert_eq!(names(&spec), months);
    let report = oversight::read(&spec, table(text), &mut |_| ()).unwrap();
    // 60 s, 12.34 s held as 12.3 s, and 120 s; dates alone say nothing of the time that a decision took.
    let time = report.overall.time.unwrap();
    assert_eq!((time.n, time.not_recorded), (Some(3), Some(3)));
    near(time.lower_quartile, f64::midpoint(12.3, 60.0));
    near(time.median, 60.0);
    near(time.upper_quartile, 90.0);
    spec.period = Period::Quarter;
    assert_eq!(
        names(&spec),
        ["2026-Q1: 3", "2026-Q2: 1", "2027-Q1: 1", "?: 1"]
    );
    spec.period = Period::Year;
    assert_eq!(names(&spec), ["2026: 4", "2027: 1", "?: 1"]);
}

#[test]
fn an_oversight_log_tells_its_first_ten_faults_and_how_many_there_are() {
    let text = "\
shown,decided,asked,done,reviewed,when
a,a,2026-01-01T10:00,2026-01-01T10:01,oui,2026
,a,,,,2026
a,,,,,2026
a,a,,,maybe,2026
a,a,01/02/2026,,,2026
a,a,,yesterday,,2026
a,a,2026-01-01T10:00,2026-01-01T09:59,,2026
a,a,2026-01-01T10:00Z,2026-01-01T10:01,,2026
a,a,2026-01-02,2026-01-01,,2026
a,a,1900-01-01,2026-01-01T10:00,no,Jean Martin
a,a,1900-01-01T00:00,2026-01-01T10:00,no,2026-01
a,a,2026-01-01T10:00[Europe/Paris],2026-01-01T10:01,,2026
a,a,,,2,2026
";
    let spec = oversight::Spec {
        suggested_at: Some("asked".to_owned()),
        decided_at: Some("done".to_owned()),
        reviewed: Some("reviewed".to_owned()),
        period: Period::Column("when".to_owned()),
        ..oversight::Spec::new("shown", "decided")
    };
    let problem = oversight::read(&spec, table(text), &mut |_| ()).unwrap_err();
    let (told, total) = faults(&problem);
    let wanted = [
        "3 shown no-suggestion",
        "4 decided no-decision",
        "5 reviewed unknown-reviewed",
        "6 asked not-a-time",
        "7 done not-a-time",
        "8 done negative-time",
        "9 done zone-mismatch",
        "10 done negative-time",
        "11 when not-a-period",
        "12 done time-too-long",
    ];
    assert_eq!(codes(&told), wanted);
    assert_eq!(total, 12);
    let problem = |text: &str, spec: &oversight::Spec| {
        oversight::read(spec, table(text), &mut |_| ()).unwrap_err()
    };
    let seconds = oversight::Spec {
        seconds: Some("secs".to_owned()),
        ..oversight::Spec::new("shown", "decided")
    };
    let negative = problem("shown,decided,secs\na,a,1\na,a,-1\n", &seconds);
    assert_eq!(codes(&faults(&negative).0), ["3 secs negative-time"]);
    assert_eq!(problem("shown,decided,secs\n", &seconds).code, "no-rows");
    assert_eq!(problem("shown,secs\n", &seconds).code, "no-such-column");
}

#[test]
fn a_request_that_no_log_can_meet_is_refused() {
    let spec = oversight::Spec::new("shown", "decided");
    let refused = |spec: oversight::Spec| spec.check().unwrap_err().code;
    let initial = Some("first".to_owned());
    assert_eq!(
        refused(oversight::Spec {
            initial,
            ..spec.clone()
        }),
        "initial-without-outcome"
    );
    let suggested_at = Some("asked".to_owned());
    let alone = oversight::Spec {
        suggested_at,
        ..spec.clone()
    };
    assert_eq!(refused(alone.clone()), "suggested-at-without-decided-at");
    let seconds = Some("secs".to_owned());
    assert_eq!(
        refused(oversight::Spec { seconds, ..alone }),
        "two-decision-times"
    );
    let period = Period::Month;
    assert_eq!(
        refused(oversight::Spec { period, ..spec }),
        "period-without-decided-at"
    );
}

const SUITE: &str = "\
id,of,change,wanted,got
1,,plain,yes,yes
2,,plain,no,no
3,,plain,no,no
4,,plain,a b, a b
5,1,typo,yes,no
6,2,typo,no,no
7,3,typo,no,no
8,4,typo,a b,a b
9,1,name,yes,no
10,2,name,no,NO
11,3,name,no,no
12,4,name,a b,a b
";

fn suite_spec() -> perturbation::Spec {
    perturbation::Spec {
        base: Some("of".to_owned()),
        reference: Some("plain".to_owned()),
        ..perturbation::Spec::new("id", "change", "wanted", "got")
    }
}

#[test]
fn a_perturbation_suite_gives_the_figures_computed_by_hand() {
    let report = perturbation::read(&suite_spec(), table(SUITE), &mut |_| ()).unwrap();
    near(report.agreement.figure.value, 9.0 / 12.0);
    assert_eq!((report.overall().n, report.cases), (Some(12), Some(4)));
    // Cases 3 and 4 are right in every variation.
    near(report.agreement_of_cases.figure.value, 0.5);
    let found = report.agreements();
    let names: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["name", "plain", "typo"]);
    // Wilson: 2 of 4 is 0.5 ± 0.349960, 4 of 4 from 4 / (4 + z²) = 0.510109.
    bounded(found[0].figure, 0.5, 0.150_040, 0.849_960);
    bounded(found[1].figure, 1.0, 0.510_109, 1.0);
    near(found[2].figure.value, 0.75);
    let worst = report.worst.as_ref().unwrap();
    assert_eq!(worst.variation, "name");
    // Newcombe: −0.5 − √(0.34996² + 0²), −0.5 + √(0.34996² + 0.489891²).
    let differences = report.differences();
    assert_eq!(differences.len(), 2);
    bounded(differences[0].figure, -0.5, -0.849_960, 0.102_053);
    // Without base cases, every id is a case of its own.
    let spec = perturbation::Spec::new("id", "change", "wanted", "got");
    let plain = perturbation::read(&spec, table(SUITE), &mut |_| ()).unwrap();
    assert_eq!(plain.cases, Some(12));
    assert!(plain.differences().is_empty());
}

#[test]
fn a_perturbation_suite_tells_its_faults() {
    let mut text = "id,change,wanted,got\n1,plain,a,a\n1,plain,a,a\n".to_owned();
    text.push_str(",plain,a,a\n2,,a,a\n2,plain,,a\n2,plain,a,\n");
    for _ in 0..8 {
        text.push_str("1,plain,b,b\n");
    }
    let spec = perturbation::Spec::new("id", "change", "wanted", "got");
    let problem = perturbation::read(&spec, table(&text), &mut |_| ()).unwrap_err();
    let (told, total) = faults(&problem);
    assert_eq!(total, 13);
    let wanted = [
        "3 id case-twice",
        "4 id no-case",
        "5 change no-variation",
        "6 wanted no-expected",
        "7 got no-observed",
    ];
    assert_eq!(codes(&told)[..5], wanted);
    assert_eq!(told.len(), 10);
    let reference = Some("other".to_owned());
    let spec = perturbation::Spec { reference, ..spec };
    let problem = perturbation::read(&spec, table(SUITE_SHORT), &mut |_| ()).unwrap_err();
    assert_eq!(problem.code, "unknown-reference");
}

const SUITE_SHORT: &str = "id,change,wanted,got\n1,plain,a,a\n";

#[test]
fn a_small_variation_cannot_be_computed_from_what_shows() {
    // plain 40, name 30, typo 5: typo is small, and name would give it away.
    let mut text = "id,change,wanted,got\n".to_owned();
    for (variation, rows) in [("plain", 40), ("name", 30), ("typo", 5)] {
        for row in 0..rows {
            text.push_str(&format!(
                "{row},{variation},a,{}\n",
                if row % 3 == 0 { "b" } else { "a" }
            ));
        }
    }
    let reference = Some("plain".to_owned());
    let spec = perturbation::Spec {
        reference,
        ..perturbation::Spec::new("id", "change", "wanted", "got")
    };
    let whole = perturbation::read(&spec, table(&text), &mut |_| ()).unwrap();
    let report = whole.clone().mask();
    let masked: Vec<bool> = report.agreements().iter().map(|it| it.masked).collect();
    assert_eq!(masked, [true, false, true]); // name, plain, typo
    assert!(
        report
            .agreements()
            .iter()
            .all(|it| it.masked == it.n.is_none())
    );
    assert!(
        report
            .differences()
            .iter()
            .all(|it| it.masked && it.figure == Figure::default())
    );
    assert_eq!(report.worst, None);
    assert_eq!(report.agreement, whole.agreement);
    assert_eq!(report.clone().mask(), report);
    // Twelve rows of four patients: nothing shows.
    let report = perturbation::read(&suite_spec(), table(SUITE), &mut |_| ())
        .unwrap()
        .mask();
    assert!(report.overall().masked && report.cases.is_none());
    assert_eq!(report.agreement_of_cases.n, None);
}

const SERIES: &str = "\
period,n,events,mean,sd
2026-02,225,90,11,3
2026-01,100,50,10,2
2026-03,5,1,12,1
";

#[test]
fn a_drift_series_gives_the_figures_computed_by_hand() {
    let read = |spec: &drift::Spec| drift::read(spec, table(SERIES), &mut |_| ()).unwrap();
    let mut spec = drift::Spec::new("period", "n", Values::Events("events".to_owned()));
    let report = read(&spec);
    let figures = report.figures();
    let names: Vec<&str> = figures.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["2026-01", "2026-02", "2026-03"]);
    assert_eq!(report.series[0].reference.as_deref(), Some("2026-01"));
    // Wilson: 50 of 100 is 0.5 ± 0.096170; 90 of 225 is 0.401679 ± 0.063502.
    bounded(figures[0].figure, 0.5, 0.403_83, 0.596_17);
    bounded(figures[1].figure, 0.4, 0.338_18, 0.465_18);
    // Newcombe: −0.1 − √(0.061824² + 0.096170²), −0.1 + √(0.065181² + 0.096170²).
    let changes = report.changes();
    assert_eq!(changes.len(), 2);
    bounded(changes[0].figure, -0.1, -0.214_328, 0.016_174);
    // Means: 10 ± z·2/10; 11 ± z·3/15; the change 1 ± z·√0.08.
    let mean = |sd: Option<&str>| Values::Means {
        figure: "mean".to_owned(),
        sd: sd.map(str::to_owned),
    };
    spec.values = mean(Some("sd"));
    let report = read(&spec);
    bounded(report.figures()[0].figure, 10.0, 9.608_007, 10.391_993);
    bounded(report.changes()[0].figure, 1.0, 0.445_638, 1.554_362);
    // Without a deviation there is no interval; the file's order and a named reference.
    spec.values = mean(None);
    spec.order = Order::File;
    let report = read(&spec);
    assert_eq!(report.series[0].reference.as_deref(), Some("2026-02"));
    assert_eq!(report.changes()[0].figure, Figure::bare(-1.0));
    spec.reference = Some("2026-03".to_owned());
    assert_eq!(read(&spec).changes()[1].figure, Figure::bare(-2.0));
    spec.reference = Some("2025-12".to_owned());
    let problem = drift::read(&spec, table(SERIES), &mut |_| ()).unwrap_err();
    assert_eq!(problem.code, "unknown-reference");
}

#[test]
fn a_drift_series_has_groups_and_hides_small_periods() {
    let text = "site,period,n,rate\nB,1,50,0.5\nA,1,40,0.2\nA,2,8,0.3\nB,2,60,0.7\nA,3,30,0.1\n,1,5,0\n,2,50,1\n";
    let spec = drift::Spec {
        group: Some("site".to_owned()),
        reference: Some("1".to_owned()),
        ..drift::Spec::new("period", "n", Values::Proportions("rate".to_owned()))
    };
    let report = drift::read(&spec, table(text), &mut |_| ()).unwrap();
    let names = |found: Vec<garant_measure::Found>| -> Vec<String> {
        let found = found.into_iter();
        found
            .map(|it| format!("{} {}", it.name, it.masked))
            .collect()
    };
    assert_eq!(
        names(report.changes()),
        ["/2 false", "A/2 false", "A/3 false", "B/2 false"]
    );
    let report = report.mask();
    assert_eq!(
        names(report.figures()),
        [
            "/1 true",
            "/2 false",
            "A/1 false",
            "A/2 true",
            "A/3 false",
            "B/1 false",
            "B/2 false"
        ]
    );
    // A change from a masked reference would tell it.
    assert_eq!(
        names(report.changes()),
        ["/2 true", "A/2 true", "A/3 false", "B/2 false"]
    );
    // A group without the reference has figures and no change.
    let spec = drift::Spec {
        reference: Some("3".to_owned()),
        ..spec
    };
    let report = drift::read(&spec, table(text), &mut |_| ()).unwrap();
    assert_eq!(names(report.changes()), ["A/1 false", "A/2 false"]);
    assert_eq!(report.series[2].reference, None);
}

#[test]
fn a_drift_series_tells_its_faults() {
    let text = "period,n,events\n1,10,5\n1,10,5\n,10,5\n2,,5\n2,0,0\n2,2.5,1\n2,10,\n2,10,-1\n2,10,11\n2,10,0.5\n3,x,1\n2,10,12\n2,-1,0\n";
    let spec = drift::Spec::new("period", "n", Values::Events("events".to_owned()));
    let problem = drift::read(&spec, table(text), &mut |_| ()).unwrap_err();
    let (told, total) = faults(&problem);
    let wanted = [
        "3 period period-twice",
        "4 period no-period",
        "5 n no-n",
        "6 n n-below-one",
        "7 n not-whole",
        "8 events no-figure",
        "9 events negative-events",
        "10 events events-above-n",
        "11 events not-whole",
        "12 n not-a-number",
    ];
    assert_eq!(codes(&told), wanted);
    assert_eq!(total, 12);
    let fault = |text: &str, values: Values| {
        let spec = drift::Spec::new("period", "n", values);
        let problem = drift::read(&spec, table(text), &mut |_| ()).unwrap_err();
        codes(&faults(&problem).0)
    };
    let rate = Values::Proportions("rate".to_owned());
    let out = fault("period,n,rate\n1,9,1.01\n", rate);
    assert_eq!(out, ["2 rate proportion-out-of-range"]);
    let means = Values::Means {
        figure: "mean".to_owned(),
        sd: Some("sd".to_owned()),
    };
    let out = fault("period,n,mean,sd\n1,9,5,\n2,9,5,-1\n", means);
    assert_eq!(out, ["2 sd no-sd", "3 sd negative-sd"]);
}

#[test]
fn hidden_figures_are_told_as_hidden_and_not_as_undefined() {
    // 100 rows followed and 4 not, in one month; all have outcomes and 30 suggestions are wrong.
    let mut text = "shown,decided,truth,first,why,reviewed,secs,when\n".to_owned();
    for row in 0..104 {
        let decided = if row < 4 { "b" } else { "a" };
        let truth = if row % 10 < 3 { "b" } else { "a" };
        text.push_str(&format!("a,{decided},{truth},{truth},,yes,3,2026-01\n"));
    }
    let spec = oversight::Spec {
        initial: None,
        ..log_spec()
    };
    let report = oversight::read(&spec, table(&text), &mut |_| ())
        .unwrap()
        .mask();
    assert_eq!(
        (report.overall.n, report.overall.masked),
        (Some(104), false)
    );
    // Four overrides are small; the acceptance of wrong and right advice would add up to them.
    for name in [
        "follow-rate",
        "reasons-given",
        "wrong-advice-accepted",
        "accuracy-team",
    ] {
        let found = report.figure(name).unwrap();
        assert!(
            found.masked && found.n.is_none() && found.figure == Figure::default(),
            "{name}"
        );
    }
    for name in ["reviewed-afterwards", "median-decision-time"] {
        let found = report.figure(name).unwrap();
        assert!(!found.masked && found.n == Some(104), "{name}");
    }
    assert_eq!(
        (report.overall.followed, report.overall.overridden),
        (None, None)
    );
    // Ten rows: nothing shows.
    let few: String = text
        .lines()
        .take(11)
        .map(|line| format!("{line}\n"))
        .collect();
    let report = oversight::read(&spec, table(&few), &mut |_| ())
        .unwrap()
        .mask();
    assert!(report.overall.masked && report.overall.n.is_none());
    assert!(
        report
            .overall
            .rates
            .values()
            .all(|rate| rate.n.is_none() && rate.figure == Figure::default())
    );
    assert!(report.figure("median-decision-time").unwrap().masked);
}

#[test]
fn reports_of_logs_keep_their_names_and_come_back_from_json() {
    let report = oversight::read(&log_spec(), table(LOG), &mut |_| ()).unwrap();
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(
        (&json["format"], &json["version"]),
        (&"garant.oversight".into(), &1.into())
    );
    assert_eq!(json["conventions"]["quartiles"], "linear-type-7");
    assert_eq!(json["overall"]["time"]["lower-quartile"], 35.0);
    assert_eq!(json["overall"]["rates"]["reasons-given"]["n"], 4);
    assert_eq!(
        serde_json::from_value::<oversight::Report>(json).unwrap(),
        report
    );
    let report = perturbation::read(&suite_spec(), table(SUITE), &mut |_| ()).unwrap();
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["format"], "garant.perturbation");
    assert_eq!(json["variations"][1]["difference"], serde_json::Value::Null);
    assert_eq!(
        serde_json::from_value::<perturbation::Report>(json).unwrap(),
        report
    );
    let spec = drift::Spec::new("period", "n", Values::Events("events".to_owned()));
    let report = drift::read(&spec, table(SERIES), &mut |_| ()).unwrap();
    let json = serde_json::to_value(report.mask()).unwrap();
    assert_eq!(json["format"], "garant.drift");
    let last = &json["series"][0]["points"][2];
    assert_eq!(
        (&last["value"], &last["masked"]),
        (&serde_json::Value::Null, &true.into())
    );
}
