//! A text that criteria cite, what it asks where, and whether it binds this project at this date.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::facts::{Facts, Parameters, Read, Scope};
use crate::lang::Said;
use crate::operator::Condition;
use crate::truth::Truth;

/// The kind of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// A French statute.
    Statute,
    /// A European regulation.
    Regulation,
    /// A reference document that an order may make binding.
    ReferenceDocument,
    /// A guide.
    Guide,
    /// A recommendation.
    Recommendation,
    /// A study.
    Research,
}

impl Force {
    /// All, with their codes.
    pub const ALL: [(&'static str, Self); 6] = [
        ("statute", Self::Statute),
        ("regulation", Self::Regulation),
        ("reference-document", Self::ReferenceDocument),
        ("guide", Self::Guide),
        ("recommendation", Self::Recommendation),
        ("research", Self::Research),
    ];

    /// Its code.
    pub fn code(self) -> &'static str {
        let own = Self::ALL.iter().find(|(_, force)| *force == self);
        own.map_or("", |(code, _)| code)
    }

    /// Whether the text is of a kind that binds.
    pub fn binds(self) -> bool {
        matches!(self, Self::Statute | Self::Regulation)
    }
}

/// A cited text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Kebab-case.
    pub id: String,
    /// As cited in a line.
    pub short: Said,
    /// In full.
    pub title: Said,
    /// Who publishes it.
    pub publisher: Said,
    /// Which edition.
    pub edition: Option<Said>,
    /// Of that edition.
    pub date: Option<Date>,
    /// Where it is.
    pub url: Option<String>,
    /// Its kind.
    pub force: Force,
    /// How far it was read: text-read, described, theme, recalled.
    pub verification: String,
    /// When it was last checked.
    pub checked_on: Option<Date>,
    /// Limits of what was read.
    pub note: Option<Said>,
    /// Not adopted.
    pub proposed: bool,
    /// The text that replaced it.
    pub replaced_by: Option<String>,
    /// When it binds.
    pub binds: Vec<Branch>,
    /// Its places.
    pub locators: Vec<Locator>,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Locator {
    /// Article, item or page.
    pub at: String,
    /// What it asks, in our words.
    pub says: Said,
    /// How far it was read, where it differs from the source's.
    pub verification: Option<String>,
    /// When it binds, where it differs from the source's.
    pub binds: Vec<Branch>,
}

/// One way in which a text binds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Branch {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// For which projects.
    pub when: Option<Condition>,
    /// In words.
    pub says: Said,
}

/// Whether a reference binds this project at this date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not adopted.
    Proposed,
    /// A guide, a recommendation, a study.
    Voluntary,
    /// No branch reaches this project.
    DoesNotBind,
    /// It reaches, or may reach, this project later.
    NotYet,
    /// Facts that decide are unstated, or the text itself was only recalled.
    ToBeEstablished,
    /// It binds.
    Binds,
}

impl Status {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Voluntary => "voluntary",
            Self::DoesNotBind => "does-not-bind",
            Self::NotYet => "not-yet",
            Self::ToBeEstablished => "to-be-established",
            Self::Binds => "binds",
        }
    }
}

/// A status with what decided it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The status.
    pub status: Status,
    /// The first day of the branch that tells.
    pub from: Option<Date>,
    /// The words of the branch that tells.
    pub says: Option<Said>,
    /// Whether that branch is known to reach the project, whatever its date.
    pub reached: bool,
    /// What was read.
    pub reads: Vec<Read>,
    /// The reads that decided: of the branch that tells, or of all of them where none reaches the project.
    pub decided: Vec<Read>,
}

/// A branch that reaches a project, or may.
struct Open<'a> {
    branch: &'a Branch,
    truth: Truth,
    started: bool,
    reads: Vec<Read>,
}

