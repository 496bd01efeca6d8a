//! Facts that a document cannot do without, as data: which answers state them, and which texts ask for them.

use garant_core::standing::Place;
use garant_core::stated::Answer;
use garant_core::{Lang, Stated};
use garant_rules::Truth;
use garant_rules::reference::Status;
use serde::Deserialize;

use super::cited;
use super::missing::{Missing, Why};
use super::quoted::concrete;
use super::say::{Both, When};
use crate::lang::Words;

/// A fact.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fact {
    /// For whoever reads the data.
    #[serde(rename = "id")]
    _id: String,
    title: Both,
    fields: Vec<String>,
    each: Option<String>,
    #[serde(default, rename = "if")]
    when: Vec<When>,
    /// What its answers must be, for the document to have an object.
    #[serde(default)]
    must: Vec<String>,
    /// Whether the document says nothing without it, whatever the texts.
    #[serde(default)]
    always: bool,
    asks: Vec<Ask>,
}

/// A text that asks for a fact.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ask {
    #[serde(rename = "ref")]
    source: String,
    at: Option<String>,
    relation: Relation,
    /// Whether the point is what Garant draws from the text.
    #[serde(default)]
    drawn: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Relation {
    Requires,
    InspiredBy,
}

/// A text that requires something of the document, and where it stands for the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) cited: String,
    pub(super) status: Status,
}

/// What is missing of facts: what a document is refused for, and what it merely does not say.
#[derive(Debug, Default)]
pub(super) struct Weighed {
    pub(super) missing: Vec<Missing>,
    pub(super) unsaid: Vec<String>,
    /// The texts that require a fact of this project, or may.
    pub(super) texts: Vec<Text>,
}

/// Weighs facts against what is stated.
pub(super) fn weigh(facts: &[Fact], stated: &Stated<'_>, words: &Words) -> Weighed {
    let mut weighed = Weighed::default();
    for fact in facts {
        fact.weigh(stated, words, &mut weighed);
    }
    // Where the document has no object, nothing else is asked for.
    let idle = |missing: &Missing| missing.why == Why::Otherwise;
    if weighed.missing.iter().any(idle) {
        weighed.missing.retain(idle);
    }
    weighed
}

impl Fact {
    fn weigh(&self, stated: &Stated<'_>, words: &Words, weighed: &mut Weighed) {
        let lang = words.lang;
        let asked = When::all(&self.when, stated);
        if asked == Truth::False {
            return;
        }
        let required = self.required(stated, words);
        for (text, place, _) in &required {
            if !weighed.texts.contains(text) {
                weighed.texts.push(text.clone());
            }
            // Whether the text binds hangs on facts that are not stated: they come first.
            for path in &place.depends_on {
                let cites = Cites {
                    decides: true,
                    cites: vec![text.cited.clone()],
                    drawn: Vec::new(),
                };
                self.miss(path, stated, lang, &cites, &mut weighed.missing);
            }
        }
        let paths = self.absent(stated, asked);
        if paths.is_empty() {
            return;
        }
        if !self.always && required.is_empty() {
            if self.concerns(stated) {
                weighed.unsaid.push(self.title.get(lang).to_owned());
            }
            return;
        }
        let named = |wanted: bool| {
            let own = required.iter().filter(|(.., drawn)| *drawn == wanted);
            own.map(|(text, ..)| text.cited.clone()).collect()
        };
        let mut cites = Cites {
            decides: asked == Truth::Unknown,
            cites: named(false),
            drawn: named(true),
        };
        if cites.decides {
            cites.cites.append(&mut cites.drawn);
        }
        for path in paths {
            self.miss(&path, stated, lang, &cites, &mut weighed.missing);
        }
    }

    /// Whether a text that asks for it reaches the project, or may one day.
    fn concerns(&self, stated: &Stated<'_>) -> bool {
        let mut asks = self.asks.iter();
        asks.any(|ask| {
            let place = stated.standing(&ask.source, ask.at.as_deref());
            place.is_some_and(|place| place.status != Status::DoesNotBind)
        })
    }

    /// Whether an answer says what it must.
    fn suits(&self, path: &str, stated: &Stated<'_>) -> bool {
        let must = When {
            path: path.to_owned(),
            is: self.must.clone(),
            none: Vec::new(),
            stated: false,
        };
        must.holds(stated) == Truth::True
    }

    /// The texts that require it and bind the project, or may.
    fn required(&self, stated: &Stated<'_>, words: &Words) -> Vec<(Text, Place, bool)> {
        let asks = self.asks.iter();
        let asks = asks.filter(|ask| ask.relation == Relation::Requires);
        let told = asks.filter_map(|ask| {
            let place = stated.standing(&ask.source, ask.at.as_deref())?;
            let own = matches!(place.status, Status::Binds | Status::ToBeEstablished);
            let cited = cited(stated.catalog(), &ask.source, ask.at.as_deref(), words);
            let status = place.status;
            own.then_some((Text { cited, status }, place, ask.drawn))
        });
        told.collect()
    }

    /// The paths where nothing is stated.
    fn absent(&self, stated: &Stated<'_>, asked: Truth) -> Vec<String> {
        let open = |path: &String| {
            !matches!(stated.answer(path), Answer::Value(_)) || !self.suits(path, stated)
        };
        if asked == Truth::Unknown {
            let own = self.when.iter().map(|when| when.path.clone());
            // Each is asked for once those before it hold.
            return own.filter(open).take(1).collect();
        }
        let entries = match &self.each {
            Some(list) => stated.entries(list),
            None => vec![String::new()],
        };
        if let (Some(list), true) = (&self.each, entries.is_empty()) {
            return vec![list.clone()];
        }
        let paths = entries.iter().flat_map(|entry| {
            let fields = self.fields.iter();
            fields.map(move |field| concrete(field, entry))
        });
        paths.filter(open).collect()
    }

    fn miss(
        &self,
        path: &str,
        stated: &Stated<'_>,
        lang: Lang,
        cites: &Cites,
        missing: &mut Vec<Missing>,
    ) {
        let at = missing.iter().position(|known| known.path == path);
        if let Some(known) = at.and_then(|at| missing.get_mut(at)) {
            // Whether a text applies comes before what it asks.
            if known.decides == cites.decides {
                known.also(&cites.cites, &cites.drawn);
                return;
            }
            if known.decides {
                return;
            }
        }
        if let Some(at) = at {
            missing.remove(at);
        }
        let field = stated.field(path);
        let mut own = Missing {
            fact: self.title.get(lang).to_owned(),
            path: path.to_owned(),
            title: field.map_or_else(String::new, |field| field.title.get(lang).to_owned()),
            criterion: None,
            line: stated.line(path),
            why: match stated.answer(path) {
                Answer::Value(_) => Why::Otherwise,
                Answer::Empty => Why::silent(stated, path),
                Answer::Missing if cites.decides => Why::Decides,
                Answer::Missing => Why::Unstated,
            },
            decides: cites.decides,
            cites: Vec::new(),
            drawn: Vec::new(),
        };
        own.also(&cites.cites, &cites.drawn);
        missing.push(own);
    }
}

/// The texts for which a fact is missing.
struct Cites {
    /// Whether the fact only decides if they apply.
    decides: bool,
    cites: Vec<String>,
    drawn: Vec<String>,
}
