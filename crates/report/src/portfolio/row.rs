//! A system's row in the index page.

use std::collections::BTreeMap;

use garant_core::portfolio::{Names, Portfolio, System};
use garant_core::score::{Counts, Footings};
use serde::Serialize;

use crate::findings::code;
use crate::place::uri;

/// A system's row.
#[derive(Debug, Serialize)]
pub(super) struct Row<'a> {
    /// Its name, else its path.
    title: &'a str,
    /// Its report's address; nothing where none was written.
    href: Option<String>,
    path: &'a str,
    version: Option<&'a str>,
    services: &'a [String],
    service_from_register: bool,
    profile: &'a str,
    level: &'a str,
    judged: usize,
    footings: Footings,
    /// Places of its services in the page's list of them.
    places: Vec<usize>,
    gate: String,
    status: &'static str,
    failing: usize,
    undetermined: usize,
    /// A cell a principle of the page; null where the profile asks nothing of it.
    cells: Vec<Option<Cell>>,
}

/// Counts by verdict, and where the parts of a bar end, in whole percent of what applies.
#[derive(Debug, Serialize)]
struct Cell {
    met: usize,
    open: usize,
    waived: usize,
    undetermined: usize,
    not_applicable: usize,
    ends: Option<[usize; 3]>,
}

impl Cell {
    fn of(counts: Counts) -> Self {
        let open = counts.not_met.saturating_sub(counts.waived);
        let all = counts.applicable();
        let end = |part: usize| (part * 100 + all / 2).checked_div(all).unwrap_or_default();
        let (met, to_open) = (counts.met, counts.met + open);
        Self {
            met,
            open,
            waived: counts.waived,
            undetermined: counts.undetermined,
            not_applicable: counts.not_applicable,
            ends: (all > 0).then(|| [end(met), end(to_open), end(to_open + counts.waived)]),
        }
    }
}

/// What rows share: the page's principles and services.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    names: &'a Names,
    principles: Vec<&'a str>,
    services: BTreeMap<Option<&'a str>, usize>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(portfolio: &'a Portfolio, names: &'a Names) -> Self {
        let services = portfolio.services.iter().enumerate();
        Self {
            names,
            principles: portfolio
                .principles
                .iter()
                .map(|own| own.principle.as_str())
                .collect(),
            services: services
                .map(|(place, own)| (own.service.as_deref(), place))
                .collect(),
        }
    }

    pub(super) fn row(&self, system: &'a System) -> Row<'a> {
        let stated = system.services.iter().map(|name| Some(name.as_str()));
        let none = system.services.is_empty().then_some(None);
        let places = stated.chain(none);
        let named = |names: &'a BTreeMap<String, String>, id: &'a str| {
            names.get(id).map_or(id, String::as_str)
        };
        Row {
            title: system.title(),
            href: href(system),
            path: &system.path,
            version: system.version.as_deref(),
            services: &system.services,
            service_from_register: system.service_from_register,
            profile: named(&self.names.profiles, &system.profile),
            level: named(&self.names.levels, &system.gate.level),
            judged: system.counts.applicable() + system.counts.not_applicable,
            footings: system.footings,
            places: places
                .filter_map(|service| self.services.get(&service).copied())
                .collect(),
            gate: code(system.gate.state),
            status: system.status.code(),
            failing: system.gate.failing.len(),
            undetermined: system.gate.undetermined.len(),
            cells: self
                .principles
                .iter()
                .map(|id| {
                    let mut scores = system.principles.iter();
                    let score = scores.find(|score| score.principle == *id);
                    score.map(|score| Cell::of(score.counts))
                })
                .collect(),
        }
    }
}

/// The address of a system's report from the index page.
pub(super) fn href(system: &System) -> Option<String> {
    system.report.as_deref().map(uri)
}
