//! What changed between two audits of a project: verdicts, and why; waivers, evidence and opinions. Nothing is judged here.
//!
//! Why a verdict changed is told only where the two audits show it: an answer that its criterion read and that is another now, a piece of
//! evidence it cites, a waiver. A change that nothing read explains is put down to the date, the catalog or the profile where that alone
//! differs. Audits on ways between the two ([`Changes::through`]) make one thing differ at a time.

mod acceptance;
mod advice;
mod answer;
mod beside;
mod cause;
mod edition;
mod footing;
mod pairing;
mod side;
mod turned;
mod verdict;
mod why;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use acceptance::{Part, Reach, Rewritten, Uncovered, WaiverChange};
pub use advice::OpinionChange;
pub use answer::{Given, Stated};
pub use beside::{EvidenceChange, Turn};
pub use cause::{Cause, Differs, Reading};
pub use edition::Amendment;
pub use side::Side;
pub use verdict::{Change, Direction, Held, Standing};
pub use words::DiffTexts;

use crate::audience::Audience;
use crate::audit::{Audit, Tool};
use crate::finding::Finding;
use why::Step;

/// The name of the format.
pub const FORMAT: &str = "garant.diff";
/// The version of the format; it only ever adds.
pub const VERSION: u32 = 1;

/// What changed between two audits. All formats are rendered from this value alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Changes {
    /// `garant.diff`.
    pub format: String,
    /// `1`.
    pub version: u32,
    /// The program.
    pub tool: Tool,
    /// For whom it is: the closer of the two audits' readers.
    pub audience: Audience,
    /// The earlier side.
    pub old: Side,
    /// The later side.
    pub new: Side,
    /// How many criteria changed, and which way. Drafts are not counted.
    pub counts: Turns,
    /// What a gate on what got worse counts; null where none was asked.
    pub gate: Option<WorseGate>,
    /// Criteria of both sides whose standing changed, in the order of the new side.
    pub changed: Vec<Change>,
    /// Criteria of both sides whose standing is the same, in the order of the new side.
    pub unchanged: Vec<Held>,
    /// Criteria of the new side alone.
    pub added: Vec<Held>,
    /// Criteria of the old side alone.
    pub removed: Vec<Held>,
    /// Waivers that came, went, are in another state or say something else.
    pub waivers: Vec<WaiverChange>,
    /// Evidence that came, went, was replaced or is in another state.
    pub evidence: Vec<EvidenceChange>,
    /// Opinions that came or went, and those whose outcome or reservations are others.
    pub opinions: Vec<OpinionChange>,
    /// The words of the catalog that a report needs, by language.
    pub texts: BTreeMap<String, DiffTexts>,
}

/// How many criteria changed, and which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Turns {
    /// Worse.
    pub worse: usize,
    /// Newly to be established.
    pub newly_undetermined: usize,
    /// Better.
    pub better: usize,
    /// Neither: to or from not applicable, or for another reason.
    pub other: usize,
    /// The same.
    pub unchanged: usize,
    /// In the new side alone.
    pub added: usize,
    /// In the old side alone.
    pub removed: usize,
}

/// A gate on what got worse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WorseGate {
    /// The ids of the levels that it looks at.
    pub levels: Vec<String>,
    /// The criteria that it counts.
    pub counted: Vec<String>,
    /// Whether no criterion is on both sides: nothing was compared, and it does not hold.
    #[serde(
        default,
        rename = "nothing-compared",
        skip_serializing_if = "std::ops::Not::not"
    )]
    pub nothing_compared: bool,
}

impl WorseGate {
    /// Whether it holds: it counts nothing, and something was compared.
    pub fn holds(&self) -> bool {
        self.counted.is_empty() && !self.nothing_compared
    }
}

impl Changes {
    /// What changed from an audit to another.
    pub fn between(old: &Audit, new: &Audit) -> Self {
        Self::through(old, &[], new)
    }

