//! A report without its small groups.

use super::count::Counts;
use super::gap::{CROSS, Gap};
use super::rates::Rate;
use super::report::{Report, Stratum};
use super::tally::{By, StratumCounts, Tally};
use crate::interval::Figure;
use crate::mask::{SMALL, Sum, masks, small};

/// Which strata of a tally to mask.
///
/// A crossing is told whole or not at all, and only where every group of its attributes is: the sums of several crossings and
/// groups could otherwise be set against each other. Nothing is told of a table whose whole is small.
pub fn masked(tally: &Tally) -> Vec<bool> {
    let counts: Vec<Vec<u64>> = tally.strata.iter().map(|it| guarded(&it.counts)).collect();
    let mut masked = masks(&counts, &sums(tally));
    if masked.first() == Some(&true) {
        return vec![true; masked.len()];
    }
    for crossing in &tally.crossings {
        let within = |by: &By| !by.is_empty() && by.keys().all(|name| crossing.contains(name));
        let hidden = tally
            .strata
            .iter()
            .zip(&masked)
            .any(|(stratum, mask)| *mask && within(&stratum.by));
        if hidden {
            for (stratum, mask) in tally.strata.iter().zip(masked.iter_mut()) {
                *mask = *mask || stratum.by.len() == crossing.len() && within(&stratum.by);
            }
        }
    }
    masked
}

/// What must not be small: n, and every denominator of a rate.
fn guarded(counts: &Counts) -> Vec<u64> {
    vec![
        counts.n(),
        counts.positives(),
        counts.negatives(),
        counts.tp + counts.fp,
        counts.tn + counts.fn_,
        counts.no_label,
    ]
}

/// Groups add up to the whole, crossings to the groups of each of their attributes, and to crossings of fewer.
fn sums(tally: &Tally) -> Vec<Sum> {
    let names: Vec<Vec<&String>> = std::iter::once(Vec::new())
        .chain(tally.attributes.iter().map(|name| vec![name]))
        .chain(tally.crossings.iter().map(|names| names.iter().collect()))
        .collect();
    let mut sums = Vec::new();
    for (whole, stratum) in tally.strata.iter().enumerate() {
        for finer in names.iter().filter(|names| names.len() > stratum.by.len()) {
            if !stratum.by.keys().all(|name| finer.contains(&name)) {
                continue;
            }
            let inside = |by: &By| {
                by.len() == finer.len()
                    && finer.iter().all(|name| by.contains_key(*name))
                    && stratum
                        .by
                        .iter()
                        .all(|(name, value)| by.get(name) == Some(value))
            };
            let parts: Vec<usize> = tally
                .strata
                .iter()
                .enumerate()
                .filter(|(_, part)| inside(&part.by))
                .map(|(index, _)| index)
                .collect();
            if !parts.is_empty() {
                sums.push(Sum { whole, parts });
            }
        }
    }
    sums
}

impl Report {
    /// The same report without its small groups, from its own counts alone. A report that is masked stays as it is.
    #[must_use]
    pub fn mask_stored(self) -> Self {
        if self.masked {
            return self;
        }
        let tally = self.counted();
        self.mask(&tally)
    }

    /// The tally of the counts that a report tells; one that is not masked tells all that masking looks at.
    fn counted(&self) -> Tally {
        let mut attributes: Vec<String> = Vec::new();
        let mut crossings: Vec<Vec<String>> = Vec::new();
        for stratum in &self.strata {
            let names: Vec<String> = stratum.by.keys().cloned().collect();
            match names.as_slice() {
                [] => {}
                [name] if attributes.contains(name) => {}
                [name] => attributes.push(name.clone()),
                _ if crossings.contains(&names) => {}
                _ => crossings.push(names),
            }
        }
        let count = |count: Option<u64>| count.unwrap_or_default();
        let strata = self.strata.iter().map(|stratum| StratumCounts {
            by: stratum.by.clone(),
            counts: Counts {
                tp: count(stratum.tp),
                fp: count(stratum.fp),
                tn: count(stratum.tn),
                fn_: count(stratum.fn_),
                no_label: count(stratum.excluded),
                ..Counts::default()
            },
        });
        let own = &self.conventions;
        Tally {
            format: super::tally::FORMAT.to_owned(),
            version: super::tally::VERSION,
            label: own.label.clone(),
            positive: own.positive.clone(),
            score: own.score.clone(),
            threshold: own.threshold,
            decision: own.decision.clone(),
            weight: own.weight.clone(),
            unit: own.unit.clone(),
            attributes,
            crossings,
            strata: strata.collect(),
        }
    }

