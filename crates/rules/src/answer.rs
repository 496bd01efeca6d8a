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
        if context.is_empty() {
            return self;
        }
        let context = context.into_iter().map(|read| Read {
            decided: false,
            ..read
        });
        self.reads.splice(0..0, context);
        self
    }

    /// All of them: every branch was read; the footing is the weakest of the branches that were needed.
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        Several::of(Truth::True, answers)
    }

    /// One of them at least: the footing is the best branch that suffices.
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        Several::of(Truth::False, answers)
    }
}

/// Answers that become one.
#[derive(Debug)]
pub(crate) struct Several {
    /// The truth of a conjunction (true) or of a disjunction (false) that no branch decides otherwise.
    unit: Truth,
    truth: Truth,
    reason: Option<Reason>,
    /// What the answers of each truth stand on: false, unknown, true.
    grounds: [Option<Ground>; 3],
    reads: Vec<(Truth, Vec<Read>)>,
    none: bool,
}

/// What some answers stand on, as the weakest and as the best of them.
#[derive(Clone, Copy, Debug)]
struct Ground {
    weakest: (Footing, bool),
    best: (Footing, bool),
}

impl Several {
    pub(crate) fn new(unit: Truth) -> Self {
        Self {
            unit,
            truth: unit,
            reason: None,
            grounds: [None; 3],
            reads: Vec::new(),
            none: true,
        }
    }

    fn of(unit: Truth, answers: impl IntoIterator<Item = Answer>) -> Answer {
        let mut own = Self::new(unit);
        for answer in answers {
            own.push(answer);
        }
        own.one()
    }

    /// Whether no answer was given.
    pub(crate) fn is_empty(&self) -> bool {
        self.none
    }

    pub(crate) fn push(&mut self, answer: Answer) {
        self.none = false;
        self.truth = if self.unit == Truth::True {
            self.truth.and(answer.truth)
        } else {
            self.truth.or(answer.truth)
        };
        self.reason = [self.reason, answer.reason].into_iter().flatten().min();
        let pair = (answer.footing, answer.reviewed);
        let [no, open, yes] = &mut self.grounds;
        let ground = match answer.truth {
            Truth::False => no,
            Truth::Unknown => open,
            Truth::True => yes,
        };
        let known = ground.get_or_insert(Ground {
            weakest: pair,
            best: pair,
        });
        let (footing, reviewed) = known.weakest;
        known.weakest = (footing.min(pair.0), reviewed && pair.1);
        known.best = known.best.max(pair);
        if !answer.reads.is_empty() {
            self.reads.push((answer.truth, answer.reads));
        }
    }

    pub(crate) fn one(self) -> Answer {
        let truth = self.truth;
        let [no, open, yes] = self.grounds;
        let ground = match truth {
            Truth::False => no,
            Truth::Unknown => open,
            Truth::True => yes,
        };
        let weakest = (truth == Truth::True) == (self.unit == Truth::True);
        let (footing, reviewed) = match ground {
            Some(ground) if weakest => ground.weakest,
            Some(ground) => ground.best,
            None => (Footing::Declared, weakest),
        };
        Answer {
            truth,
            reason: self.reason.filter(|_| truth == Truth::Unknown),
            footing,
            reviewed,
            reads: told(self.reads, truth),
        }
    }
}

/// The reads of all answers, in order; those of answers that did not decide are not decisive.
fn told(answers: Vec<(Truth, Vec<Read>)>, truth: Truth) -> Vec<Read> {
    let mut all = answers.into_iter();
    let Some((first, mut reads)) = all.next() else {
        return Vec::new();
    };
    let mark = |own: Truth, reads: &mut [Read]| {
        for read in reads {
            read.decided = read.decided && own == truth;
        }
    };
    mark(first, &mut reads);
    for (own, mut more) in all {
        mark(own, &mut more);
        reads.append(&mut more);
    }
    reads
}
