//! A tally as a query gives it: one row a stratum and score bin, as delimited text, a JSON array, or a JSON object a line.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

use super::count::{Bin, Counts};
use super::limit::{MAX_ROWS, MAX_STRATA};
use super::rows::Row;
use super::spec::BINS;
use super::tally::{By, FORMAT, StratumCounts, Tally, VERSION};
use crate::problem::{Problem, shown};

/// The first column, which holds the version.
pub const MARK: &str = "garant_tally";
/// Before the name of an attribute: whether the row's stratum is made by it.
pub const IN: &str = "in:";
/// Before the name of an attribute: its value.
pub const BY: &str = "by:";

/// What all rows of one query say alike.
const SAME: [&str; 10] = [
    MARK,
    "label",
    "positive",
    "score",
    "threshold",
    "decision",
    "unit",
    "bins",
    "attributes",
    "crossings",
];

/// Sums of rows in billionths.
const MAX_SUM: u64 = MAX_ROWS * 1_000_000_000;

/// Whether a text begins as the result of Garant's query.
pub fn recognises(text: &[u8]) -> bool {
    let first = text.trim_ascii_start();
    let quoted = first.strip_prefix(b"\"").unwrap_or(first);
    let marked = quoted.strip_prefix(MARK.as_bytes());
    let ends = |rest: &[u8]| matches!(rest.first(), None | Some(b'"' | b',' | b';' | b'\t' | b'|'));
    marked.is_some_and(ends) || first.first() == Some(&b'[')
}

/// Reads it.
///
/// # Errors
/// `bad-tally` with the row at fault (the first after the header is 1) and the cause; `too-many-strata`.
pub fn parse(text: &[u8]) -> Result<Tally, Problem> {
    let mut fold: Option<Fold> = None;
    let mut take = |row: &Row| -> Result<(), Problem> {
        match &mut fold {
            Some(fold) => fold.take(row),
            none => none.insert(Fold::new(row)?).take(row),
        }
    };
    match text.trim_ascii_start().first() {
        Some(b'[' | b'{') => super::rows::json(text, &mut take)?,
        _ => super::rows::delimited(text, &mut take)?,
    }
    fold.map(Fold::finish).ok_or_else(|| wrong("it has no row"))
}

/// Rows folded into strata.
struct Fold {
    same: Row,
    threshold: Option<f64>,
    bins: Option<usize>,
    attributes: Vec<String>,
    crossings: Vec<Vec<String>>,
    /// Whether the crossings are told, or found row by row.
    told: bool,
    /// Counts by stratum, with the stratum's place in order of appearance.
    strata: BTreeMap<By, (usize, Counts)>,
    seen: BTreeSet<(usize, Option<u64>)>,
    rows: u64,
}

impl Fold {
    fn new(first: &Row) -> Result<Self, Problem> {
        let text = |name: &str| first.get(name).filter(|cell| !cell.is_empty());
        if text(MARK).map(String::as_str) != Some("1") {
            return Err(wrong("its version is another one"));
        }
        if text("label").is_none() {
            return Err(wrong("it names no column of the outcome"));
        }
        let attributes: Vec<String> = match list(first, "attributes")? {
            Some(names) => names,
            None => first
                .keys()
                .filter_map(|name| name.strip_prefix(IN))
                .map(str::to_owned)
                .collect(),
        };
        let crossings: Option<Vec<Vec<String>>> = list(first, "crossings")?;
        let threshold = text("threshold").map(|text| {
            let number = text.trim().parse::<f64>();
            number.map_err(|_| wrong("its threshold is no number"))
        });
        let bins = text("bins").map(|text| {
            let bins = whole(text).and_then(|bins| usize::try_from(bins).ok());
            bins.filter(|bins| BINS.contains(bins))
                .ok_or_else(|| wrong("its number of bins is none of ours"))
        });
        let same = SAME
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), first.get(*name)?.clone())));
        Ok(Self {
            same: same.collect(),
            threshold: threshold.transpose()?,
            bins: bins.transpose()?,
            attributes,
            told: crossings.is_some(),
            crossings: crossings.unwrap_or_default(),
            strata: BTreeMap::new(),
            seen: BTreeSet::new(),
            rows: 0,
        })
    }

    fn take(&mut self, row: &Row) -> Result<(), Problem> {
        self.rows += 1;
        let place = self.rows;
        // Some writers of JSON leave out what is null.
        let same = |name: &&&str| {
            let of = |row: &Row| row.get(**name).cloned().unwrap_or_default();
            of(row) != of(&self.same)
        };
        if let Some(name) = SAME.iter().find(same) {
            return Err(at(place, &format!("{name} is another one than in row 1")));
        }
        let mut by = By::new();
        for attribute in &self.attributes {
            let value = row
                .get(&format!("{BY}{attribute}"))
                .filter(|value| !value.is_empty());
            if number(row, &format!("{IN}{attribute}"), place, 1)? == 1 {
                by.insert(attribute.clone(), value.cloned());
            } else if value.is_some() {
                let cause = format!("a value of {attribute}, which it is not in");
                return Err(at(place, &cause));
            }
        }
        if by.len() > 1 && !self.told {
            let own = |name: &&String| by.contains_key(*name);
            let names: Vec<String> = self.attributes.iter().filter(own).cloned().collect();
            if !self.crossings.contains(&names) {
                self.crossings.push(names);
            }
        }
        let next = self.strata.len();
        if next >= MAX_STRATA && !self.strata.contains_key(&by) {
            return Err(Problem::new("too-many-strata").with("limit", MAX_STRATA));
        }
        let bins = self.bins;
        let (stratum, counts) = self
            .strata
            .entry(by)
            .or_insert_with(|| (next, Counts::new(bins, false)));
        let bin = match row.get("bin").map(String::as_str) {
            None | Some("") => None,
            Some(_) => Some(number(row, "bin", place, u64::MAX)?),
        };
        if !self.seen.insert((*stratum, bin)) {
            return Err(at(place, "its stratum and bin were there before"));
        }
        add(counts, row, bin, place)
    }

    fn finish(self) -> Tally {
        let text = |name: &str| self.same.get(name).filter(|cell| !cell.is_empty()).cloned();
        Tally {
            format: FORMAT.to_owned(),
            version: VERSION,
            label: text("label").unwrap_or_default(),
            positive: text("positive"),
            score: text("score"),
            threshold: self.threshold,
            decision: text("decision"),
            weight: None,
            unit: text("unit"),
            attributes: self.attributes,
            crossings: self.crossings,
            strata: self
                .strata
                .into_iter()
                .map(|(by, (_, counts))| StratumCounts { by, counts })
                .collect(),
        }
    }
}

