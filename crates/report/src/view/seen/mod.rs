//! What a template sees of a view: every card a value made once, wherever it stands, and of findings what the card does not tell.

mod card;
mod shelf;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use garant_core::Audit;
use garant_core::score::{Counts, Footings, Score};
use garant_core::texts::{SourceTexts, Texts};
use minijinja::Value;
use minijinja::value::{Enumerator, Object, Serde};
use rustc_hash::FxHashMap;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use self::card::of_card;
use self::shelf::Held;
pub(crate) use self::shelf::Shelf;
use super::card::Card;
use super::principle::Principle;
use super::{Decision, Remark, View};
use crate::charts::Charts;
use crate::figures::shown::Shown;

/// A view as a template gets it.
pub(crate) fn value(view: &View<'_>, shelf: &Shelf) -> Value {
    value_with(view, shelf, |_| Vec::new())
}

/// A view as a template gets it, with other parts beside its own; these are told the value of each card.
pub(crate) fn value_with(
    view: &View<'_>,
    shelf: &Shelf,
    others: impl FnOnce(&dyn Fn(&Card<'_>) -> Value) -> Vec<(&'static str, Value)>,
) -> Value {
    let cards: BTreeMap<&str, Value> = view
        .cards
        .iter()
        .map(|card| (card.f.criterion.as_str(), of_card(card, shelf)))
        .collect();
    let one = |card: &Card<'_>| cards.get(card.f.criterion.as_str()).cloned();
    let others = others(&|card| one(card).unwrap_or_default());
    let some =
        |own: &[Rc<Card<'_>>]| -> Vec<Value> { own.iter().filter_map(|card| one(card)).collect() };
    let principles = view.principles.iter().map(|own| {
        let Principle {
            id,
            title,
            says,
            score,
            footings,
            cards,
            phases,
        } = own;
        Own {
            id,
            title,
            says,
            score,
            footings: *footings,
            cards: some(cards),
            phases: phases.iter().map(|cards| some(cards)).collect(),
        }
    });
    let Decision {
        failing,
        open,
        required,
        outside,
        actions,
        questions,
    } = &view.decision;
    let questions = questions.iter().filter_map(|question| {
        Some(Put {
            card: one(&question.card)?,
            says: question.says,
        })
    });
    let seen = Seen {
        lang: view.lang,
        audit: Told(view.audit),
        texts: Names::new(view.texts, shelf),
        counts: &view.counts,
        bounds: view.bounds,
        footings: &view.footings,
        footings_says: &view.footings_says,
        systems: &view.systems,
        charts: &view.charts,
        decision: Decided {
            failing,
            open,
            required,
            outside,
            actions: some(actions),
            questions: questions.collect(),
        },
        figures: &view.figures,
        troubles: &view.troubles,
        principles: principles.collect(),
        cards: some(&view.cards),
        actions: some(&view.actions),
        failing: some(&view.failing),
        undetermined: some(&view.undetermined),
        not_applicable: some(&view.not_applicable),
        due_next: some(&view.due_next),
        notices: &view.notices,
        sources: &view.sources,
        provisional: view.provisional,
        conclusion: &view.conclusion,
        summary: view.summary,
        by_id: cards,
    };
    seen.value(others)
}

/// Values by name, found without comparing them one after the other.
#[derive(Debug)]
struct Dictionary(FxHashMap<Cow<'static, str>, Value>);

impl Object for Dictionary {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_str()?).cloned()
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.0.get(key).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let mut names: Vec<&str> = self.0.keys().map(|name| &**name).collect();
        names.sort_unstable();
        Enumerator::Values(names.into_iter().map(Value::from).collect())
    }
}

/// A part as a template gets it.
pub(crate) fn own<T: Serialize>(part: T) -> Value {
    Value::from(Serde(part))
}

/// The parts of a view, as a template names them.
struct Seen<'a> {
    lang: &'static str,
    audit: Told<'a>,
    texts: Names<'a>,
    counts: &'a Counts,
    bounds: Option<(f64, f64)>,
    footings: &'a Footings,
    footings_says: &'a str,
    systems: &'a BTreeMap<&'a str, &'a str>,
    charts: &'a Charts,
    decision: Decided<'a>,
    figures: &'a Shown<'a>,
    troubles: &'a [Vec<String>],
    principles: Vec<Own<'a>>,
    cards: Vec<Value>,
    by_id: BTreeMap<&'a str, Value>,
    actions: Vec<Value>,
    failing: Vec<Value>,
    undetermined: Vec<Value>,
    not_applicable: Vec<Value>,
    due_next: Vec<Value>,
    notices: &'a [Remark],
    sources: &'a [&'a str],
    provisional: bool,
    conclusion: &'a str,
    summary: bool,
}

