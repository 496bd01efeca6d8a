//! One pass over an oversight log.

use std::collections::BTreeMap;

use super::count::{Counts, Row};
use super::moment::{Between, Moment, is_period, number};
use super::report::Report;
use super::spec::{Period, Spec};
use super::time::tenths;
use crate::problem::{FaultList, Problem};
use crate::table::{Batch, Dictionary, Kind, Table, Wanted};

/// The most periods.
const MAX_PERIODS: usize = 10_000;

/// What is wrong with a cell: the column, a code, and what stands there.
type Wrong = (usize, &'static str, String);

/// Where the wanted columns are in a batch.
struct Places {
    suggestion: usize,
    decision: usize,
    outcome: Option<usize>,
    initial: Option<usize>,
    reason: Option<usize>,
    reviewed: Option<usize>,
    seconds: Option<usize>,
    suggested_at: Option<usize>,
    decided_at: Option<usize>,
    period: Option<usize>,
}

/// What a code of the column of reviews says.
#[derive(Clone, Copy)]
enum Said {
    Yes,
    No,
    Nothing,
    Unknown,
}

struct Reader<'a> {
    spec: &'a Spec,
    places: Places,
    /// All values of suggestions, decisions, outcomes and initial opinions.
    values: Dictionary,
    /// For each column, the value of each of its codes.
    same: Vec<Vec<u32>>,
    reviews: Vec<Said>,
    periods: BTreeMap<Option<i64>, Counts>,
}

/// Reads an oversight log.
///
/// # Errors
/// What [`Spec::check`] and [`Table::read`] find; `no-rows`; `too-many-periods`; `bad-rows` with the first ten rows at fault: `no-suggestion`,
/// `no-decision`, `unknown-reviewed`, `not-a-time`, `zone-mismatch`, `negative-time`, `time-too-long`, `not-a-period`.
pub fn read(spec: &Spec, table: Table, progress: &mut dyn FnMut(u64)) -> Result<Report, Problem> {
    spec.check()?;
    let mut wanted: Vec<Wanted> = Vec::new();
    let period = match &spec.period {
        Period::Column(name) => Some(name.as_str()),
        _ => None,
    };
    let mut want =
        |name: &Option<String>, kind| table.want_some(&mut wanted, name.as_deref(), kind);
    let outcome = want(&spec.outcome, Kind::Codes)?;
    let initial = want(&spec.initial, Kind::Codes)?;
    let reason = want(&spec.reason, Kind::Texts)?;
    let reviewed = want(&spec.reviewed, Kind::Codes)?;
    let seconds = want(&spec.seconds, Kind::Numbers)?;
    let suggested_at = want(&spec.suggested_at, Kind::Texts)?;
    let decided_at = want(&spec.decided_at, Kind::Texts)?;
    let places = Places {
        suggestion: table.want(&mut wanted, &spec.suggestion, Kind::Codes)?,
        decision: table.want(&mut wanted, &spec.decision, Kind::Codes)?,
        outcome,
        initial,
        reason,
        reviewed,
        seconds,
        suggested_at,
        decided_at,
        period: table.want_some(&mut wanted, period, Kind::Codes)?,
    };
    let mut reader = Reader {
        spec,
        places,
        values: Dictionary::default(),
        same: vec![Vec::new(); wanted.len()],
        reviews: Vec::new(),
        periods: BTreeMap::new(),
    };
    let mut faults = FaultList::default();
    let mut rows = 0;
    let shape = table.read(&mut wanted, &mut faults, &mut |batch, wanted, faults| {
        reader.take(batch, wanted, faults);
        if reader.periods.len() > MAX_PERIODS {
            return Err(Problem::new("too-many-periods").with("limit", MAX_PERIODS));
        }
        rows += batch.rows() as u64;
        progress(rows);
        Ok(())
    })?;
    faults.settle()?;
    if shape.rows == 0 {
        return Err(Problem::new("no-rows"));
    }
    Ok(reader.finish(&wanted))
}