fn add(counts: &mut Counts, row: &Row, bin: Option<u64>, place: u64) -> Result<(), Problem> {
    let count = |name: &str| number(row, name, place, MAX_ROWS);
    let own = Counts {
        tp: count("tp")?,
        fp: count("fp")?,
        tn: count("tn")?,
        fn_: count("fn")?,
        no_label: count("no_label")?,
        at_threshold: count("at_threshold")?,
        ..Counts::default()
    };
    counts.merge(&own);
    let Some(scores) = &mut counts.scores else {
        return match bin {
            Some(_) => Err(at(place, "a bin, where there are none")),
            None => Ok(()),
        };
    };
    let sum = |name: &str| number(row, name, place, MAX_SUM);
    let Some(bin) = bin else {
        // Rows without an outcome are in no bin.
        return match own.n() {
            0 => Ok(()),
            _ => Err(at(place, "it has no bin")),
        };
    };
    let slot = usize::try_from(bin).ok();
    let slot = slot.and_then(|bin| scores.bins.get_mut(bin));
    *slot.ok_or_else(|| at(place, "there is no such bin"))? = Bin {
        n: own.n(),
        positives: own.positives(),
        score_sum: sum("score_sum")?,
    };
    scores.squared_error = scores.squared_error.saturating_add(sum("squared_error")?);
    scores.at_the_ends = scores.at_the_ends.saturating_add(count("at_the_ends")?);
    Ok(())
}

/// A list that a cell holds as JSON; none where there is no such column.
fn list<T: DeserializeOwned>(row: &Row, name: &str) -> Result<Option<T>, Problem> {
    match row.get(name).map(String::as_str) {
        None | Some("") => Ok(None),
        Some(text) => serde_json::from_str(text)
            .map(Some)
            .map_err(|_| wrong(&format!("its column {name} is no list"))),
    }
}

/// A whole number of a row. A cell that is empty is none: a query leaves no count out.
fn number(row: &Row, name: &str, place: u64, most: u64) -> Result<u64, Problem> {
    let cell = row
        .get(name)
        .ok_or_else(|| at(place, &format!("there is no {name}")))?;
    let number =
        whole(cell).ok_or_else(|| at(place, &format!("{name} is no whole number: {cell}")))?;
    if number > most {
        return Err(at(place, &format!("{name} is too large: {number}")));
    }
    Ok(number)
}

/// Some engines write sums as decimals.
fn whole(cell: &str) -> Option<u64> {
    let cell = cell.trim();
    let whole = cell.split_once('.').map_or(cell, |(whole, decimals)| {
        let none = !decimals.is_empty() && decimals.bytes().all(|digit| digit == b'0');
        if none { whole } else { "" }
    });
    whole.parse().ok()
}

fn at(place: u64, cause: &str) -> Problem {
    wrong(&format!("row {place}: {cause}"))
}

/// A cause is told in full, up to three times what a cell is shown of.
pub(super) fn wrong(cause: &str) -> Problem {
    let mut problem = Problem::new("bad-tally");
    let pieces: Vec<char> = cause.chars().take(120).collect();
    let shown = pieces
        .chunks(40)
        .map(|piece| shown(&String::from_iter(piece)));
    problem.args.push(("cause", shown.collect()));
    problem
}
