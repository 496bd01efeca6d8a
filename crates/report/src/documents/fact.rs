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
    weighed
}

impl Fact {
    fn weigh(&self, stated: &Stated<'_>, words: &Words, weighed: &mut Weighed) {
        let lang = words.lang;
        let asked = When::all(&self.when, stated);
        if asked == Truth::False {
            return;
        }
        let required = self.required(stated, lang);
        for (text, place, _) in &required {
            if !weighed.texts.contains(text) {
                weighed.texts.push(text.clone());
            }
            // Whether the text binds hangs on facts that are not stated: they come first.
            for path in &place.depends_on {
                let cites = vec![text.cited.clone()];
                self.miss(path, stated, lang, cites, true, &mut weighed.missing);
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
        let cites = required.iter().map(|(text, _, drawn)| {
            if *drawn {
                words.fill("document.drawn", &[("text", &text.cited)])
            } else {
                text.cited.clone()
            }
        });
        let cites: Vec<String> = cites.collect();
        for path in paths {
            self.miss(
                &path,
                stated,
                lang,
                cites.clone(),
                false,
                &mut weighed.missing,
            );
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
    fn required(&self, stated: &Stated<'_>, lang: Lang) -> Vec<(Text, Place, bool)> {
        let asks = self.asks.iter();
        let asks = asks.filter(|ask| ask.relation == Relation::Requires);
        let told = asks.filter_map(|ask| {
            let place = stated.standing(&ask.source, ask.at.as_deref())?;
            let own = matches!(place.status, Status::Binds | Status::ToBeEstablished);
            let cited = cited(stated.catalog(), &ask.source, ask.at.as_deref(), lang);
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
            return own.filter(open).collect();
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
        cites: Vec<String>,
        decides: bool,
        missing: &mut Vec<Missing>,
    ) {
        if let Some(known) = missing.iter_mut().find(|known| known.path == path) {
            known.also(cites);
            return;
        }
        let field = stated.field(path);
        missing.push(Missing {
            fact: self.title.get(lang).to_owned(),
            path: path.to_owned(),
            title: field.map_or_else(String::new, |field| field.title.get(lang).to_owned()),
            criterion: None,
            line: stated.line(path),
            why: match stated.answer(path) {
                Answer::Value(_) => Why::Otherwise,
                Answer::Empty => Why::Empty,
                Answer::Missing if decides => Why::Decides,
                Answer::Missing => Why::Unstated,
            },
            cites,
        });
    }
}
