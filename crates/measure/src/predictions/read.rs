//! One pass over a table of predictions.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::count::{Counts, Row};
use super::ranks::Ranks;
use super::spec::{Flag, Spec};
use super::tally::{By, FORMAT, StratumCounts, Tally, VERSION};
use crate::problem::{FaultList, Problem};
use crate::table::{Batch, Kind, Table, Wanted};

/// What one pass gives.
#[derive(Debug)]
pub struct Reading {
    /// The counts.
    pub tally: Tally,
    /// All scores with their strata, in the tally's order, unless only rates were asked for.
    pub ranks: Option<Ranks>,
    /// Rows that span several lines.
    pub spanning: u64,
}

/// Where the wanted columns are in a batch.
struct Places {
    label: usize,
    score: Option<usize>,
    decision: Option<usize>,
    weight: Option<usize>,
    groups: Vec<usize>,
}

/// What a code of a label or of a decision says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Positive,
    Negative,
    Nothing,
    Unknown,
}

struct Reader<'a> {
    spec: &'a Spec,
    places: Places,
    labels: Vec<Said>,
    decisions: Vec<Said>,
    /// The second value of a label whose positive one is named.
    negative: Option<u32>,
    overall: Counts,
    groups: Vec<Vec<Counts>>,
    crossings: Vec<Crossing>,
    ranks: Option<Ranks>,
    codes: Vec<u32>,
}

/// The most groups of all crossings.
const MAX_STRATA: usize = 10_000;

struct Crossing {
    of: Vec<usize>,
    strata: BTreeMap<Box<[u32]>, Counts>,
}

/// Reads a table.
///
/// # Errors
/// What [`Spec::check`] and [`Table::read`] find; `bad-rows` with the first ten rows at fault.
pub fn read(spec: &Spec, table: Table, progress: &mut dyn FnMut(u64)) -> Result<Reading, Problem> {
    spec.check()?;
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut want = |name: &str, kind: Kind| -> Result<usize, Problem> {
        let index = table.column(name)?;
        let known = wanted
            .iter()
            .position(|column| column.index == index && column.kind == kind);
        Ok(known.unwrap_or_else(|| {
            wanted.push(Wanted::new(index, name, kind));
            wanted.len() - 1
        }))
    };
    let label = want(&spec.label, Kind::Codes)?;
    let decision = match &spec.flag {
        Flag::Column(name) => Some(want(name, Kind::Codes)?),
        Flag::Threshold(_) => None,
    };
    let needed = decision.is_none() || !spec.rates_only;
    let score = match &spec.score {
        Some(name) if needed => Some(want(name, Kind::Numbers)?),
        _ => None,
    };
    let weight = match &spec.weight {
        Some(name) => Some(want(name, Kind::Numbers)?),
        None => None,
    };
    let mut groups = Vec::new();
    for (_, column) in &spec.groups {
        groups.push(want(column, Kind::Codes)?);
    }
    let bins = (score.is_some() && !spec.rates_only).then_some(spec.bins);
    let crossings = spec.cross.iter().map(|crossing| Crossing {
        of: crossing
            .iter()
            .filter_map(|name| spec.groups.iter().position(|(own, _)| own == name))
            .collect(),
        strata: BTreeMap::new(),
    });
    // Ranks of weighted rows would need weighted placements; they are left out, and the report says so.
    let ranked = bins.is_some() && weight.is_none();
    let mut reader = Reader {
        spec,
        labels: Vec::new(),
        decisions: Vec::new(),
        negative: None,
        overall: Counts::new(bins, weight.is_some()),
        groups: vec![Vec::new(); groups.len()],
        crossings: crossings.collect(),
        ranks: ranked.then(|| Ranks::new(groups.len())),
        codes: vec![0; groups.len()],
        places: Places {
            label,
            score,
            decision,
            weight,
            groups,
        },
    };
    let mut faults = FaultList::default();
    let mut rows = 0;
    let shape = table.read(&mut wanted, &mut faults, &mut |batch, wanted, faults| {
        reader.take(batch, wanted, faults);
        let strata = reader
            .crossings
            .iter()
            .map(|it| it.strata.len())
            .sum::<usize>();
        if strata > MAX_STRATA {
            return Err(Problem::new("too-many-strata").with("limit", MAX_STRATA));
        }
        rows += batch.rows() as u64;
        progress(rows);
        Ok(())
    })?;
    faults.settle()?;
    if shape.rows == 0 {
        return Err(Problem::new("no-rows"));
    }
    Ok(reader.finish(&wanted, shape.spanning))
}

