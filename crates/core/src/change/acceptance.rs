//! Risks accepted that are not what they were: another state, another reach, other words.

use serde::{Deserialize, Serialize};

use super::beside::{Turn, matched};
use crate::audit::Audit;
use crate::finding::{Finding, Words};
use crate::verdict::{Disposition, Verdict};
use crate::waiver::{self, Waiver};

/// A waiver that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct WaiverChange {
    /// What became of it.
    pub turn: Turn,
    /// The criterion.
    pub criterion: String,
    /// For people to say aloud; the criterion's id where it is not judged.
    pub code: String,
    /// The check, when not the whole criterion.
    pub check: Option<String>,
    /// The id of the site, when not everywhere.
    #[serde(default)]
    pub site: Option<String>,
    /// What it was for in the old side, where that is another check or site; null where it is the same.
    #[serde(default)]
    pub reach_before: Option<Reach>,
    /// Its state in the old side.
    pub before: Option<waiver::State>,
    /// Its state in the new side.
    pub after: Option<waiver::State>,
    /// Its last day in the old side.
    pub ends_before: Option<String>,
    /// Its last day in the new side.
    pub ends_after: Option<String>,
    /// What it says otherwise, besides its last day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rewritten: Vec<Rewritten>,
    /// Line of its entry in the new side.
    pub line: Option<usize>,
}

/// What a waiver is for: a whole criterion or one check, everywhere or at one site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reach {
    /// The check, when not the whole criterion.
    pub check: Option<String>,
    /// The id of the site, when not everywhere.
    pub site: Option<String>,
}

/// A part of a waiver that says something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rewritten {
    /// Which part.
    pub part: Part,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}

/// A part of a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Which risk is accepted.
    RiskAccepted,
    /// Why.
    Reason,
    /// Who carries it.
    Owner,
    /// Who accepted it.
    Approver,
    /// Its first day.
    Date,
}

/// A waiver in force that is what it was, and does not cover what fails now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Uncovered {
    /// The check that the waiver is for, when not the whole criterion.
    pub check: Option<String>,
    /// The id of the site that it is for, when not everywhere.
    pub site: Option<String>,
    /// What the checks that it leaves open ask.
    pub checks: Vec<Words>,
    /// The ids of the sites where they fail, as far as they fail at sites.
    pub sites: Vec<String>,
    /// Line of its entry in the new side.
    pub line: Option<usize>,
}

impl Part {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 5] = [
        Self::RiskAccepted,
        Self::Reason,
        Self::Owner,
        Self::Approver,
        Self::Date,
    ];

    /// Its code, as in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::RiskAccepted => "risk-accepted",
            Self::Reason => "reason",
            Self::Owner => "owner",
            Self::Approver => "approver",
            Self::Date => "date",
        }
    }

    fn of(self, waiver: &Waiver) -> &str {
        match self {
            Self::RiskAccepted => &waiver.risk_accepted,
            Self::Reason => &waiver.reason,
            Self::Owner => &waiver.owner,
            Self::Approver => &waiver.approver,
            Self::Date => &waiver.date,
        }
    }
}

impl Reach {
    pub(super) fn of(waiver: &Waiver) -> Self {
        Self {
            check: waiver.check.clone(),
            site: waiver.site.clone(),
        }
    }

    /// Whether one of two is for all that the other is for.
    fn is_wider_or_narrower(&self, other: &Self) -> bool {
        let holds = |wide: &Self, narrow: &Self| {
            let within =
                |wide: &Option<String>, narrow: &Option<String>| wide.is_none() || wide == narrow;
            within(&wide.check, &narrow.check) && within(&wide.site, &narrow.site)
        };
        holds(self, other) || holds(other, self)
    }
}