impl Reader<'_> {
    fn take(&mut self, batch: &Batch, wanted: &[Wanted], faults: &mut FaultList) {
        self.learn(wanted);
        let initial = self.places.initial.is_some();
        for (index, place) in batch.places.iter().enumerate() {
            match self.row(batch, wanted, index) {
                Ok((period, row)) => self.periods.entry(period).or_default().add(&row, initial),
                Err((column, code, found)) => {
                    let name = wanted.get(column).map(|column| column.name.as_str());
                    faults.push(*place, name, code, &found);
                }
            }
        }
    }

    fn row(
        &self,
        batch: &Batch,
        wanted: &[Wanted],
        index: usize,
    ) -> Result<(Option<i64>, Row), Wrong> {
        let places = &self.places;
        let code = |column: usize| batch.codes(column).get(index).copied().unwrap_or_default();
        let value = |column: usize| {
            let values = self.same.get(column);
            let value = values.and_then(|values| values.get(code(column) as usize));
            value.copied().filter(|value| *value > 0)
        };
        let suggestion = value(places.suggestion);
        let suggestion = suggestion.ok_or((places.suggestion, "no-suggestion", String::new()))?;
        let decision = value(places.decision);
        let decision = decision.ok_or((places.decision, "no-decision", String::new()))?;
        let reviewed = match places.reviewed {
            Some(column) => match self.reviews.get(code(column) as usize) {
                Some(Said::Yes) => Some(true),
                Some(Said::No) => Some(false),
                Some(Said::Unknown) => {
                    let found = shown(wanted, column, code(column));
                    return Err((column, "unknown-reviewed", found));
                }
                Some(Said::Nothing) | None => None,
            },
            None => None,
        };
        let reason = places.reason.is_some_and(|column| {
            let given = cell(batch, wanted, column, index).unwrap_or_default();
            !self.is_empty(given)
        });
        let (decided, tenths) = self.times(batch, wanted, index)?;
        let period = match places.period {
            Some(column) => {
                let found = shown(wanted, column, code(column));
                if code(column) > 0 && !is_period(&found) {
                    return Err((column, "not-a-period", found));
                }
                (code(column) > 0).then(|| i64::from(code(column)))
            }
            None => decided.and_then(|moment| number(&self.spec.period, moment.date)),
        };
        let row = Row {
            suggestion,
            decision,
            outcome: places.outcome.and_then(value),
            initial: places.initial.and_then(value),
            reason,
            reviewed,
            tenths,
        };
        Ok((period, row))
    }

    /// When the decision was taken, and how long it took.
    fn times(
        &self,
        batch: &Batch,
        wanted: &[Wanted],
        index: usize,
    ) -> Result<(Option<Moment>, Option<u32>), Wrong> {
        let places = &self.places;
        let moment = |column: Option<usize>| -> Result<Option<(usize, &str, Moment)>, Wrong> {
            let Some(column) = column else {
                return Ok(None);
            };
            let Some(text) = cell(batch, wanted, column, index) else {
                return Ok(None);
            };
            let moment = Moment::read(text);
            let moment = moment.ok_or_else(|| (column, "not-a-time", text.to_owned()))?;
            Ok(Some((column, text, moment)))
        };
        let suggested = moment(places.suggested_at)?;
        let decided = moment(places.decided_at)?;
        let held = |column: usize, seconds: f64| {
            let long = || (column, "time-too-long", seconds.to_string());
            tenths(seconds).ok_or_else(long).map(Some)
        };
        let seconds = match places.seconds {
            Some(column) => {
                let seconds = batch.numbers(column).get(index).copied();
                match seconds.filter(|seconds| !seconds.is_nan()) {
                    Some(own) if own < 0.0 => {
                        return Err((column, "negative-time", own.to_string()));
                    }
                    Some(own) => held(column, own)?,
                    None => None,
                }
            }
            None => match (suggested, decided) {
                (Some((_, _, from)), Some((column, text, to))) => match from.until(to) {
                    Between::Seconds(seconds) => held(column, seconds)?,
                    Between::Unknown => None,
                    Between::Negative => return Err((column, "negative-time", text.to_owned())),
                    Between::Mixed => return Err((column, "zone-mismatch", text.to_owned())),
                },
                _ => None,
            },
        };
        Ok((decided.map(|(_, _, moment)| moment), seconds))
    }

    /// Whether a reason says nothing.
    fn is_empty(&self, reason: &str) -> bool {
        let reason = reason.trim();
        let lower = reason.to_lowercase();
        let listed = |empty: &String| empty.trim().to_lowercase() == lower;
        reason.is_empty() || self.spec.empty_reasons.iter().any(listed)
    }

    /// What new codes say.
    fn learn(&mut self, wanted: &[Wanted]) {
        let places = &self.places;
        let columns = [Some(places.suggestion), Some(places.decision)];
        for column in columns.into_iter().chain([places.outcome, places.initial]) {
            let Some(column) = column else { continue };
            let own = wanted.get(column).map(|wanted| &wanted.dictionary);
            if let (Some(own), Some(same)) = (own, self.same.get_mut(column)) {
                for code in same.len()..=own.len() {
                    let text = u32::try_from(code).ok().and_then(|code| own.value(code));
                    let value = text.and_then(|text| self.values.code(text.trim().as_bytes()));
                    same.push(value.unwrap_or_default());
                }
            }
        }
        if let Some(column) = places.reviewed.and_then(|column| wanted.get(column)) {
            for code in self.reviews.len()..=column.dictionary.len() {
                let code = u32::try_from(code).ok();
                let text = code.and_then(|code| column.dictionary.value(code));
                self.reviews.push(text.map_or(Said::Nothing, said));
            }
        }
    }

    fn finish(self, wanted: &[Wanted]) -> Report {
        let name = |number: i64| match self.places.period {
            Some(column) => shown(wanted, column, u32::try_from(number).unwrap_or_default()),
            None => super::moment::name(&self.spec.period, number),
        };
        let mut overall = Counts::default();
        for counts in self.periods.values() {
            overall.merge(counts);
        }
        let mut periods: Vec<(Option<String>, Counts)> = Vec::new();
        if self.spec.period != Period::None {
            let named = |(number, counts): (Option<i64>, Counts)| (number.map(name), counts);
            periods = self.periods.into_iter().map(named).collect();
            if self.places.period.is_some() {
                periods.sort_by(|a, b| a.0.cmp(&b.0));
            }
            // What is not recorded stands last.
            let unknown = usize::from(periods.first().is_some_and(|it| it.0.is_none()));
            periods.rotate_left(unknown);
        }
        Report::new(self.spec, overall, periods)
    }
}

/// A cell of a column of texts; none when it is not recorded.
fn cell<'a>(batch: &'a Batch, wanted: &[Wanted], column: usize, index: usize) -> Option<&'a str> {
    let text = batch.texts(column).get(index)?.as_str();
    let missing = wanted.get(column)?.dictionary.is_missing(text);
    (!missing).then_some(text)
}

/// The text of a code.
fn shown(wanted: &[Wanted], column: usize, code: u32) -> String {
    let text = wanted
        .get(column)
        .and_then(|column| column.dictionary.value(code));
    text.unwrap_or_default().to_owned()
}

fn said(text: &str) -> Said {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "oui" => Said::Yes,
        "0" | "false" | "no" | "non" => Said::No,
        _ => Said::Unknown,
    }
}
