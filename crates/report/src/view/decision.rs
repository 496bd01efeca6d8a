//! What a committee reads first: the gate in a sentence that counts and names, what to do first, what to ask.

use garant_core::Audit;
use serde::Serialize;

use super::card::Card;
use crate::lang::Words;

/// So many codes are named in the sentence.
const NAMED: usize = 7;

/// So many actions are shown.
const ACTIONS: usize = 4;

/// So many questions are shown.
const QUESTIONS: usize = 4;

/// The page that a committee reads first.
#[derive(Clone, Debug, Serialize)]
pub struct Decision<'a> {
    /// The gate's state: its counts, and the codes of what fails and of what is open.
    pub sentence: String,
    /// What fails the gate, by code.
    pub failing: String,
    /// What leaves it open, by code.
    pub open: String,
    /// The first of the audit's actions.
    pub actions: Vec<Card<'a>>,
    /// The first open criteria of the gate that have a question, with it.
    pub questions: Vec<Question<'a>>,
}

/// A question to put to the declarant.
#[derive(Clone, Debug, Serialize)]
pub struct Question<'a> {
    /// The criterion.
    pub card: Card<'a>,
    /// The question.
    pub says: &'a str,
}

impl<'a> Decision<'a> {
    pub(super) fn new(
        audit: &Audit,
        failing: &[Card<'a>],
        open: &[Card<'a>],
        actions: &[Card<'a>],
        words: &Words,
    ) -> Self {
        let asked = failing.iter().chain(open).filter_map(|card| {
            Some(Question {
                says: card.t.question.as_deref()?,
                card: card.clone(),
            })
        });
        Self {
            sentence: crate::terminal::conclusion(audit, words),
            failing: named(failing, words),
            open: named(open, words),
            actions: actions.iter().take(ACTIONS).cloned().collect(),
            questions: asked.take(QUESTIONS).collect(),
        }
    }
}

fn named(cards: &[Card<'_>], words: &Words) -> String {
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