/// Waivers of both sides: those of one criterion, check and site go together, then those of one criterion that became wider or narrower.
pub(super) fn waiver_pairs<'a>(
    old: &'a Audit,
    new: &'a Audit,
) -> Vec<(Option<&'a Waiver>, Option<&'a Waiver>)> {
    // Withheld words are the same for all: the place in the list tells them apart.
    let mut pairs = matched(&old.waivers, &new.waivers, |index, waiver| {
        let place = waiver.withheld.then_some(index);
        (waiver.criterion.clone(), Reach::of(waiver), place)
    });
    let alike = |was: &Waiver, is: &Waiver| {
        was.criterion == is.criterion
            && !was.withheld
            && !is.withheld
            && Reach::of(was).is_wider_or_narrower(&Reach::of(is))
    };
    let mut gone: Vec<Option<&Waiver>> = pairs
        .iter()
        .filter_map(|(was, is)| is.is_none().then_some(*was))
        .collect();
    pairs.retain(|(_, is)| is.is_some());
    for pair in &mut pairs {
        let (None, Some(is)) = *pair else {
            continue;
        };
        let slot = gone
            .iter_mut()
            .find(|slot| slot.is_some_and(|was| alike(was, is)));
        pair.0 = slot.and_then(Option::take);
    }
    pairs.extend(gone.into_iter().flatten().map(|was| (Some(was), None)));
    pairs
}

pub(super) fn waivers(old: &Audit, new: &Audit) -> Vec<WaiverChange> {
    let code = |criterion: &str| {
        let mut all = new.findings.iter().chain(&old.findings);
        let own = all.find(|finding| finding.criterion == criterion);
        own.map_or_else(|| criterion.to_owned(), |finding| finding.code.clone())
    };
    waiver_pairs(old, new)
        .into_iter()
        .filter_map(|(was, is)| {
            let turn = match (was, is) {
                (None, _) => Turn::Came,
                (_, None) => Turn::Went,
                (Some(was), Some(is)) if is_same(was, is) => return None,
                (Some(was), Some(is))
                    if is.state == waiver::State::Expired && was.state != is.state =>
                {
                    Turn::Expired
                }
                _ => Turn::Changed,
            };
            let own = is.or(was)?;
            let (from, to) = (was.map(Reach::of), is.map(Reach::of));
            Some(WaiverChange {
                turn,
                criterion: own.criterion.clone(),
                code: code(&own.criterion),
                check: own.check.clone(),
                site: own.site.clone(),
                reach_before: from.filter(|from| to.as_ref().is_some_and(|to| to != from)),
                before: was.map(|was| was.state),
                after: is.map(|is| is.state),
                ends_before: was.map(|was| was.ends.clone()),
                ends_after: is.map(|is| is.ends.clone()),
                rewritten: was
                    .zip(is)
                    .map_or_else(Vec::new, |(was, is)| rewritten(was, is)),
                line: is.and_then(|is| is.line),
            })
        })
        .collect()
}

/// Whether a waiver is what it was: its state, its reach and its words.
fn is_same(was: &Waiver, is: &Waiver) -> bool {
    was.state == is.state
        && was.ends == is.ends
        && Reach::of(was) == Reach::of(is)
        && rewritten(was, is).is_empty()
}

fn rewritten(was: &Waiver, is: &Waiver) -> Vec<Rewritten> {
    Part::ALL
        .into_iter()
        .filter(|part| part.of(was) != part.of(is))
        .map(|part| Rewritten {
            part,
            before: part.of(was).to_owned(),
            after: part.of(is).to_owned(),
        })
        .collect()
}

/// The waivers in force of a finding whose risk was accepted and is open now, although they are for what they were for.
pub(super) fn uncovered(
    (old, was): (&Audit, &Finding),
    (new, is): (&Audit, &Finding),
) -> Vec<Uncovered> {
    let opened = was.disposition == Disposition::Waived
        && is.disposition == Disposition::Open
        && is.verdict == Verdict::NotMet;
    if !opened {
        return Vec::new();
    }
    let says = |check: &String| {
        let said = |lang: &str| {
            let texts = new.texts.get(lang);
            let own = texts.and_then(|texts| texts.criteria.get(&is.criterion));
            let own = own.and_then(|own| own.checks.get(check));
            own.map_or_else(|| check.clone(), |own| own.says.clone())
        };
        Words {
            fr: said("fr"),
            en: said("en"),
        }
    };
    waiver_pairs(old, new)
        .into_iter()
        .filter_map(|(before, after)| before.zip(after))
        .filter(|(before, after)| {
            after.criterion == is.criterion
                && [before, after]
                    .iter()
                    .all(|own| own.state == waiver::State::InForce)
                && Reach::of(before) == Reach::of(after)
        })
        .map(|(_, after)| Uncovered {
            check: after.check.clone(),
            site: after.site.clone(),
            checks: after.open_checks.iter().map(says).collect(),
            sites: after.open_sites.clone(),
            line: after.line,
        })
        .collect()
}