impl Seen<'_> {
    fn value(self, others: Vec<(&'static str, Value)>) -> Value {
        let parts = [
            ("lang", own(self.lang)),
            ("audit", own(self.audit)),
            ("texts", self.texts.value()),
            ("counts", own(self.counts)),
            ("bounds", own(self.bounds)),
            ("footings", own(self.footings)),
            ("footings_says", own(self.footings_says)),
            ("systems", own(self.systems)),
            ("charts", own(self.charts)),
            ("decision", own(self.decision)),
            ("figures", own(self.figures)),
            ("troubles", own(self.troubles)),
            ("principles", own(self.principles)),
            ("cards", Value::from(self.cards)),
            ("by_id", own(self.by_id)),
            ("actions", Value::from(self.actions)),
            ("failing", Value::from(self.failing)),
            ("undetermined", Value::from(self.undetermined)),
            ("not_applicable", Value::from(self.not_applicable)),
            ("due_next", Value::from(self.due_next)),
            ("notices", own(self.notices)),
            ("sources", own(self.sources)),
            ("provisional", own(self.provisional)),
            ("conclusion", own(self.conclusion)),
            ("summary", own(self.summary)),
        ];
        let parts = parts.into_iter().chain(others);
        let parts = parts.map(|(name, value)| (Cow::Borrowed(name), value));
        Value::from_object(Dictionary(parts.collect()))
    }
}

/// The audit without its findings, figures and words, which stand beside it.
struct Told<'a>(&'a Audit);

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let audit = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("tool", &audit.tool)?;
        map.serialize_entry("as-of", &audit.as_of)?;
        map.serialize_entry("catalog", &audit.catalog)?;
        map.serialize_entry("profile", &audit.profile)?;
        map.serialize_entry("descriptor", &audit.descriptor)?;
        map.serialize_entry("lang", &audit.lang)?;
        map.serialize_entry("declaration", &audit.declaration)?;
        map.serialize_entry("system", &audit.system)?;
        map.serialize_entry("gate", &audit.gate)?;
        map.serialize_entry("waivers", &audit.waivers)?;
        map.serialize_entry("waivers-ignored", &audit.waivers_ignored)?;
        map.serialize_entry("evidence", &audit.evidence)?;
        map.serialize_entry("opinions", &audit.opinions)?;
        map.serialize_entry("audience", &audit.audience)?;
        map.serialize_entry("takes-up", &audit.takes_up)?;
        map.serialize_entry("left-out", &audit.left_out)?;
        map.serialize_entry("scope", &audit.scope)?;
        map.serialize_entry("look", &audit.look)?;
        map.end()
    }
}

/// The catalog's words but those of criteria, which stand with their cards.
struct Names<'a> {
    catalog: &'a str,
    profile: &'a str,
    principles: &'a BTreeMap<String, String>,
    principle_says: &'a BTreeMap<String, String>,
    cens: &'a BTreeMap<String, String>,
    phases: &'a BTreeMap<String, String>,
    phase_order: &'a [String],
    actors: &'a BTreeMap<String, String>,
    levels: &'a BTreeMap<String, String>,
    sources: BTreeMap<&'a str, Value>,
    fields: Option<&'a BTreeMap<String, String>>,
    words: &'a BTreeMap<String, String>,
}

impl<'a> Names<'a> {
    fn new(texts: &'a Texts, shelf: &Shelf) -> Self {
        let source = |(id, own): (&'a String, &Arc<SourceTexts>)| {
            (id.as_str(), shelf.value(own, Held::Source))
        };
        Self {
            catalog: &texts.catalog,
            profile: &texts.profile,
            principles: &texts.principles,
            principle_says: &texts.principle_says,
            cens: &texts.cens,
            phases: &texts.phases,
            phase_order: &texts.phase_order,
            actors: &texts.actors,
            levels: &texts.levels,
            sources: texts.sources.iter().map(source).collect(),
            fields: shelf.fields.then_some(&texts.fields),
            words: &texts.words,
        }
    }
}

impl Names<'_> {
    fn value(self) -> Value {
        let words = self.words.iter();
        let words = words.map(|(key, said)| (Cow::Owned(key.clone()), Value::from(said.as_str())));
        let parts = [
            ("catalog", own(self.catalog)),
            ("profile", own(self.profile)),
            ("principles", own(self.principles)),
            ("principle-says", own(self.principle_says)),
            ("cens", own(self.cens)),
            ("phases", own(self.phases)),
            ("phase-order", own(self.phase_order)),
            ("actors", own(self.actors)),
            ("levels", own(self.levels)),
            ("sources", own(self.sources)),
            ("fields", own(self.fields)),
            ("words", Value::from_object(Dictionary(words.collect()))),
        ];
        let parts = parts.map(|(name, value)| (Cow::Borrowed(name), value));
        Value::from_object(Dictionary(parts.into_iter().collect()))
    }
}

/// What a committee reads first.
#[derive(Serialize)]
struct Decided<'a> {
    failing: &'a str,
    open: &'a str,
    required: &'a str,
    outside: &'a [String],
    actions: Vec<Value>,
    questions: Vec<Put<'a>>,
}

/// A question to put to the declarant.
#[derive(Serialize)]
struct Put<'a> {
    card: Value,
    says: &'a str,
}

/// A principle with its findings.
#[derive(Serialize)]
struct Own<'a> {
    id: &'a str,
    title: &'a str,
    says: &'a str,
    score: &'a Score,
    footings: Footings,
    cards: Vec<Value>,
    phases: Vec<Vec<Value>>,
}
