//! An audit arranged for reading, in one language: the only thing that a template sees. Takes no decision of its own.

use std::collections::BTreeMap;

use garant_core::Audit;
use garant_core::finding::Finding;
use garant_core::score::{Counts, Footings, Score};
use garant_core::verdict::{Disposition, Verdict};
use serde::Serialize;

use crate::figures::forest::Plot;
use crate::figures::{self, Sheet, compared, forest, trouble};
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
    /// On what the met criteria stand.
    pub footings: Footings,
    /// That, in a sentence.
    pub footings_says: String,
    /// Figures computed again, a piece of evidence after another.
    pub figures: Vec<Told<'a>>,
    /// What tables have wrong, by piece of evidence: none, or the problem and the first rows at fault.
    pub troubles: Vec<Vec<String>>,
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

/// The figures of a piece of evidence.
#[derive(Clone, Debug, Serialize)]
pub struct Told<'a> {
    /// The piece of evidence.
    pub evidence: Option<&'a garant_core::evidence::Evidence>,
    /// Its id.
    pub id: &'a str,
    /// Its figures.
    pub sheet: Sheet,
    /// What is drawn: the figures that criteria compare, else the one that is drawn by default.
    pub(crate) plots: Vec<Plot>,
}

/// A comparison of a figure with a bound.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    /// The check.
    pub check: String,
    /// The path of the read.
    pub path: String,
    /// The truth's code.
    pub truth: &'static str,
    /// The sentence.
    pub text: String,
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
    /// Figures compared with bounds.
    pub figures: Vec<Said>,
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
                Some(card(finding, t, texts, words))
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
        // Counted here, so that an audit stored before they were held has them too.
        let footings = Footings::of(&audit.findings);
        let measures = audit.measures.iter().enumerate();
        let mut listed = cards.clone();
        listed.sort_by(|a, b| a.f.code.cmp(&b.f.code));
        Some(Self {
            cards: listed,
            footings,
            footings_says: footing_words(footings, words),
            figures: measures
                .filter_map(|(index, measure)| told(audit, index, measure, words))
                .collect(),
            troubles: audit
                .evidence
                .iter()
                .map(|piece| {
                    let own = piece.trouble.as_ref();
                    own.map(|own| trouble::sentences(own, words))
                        .unwrap_or_default()
                })
                .collect(),
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

fn footing_words(footings: Footings, words: &Words) -> String {
    let text = |count: usize| count.to_string();
    garant_rules::words::fill(
        &words.count("report.footings.count", footings.met),
        &[
            ("declared", &text(footings.declared)),
            ("documented", &text(footings.documented)),
            ("measured", &text(footings.measured)),
            ("reviewed", &text(footings.reviewed)),
        ],
    )
}

/// The figures of a measure, with drawings of those that criteria compare.
fn told<'a>(
    audit: &'a Audit,
    index: usize,
    measure: &'a garant_core::measures::Measure,
    words: &Words,
) -> Option<Told<'a>> {
    let sheet = figures::of_measure(measure, words)?;
    let place = audit
        .evidence
        .iter()
        .position(|piece| piece.id == measure.evidence);
    let own = place.map(|place| format!("evidence[{place}]."));
    let reads = audit
        .findings
        .iter()
        .flat_map(|finding| &finding.checks)
        .flat_map(|check| &check.read);
    let asked: Vec<&String> = reads
        .filter(|read| own.as_ref().is_some_and(|own| read.path.starts_with(own)))
        .flat_map(|read| &read.figures)
        .filter_map(|figure| figure.metric.as_ref())
        .collect();
    let known = |id: &String| sheet.charts.iter().any(|chart| chart.id == *id);
    let any = asked.iter().any(|id| known(id));
    let drawn = sheet.charts.iter().filter(|chart| {
        if any {
            asked.contains(&&chart.id)
        } else {
            chart.id == figures::DRAWN
        }
    });
    let plots = drawn
        .map(|chart| {
            let id = format!("forest-{}-{}", index + 1, chart.id);
            forest::plot(chart, words, &id, false)
        })
        .collect();
    Some(Told {
        evidence: place.and_then(|place| audit.evidence.get(place)),
        id: &measure.evidence,
        plots,
        sheet,
    })
}

/// Every figure that a finding compares, in a sentence.
fn compared(finding: &Finding, texts: &garant_core::texts::Texts, words: &Words) -> Vec<Said> {
    let checks = finding.checks.iter();
    checks
        .flat_map(|check| check.read.iter().map(move |read| (check, read)))
        .flat_map(|(check, read)| read.figures.iter().map(move |own| (check, read, own)))
        .map(|(check, read, own)| Said {
            check: check.id.clone(),
            path: read.path.clone(),
            truth: own.truth.code(),
            text: compared::sentence(own, words, &texts.words),
        })
        .collect()
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
    words: &Words,
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
        figures: compared(f, texts, words),
    }
}
