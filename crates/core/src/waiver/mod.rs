//! Accepted risks: dated, owned, reasoned, by two people at least. A waiver never changes a verdict.

mod cover;
mod effect;
mod hands;

use garant_rules::catalog::Catalog;
use garant_source::Diagnostic;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use cover::{Sites, Stand};
pub use effect::Effect;

use crate::descriptor::Descriptor;
use crate::finding::{CheckResult, Finding};
use crate::verdict::{Disposition, Verdict};

/// The state of a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It covers a finding that is not met.
    InForce,
    /// Its last day is past.
    Expired,
    /// Its first day lies ahead.
    NotYet,
    /// Its criterion or its check is not judged here, or reads no site where it is for one.
    Unmatched,
    /// What it covers is not a failure.
    Needless,
    /// The run was asked to ignore waivers.
    Ignored,
    /// One person stands where two must: it takes no effect.
    SameHands,
    /// Nobody can tell whether two people are behind it: it takes no effect.
    HandsUnknown,
}

/// Why a waiver has no effect, where its state does not say it all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// Who answers for the risk accepts it.
    OwnerApproves,
    /// Who declares accepts the risk.
    DeclarantApproves,
    /// The declarant is not stated.
    DeclarantUnstated,
    /// It is for one site, and nothing of what it names reads a site.
    ReadsNoSite,
}

/// A waiver as an audit tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Waiver {
    /// The criterion.
    pub criterion: String,
    /// The check, when not the whole criterion.
    pub check: Option<String>,
    /// The id of the site, when not everywhere.
    #[serde(default)]
    pub site: Option<String>,
    /// Why.
    pub reason: String,
    /// Which risk is accepted.
    pub risk_accepted: String,
    /// Who carries it.
    pub owner: String,
    /// Who accepted it.
    pub approver: String,
    /// First day.
    pub date: String,
    /// Last day, included.
    pub ends: String,
    /// Days left from the audit's date; negative when past, 0 where its last day is withheld.
    pub days_left: i32,
    /// Its state.
    pub state: State,
    /// Why it has no effect, where its state does not say it all.
    #[serde(default)]
    pub because: Option<Because>,
    /// Of its criterion, while it is in force: the checks that fail, or remain to be established, and that no waiver in force covers.
    #[serde(default)]
    pub open_checks: Vec<String>,
    /// The sites where they do, as far as it is for sites.
    #[serde(default)]
    pub open_sites: Vec<String>,
    /// Whether it opens the gate: never where a text that binds, or may bind, requires the criterion, nor where it leaves a failure open.
    pub opens_gate: bool,
    /// Line of its entry.
    pub line: Option<usize>,
    /// Whether something of it is not for the report's readers: it reads `[…]`.
    #[serde(default)]
    pub withheld: bool,
}

/// Matches the descriptor's waivers to findings, sets dispositions, and warns of those that take no effect, or not the whole one.
pub(crate) fn apply(
    catalog: &Catalog,
    descriptor: &Descriptor,
    findings: &mut [Finding],
    as_of: Date,
    ignore: bool,
) -> (Vec<Waiver>, Vec<Diagnostic>) {
    let desk = Desk {
        sites: Sites::of(descriptor),
        descriptor,
        as_of,
        ignore,
    };
    let entries = descriptor.entries("waivers");
    let mut waivers: Vec<Waiver> = entries
        .iter()
        .map(|entry| desk.read(entry, findings))
        .collect();
    for finding in findings
        .iter_mut()
        .filter(|finding| finding.verdict == Verdict::NotMet)
    {
        let left = desk.sites.left(finding, &waivers);
        if !left.any {
            finding.disposition = Disposition::Waived;
            finding.opens_gate = !finding.required_by_law();
        }
        let in_force =
            |own: &&mut Waiver| own.state == State::InForce && own.criterion == finding.criterion;
        for waiver in waivers.iter_mut().filter(in_force) {
            waiver.opens_gate = finding.opens_gate;
            waiver.open_checks.clone_from(&left.checks);
            waiver.open_sites.clone_from(&left.sites);
        }
    }
    let mut warnings = Vec::new();
    for (entry, waiver) in entries.iter().zip(&waivers) {
        let mut own = findings.iter();
        let found = own.find(|finding| finding.criterion == waiver.criterion);
        for code in codes(waiver, found) {
            warnings.push(warning(code, catalog, descriptor, entry, waiver));
        }
    }
    (waivers, warnings)
}

struct Desk<'a> {
    descriptor: &'a Descriptor,
    sites: Sites,
    as_of: Date,
    ignore: bool,
}