    /// The same, with ways from one to the other, each a list of audits in which one thing after another is that of the new side, such as
    /// the new descriptor judged at the old date. A cause is then looked for from each step to the next, where less differs, and those of
    /// all ways are told: what is needed beside another shows on one of them.
    pub fn through(old: &Audit, ways: &[Vec<Audit>], new: &Audit) -> Self {
        let ways: Vec<Vec<Step<'_>>> = ways
            .iter()
            .map(|way| {
                let path: Vec<&Audit> = [old].into_iter().chain(way).chain([new]).collect();
                path.windows(2)
                    .filter_map(|pair| Some(Step::new(pair.first()?, pair.get(1)?)))
                    .collect()
            })
            .collect();
        let whole = Step::new(old, new);
        let mut changed = Vec::new();
        let mut unchanged = Vec::new();
        let before: BTreeMap<&str, &Finding> = by_criterion(old);
        let after: BTreeMap<&str, &Finding> = by_criterion(new);
        for finding in &new.findings {
            let Some(was) = before.get(finding.criterion.as_str()) else {
                continue;
            };
            if Standing::of(was) == Standing::of(finding) {
                unchanged.push(Held::of(new, finding));
            } else {
                let causes = why::along(&ways, &whole, was, finding);
                changed.push(Change::new((old, was), (new, finding), causes));
            }
        }
        let alone = |audit: &Audit, other: &BTreeMap<&str, &Finding>| -> Vec<Held> {
            let own = audit.findings.iter();
            own.filter(|finding| !other.contains_key(finding.criterion.as_str()))
                .map(|finding| Held::of(audit, finding))
                .collect()
        };
        let mut changes = Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            tool: Tool {
                name: "garant".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            audience: old.audience.max(new.audience),
            old: Side::of(old),
            new: Side::of(new),
            counts: Turns::default(),
            gate: None,
            changed,
            unchanged,
            added: alone(new, &before),
            removed: alone(old, &after),
            waivers: acceptance::waivers(old, new),
            evidence: beside::evidence(old, new),
            opinions: advice::opinions(old, new),
            texts: BTreeMap::new(),
        };
        changes.counts = changes.count();
        changes.texts = words::gather(&changes, old, new);
        changes
    }

    /// The same, with a gate on what got worse at some levels.
    #[must_use]
    pub fn gated(mut self, levels: &[&str]) -> Self {
        let at = |level: &str| levels.contains(&level);
        let counted = self.changed.iter().filter(|change| {
            change.breaks && !change.draft && (at(&change.level) || at(&change.level_before))
        });
        self.gate = Some(WorseGate {
            counted: counted.map(|change| change.criterion.clone()).collect(),
            levels: levels.iter().map(|level| (*level).to_owned()).collect(),
            nothing_compared: self.has_nothing_common(),
        });
        self
    }

    /// Whether no criterion is on both sides.
    pub fn has_nothing_common(&self) -> bool {
        self.changed.is_empty() && self.unchanged.is_empty()
    }

    /// Whether nothing that is told here differs.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty()
            && self.added.is_empty()
            && self.removed.is_empty()
            && self.waivers.is_empty()
            && self.evidence.is_empty()
            && self.opinions.is_empty()
    }

    fn count(&self) -> Turns {
        let turned = |direction: Direction| {
            let own = self.changed.iter();
            own.filter(|change| !change.draft && change.direction == direction)
                .count()
        };
        let counted = |held: &[Held]| held.iter().filter(|own| !own.draft).count();
        Turns {
            worse: turned(Direction::Worse),
            newly_undetermined: turned(Direction::NewlyUndetermined),
            better: turned(Direction::Better),
            other: turned(Direction::Other),
            unchanged: counted(&self.unchanged),
            added: counted(&self.added),
            removed: counted(&self.removed),
        }
    }
}

fn by_criterion(audit: &Audit) -> BTreeMap<&str, &Finding> {
    let findings = audit.findings.iter();
    findings
        .map(|finding| (finding.criterion.as_str(), finding))
        .collect()
}