    /// The same report without its small groups, nor anything that gives them away.
    #[must_use]
    pub fn mask(mut self, tally: &Tally) -> Self {
        let masks = masked(tally);
        for (stratum, mask) in self.strata.iter_mut().zip(&masks) {
            if *mask {
                stratum.hide();
            } else {
                stratum.blur();
            }
        }
        let hidden: Vec<By> = self
            .strata
            .iter()
            .filter(|stratum| stratum.masked)
            .map(|stratum| stratum.by.clone())
            .collect();
        let name = |by: &By, attribute: &str| -> Option<String> {
            let names: Vec<&str> = attribute.split(CROSS).collect();
            let fits = by.len() == names.len() && names.iter().all(|name| by.contains_key(*name));
            let values: Option<Vec<String>> = fits.then(|| {
                names
                    .iter()
                    .filter_map(|name| by.get(*name).cloned().flatten())
                    .collect()
            });
            values.map(|values| values.join(CROSS))
        };
        let hides = |attribute: &str, group: &str| {
            hidden
                .iter()
                .any(|by| name(by, attribute).as_deref() == Some(group))
        };
        for gap in &mut self.gaps {
            if hidden.contains(&gap.by) || hides(&gap.attribute, &gap.reference) {
                gap.hide();
            }
        }
        // The worst of those that show would say something of those that do not.
        let touched = |attribute: &str| hidden.iter().any(|by| name(by, attribute).is_some());
        self.worst.retain(|worst| !touched(&worst.attribute));
        let whole = self.strata.first().is_some_and(|stratum| stratum.masked);
        if whole {
            self.rows = None;
            self.auroc = Figure::default();
            self.calibration = None;
        }
        if whole || self.excluded.is_some_and(small) {
            self.excluded = None;
            self.rows = None;
        }
        if whole || self.at_threshold.is_some_and(small) {
            self.at_threshold = None;
        }
        if let Some(calibration) = &mut self.calibration
            && calibration.bins.as_ref().is_some_and(|bins| {
                bins.iter()
                    .any(|bin| small(bin.n) || small(bin.positives) || small(bin.n - bin.positives))
            })
        {
            calibration.bins = None;
        }
        if let Some(calibration) = &mut self.calibration
            && calibration.scores_at_the_ends.is_some_and(small)
        {
            calibration.scores_at_the_ends = None;
        }
        if let Some(overall) = self.strata.first_mut().filter(|stratum| !stratum.masked) {
            overall.calibration.clone_from(&self.calibration);
        }
        self.masked = true;
        self.conventions.masked_up_to = Some(SMALL);
        self
    }
}

impl Stratum {
    fn hide(&mut self) {
        self.n = None;
        self.share = None;
        self.excluded = None;
        self.tp = None;
        self.fp = None;
        self.tn = None;
        self.fn_ = None;
        for rate in self.rates.values_mut() {
            *rate = Rate::default();
        }
        self.auroc = Figure::default();
        self.auroc_bounds = None;
        self.calibration = None;
        self.masked = true;
    }

    /// What shows of a group that is large enough, without its bins, which may be small and add up to the others'.
    fn blur(&mut self) {
        if let Some(calibration) = &mut self.calibration {
            calibration.bins = None;
            calibration.scores_at_the_ends = None;
        }
    }
}

impl Gap {
    fn hide(&mut self) {
        self.difference = Figure::default();
        self.ratio = Figure::default();
        self.p = None;
        self.p_corrected = None;
        self.masked = true;
    }
}