impl Reader<'_> {
    fn take(&mut self, batch: &Batch, wanted: &[Wanted], faults: &mut FaultList) {
        self.learn(wanted);
        let bins = self.overall.scores.as_ref().map(|scores| scores.bins.len());
        let labels = batch.codes(self.places.label);
        let decisions = self.places.decision.map(|column| batch.codes(column));
        let scores = self.places.score.map(|column| batch.numbers(column));
        let weights = self.places.weight.map(|column| batch.numbers(column));
        let groups: Vec<&[u32]> = self
            .places
            .groups
            .iter()
            .map(|column| batch.codes(*column))
            .collect();
        let fresh = Counts::new(bins, self.places.weight.is_some());
        for (column, counts) in self.places.groups.iter().zip(&mut self.groups) {
            let known = wanted.get(*column).map_or(0, |it| it.dictionary.len());
            counts.resize(known + 1, fresh.clone());
        }
        let name = |column: usize| wanted.get(column).map(|it| it.name.as_str());
        let value = |column: usize, code: u32| {
            let column = wanted.get(column);
            column
                .and_then(|it| it.dictionary.value(code))
                .unwrap_or("")
        };
        for (index, (place, code)) in batch.places.iter().zip(labels).enumerate() {
            let score = scores.and_then(|scores| scores.get(index).copied());
            if let Some(score) = score
                && !(0.0..=1.0).contains(&score)
            {
                let column = self.places.score.and_then(name);
                if score.is_nan() {
                    faults.push(*place, column, "no-score", "");
                } else {
                    faults.push(*place, column, "score-out-of-range", &score.to_string());
                }
                continue;
            }
            let weight = weights.and_then(|weights| weights.get(index).copied());
            if let Some(weight) = weight
                && (weight.is_nan() || weight < 0.0)
            {
                let column = self.places.weight.and_then(name);
                faults.push(*place, column, "bad-weight", &weight.to_string());
                continue;
            }
            let (flagged, tied) = match (decisions, &self.spec.flag) {
                (Some(decisions), _) => {
                    let code = decisions.get(index).copied().unwrap_or_default();
                    let said = said(&self.decisions, code);
                    if !matches!(said, Said::Positive | Said::Negative) {
                        let column = self.places.decision.unwrap_or_default();
                        let problem = if code == 0 {
                            "no-decision"
                        } else {
                            "unknown-decision"
                        };
                        faults.push(*place, name(column), problem, value(column, code));
                        continue;
                    }
                    (said == Said::Positive, false)
                }
                (None, Flag::Threshold(threshold)) => {
                    let score = score.unwrap_or_default();
                    // Adding 0 makes −0 a 0.
                    (
                        score >= *threshold,
                        (score + 0.0).to_bits() == (threshold + 0.0).to_bits(),
                    )
                }
                (None, Flag::Column(_)) => (false, false),
            };
            let positive = match said(&self.labels, *code) {
                Said::Positive => true,
                Said::Negative => false,
                Said::Nothing if self.spec.exclude_missing_label => {
                    self.without_label(index, &groups, &fresh);
                    continue;
                }
                Said::Nothing => {
                    faults.push(*place, Some(&self.spec.label), "no-label", "");
                    continue;
                }
                Said::Unknown => {
                    let found = value(self.places.label, *code);
                    faults.push(*place, Some(&self.spec.label), "unknown-label", found);
                    continue;
                }
            };
            let row = Row {
                cell: Row::cell(positive, flagged),
                positive,
                tied,
                weight: weight.unwrap_or(1.0),
                score: bins.and_then(|bins| Some(Row::score(score?, positive, bins))),
            };
            self.overall.add(&row);
            for ((own, codes), counts) in self.codes.iter_mut().zip(&groups).zip(&mut self.groups) {
                *own = codes.get(index).copied().unwrap_or_default();
                if let Some(counts) = counts.get_mut(*own as usize) {
                    counts.add(&row);
                }
            }
            for crossing in &mut self.crossings {
                crossing.stratum(&self.codes, &fresh).add(&row);
            }
            if let (Some(ranks), Some(score)) = (&mut self.ranks, score) {
                ranks.push(score, positive, &self.codes);
            }
        }
    }

    fn without_label(&mut self, index: usize, groups: &[&[u32]], fresh: &Counts) {
        self.overall.no_label += 1;
        for ((own, codes), counts) in self.codes.iter_mut().zip(groups).zip(&mut self.groups) {
            *own = codes.get(index).copied().unwrap_or_default();
            if let Some(counts) = counts.get_mut(*own as usize) {
                counts.no_label += 1;
            }
        }
        for crossing in &mut self.crossings {
            crossing.stratum(&self.codes, fresh).no_label += 1;
        }
    }

    /// What new codes of labels and decisions say.
    fn learn(&mut self, wanted: &[Wanted]) {
        if let Some(column) = wanted.get(self.places.label) {
            let known = self.labels.len().max(1);
            self.labels
                .resize(column.dictionary.len() + 1, Said::Nothing);
            for code in known..self.labels.len() {
                let text = u32::try_from(code)
                    .ok()
                    .and_then(|code| column.dictionary.value(code));
                let said = match (&self.spec.positive, text) {
                    (_, None) => Said::Nothing,
                    (None, Some(text)) => truth(text),
                    (Some(positive), Some(text)) if positive.trim() == text => Said::Positive,
                    (Some(_), Some(_)) => {
                        // One other value is the negative one; a third is unknown.
                        let own = u32::try_from(code).unwrap_or_default();
                        if *self.negative.get_or_insert(own) == own {
                            Said::Negative
                        } else {
                            Said::Unknown
                        }
                    }
                };
                if let Some(slot) = self.labels.get_mut(code) {
                    *slot = said;
                }
            }
        }
        if let Some(column) = self.places.decision.and_then(|column| wanted.get(column)) {
            let known = self.decisions.len().max(1);
            self.decisions
                .resize(column.dictionary.len() + 1, Said::Nothing);
            for code in known..self.decisions.len() {
                let text = u32::try_from(code)
                    .ok()
                    .and_then(|code| column.dictionary.value(code));
                if let Some(slot) = self.decisions.get_mut(code) {
                    *slot = text.map_or(Said::Nothing, truth);
                }
            }
        }
    }

    fn finish(self, wanted: &[Wanted], spanning: u64) -> Reading {
        let value = |group: usize, code: u32| -> Option<String> {
            let column = wanted.get(*self.places.groups.get(group)?)?;
            column.dictionary.value(code).map(str::to_owned)
        };
        let name = |group: usize| {
            let own = self.spec.groups.get(group);
            own.map(|(name, _)| name.clone()).unwrap_or_default()
        };
        let seen = |counts: &Counts| counts.n() + counts.no_label > 0;
        let mut strata = vec![StratumCounts {
            by: By::new(),
            counts: self.overall.clone(),
        }];
        for (group, counts) in self.groups.iter().enumerate() {
            for (code, counts) in (0_u32..).zip(counts).filter(|(_, counts)| seen(counts)) {
                strata.push(StratumCounts {
                    by: By::from([(name(group), value(group, code))]),
                    counts: counts.clone(),
                });
            }
        }
        for crossing in &self.crossings {
            for (codes, counts) in &crossing.strata {
                let by = crossing.of.iter().zip(codes);
                strata.push(StratumCounts {
                    by: by
                        .map(|(group, code)| (name(*group), value(*group, *code)))
                        .collect(),
                    counts: counts.clone(),
                });
            }
        }
        let spec = self.spec;
        let mut tally = Tally {
            format: FORMAT.to_owned(),
            version: VERSION,
            label: spec.label.clone(),
            positive: spec.positive.clone(),
            score: spec.score.clone(),
            threshold: match spec.flag {
                Flag::Threshold(threshold) => Some(threshold),
                Flag::Column(_) => None,
            },
            decision: match &spec.flag {
                Flag::Column(column) => Some(column.clone()),
                Flag::Threshold(_) => None,
            },
            weight: spec.weight.clone(),
            unit: spec.unit.clone(),
            attributes: spec.groups.iter().map(|(name, _)| name.clone()).collect(),
            crossings: spec.cross.clone(),
            strata,
        };
        tally.order();
        let ranks = self.ranks.map(|mut ranks| {
            let crossings: Vec<&[usize]> =
                self.crossings.iter().map(|it| it.of.as_slice()).collect();
            let place: HashMap<&By, usize, FxBuildHasher> = tally
                .strata
                .iter()
                .enumerate()
                .map(|(index, stratum)| (&stratum.by, index))
                .collect();
            ranks.place(|codes| {
                let mut own = vec![0];
                let by = |group: usize| {
                    let code = codes.get(group).copied().unwrap_or_default();
                    (name(group), value(group, code))
                };
                own.extend(
                    (0..codes.len()).filter_map(|group| place.get(&By::from([by(group)])).copied()),
                );
                own.extend(crossings.iter().filter_map(|of| {
                    let by: By = of.iter().map(|group| by(*group)).collect();
                    place.get(&by).copied()
                }));
                own
            });
            ranks
        });
        Reading {
            tally,
            ranks,
            spanning,
        }
    }
}

impl Crossing {
    fn stratum(&mut self, codes: &[u32], fresh: &Counts) -> &mut Counts {
        let key: Box<[u32]> = self
            .of
            .iter()
            .map(|group| codes.get(*group).copied().unwrap_or_default())
            .collect();
        self.strata.entry(key).or_insert_with(|| fresh.clone())
    }
}

fn said(known: &[Said], code: u32) -> Said {
    known.get(code as usize).copied().unwrap_or(Said::Nothing)
}

/// `1` and `true` are positive, `0` and `false` negative, numbers equal to them too.
fn truth(text: &str) -> Said {
    if text.eq_ignore_ascii_case("true") {
        return Said::Positive;
    }
    if text.eq_ignore_ascii_case("false") {
        return Said::Negative;
    }
    // Adding 0 makes −0 a 0.
    match text.parse::<f64>().map(|number| (number + 0.0).to_bits()) {
        Ok(bits) if bits == 1.0_f64.to_bits() => Said::Positive,
        Ok(bits) if bits == 0.0_f64.to_bits() => Said::Negative,
        _ => Said::Unknown,
    }
}