impl Desk<'_> {
    fn read(&self, entry: &str, findings: &[Finding]) -> Waiver {
        let stated = |key: &str| self.descriptor.string(&format!("{entry}.{key}"));
        let string = |key: &str| stated(key).unwrap_or("").to_owned();
        let date = |key: &str| {
            let stated = self.descriptor.date(&format!("{entry}.{key}"));
            stated.unwrap_or(self.as_of)
        };
        let (from, ends) = (date("date"), date("ends"));
        let mut waiver = Waiver {
            criterion: string("criterion"),
            check: stated("check").map(str::to_owned),
            site: stated("site").map(str::to_owned),
            reason: string("reason"),
            risk_accepted: string("risk-accepted"),
            owner: string("owner"),
            approver: string("approver"),
            date: from.to_string(),
            ends: ends.to_string(),
            days_left: self.as_of.until(ends).map_or(0, |span| span.get_days()),
            state: State::Unmatched,
            because: None,
            open_checks: Vec::new(),
            open_sites: Vec::new(),
            opens_gate: false,
            line: Some(self.descriptor.line(entry)),
            withheld: false,
        };
        let mut own = findings.iter();
        let found = own.find(|finding| finding.criterion == waiver.criterion);
        if let Some(finding) = found {
            (waiver.state, waiver.because) = self.state(finding, &waiver, from, ends);
        }
        waiver
    }

    fn state(
        &self,
        finding: &Finding,
        waiver: &Waiver,
        from: Date,
        ends: Date,
    ) -> (State, Option<Because>) {
        let check = waiver.check.as_deref();
        let named = |known: &&CheckResult| check.is_none_or(|check| known.id == check);
        let stand = waiver
            .site
            .as_deref()
            .map(|site| self.sites.stand(finding, check, site));
        let fails = finding.verdict == Verdict::NotMet
            && match &stand {
                None => finding.failing_checks().any(|known| named(&known)),
                Some(stand) => matches!(stand, Stand::Fails),
            };
        let declarant = self.descriptor.string("declaration.by");
        let hands = hands::fault(&waiver.owner, &waiver.approver, declarant);
        if !finding.checks.iter().any(|known| named(&known)) {
            (State::Unmatched, None)
        } else if matches!(stand, Some(Stand::Unread)) {
            (State::Unmatched, Some(Because::ReadsNoSite))
        } else if ends < self.as_of {
            (State::Expired, None)
        } else if from <= self.as_of && !fails {
            (State::Needless, None)
        } else if let Some(because) = hands {
            let known = because != Because::DeclarantUnstated;
            let state = if known {
                State::SameHands
            } else {
                State::HandsUnknown
            };
            (state, Some(because))
        } else if from > self.as_of {
            (State::NotYet, None)
        } else if self.ignore {
            (State::Ignored, None)
        } else {
            (State::InForce, None)
        }
    }
}

/// The codes of what deserves a look in a waiver.
fn codes(waiver: &Waiver, found: Option<&Finding>) -> Vec<&'static str> {
    let code = match (waiver.state, waiver.because) {
        (State::Ignored, _) => return Vec::new(),
        (State::InForce, _) => {
            let bound = found.is_some_and(Finding::required_by_law);
            let partial = !waiver.open_checks.is_empty();
            let told = [
                ("waiver-partial", partial),
                ("waiver-against-binding-text", bound),
            ];
            let told = told.into_iter().filter(|(_, holds)| *holds);
            return told.map(|(code, _)| code).collect();
        }
        (State::Expired, _) => "waiver-expired",
        (State::NotYet, _) => "waiver-not-yet",
        (State::Unmatched, Some(Because::ReadsNoSite)) => "waiver-reads-no-site",
        (State::Unmatched, _) => "waiver-unmatched",
        (State::Needless, _) => {
            let found = found.map(|own| (own.verdict, own.disposition));
            if Effect::of(waiver, found) == Effect::Unestablished {
                "waiver-unestablished"
            } else {
                "waiver-needless"
            }
        }
        (State::SameHands, Some(Because::DeclarantApproves)) => "waiver-declarant-approves",
        (State::SameHands, _) => "waiver-owner-approves",
        (State::HandsUnknown, _) => "waiver-declarant-unstated",
    };
    vec![code]
}

fn warning(
    code: &'static str,
    catalog: &Catalog,
    descriptor: &Descriptor,
    entry: &str,
    waiver: &Waiver,
) -> Diagnostic {
    let criterion = catalog.criterion(&waiver.criterion);
    let name = criterion.map_or(waiver.criterion.as_str(), |own| own.code.as_str());
    let stated = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let told = Diagnostic::warning(code, &descriptor.text, descriptor.span(entry))
        .with("criterion", name)
        .with("check", stated(&waiver.check))
        .with("date", &waiver.date)
        .with("ends", &waiver.ends);
    let left = [&waiver.open_checks[..], &waiver.open_sites[..]].concat();
    match waiver.because {
        None if left.is_empty() => told,
        None => told.with("left", left.join(", ")),
        Some(Because::ReadsNoSite) => told.with("site", stated(&waiver.site)),
        Some(_) => told.with("approver", &waiver.approver),
    }
}
