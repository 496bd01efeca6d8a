//! One pass over a perturbation suite. Cases are held, so that none counts twice.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};
use rustc_hash::FxBuildHasher;

use super::report::Report;
use super::spec::Spec;
use crate::problem::{FaultList, Problem};
use crate::table::{Batch, Kind, Table, Wanted};

/// Where the wanted columns are in a batch.
struct Places {
    case: usize,
    variation: usize,
    expected: usize,
    observed: usize,
    base: Option<usize>,
}

/// Counts of a variation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub n: u64,
    pub agreed: u64,
    /// Different base cases.
    pub cases: u64,
}

/// What a suite counts.
#[derive(Debug, Default)]
pub(super) struct Suite {
    /// By the variation's value.
    pub variations: BTreeMap<String, Counts>,
    /// Different base cases.
    pub cases: u64,
    /// Those of which every row agrees.
    pub steady: u64,
}

#[derive(Default)]
struct Reader {
    variations: Vec<Counts>,
    seen: HashSet<(Box<str>, u32), FxBuildHasher>,
    /// A number for each base case, and whether all its rows agree.
    bases: HashMap<Box<str>, usize, FxBuildHasher>,
    steady: Vec<bool>,
    varied: HashSet<(usize, u32), FxBuildHasher>,
}

/// Reads a perturbation suite.
///
/// # Errors
/// What [`Table::read`] finds; `no-rows`; `unknown-reference`; `bad-rows` with the first ten rows at fault: `no-case`, `no-variation`,
/// `no-expected`, `no-observed`, `case-twice` (with the same variation).
pub fn read(spec: &Spec, table: Table, progress: &mut dyn FnMut(u64)) -> Result<Report, Problem> {
    let mut wanted: Vec<Wanted> = Vec::new();
    let places = Places {
        case: table.want(&mut wanted, &spec.case, Kind::Texts)?,
        variation: table.want(&mut wanted, &spec.variation, Kind::Codes)?,
        expected: table.want(&mut wanted, &spec.expected, Kind::Texts)?,
        observed: table.want(&mut wanted, &spec.observed, Kind::Texts)?,
        base: table.want_some(&mut wanted, spec.base.as_deref(), Kind::Texts)?,
    };
    let mut reader = Reader::default();
    let mut faults = FaultList::default();
    let mut rows = 0;
    let shape = table.read(&mut wanted, &mut faults, &mut |batch, wanted, faults| {
        reader.take(&places, batch, wanted, faults);
        rows += batch.rows() as u64;
        progress(rows);
        Ok(())
    })?;
    faults.settle()?;
    if shape.rows == 0 {
        return Err(Problem::new("no-rows"));
    }
    let name = |code: usize| {
        let dictionary = &wanted.get(places.variation)?.dictionary;
        dictionary.value(u32::try_from(code).ok()?)
    };
    let suite = Suite {
        variations: reader
            .variations
            .iter()
            .enumerate()
            .filter_map(|(code, counts)| Some((name(code)?.to_owned(), *counts)))
            .collect(),
        cases: reader.steady.len() as u64,
        steady: reader.steady.iter().filter(|steady| **steady).count() as u64,
    };
    if let Some(reference) = &spec.reference
        && !suite.variations.contains_key(reference)
    {
        return Err(Problem::new("unknown-reference").with("reference", reference));
    }
    Ok(Report::new(spec, &suite))
}

impl Reader {
    fn take(&mut self, places: &Places, batch: &Batch, wanted: &[Wanted], faults: &mut FaultList) {
        let known = wanted.get(places.variation);
        let known = known.map_or(0, |column| column.dictionary.len());
        self.variations.resize(known + 1, Counts::default());
        for (index, place) in batch.places.iter().enumerate() {
            if let Err((column, code, found)) = self.row(places, batch, wanted, index) {
                let name = wanted.get(column).map(|column| column.name.as_str());
                faults.push(*place, name, code, found);
            }
        }
    }

    fn row<'a>(
        &mut self,
        places: &Places,
        batch: &'a Batch,
        wanted: &[Wanted],
        index: usize,
    ) -> Result<(), (usize, &'static str, &'a str)> {
        let cell = |column: usize| {
            let text = batch.texts(column).get(index)?.trim();
            let missing = wanted.get(column)?.dictionary.is_missing(text);
            (!missing).then_some(text)
        };
        let case = cell(places.case).ok_or((places.case, "no-case", ""))?;
        let codes = batch.codes(places.variation);
        let variation = codes.get(index).copied().filter(|code| *code > 0);
        let variation = variation.ok_or((places.variation, "no-variation", ""))?;
        let expected = cell(places.expected).ok_or((places.expected, "no-expected", ""))?;
        let observed = cell(places.observed).ok_or((places.observed, "no-observed", ""))?;
        if !self.seen.insert((case.into(), variation)) {
            return Err((places.case, "case-twice", case));
        }
        let agrees = expected == observed;
        let base = places.base.and_then(cell).unwrap_or(case);
        let fresh = self.steady.len();
        let base = *self.bases.entry(base.into()).or_insert(fresh);
        if base == fresh {
            self.steady.push(true);
        }
        if let Some(steady) = self.steady.get_mut(base) {
            *steady &= agrees;
        }
        let varied = self.varied.insert((base, variation));
        if let Some(counts) = self.variations.get_mut(variation as usize) {
            counts.n += 1;
            counts.agreed += u64::from(agrees);
            counts.cases += u64::from(varied);
        }
        Ok(())
    }
}