/// Reads without those told before.
fn once(reads: Vec<Read>) -> Vec<Read> {
    let mut seen: Vec<Read> = Vec::new();
    for read in reads {
        if !seen.contains(&read) {
            seen.push(read);
        }
    }
    seen
}

fn deciding(reads: &[Read]) -> Vec<Read> {
    once(reads.iter().filter(|read| read.decided).cloned().collect())
}

impl Source {
    /// The place `at`.
    pub fn locator(&self, at: Option<&str>) -> Option<&Locator> {
        let at = at?;
        self.locators.iter().find(|locator| locator.at == at)
    }

    /// How far the text was read, at a place or as a whole.
    pub fn verification_at(&self, at: Option<&str>) -> &str {
        self.locator(at)
            .and_then(|place| place.verification.as_deref())
            .unwrap_or(&self.verification)
    }

    /// The standing of this source, at a place, for a project at the audit's date.
    pub fn standing(&self, at: Option<&str>, facts: &dyn Facts) -> Standing {
        let none = |status| Standing {
            status,
            from: None,
            says: None,
            reached: false,
            reads: Vec::new(),
            decided: Vec::new(),
        };
        let own = self.locator(at).map_or(&[][..], |locator| &locator.binds);
        let branches = if own.is_empty() { &self.binds[..] } else { own };
        if self.proposed {
            return none(Status::Proposed);
        }
        if branches.is_empty() {
            return none(Status::Voluntary);
        }
        let as_of = facts.as_of();
        let parameters = Parameters::new();
        let scope = Scope {
            facts,
            place: "",
            parameters: &parameters,
        };
        let mut reads = Vec::new();
        let mut open: Vec<Open<'_>> = Vec::new();
        let mut against: Option<Vec<Read>> = None;
        for branch in branches {
            let mut truth = Truth::True;
            let mut own = Vec::new();
            if let Some(when) = &branch.when {
                let answer = when.evaluate(scope);
                truth = answer.truth;
                own = answer.reads;
            }
            reads.extend(own.iter().cloned());
            // The facts that keep every branch from the project tell enough.
            let kept = deciding(&own);
            against = Some(match against.take() {
                None => kept,
                Some(before) => before
                    .into_iter()
                    .filter(|read| kept.contains(read))
                    .collect(),
            });
            let ended = branch.until.is_some_and(|until| until < as_of);
            if truth != Truth::False && !ended {
                // A text binds nobody before its own date, even where the day on which it took effect was not seen.
                let started = branch.from.or(self.date).is_none_or(|from| from <= as_of);
                open.push(Open {
                    branch,
                    truth,
                    started,
                    reads: own,
                });
            }
        }
        let seen = once(reads);
        if open.is_empty() {
            return Standing {
                decided: against
                    .filter(|shared| !shared.is_empty())
                    .unwrap_or_else(|| deciding(&seen)),
                reads: seen,
                ..none(Status::DoesNotBind)
            };
        }
        let tell = |status, open: &Open<'_>, reads| Standing {
            status,
            from: open.branch.from,
            says: Some(open.branch.says.clone()),
            reached: open.truth == Truth::True,
            reads,
            decided: deciding(&open.reads),
        };
        let first = |wanted: &dyn Fn(&Open<'_>) -> bool| {
            open.iter()
                .filter(|open| wanted(open))
                .min_by_key(|open| (open.truth != Truth::True, open.branch.from))
        };
        // What was cited from memory is not said to bind: the text is to be read first.
        let read = self.verification_at(at) != "recalled";
        if let Some(branch) = first(&|open| open.started && open.truth == Truth::True) {
            let status = if read {
                Status::Binds
            } else {
                Status::ToBeEstablished
            };
            return tell(status, branch, seen);
        }
        if let Some(branch) = first(&|open| open.started) {
            return tell(Status::ToBeEstablished, branch, seen);
        }
        match first(&|_| true) {
            Some(branch) => tell(Status::NotYet, branch, seen),
            None => none(Status::DoesNotBind),
        }
    }
}
