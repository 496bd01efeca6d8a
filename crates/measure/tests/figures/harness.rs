//! Counts and tallies of a few lines, and what is close enough.

use garant_measure::interval::Figure;
use garant_measure::predictions::count::Counts;
use garant_measure::predictions::tally::{FORMAT, StratumCounts, VERSION};
use garant_measure::predictions::{By, Options, Report, Tally};
use garant_measure::problem::Problem;
use garant_measure::table::{Format, Table};

/// Asserts that a number is another one, but for a rounding that is told.
#[track_caller]
pub(crate) fn near(found: impl Into<Option<f64>>, wanted: f64, within: f64) {
    let found = found.into();
    let close = found.is_some_and(|found| (found - wanted).abs() <= within);
    assert!(close, "{found:?} is not {wanted}");
}

/// Asserts a value and its interval.
#[track_caller]
pub(crate) fn figure(found: Figure, [value, low, high]: [f64; 3], within: f64) {
    near(found.value, value, within);
    near(found.low, low, within);
    near(found.high, high, within);
}

/// Counts of tp, fp, tn, fn.
pub(crate) fn counts([tp, fp, tn, fn_]: [u64; 4]) -> Counts {
    Counts {
        tp,
        fp,
        tn,
        fn_,
        ..Counts::default()
    }
}

/// The values that a stratum is made by; an empty text is *not recorded*.
pub(crate) fn by(values: &[(&str, &str)]) -> By {
    let value = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let pairs = values.iter();
    pairs
        .map(|(name, own)| ((*name).to_owned(), value(own)))
        .collect()
}

/// A tally of these strata.
pub(crate) fn tally(
    attributes: &[&str],
    crossings: &[&[&str]],
    strata: Vec<(By, Counts)>,
) -> Tally {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Tally {
        format: FORMAT.to_owned(),
        version: VERSION,
        label: "label".to_owned(),
        positive: None,
        score: Some("score".to_owned()),
        threshold: Some(0.5),
        decision: None,
        weight: None,
        unit: None,
        attributes: names(attributes),
        crossings: crossings.iter().map(|own| names(own)).collect(),
        strata: strata
            .into_iter()
            .map(|(by, counts)| StratumCounts { by, counts })
            .collect(),
    }
}

/// A tally of one attribute, `g`, whose whole is the sum of its groups.
pub(crate) fn grouped(groups: &[(&str, Counts)]) -> Tally {
    let bins = groups.first().and_then(|(_, own)| own.scores.as_ref());
    let mut whole = Counts::new(bins.map(|scores| scores.bins.len()), false);
    for (_, own) in groups {
        whole.merge(own);
    }
    let mut strata = vec![(By::new(), whole)];
    let groups = groups.iter();
    strata.extend(groups.map(|(name, own)| (by(&[("g", name)]), own.clone())));
    tally(&["g"], &[], strata)
}

/// The report of a tally.
pub(crate) fn report(tally: &Tally) -> Report {
    Report::new(tally, None, &Options::default()).unwrap()
}

/// Delimited text as a table.
pub(crate) fn table(text: &str, format: &Format) -> Result<Table, Problem> {
    let bytes = std::io::Cursor::new(text.as_bytes().to_vec());
    Table::open(Box::new(bytes), format)
}

/// The lines and the codes of the rows at fault.
pub(crate) fn faults(problem: &Problem) -> Vec<(u64, &'static str)> {
    let faults = problem.faults.iter().flat_map(|faults| &faults.first);
    faults.map(|fault| (fault.row, fault.code)).collect()
}
