//! Accepted risks: dated, owned, reasoned. A waiver never changes a verdict.

use garant_rules::catalog::Catalog;
use garant_source::{Diagnostic, Span};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

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
    /// Its criterion or its check is not judged here.
    Unmatched,
    /// What it covers is not a failure.
    Needless,
    /// The run was asked to ignore waivers.
    Ignored,
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
    /// Whether it opens the gate: never where a text that binds, or may bind, requires the criterion.
    pub opens_gate: bool,
    /// Line of its entry.
    pub line: Option<usize>,
    /// Whether something of it is not for the report's readers: it reads `[…]`.
    #[serde(default)]
    pub withheld: bool,
}

/// Matches the descriptor's waivers to findings, sets dispositions, and warns of those that are past, unmatched or needless.
pub(crate) fn apply(
    catalog: &Catalog,
    descriptor: &Descriptor,
    findings: &mut [Finding],
    as_of: Date,
    ignore: bool,
) -> (Vec<Waiver>, Vec<Diagnostic>) {
    let mut waivers = Vec::new();
    let mut warnings = Vec::new();
    for entry in descriptor.entries("waivers") {
        let string = |key: &str| {
            descriptor
                .string(&format!("{entry}.{key}"))
                .unwrap_or("")
                .to_owned()
        };
        let date = |key: &str| descriptor.date(&format!("{entry}.{key}")).unwrap_or(as_of);
        let span = descriptor.span(&entry);
        let id = string("criterion");
        let check = Some(string("check")).filter(|check| !check.is_empty());
        let (from, ends) = (date("date"), date("ends"));
        let found = findings.iter().find(|finding| finding.criterion == id);
        let state = state(found, check.as_deref(), from, ends, as_of, ignore);
        let opens_gate =
            state == State::InForce && found.is_some_and(|finding| !finding.required_by_law());
        let waiver = Waiver {
            reason: string("reason"),
            risk_accepted: string("risk-accepted"),
            owner: string("owner"),
            approver: string("approver"),
            date: from.to_string(),
            ends: ends.to_string(),
            days_left: as_of.until(ends).map_or(0, |span| span.get_days()),
            state,
            opens_gate,
            line: Some(descriptor.text.line_of(span.start)),
            withheld: false,
            criterion: id,
            check,
        };
        warnings.extend(warning(catalog, descriptor, &waiver, span));
        waivers.push(waiver);
    }
    for finding in findings
        .iter_mut()
        .filter(|finding| finding.verdict == Verdict::NotMet)
    {
        let covers = |check: Option<&str>| {
            waivers.iter().any(|waiver| {
                waiver.state == State::InForce
                    && waiver.criterion == finding.criterion
                    && (waiver.check.is_none() || waiver.check.as_deref() == check)
            })
        };
        // A failure that no check tells is covered by a waiver of the whole criterion alone.
        let failing: Vec<&str> = finding
            .failing_checks()
            .map(|check| check.id.as_str())
            .collect();
        let covered = if failing.is_empty() {
            covers(None)
        } else {
            failing.into_iter().all(|check| covers(Some(check)))
        };
        if covered {
            finding.disposition = Disposition::Waived;
            finding.opens_gate = !finding.required_by_law();
        }
    }
    (waivers, warnings)
}

fn state(
    found: Option<&Finding>,
    check: Option<&str>,
    from: Date,
    ends: Date,
    as_of: Date,
    ignore: bool,
) -> State {
    let Some(finding) = found else {
        return State::Unmatched;
    };
    let named = |known: &&CheckResult| check.is_none_or(|check| known.id == check);
    if !finding.checks.iter().any(|known| named(&known)) {
        State::Unmatched
    } else if ends < as_of {
        State::Expired
    } else if from > as_of {
        State::NotYet
    } else if finding.verdict != Verdict::NotMet
        || !finding.failing_checks().any(|known| named(&known))
    {
        State::Needless
    } else if ignore {
        State::Ignored
    } else {
        State::InForce
    }
}

fn warning(
    catalog: &Catalog,
    descriptor: &Descriptor,
    waiver: &Waiver,
    span: Span,
) -> Option<Diagnostic> {
    let code = match waiver.state {
        State::InForce if waiver.opens_gate => return None,
        State::Ignored => return None,
        State::InForce => "waiver-against-binding-text",
        State::Expired => "waiver-expired",
        State::NotYet => "waiver-not-yet",
        State::Unmatched => "waiver-unmatched",
        State::Needless => "waiver-needless",
    };
    let name = catalog
        .criterion(&waiver.criterion)
        .map_or(waiver.criterion.as_str(), |criterion| {
            criterion.code.as_str()
        });
    Some(
        Diagnostic::warning(code, &descriptor.text, span)
            .with("criterion", name)
            .with("check", waiver.check.as_deref().unwrap_or("–"))
            .with("date", &waiver.date)
            .with("ends", &waiver.ends),
    )
}
