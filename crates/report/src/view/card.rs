//! A finding with its words.

use std::sync::Arc;

use garant_core::Audit;
use garant_core::finding::{CheckResult, Finding};
use garant_core::texts::{CriterionTexts, Texts};
use garant_core::verdict::{Disposition, Verdict};
use garant_rules::Truth;

use super::asked::{Asked, Group};
use super::read::{Reads, piece};
use crate::figures::compared::{self, Said};
use crate::lang::Words;

/// A finding with its words.
#[derive(Clone, Debug)]
pub struct Card<'a> {
    /// The finding.
    pub f: &'a Finding,
    /// The criterion's words.
    pub t: &'a Arc<CriterionTexts>,
    /// The verdict's code, or `waived`.
    pub state: &'static str,
    /// The verdict in words.
    pub verdict: String,
    /// Why, in words; empty when it is met or not met.
    pub reason: String,
    /// The anchor.
    pub anchor: String,
    /// Checks that hold, of those asked.
    pub held: usize,
    /// Checks asked.
    pub asked: usize,
    /// The lines that decided.
    pub lines: Vec<usize>,
    /// Figures compared with bounds.
    pub figures: Vec<Said>,
    /// The names of those who owe it.
    pub actors: Vec<&'a str>,
    /// Whether a text requires it.
    pub requires: bool,
    /// The texts that ask, those that require and bind first.
    pub asks: Vec<Asked>,
    /// The same, told together where they stand alike.
    pub groups: Vec<Group>,
    /// Why it applies or not.
    pub applies: Reads,
    /// The checks, in the criterion's order.
    pub checks: Vec<Checked<'a>>,
    /// What was read in all checks that are asked, each line once.
    pub reads: Reads,
    /// What was found, in a sentence: the figure that is outside its limit, else the check that fails; empty where none does.
    pub found: String,
    /// The tools of those suppliers' audits that gave the verdict.
    pub tools: Vec<&'a str>,
    /// The first sentence of what is asked.
    pub gist: &'a str,
    /// The first sentence of what to do.
    pub first_step: &'a str,
    /// The numbers of the pieces of evidence that were read.
    pub evidence: Vec<usize>,
}

/// A check with its words.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// The check.
    pub c: &'a CheckResult,
    /// What must hold.
    pub says: &'a str,
    /// The truth's code, or `not-asked`.
    pub truth: &'static str,
    /// What was read.
    pub reads: Reads,
}

impl<'a> Card<'a> {
    pub(super) fn new(
        audit: &'a Audit,
        f: &'a Finding,
        texts: &'a Texts,
        words: &Words,
    ) -> Option<Self> {
        let t = texts.criteria.get(&f.criterion)?;
        let word = |key: String| texts.words.get(&key).cloned().unwrap_or(key);
        let waived = f.disposition == Disposition::Waived;
        let state = if waived { "waived" } else { f.verdict.code() };
        let reason = f.reason.as_ref();
        let reason = reason.map_or_else(String::new, |reason| word(format!("reason.{reason}")));
        let (verdict, reason) = match f.verdict {
            Verdict::NotApplicable => (reason, String::new()),
            _ => (word(format!("verdict.{state}")), reason),
        };
        let because = if f.because.is_empty() {
            f.applies.as_ref().map_or(&[][..], |applies| &applies.read)
        } else {
            &f.because
        };
        let mut asks: Vec<(usize, Asked)> = f
            .sources
            .iter()
            .map(|source| {
                let first = usize::from(source.relation != "requires") * 2
                    + usize::from(source.status != garant_rules::reference::Status::Binds);
                (first, Asked::new(source, &audit.as_of, texts, words))
            })
            .collect();
        asks.sort_by_key(|(first, _)| *first);
        let asks: Vec<Asked> = asks.into_iter().map(|(_, asked)| asked).collect();
        let checks: Vec<Checked<'a>> = f
            .checks
            .iter()
            .filter_map(|check| checked(check, t, texts, words))
            .collect();
        let asked: Vec<&Reads> = checks
            .iter()
            .filter(|check| check.c.asked)
            .map(|check| &check.reads)
            .collect();
        let figures = compared::of_finding(audit, f, words);
        let outside = figures.iter().find(|said| said.truth == "false");
        let failing = checks.iter().find(|check| check.c.fails());
        let found = match (outside, failing) {
            (Some(said), _) => said.text.trim_end_matches('.').to_owned(),
            (None, Some(check)) if f.taken.is_empty() => check.says.to_owned(),
            _ => String::new(),
        };
        Some(Self {
            f,
            t,
            state,
            verdict,
            reason,
            anchor: f.code.to_lowercase(),
            held: f
                .checks
                .iter()
                .filter(|check| check.asked && check.truth == Truth::True)
                .count(),
            asked: f.checks.iter().filter(|check| check.asked).count(),
            lines: f.deciding_lines(),
            figures,
            actors: f
                .actors
                .iter()
                .map(|actor| {
                    texts
                        .actors
                        .get(actor)
                        .map_or(actor.as_str(), String::as_str)
                })
                .collect(),
            requires: f.sources.iter().any(|source| source.relation == "requires"),
            groups: Group::all(&asks),
            asks,
            applies: Reads::new(because, texts, words),
            reads: Reads::together(&asked),
            checks,
            found,
            tools: tools(audit, f),
            gist: first_sentence(&t.asks),
            first_step: first_sentence(&t.remedy),
            evidence: evidence(audit, f),
        })
    }

    /// Worst first.
    pub(super) fn rank(&self) -> usize {
        match self.f.verdict {
            Verdict::NotMet => 0,
            Verdict::Undetermined => 1,
            Verdict::Met => 2,
            Verdict::NotApplicable => 3,
        }
    }
}

fn checked<'a>(
    c: &'a CheckResult,
    t: &'a CriterionTexts,
    texts: &Texts,
    words: &Words,
) -> Option<Checked<'a>> {
    let said = t.checks.get(&c.id)?;
    Some(Checked {
        c,
        says: &said.says,
        truth: if c.asked { c.truth.code() } else { "not-asked" },
        reads: Reads::new(&c.read, texts, words),
    })
}

/// A text up to its first full stop that ends a sentence.
fn first_sentence(text: &str) -> &str {
    text.find(". ")
        .and_then(|end| text.get(..=end))
        .unwrap_or(text)
}

/// Which pieces of evidence a finding read, by number.
fn evidence(audit: &Audit, finding: &Finding) -> Vec<usize> {
    let own = finding.checks.iter().filter(|check| check.asked);
    let mut numbers: Vec<usize> = own
        .flat_map(|check| &check.read)
        .filter_map(|read| piece(&read.path))
        .filter(|number| *number <= audit.evidence.len())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The tools whose audits, taken up, found what the finding says.
fn tools<'a>(audit: &'a Audit, finding: &'a Finding) -> Vec<&'a str> {
    let own = finding.taken.iter().filter(|taken| {
        taken.verdict == Some(finding.verdict)
            || finding.verdict == Verdict::Undetermined && taken.verdict.is_none()
    });
    own.map(|taken| {
        let mut all = audit.takes_up.iter();
        let entry = all.find(|entry| entry.path == taken.path);
        let system = entry.and_then(|entry| entry.system.as_deref());
        system.unwrap_or(&taken.path)
    })
    .collect()
}
