//! A descriptor that was read with what it cites, and the verdicts on it without a word: what briefs and plans stand on.

use std::sync::Arc;

use garant_rules::catalog::Catalog;
use garant_rules::criterion::Criterion;
use garant_rules::profile::Profile;
use garant_source::Diagnostic;
use jiff::civil::Date;

use crate::bench::{Bench, Ruling};
use crate::brief::Held;
use crate::descriptor::Descriptor;
use crate::evidence::Evidence;
use crate::figures::Figures;
use crate::finding::Finding;
use crate::measures::Measures;
use crate::project::{Memory, Project};
use crate::readership::Readership;
use crate::request::Request;
use crate::selection::Selection;
use crate::takeup::Supplier;
use crate::waiver::{self, Waiver};

/// A descriptor that was read, with what it cites.
pub(crate) struct Case<'c> {
    pub(crate) descriptor: Descriptor,
    pub(crate) profile: &'c Profile,
    pub(crate) selection: Arc<Selection<'c>>,
    pub(crate) gate: &'c str,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) measures: Measures,
    pub(crate) suppliers: Vec<Supplier>,
    /// What tables have wrong.
    pub(crate) unread: Vec<Diagnostic>,
}

/// What verdicts stand on: a case, or one that a plan supposes.
pub(crate) struct Sheet<'c, 'a> {
    pub(crate) catalog: &'c Catalog,
    pub(crate) profile: &'c Profile,
    pub(crate) selection: &'a Selection<'c>,
    pub(crate) descriptor: &'a Descriptor,
    pub(crate) evidence: &'a [Evidence],
    pub(crate) figures: &'a dyn Figures,
    pub(crate) suppliers: &'a [Supplier],
    pub(crate) as_of: Date,
    pub(crate) ignore_waivers: bool,
}

impl<'c> Case<'c> {
    pub(crate) fn sheet<'a>(
        &'a self,
        catalog: &'c Catalog,
        request: &Request<'_>,
    ) -> Sheet<'c, 'a> {
        Sheet {
            catalog,
            profile: self.profile,
            selection: &self.selection,
            descriptor: &self.descriptor,
            evidence: &self.evidence,
            figures: &self.measures,
            suppliers: &self.suppliers,
            as_of: request.as_of,
            ignore_waivers: request.ignore_waivers,
        }
    }
}

impl<'c> Sheet<'c, '_> {
    pub(crate) fn project<'b>(&'b self, readership: &'b Readership<'b>, told: bool) -> Project<'b> {
        Project {
            descriptor: self.descriptor,
            evidence: self.evidence,
            as_of: self.as_of,
            readership,
            measures: self.figures,
            told,
            memory: Memory::default(),
        }
    }

    pub(crate) fn bench<'b>(&'b self, project: &'b Project<'b>) -> Bench<'b> {
        Bench::new(self.catalog, self.profile, project, self.suppliers)
    }

    /// What is found of each criterion of the profile; nobody reads a trace.
    pub(crate) fn rulings(&self) -> Vec<(&'c Criterion, Ruling)> {
        self.rulings_of(|_| true)
    }

    /// The same, of some criteria alone.
    pub(crate) fn rulings_of(
        &self,
        wanted: impl Fn(&Criterion) -> bool,
    ) -> Vec<(&'c Criterion, Ruling)> {
        let readership = Readership::default();
        let project = self.project(&readership, false);
        let bench = self.bench(&project);
        let selected = self.selection.iter().filter(|own| wanted(own.criterion));
        selected
            .map(|own| (own.criterion, bench.rule(own.criterion, &own.parameters)))
            .collect()
    }

    /// The verdicts, with what waivers make of them.
    pub(crate) fn held(&self, rulings: &[(&'c Criterion, Ruling)]) -> (Vec<Held<'c>>, Vec<Waiver>) {
        let own = rulings.iter();
        let mut held: Vec<Held<'c>> = own
            .map(|(criterion, ruling)| Held::new(criterion, self.profile, ruling))
            .collect();
        // A waiver needs all that its finding tells.
        let entries = self.descriptor.entries("waivers");
        let named: Vec<&str> = entries
            .iter()
            .filter_map(|entry| self.descriptor.string(&format!("{entry}.criterion")))
            .collect();
        let readership = Readership::default();
        let project = self.project(&readership, true);
        let told = self.bench(&project);
        let mut waived: Vec<Finding> = self
            .selection
            .iter()
            .map(|own| own.criterion)
            .filter(|criterion| named.contains(&criterion.id.as_str()))
            .filter(|criterion| {
                let mut own = rulings.iter();
                own.any(|(ruled, _)| ruled.id == criterion.id)
            })
            .map(|criterion| told.judge(criterion))
            .collect();
        let (waivers, _) = waiver::apply(
            self.catalog,
            self.descriptor,
            &mut waived,
            self.as_of,
            self.ignore_waivers,
        );
        for finding in &waived {
            let own = held
                .iter_mut()
                .find(|held| held.criterion == finding.criterion);
            if let Some(own) = own {
                own.disposition = finding.disposition;
                own.opens_gate = finding.opens_gate;
            }
        }
        (held, waivers)
    }
}
