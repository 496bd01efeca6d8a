//! What a committee reads first beside the conclusion: what is named, what to do first, what to ask.

use std::rc::Rc;

use garant_core::Audit;
use garant_rules::reference::Status;

use super::card::Card;
use crate::lang::Words;

/// So many codes are named in the sentence.
const NAMED: usize = 7;

/// So many actions are shown.
const ACTIONS: usize = 4;

/// So many questions are shown.
const QUESTIONS: usize = 4;

/// So many figures outside their limit are told.
const OUTSIDE: usize = 2;

/// The page that a committee reads first.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    /// What fails the gate, by code.
    pub failing: String,
    /// What leaves it open, by code.
    pub open: String,
    /// What a text that binds the project requires and is not met or not established, by code, with the verdict; an accepted risk too,
    /// for it changes nothing to what the text requires.
    pub required: String,
    /// What a figure puts outside its limit below the gate's level, each with its code.
    pub outside: Vec<String>,
    /// The first of the audit's actions.
    pub actions: Vec<Rc<Card<'a>>>,
    /// The first open criteria of the gate that have a question, with it.
    pub questions: Vec<Question<'a>>,
}

/// A question to put to the declarant.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The criterion.
    pub card: Rc<Card<'a>>,
    /// The question.
    pub says: &'a str,
}

impl<'a> Decision<'a> {
    pub(super) fn new(
        audit: &Audit,
        failing: &[Rc<Card<'a>>],
        open: &[Rc<Card<'a>>],
        actions: &[Rc<Card<'a>>],
        waived: &[Rc<Card<'a>>],
        words: &Words,
    ) -> Self {
        let asked = failing.iter().chain(open).filter_map(|card| {
            Some(Question {
                says: card.t.question.as_deref()?,
                card: Rc::clone(card),
            })
        });
        Self {
            failing: named(failing, words),
            open: named(open, words),
            required: required(actions, waived),
            outside: actions
                .iter()
                .filter(|card| card.f.level != audit.gate.level)
                .filter_map(|card| outside(card))
                .take(OUTSIDE)
                .collect(),
            actions: actions.iter().take(ACTIONS).cloned().collect(),
            questions: asked.take(QUESTIONS).collect(),
        }
    }
}

fn named(cards: &[Rc<Card<'_>>], words: &Words) -> String {
    let codes: Vec<&str> = cards
        .iter()
        .take(NAMED)
        .map(|card| card.f.code.as_str())
        .collect();
    let mut text = codes.join(", ");
    if cards.len() > NAMED {
        text = format!(
            "{text} {}",
            words.count("report.and-others", cards.len() - NAMED)
        );
    }
    text
}

fn required(actions: &[Rc<Card<'_>>], waived: &[Rc<Card<'_>>]) -> String {
    let asked = |card: &&Rc<Card<'_>>| {
        let mut sources = card.f.sources.iter();
        sources.any(|source| source.relation == "requires" && source.status == Status::Binds)
    };
    let told = actions.iter().chain(waived).filter(asked);
    told.map(|card| format!("{} ({})", card.f.code, card.verdict.to_lowercase()))
        .collect::<Vec<_>>()
        .join(", ")
}

fn outside(card: &Card<'_>) -> Option<String> {
    let said = card.figures.iter().find(|said| said.truth == "false")?;
    let text = said.text.trim_end_matches('.');
    Some(format!("{} – {text}", card.f.code))
}
