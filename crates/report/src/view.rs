//! An audit arranged for reading, in one language: the only thing that a template sees. Takes no decision of its own.

use std::collections::BTreeMap;

use garant_core::Audit;
use garant_core::finding::Finding;
use garant_core::score::{Counts, Score};
use garant_core::verdict::{Disposition, Verdict};
use serde::Serialize;

use crate::lang::Words;

/// An audit arranged for reading.
#[derive(Clone, Debug, Serialize)]
pub struct View<'a> {
    /// The language's code.
    pub lang: &'static str,
    /// The audit.
    pub audit: &'a Audit,
    /// The catalog's words in the language.
    pub texts: &'a garant_core::texts::Texts,
    /// All counts.
    pub counts: Counts,
    /// Bounds of the part met, all principles together.
    pub bounds: Option<(f64, f64)>,
    /// By principle.
    pub principles: Vec<Principle<'a>>,
    /// All findings, by code.
    pub cards: Vec<Card<'a>>,
    /// Findings by criterion.
    pub by_id: BTreeMap<&'a str, Card<'a>>,
    /// Open findings in order.
    pub actions: Vec<Card<'a>>,
    /// What fails the gate.
    pub failing: Vec<Card<'a>>,
    /// What leaves it open.
    pub undetermined: Vec<Card<'a>>,
    /// What does not apply.
    pub not_applicable: Vec<Card<'a>>,
    /// What falls due at the next phase.
    pub due_next: Vec<Card<'a>>,
    /// Sources cited, by id.
    pub sources: Vec<&'a str>,
    /// Whether something at the gate's level remains to be established.
    pub provisional: bool,
    /// The conclusion: counts and names.
    pub conclusion: String,
}

/// A principle with its findings.
#[derive(Clone, Debug, Serialize)]
pub struct Principle<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// What it stands for.
    pub says: &'a str,
    /// Its score.
    pub score: &'a Score,
    /// Its findings, worst first.
    pub cards: Vec<Card<'a>>,
    /// Its findings by phase, in chronological order.
    pub phases: Vec<Vec<Card<'a>>>,
}

/// A finding with its words.
#[derive(Clone, Debug, Serialize)]
pub struct Card<'a> {
    /// The finding.
    pub f: &'a Finding,
    /// The criterion's words.
    pub t: &'a garant_core::texts::CriterionTexts,
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
}

impl<'a> View<'a> {
    /// Arranges an audit; `None` if it has no words of the language.
    pub fn new(audit: &'a Audit, words: &Words) -> Option<Self> {
        let texts = audit.texts.get(words.lang.code())?;
        let cards: Vec<Card<'a>> = audit
            .findings
            .iter()
            .filter_map(|finding| {
                let t = texts.criteria.get(&finding.criterion)?;
                Some(card(finding, t, texts))
            })
            .collect();
        let by_id: BTreeMap<&str, Card<'a>> = cards
            .iter()
            .map(|card| (card.f.criterion.as_str(), card.clone()))
            .collect();
        let pick = |ids: &'a [String]| -> Vec<Card<'a>> {
            ids.iter()
                .filter_map(|id| by_id.get(id.as_str()).cloned())
                .collect()
        };
        let principles = audit
            .scores
            .iter()
            .map(|score| {
                let mine: Vec<Card<'a>> = cards
                    .iter()
                    .filter(|card| card.f.principle == score.principle)
                    .cloned()
                    .collect();
                let phases = texts
                    .phase_order
                    .iter()
                    .map(|phase| {
                        mine.iter()
                            .filter(|card| card.f.phase == *phase)
                            .cloned()
                            .collect()
                    })
                    .collect();
                let mut worst = mine;
                worst.sort_by_key(|card| (rank(card.f), card.f.code.clone()));
                Principle {
                    id: &score.principle,
                    title: texts
                        .principles
                        .get(&score.principle)
                        .map_or("", String::as_str),
                    says: texts
                        .principle_says
                        .get(&score.principle)
                        .map_or("", String::as_str),
                    score,
                    cards: worst,
                    phases,
                }
            })
            .collect();
        let counts = Counts::of(&audit.findings);
        let mut listed = cards.clone();
        listed.sort_by(|a, b| a.f.code.cmp(&b.f.code));
        Some(Self {
            cards: listed,
            lang: words.lang.code(),
            audit,
            texts,
            counts,
            bounds: counts.bounds(),
            principles,
            actions: pick(&audit.actions),
            failing: pick(&audit.gate.failing),
            undetermined: pick(&audit.gate.undetermined),
            due_next: pick(&audit.due_next),
            not_applicable: cards
                .iter()
                .filter(|card| card.f.verdict == Verdict::NotApplicable)
                .cloned()
                .collect(),
            sources: texts.sources.keys().map(String::as_str).collect(),
            provisional: !audit.gate.undetermined.is_empty(),
            conclusion: crate::terminal::conclusion(audit, words),
            by_id,
        })
    }
}

fn rank(finding: &Finding) -> usize {
    match finding.verdict {
        Verdict::NotMet => 0,
        Verdict::Undetermined => 1,
        Verdict::Met => 2,
        Verdict::NotApplicable => 3,
    }
}

fn card<'a>(
    f: &'a Finding,
    t: &'a garant_core::texts::CriterionTexts,
    texts: &garant_core::texts::Texts,
) -> Card<'a> {
    let word = |key: String| texts.words.get(&key).cloned().unwrap_or(key);
    let waived = f.disposition == Disposition::Waived;
    let state = if waived { "waived" } else { f.verdict.code() };
    let reason = f
        .reason
        .as_ref()
        .map(|reason| word(format!("reason.{reason}")))
        .unwrap_or_default();
    let verdict = match f.verdict {
        Verdict::NotApplicable => reason.clone(),
        _ => word(format!("verdict.{state}")),
    };
    Card {
        f,
        t,
        state,
        verdict,
        reason: if f.verdict == Verdict::NotApplicable {
            String::new()
        } else {
            reason
        },
        anchor: f.code.to_lowercase(),
        held: f
            .checks
            .iter()
            .filter(|check| check.asked && check.truth == garant_rules::Truth::True)
            .count(),
        asked: f.checks.iter().filter(|check| check.asked).count(),
        lines: f.deciding_lines(),
    }
}
