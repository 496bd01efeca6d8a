//! One pass over a drift series. Its points are held: a row is a period.

use std::collections::BTreeMap;

use hashbrown::HashSet;
use rustc_hash::FxBuildHasher;

use super::report::Report;
use super::spec::{Order, Spec, Values};
use crate::problem::{FaultList, Problem};
use crate::table::{Batch, Kind, Table, Wanted};

/// The most rows of a series: it holds periods, not patients.
const MAX_ROWS: u64 = 100_000;

/// Whole numbers are exact in a double below this (2⁵³).
const MAX_COUNT: f64 = 9_007_199_254_740_992.0;

/// A point as it was read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub period: String,
    pub n: u64,
    pub value: f64,
    /// The standard deviation.
    pub sd: Option<f64>,
}

/// Points by group, each in order.
pub(super) type Groups = BTreeMap<Option<String>, Vec<Read>>;

/// Where the wanted columns are in a batch.
struct Places {
    period: usize,
    n: usize,
    value: usize,
    sd: Option<usize>,
    group: Option<usize>,
}

/// What is wrong with a cell: the column, a code, and what stands there.
type Wrong = (usize, &'static str, String);

/// Reads a drift series.
///
/// # Errors
/// What [`Table::read`] finds; `no-rows`; `too-many-periods`; `unknown-reference`, when no group has that period; `bad-rows` with the first
/// ten rows at fault: `no-period`, `period-twice` (in one group), `no-n`, `n-below-one`, `not-whole`, `no-figure`, `negative-events`,
/// `events-above-n`, `proportion-out-of-range`, `no-sd`, `negative-sd`.
pub fn read(spec: &Spec, table: Table, progress: &mut dyn FnMut(u64)) -> Result<Report, Problem> {
    let mut wanted: Vec<Wanted> = Vec::new();
    let (value, sd) = match &spec.values {
        Values::Events(column) | Values::Proportions(column) => (column, None),
        Values::Means { figure, sd } => (figure, sd.as_deref()),
    };
    let places = Places {
        period: table.want(&mut wanted, &spec.period, Kind::Texts)?,
        n: table.want(&mut wanted, &spec.n, Kind::Numbers)?,
        value: table.want(&mut wanted, value, Kind::Numbers)?,
        sd: table.want_some(&mut wanted, sd, Kind::Numbers)?,
        group: table.want_some(&mut wanted, spec.group.as_deref(), Kind::Codes)?,
    };
    let mut groups = Groups::new();
    let mut seen: HashSet<(u32, Box<str>), FxBuildHasher> = HashSet::default();
    let mut faults = FaultList::default();
    let mut rows = 0;
    let shape = table.read(&mut wanted, &mut faults, &mut |batch, wanted, faults| {
        for (index, place) in batch.places.iter().enumerate() {
            let code = places.group.map(|column| batch.codes(column));
            let code = code.and_then(|codes| codes.get(index).copied());
            let code = code.unwrap_or_default();
            let read = point(spec, &places, batch, wanted, index).and_then(|point| {
                let fresh = seen.insert((code, point.period.as_str().into()));
                let twice = (places.period, "period-twice", point.period.clone());
                fresh.then_some(point).ok_or(twice)
            });
            match read {
                Ok(point) => {
                    let group = places.group.and_then(|column| wanted.get(column));
                    let group = group.and_then(|column| column.dictionary.value(code));
                    let group = group.map(str::to_owned);
                    groups.entry(group).or_default().push(point);
                }
                Err((column, code, found)) => {
                    let name = wanted.get(column).map(|column| column.name.as_str());
                    faults.push(*place, name, code, &found);
                }
            }
        }
        rows += batch.rows() as u64;
        if rows > MAX_ROWS {
            return Err(Problem::new("too-many-periods").with("limit", MAX_ROWS));
        }
        progress(rows);
        Ok(())
    })?;
    faults.settle()?;
    if shape.rows == 0 {
        return Err(Problem::new("no-rows"));
    }
    if let Some(reference) = &spec.reference {
        let mut points = groups.values().flatten();
        if !points.any(|point| point.period == *reference) {
            return Err(Problem::new("unknown-reference").with("reference", reference));
        }
    }
    if spec.order == Order::Text {
        for points in groups.values_mut() {
            points.sort_by(|a, b| a.period.cmp(&b.period));
        }
    }
    Ok(Report::new(spec, groups))
}

/// Reads a row.
fn point(
    spec: &Spec,
    places: &Places,
    batch: &Batch,
    wanted: &[Wanted],
    index: usize,
) -> Result<Read, Wrong> {
    let number = |column: usize, absent: &'static str| -> Result<f64, Wrong> {
        let number = batch.numbers(column).get(index).copied();
        let number = number.filter(|number| !number.is_nan());
        number.ok_or((column, absent, String::new()))
    };
    let wrong = |column: usize, code: &'static str, found: f64| (column, code, found.to_string());
    let period = batch.texts(places.period).get(index).map(|it| it.trim());
    let period = period.filter(|period| {
        let column = wanted.get(places.period);
        column.is_some_and(|column| !column.dictionary.is_missing(period))
    });
    let period = period.ok_or((places.period, "no-period", String::new()))?;
    let n = number(places.n, "no-n")?;
    if n < 1.0 {
        return Err(wrong(places.n, "n-below-one", n));
    }
    let rows = whole(n).ok_or_else(|| wrong(places.n, "not-whole", n))?;
    let found = number(places.value, "no-figure")?;
    let value = match &spec.values {
        Values::Events(_) if found < 0.0 => {
            return Err(wrong(places.value, "negative-events", found));
        }
        Values::Events(_) if found > n => {
            return Err(wrong(places.value, "events-above-n", found));
        }
        Values::Events(_) => {
            whole(found).ok_or_else(|| wrong(places.value, "not-whole", found))?;
            found / n
        }
        Values::Proportions(_) if !(0.0..=1.0).contains(&found) => {
            return Err(wrong(places.value, "proportion-out-of-range", found));
        }
        Values::Proportions(_) | Values::Means { .. } => found,
    };
    let sd = match places.sd {
        Some(column) => {
            let sd = number(column, "no-sd")?;
            if sd < 0.0 {
                return Err(wrong(column, "negative-sd", sd));
            }
            Some(sd)
        }
        None => None,
    };
    Ok(Read {
        period: period.to_owned(),
        n: rows,
        value,
        sd,
    })
}

/// A whole number that is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is tested"
)]
fn whole(number: f64) -> Option<u64> {
    let whole = number.fract().abs() <= 0.0 && (0.0..MAX_COUNT).contains(&number);
    whole.then_some(number as u64)
}
