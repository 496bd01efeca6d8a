//! One criterion on one project: verdict, reasons, reads, texts that ask.

use garant_rules::reference::Status;
use garant_rules::{Footing, Truth};
use serde::{Deserialize, Serialize};

use crate::trace::Trace;
use crate::verdict::{Disposition, Verdict};

/// A finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Finding {
    /// `PACK/ID`.
    pub criterion: String,
    /// For people to say aloud.
    pub code: String,
    /// Garant's grouping.
    pub principle: String,
    /// Places on the official axis.
    pub cens: Vec<Placement>,
    /// From which phase it is due.
    pub phase: String,
    /// The level in this profile.
    pub level: String,
    /// Draft criteria are shown, never counted.
    pub draft: bool,
    /// hours, days or weeks.
    pub effort: String,
    /// What was found.
    pub verdict: Verdict,
    /// Why it is undetermined or not applicable.
    pub reason: Option<String>,
    /// Open, or waived.
    pub disposition: Disposition,
    /// Whether a waiver opens the gate for it.
    #[serde(default)]
    pub opens_gate: bool,
    /// The weakest footing among its checks, when it is met.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub footing: Option<Footing>,
    /// Whether everything it stands on was reviewed by a person other than the declarant.
    pub reviewed: bool,
    /// Who owes it.
    pub actors: Vec<String>,
    /// Why it applies or not: null where it always does.
    pub applies: Option<Applies>,
    /// What decided a not-applicable verdict besides its condition: the phase, the actor, a claim.
    #[serde(default)]
    pub because: Vec<Trace>,
    /// Its checks.
    pub checks: Vec<CheckResult>,
    /// What suppliers' audits found, where the duty is theirs.
    #[serde(default)]
    pub taken: Vec<crate::takeup::Taken>,
    /// The texts that ask.
    pub sources: Vec<Reference>,
    /// Who reviewed its wording.
    pub wording_reviewed_by: Option<String>,
}

/// A place on the official axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Placement {
    /// The CENS principle.
    pub principle: String,
    /// `official` or `ours`.
    pub placement: String,
}

/// A condition of application, judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Applies {
    /// What is known.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub truth: Truth,
    /// Why it is unknown.
    pub reason: Option<String>,
    /// Every read.
    pub read: Vec<Trace>,
}

/// A check, judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct CheckResult {
    /// Its id.
    pub id: String,
    /// `true`, `false` or `unknown`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub truth: Truth,
    /// Why it is unknown.
    pub reason: Option<String>,
    /// On what it stands when true.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub footing: Option<Footing>,
    /// Whether everything it stands on was reviewed by a person other than the declarant, when true.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reviewed: bool,
    /// Whether it is asked of this project; one that is not leaves the conjunction.
    #[serde(default = "yes")]
    pub asked: bool,
    /// Every read; never empty.
    pub read: Vec<Trace>,
    /// The entries of lists that it fails for, each once, in order: `deployment.sites[0]`. Empty where it does not fail, or fails outside
    /// of entries too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fails_in: Vec<String>,
    /// The entries of lists for which it remains to be established, while it fails for others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_in: Vec<String>,
}

impl CheckResult {
    /// Whether it is asked of this project and remains to be established.
    pub fn is_open(&self) -> bool {
        self.asked && self.truth == Truth::Unknown
    }

    /// Whether it is asked of this project and does not hold.
    pub fn fails(&self) -> bool {
        self.asked && self.truth == Truth::False
    }
}

fn yes() -> bool {
    true
}

/// A text that asks, and whether it binds this project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Reference {
    /// The source's id.
    #[serde(rename = "ref")]
    pub source: String,
    /// Article, item or page.
    pub at: Option<String>,
    /// `requires` or `inspired-by`.
    pub relation: String,
    /// Whether it binds this project at the audit's date.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub status: Status,
    /// The first day of the branch that tells.
    pub from: Option<String>,
    /// The branch that tells, in both languages.
    pub because: Option<Words>,
    /// The paths that would decide: of a status to be established, and of one that begins later where the project is not known to be reached.
    #[serde(default, rename = "depends-on")]
    pub depends_on: Vec<String>,
}

impl Reference {
    /// Whether it begins later, and unstated facts decide whether it then reaches the project.
    pub fn perhaps_later(&self) -> bool {
        self.status == Status::NotYet && !self.depends_on.is_empty()
    }
}

/// A sentence in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Words {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Finding {
    /// The reads that decided the verdict: of the checks with the truth that gave it, those of the branches that decided. Where a
    /// supplier's audit gave it, the entries that take that audit up.
    pub fn deciding(&self) -> impl Iterator<Item = &Trace> {
        let wanted = match self.verdict {
            Verdict::Met => Some(Truth::True),
            Verdict::NotMet => Some(Truth::False),
            Verdict::Undetermined => Some(Truth::Unknown),
            Verdict::NotApplicable => None,
        };
        let own = self.taken.is_empty();
        let checks = self
            .checks
            .iter()
            .filter(move |check| own && check.asked && Some(check.truth) == wanted)
            .flat_map(|check| &check.read);
        let open = matches!(self.verdict, Verdict::Undetermined | Verdict::NotApplicable);
        let applies = self
            .applies
            .iter()
            .filter(move |applies| own && open && applies.truth != Truth::True)
            .flat_map(|applies| &applies.read);
        checks
            .chain(applies)
            .chain(&self.because)
            .filter(|trace| trace.decided)
    }

    /// The checks that are asked and do not hold: its own, or, where suppliers' audits gave the verdict, those of the audits that fail.
    pub fn failing_checks(&self) -> impl Iterator<Item = &CheckResult> {
        let own = self.taken.is_empty().then_some(&self.checks);
        let taken = self.taken.iter();
        let theirs = taken.filter(|taken| taken.verdict == Some(Verdict::NotMet));
        own.into_iter()
            .chain(theirs.map(|taken| &taken.checks))
            .flatten()
            .filter(|check| check.fails())
    }

    /// The lines of those reads, sorted, each once.
    pub fn deciding_lines(&self) -> Vec<usize> {
        let mut lines: Vec<usize> = self.deciding().filter_map(|trace| trace.line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// Whether a text that requires it binds this project, or may: no waiver opens the gate then.
    pub fn required_by_law(&self) -> bool {
        self.sources.iter().any(|source| {
            source.relation == "requires"
                && matches!(source.status, Status::Binds | Status::ToBeEstablished)
        })
    }
}

impl Words {
    /// The catalog's words.
    pub fn of(said: &garant_rules::Said) -> Self {
        Self {
            fr: said.fr.to_string(),
            en: said.en.to_string(),
        }
    }

    /// The sentence in a language.
    pub fn get(&self, lang: garant_rules::Lang) -> &str {
        match lang {
            garant_rules::Lang::Fr => &self.fr,
            garant_rules::Lang::En => &self.en,
        }
    }
}
