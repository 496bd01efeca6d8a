//! What an operator found: a truth, why it is unknown, on what footing it stands, and every read.

use serde::{Deserialize, Serialize};

use crate::facts::Read;
use crate::truth::Truth;

/// Why something is unknown, in order of precedence: a finding tells the first that occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The evidence is not the file that was sealed.
    EvidenceAltered,
    /// The evidence could not be read.
    EvidenceUnreadable,
    /// The evidence's file is not there.
    EvidenceMissing,
    /// The evidence has expired.
    EvidenceExpired,
    /// The interval straddles the bound.
    InsufficientEvidence,
    /// The evidence does not hold the figure.
    NotMeasured,
    /// The duty is the supplier's, and no audit of the supplier was taken up.
    NotTakenUp,
    /// The supplier's audit concerns another version than the one in use.
    TakenUpOtherVersion,
    /// The supplier's audit is older than the profile allows.
    TakenUpStale,
    /// The supplier's audit is dated after this one.
    TakenUpLater,
    /// The supplier's audit does not conclude.
    TakenUpOpen,
    /// A claim that a criterion does not apply was reviewed by nobody else.
    ClaimNotReviewed,
    /// The answer says nothing.
    Placeholder,
    /// Nothing is written.
    Unstated,
}

impl Reason {
    /// All, with their codes, in order of precedence.
    pub const ALL: [(&'static str, Self); 14] = [
        ("evidence-altered", Self::EvidenceAltered),
        ("evidence-unreadable", Self::EvidenceUnreadable),
        ("evidence-missing", Self::EvidenceMissing),
        ("evidence-expired", Self::EvidenceExpired),
        ("insufficient-evidence", Self::InsufficientEvidence),
        ("not-measured", Self::NotMeasured),
        ("not-taken-up", Self::NotTakenUp),
        ("taken-up-other-version", Self::TakenUpOtherVersion),
        ("taken-up-stale", Self::TakenUpStale),
        ("taken-up-later", Self::TakenUpLater),
        ("taken-up-open", Self::TakenUpOpen),
        ("claim-not-reviewed", Self::ClaimNotReviewed),
        ("placeholder", Self::Placeholder),
        ("unstated", Self::Unstated),
    ];

    /// The code, as in JSON.
    pub fn code(self) -> &'static str {
        let own = Self::ALL.iter().find(|(_, reason)| *reason == self);
        own.map_or("", |(code, _)| code)
    }

    /// Whether a word is one of the codes.
    pub fn is_code(word: &str) -> bool {
        Self::ALL.iter().any(|(code, _)| *code == word)
    }
}

/// On what a met check stands, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Footing {
    /// The descriptor says so.
    Declared,
    /// A file that exists, unaltered and in date, is cited.
    Documented,
    /// The figure was computed again.
    Measured,
}

/// The outcome of a condition.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What is known.
    pub truth: Truth,
    /// Set exactly when the truth is unknown.
    pub reason: Option<Reason>,
    /// The weakest footing of the reads that were needed.
    pub footing: Footing,
    /// Whether all the reads that were needed were reviewed by a person other than the declarant.
    pub reviewed: bool,
    /// Every read, in order; never empty.
    pub reads: Vec<Read>,
}

impl Answer {
    /// An answer that stands on what the descriptor declares.
    pub fn declared(truth: Truth, reason: Option<Reason>, reads: Vec<Read>) -> Self {
        let reason = if truth == Truth::Unknown {
            Some(reason.unwrap_or(Reason::Unstated))
        } else {
            None
        };
        Self {
            truth,
            reason,
            footing: Footing::Declared,
            reviewed: false,
            reads,
        }
    }

    /// The same answer, with reads before its own that gave it its place but did not decide it.
    #[must_use]
    pub fn placed_by(mut self, context: Vec<Read>) -> Self {
        let context = context.into_iter().map(|read| Read {
            decided: false,
            ..read
        });
        self.reads.splice(0..0, context);
        self
    }

    /// All of them: every branch was read; the footing is the weakest of the branches that were needed.
    pub fn all(answers: Vec<Self>) -> Self {
        Self::combine(answers, Truth::True)
    }

    /// One of them at least: the footing is the best branch that suffices.
    pub fn any(answers: Vec<Self>) -> Self {
        Self::combine(answers, Truth::False)
    }

    /// `unit` is the truth of a conjunction (true) or of a disjunction (false) that no branch decides otherwise.
    fn combine(answers: Vec<Self>, unit: Truth) -> Self {
        let truth = answers.iter().fold(unit, |truth, answer| {
            if unit == Truth::True {
                truth.and(answer.truth)
            } else {
                truth.or(answer.truth)
            }
        });
        let decisive = || answers.iter().filter(|answer| answer.truth == truth);
        let weakest = (truth == Truth::True) == (unit == Truth::True);
        let pairs = decisive().map(|answer| (answer.footing, answer.reviewed));
        let (footing, reviewed) = if weakest {
            let footing = decisive().map(|answer| answer.footing).min();
            (footing, decisive().all(|answer| answer.reviewed))
        } else {
            let best = pairs.max();
            (
                best.map(|(footing, _)| footing),
                best.is_some_and(|(_, reviewed)| reviewed),
            )
        };
        let reason = if truth == Truth::Unknown {
            answers.iter().filter_map(|answer| answer.reason).min()
        } else {
            None
        };
        let silent = answers.iter().all(|answer| answer.reads.is_empty());
        Self {
            truth,
            reason,
            footing: footing.unwrap_or(Footing::Declared),
            reviewed,
            reads: if silent {
                Vec::new()
            } else {
                told(answers, truth)
            },
        }
    }
}

/// The reads of all answers, in order; those of answers that did not decide are not decisive.
fn told(answers: Vec<Answer>, truth: Truth) -> Vec<Read> {
    answers
        .into_iter()
        .flat_map(|answer| {
            let decided = answer.truth == truth;
            answer.reads.into_iter().map(move |read| Read {
                decided: read.decided && decided,
                ..read
            })
        })
        .collect()
}
