//! What accepted risks cover: a whole criterion, one check, or either at one site.

use super::{State, Waiver};
use crate::descriptor::Descriptor;
use crate::finding::{CheckResult, Finding};

const SITES: &str = "deployment.sites";

/// The sites of a descriptor: the id of each, in order.
pub(super) struct Sites(Vec<String>);

/// What no acceptance in force covers of a finding that is not met: what fails, and what remains to be established.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// The checks that do not hold.
    pub(super) checks: Vec<String>,
    /// The sites where they do, as far as it is for sites.
    pub(super) sites: Vec<String>,
    /// Whether there is any, told by a check or not.
    pub(super) any: bool,
}

/// How a site stands in the checks that an acceptance names.
pub(super) enum Stand {
    /// No check reads any site.
    Unread,
    /// None fails there.
    Holds,
    /// One fails there.
    Fails,
}

impl Sites {
    pub(super) fn of(descriptor: &Descriptor) -> Self {
        let entries = descriptor.entries(SITES);
        let id = |entry: &String| descriptor.string(&format!("{entry}.id"));
        Self(
            entries
                .iter()
                .map(|entry| id(entry).unwrap_or_default().to_owned())
                .collect(),
        )
    }

    /// The id of the site that a path lies in.
    fn at(&self, path: &str) -> Option<&str> {
        let rest = path.strip_prefix(SITES)?.strip_prefix('[')?;
        let (index, _) = rest.split_once(']')?;
        self.0.get(index.parse::<usize>().ok()?).map(String::as_str)
    }

    /// How a site stands in the checks of a finding that an acceptance names. Suppliers' audits are about their own sites.
    pub(super) fn stand(&self, finding: &Finding, check: Option<&str>, site: &str) -> Stand {
        let own = finding.taken.is_empty().then_some(&finding.checks);
        let named = own.into_iter().flatten();
        let mut stand = Stand::Unread;
        for known in named.filter(|known| check.is_none_or(|check| known.id == check)) {
            let reads = known.read.iter();
            let decided = reads
                .clone()
                .filter(|read| read.decided)
                .map(|read| &read.path);
            let fails = known.fails()
                && known
                    .fails_in
                    .iter()
                    .chain(decided)
                    .any(|path| self.at(path) == Some(site));
            if fails {
                return Stand::Fails;
            }
            if reads
                .map(|read| &read.path)
                .any(|path| self.at(path).is_some())
            {
                stand = Stand::Holds;
            }
        }
        stand
    }

    /// What the acceptances in force leave of a finding that is not met.
    pub(super) fn left(&self, finding: &Finding, waivers: &[Waiver]) -> Left {
        let own: Vec<&Waiver> = waivers
            .iter()
            .filter(|own| own.state == State::InForce && own.criterion == finding.criterion)
            .collect();
        let covers = |check: Option<&str>, site: Option<&str>| {
            own.iter().any(|waiver| {
                let named = waiver.check.is_none() || waiver.check.as_deref() == check;
                named
                    && (waiver.site.is_none() || (site.is_some() && waiver.site.as_deref() == site))
            })
        };
        let mut left = Left::default();
        let mut told = false;
        for check in finding.failing_checks() {
            told = true;
            let id = Some(check.id.as_str());
            if covers(id, None) {
                continue;
            }
            let Some(sites) = self.of_check(finding, check) else {
                left.add(check, &[]);
                continue;
            };
            let open: Vec<&str> = sites
                .into_iter()
                .filter(|site| !covers(id, Some(site)))
                .collect();
            if !open.is_empty() {
                left.add(check, &open);
            }
        }
        // A risk accepted for what fails says nothing of what nobody knows yet.
        let own = finding.taken.is_empty().then_some(&finding.checks);
        for check in own.into_iter().flatten().filter(|check| check.is_open()) {
            if told && !covers(Some(&check.id), None) {
                left.add(check, &[]);
            }
        }
        // A failure that no check tells is covered by an acceptance of the whole criterion alone.
        left.any |= !told && !covers(None, None);
        left
    }

    /// The sites that a check does not hold for; `None` where it fails otherwise too.
    fn of_check(&self, finding: &Finding, check: &CheckResult) -> Option<Vec<&str>> {
        if !finding.taken.is_empty() || check.fails_in.is_empty() {
            return None;
        }
        let places = check.fails_in.iter().chain(&check.open_in);
        places.map(|place| self.at(place)).collect()
    }
}

impl Left {
    fn add(&mut self, check: &CheckResult, sites: &[&str]) {
        self.any = true;
        self.checks.push(check.id.clone());
        for site in sites {
            if !self.sites.iter().any(|known| known == site) {
                self.sites.push((*site).to_owned());
            }
        }
    }
}
