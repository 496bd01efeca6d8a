//! A stratum of predictions with its names, and what is known of its figures.

use garant_measure::Figure;
use garant_measure::predictions::gap::{CROSS, NOT_RECORDED};
use garant_measure::predictions::{By, Gap, Report, Stratum};

use super::AUROC;
use crate::figures::say;
use crate::figures::sheet::{Cell, Row, Status};
use crate::lang::Words;

/// A stratum and its names.
pub(in crate::figures) struct Member<'a> {
    pub(in crate::figures) stratum: &'a Stratum,
    /// As in gaps; empty for the whole.
    pub(super) attribute: String,
    /// None for the whole, and for rows whose group is not recorded.
    pub(super) group: Option<String>,
}

/// All strata, the whole first, each with the names that gaps give it.
pub(super) fn members(report: &Report) -> Vec<Member<'_>> {
    let names = |by: &By| -> Vec<String> {
        let known = report.gaps.iter().map(|gap| &gap.attribute);
        let known = known.chain(report.worst.iter().map(|worst| &worst.attribute));
        let own = known
            .map(|attribute| attribute.split(CROSS).map(str::to_owned).collect())
            .find(|names: &Vec<String>| {
                names.len() == by.len() && names.iter().all(|name| by.contains_key(name))
            });
        own.unwrap_or_else(|| by.keys().cloned().collect())
    };
    let member = |stratum| {
        let stratum: &Stratum = stratum;
        let names = names(&stratum.by);
        let values: Vec<Option<&String>> = names
            .iter()
            .map(|name| stratum.by.get(name).and_then(Option::as_ref))
            .collect();
        let none = values.iter().all(Option::is_none);
        let said = values
            .iter()
            .map(|value| value.map_or(NOT_RECORDED, String::as_str));
        Member {
            stratum,
            group: (!none).then(|| said.collect::<Vec<_>>().join(CROSS)),
            attribute: names.join(CROSS),
        }
    };
    report.strata.iter().map(member).collect()
}

impl Member<'_> {
    pub(super) fn is_whole(&self) -> bool {
        self.stratum.by.is_empty()
    }

    pub(super) fn under(&self, words: &Words) -> Option<String> {
        (!self.is_whole()).then(|| say::attribute(words, &self.attribute))
    }

    pub(super) fn name(&self, words: &Words) -> String {
        if self.is_whole() {
            return words.get("measure.all-rows").to_owned();
        }
        let unknown = words.get("measure.group-not-recorded");
        match &self.group {
            Some(group) => say::crossed(group).replace(NOT_RECORDED, unknown),
            None => unknown.to_owned(),
        }
    }

    pub(in crate::figures) fn row(&self, words: &Words, cells: Vec<Cell>) -> Row {
        Row {
            under: self.under(words),
            name: self.name(words),
            cells,
        }
    }

    pub(in crate::figures) fn hidden(&self, otherwise: Status) -> Status {
        if self.stratum.masked {
            Status::Masked
        } else {
            otherwise
        }
    }

    pub(super) fn status(&self, value: Option<f64>, otherwise: Status) -> Status {
        match value {
            _ if self.stratum.masked => Status::Masked,
            None => otherwise,
            Some(_) if self.group.is_none() && !self.is_whole() => Status::NotRecorded,
            Some(_) => Status::Defined,
        }
    }

    /// A figure and the rows it stands on.
    pub(super) fn figure(&self, id: &str) -> (Figure, Option<u64>) {
        if id == AUROC {
            return (self.stratum.auroc, self.stratum.n);
        }
        let rate = self.stratum.rates.get(id).copied().unwrap_or_default();
        (rate.figure, rate.n)
    }

    /// The comparison of a figure with its reference.
    pub(super) fn gap<'r>(&self, report: &'r Report, id: &str) -> Option<&'r Gap> {
        let own = |gap: &&Gap| gap.metric == id && gap.by == self.stratum.by;
        report.gaps.iter().find(own)
    }

    /// Whether other groups of the attribute are compared with it.
    pub(super) fn is_reference(&self, report: &Report) -> bool {
        report.gaps.iter().any(|gap| {
            gap.attribute == self.attribute && Some(&gap.reference) == self.group.as_ref()
        })
    }
}
