//! An audit arranged for reading, in one language: the only thing that a template sees. Takes no decision of its own.

mod asked;
mod card;
mod decision;
mod notice;
mod principle;
mod read;
mod seen;

use std::collections::BTreeMap;
use std::rc::Rc;

use garant_core::Audit;
use garant_core::score::{Counts, Footings};
use garant_core::verdict::Verdict;

pub use asked::{Asked, Group};
pub use card::{Card, Checked};
pub use decision::{Decision, Question};
pub use notice::Remark;
pub use principle::Principle;
pub(crate) use read::piece;
pub use read::{Line, Missing, Reads};
pub(crate) use seen::{Shelf, own, value, value_with};

use crate::charts::Charts;
use crate::figures::shown::{self, Shown};
use crate::figures::trouble;
use crate::lang::Words;
use crate::render::Extent;

/// An audit arranged for reading.
#[derive(Clone, Debug)]
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
    /// The tools whose audits are taken up, by path.
    pub systems: BTreeMap<&'a str, &'a str>,
    /// Drawings.
    pub charts: Charts,
    /// What a committee reads first.
    pub decision: Decision<'a>,
    /// Figures computed again, a piece of evidence after another.
    pub figures: Shown<'a>,
    /// What tables have wrong, by piece of evidence: none, or the problem and the first rows at fault.
    pub troubles: Vec<Vec<String>>,
    /// By principle.
    pub principles: Vec<Principle<'a>>,
    /// All findings, by code.
    pub cards: Vec<Rc<Card<'a>>>,
    /// Findings by criterion.
    pub by_id: BTreeMap<&'a str, Rc<Card<'a>>>,
    /// Open findings in order.
    pub actions: Vec<Rc<Card<'a>>>,
    /// What fails the gate.
    pub failing: Vec<Rc<Card<'a>>>,
    /// What leaves it open.
    pub undetermined: Vec<Rc<Card<'a>>>,
    /// What does not apply, by reason.
    pub not_applicable: Vec<Rc<Card<'a>>>,
    /// What falls due at the next phase.
    pub due_next: Vec<Rc<Card<'a>>>,
    /// What deserves a look in the descriptor.
    pub notices: Vec<Remark>,
    /// Sources cited, by id.
    pub sources: Vec<&'a str>,
    /// Whether something at the gate's level remains to be established.
    pub provisional: bool,
    /// The conclusion: counts and names.
    pub conclusion: String,
    /// Whether only the committee's part is shown.
    pub summary: bool,
}

impl<'a> View<'a> {
    /// Arranges an audit; `None` if it has no words of the language.
    pub fn new(audit: &'a Audit, words: &Words, extent: Extent) -> Option<Self> {
        let texts = audit.texts.get(words.lang.code())?;
        let mut cards: Vec<Rc<Card<'a>>> = audit
            .findings
            .iter()
            .filter_map(|finding| Card::new(audit, finding, texts, words).map(Rc::new))
            .collect();
        let by_id: BTreeMap<&str, Rc<Card<'a>>> = cards
            .iter()
            .map(|card| (card.f.criterion.as_str(), Rc::clone(card)))
            .collect();
        let pick = |ids: &'a [String]| -> Vec<Rc<Card<'a>>> {
            ids.iter()
                .filter_map(|id| by_id.get(id.as_str()).cloned())
                .collect()
        };
        let principles = audit
            .scores
            .iter()
            .map(|score| Principle::new(score, &cards, texts))
            .collect();
        let (failing, undetermined, actions) = (
            pick(&audit.gate.failing),
            pick(&audit.gate.undetermined),
            pick(&audit.actions),
        );
        let mut not_applicable: Vec<Rc<Card<'a>>> = cards
            .iter()
            .filter(|card| card.f.verdict == Verdict::NotApplicable)
            .cloned()
            .collect();
        not_applicable.sort_by(|a, b| (&a.f.reason, &a.f.code).cmp(&(&b.f.reason, &b.f.code)));
        let waived: Vec<Rc<Card<'a>>> = cards
            .iter()
            .filter(|card| card.state == "waived" && !card.f.draft)
            .cloned()
            .collect();
        let counts = Counts::of(&audit.findings);
        // Counted here, so that an audit stored before they were held has them too.
        let footings = Footings::of(&audit.findings);
        cards.sort_by(|a, b| a.f.code.cmp(&b.f.code));
        Some(Self {
            systems: audit
                .takes_up
                .iter()
                .map(|entry| {
                    let path = entry.path.as_str();
                    (path, entry.system.as_deref().unwrap_or(path))
                })
                .collect(),
            charts: Charts::new(audit, words)?,
            decision: Decision::new(audit, &failing, &undetermined, &actions, &waived, words),
            cards,
            footings,
            footings_says: footing_words(footings, words),
            figures: shown::shown(audit, words),
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
            actions,
            failing,
            undetermined,
            due_next: pick(&audit.due_next),
            not_applicable,
            notices: audit
                .diagnostics
                .iter()
                .map(|notice| Remark::new(notice, words))
                .collect(),
            sources: texts.sources.keys().map(String::as_str).collect(),
            provisional: !audit.gate.undetermined.is_empty(),
            conclusion: crate::terminal::conclusion(audit, words),
            by_id,
            summary: extent == Extent::Summary,
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
