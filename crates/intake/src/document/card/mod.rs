//! Cards as documents that others read, written from what a descriptor states: the mapping of each kind read backwards, so that reading
//! what was written gives the same answers. What nobody stated is said to be so.

mod chai;
mod cyclonedx;
mod fill;
mod hub;
mod out;
mod results;

use std::collections::BTreeMap;

use garant_core::audience::Audience;
use garant_core::{Lang, Stated};
use garant_rules::words::fill as filled;
use serde::Deserialize;

use super::mapping::{Common, common, mapping};
use super::{Kind, Refusal};
use fill::Fill;
use out::Out;

const CARDS: &str = include_str!("../../../../../rules/documents/cards.toml");

/// The field that a card cannot do without.
pub const NAME: &str = "system.name";

/// A card that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The card, in UTF-8.
    pub text: String,
    /// The declared paths that a card of its kind can carry and that have no source in the descriptor.
    pub unstated: Vec<String>,
}

/// For whom a card is, in which language, from which day.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What its readers may see.
    pub audience: Audience,
    /// The language of the words between answers; answers stay in their own.
    pub lang: Lang,
    /// The day, as the language writes it.
    pub day: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Cards {
    words: Words,
    hugging_face: hub::Form,
    chai: chai::Form,
    cyclonedx: cyclonedx::Form,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    unstated: BTreeMap<String, String>,
    missing: BTreeMap<String, String>,
    results: BTreeMap<String, String>,
    about: BTreeMap<String, String>,
    nobody: BTreeMap<String, String>,
    columns: BTreeMap<String, Vec<String>>,
}

/// What every kind of card is written from.
struct Content<'a> {
    stated: &'a Stated<'a>,
    asked: Asked<'a>,
    common: Common,
    words: Words,
    /// Answers in the places that the mapping gives them.
    tree: Out,
    unstated: Vec<String>,
}

/// The kinds that are written, with the ending of their files.
pub const KINDS: [(&str, Kind); 3] = [
    (".md", Kind::HuggingFace),
    (".xml", Kind::Chai02),
    (".json", Kind::CycloneDx),
];

/// Writes a card: Hugging Face as Markdown, CHAI v0.2 as XML, `CycloneDX` 1.6 as JSON. `None` where the descriptor names no system, or the
/// kind is none of [`KINDS`].
///
/// # Errors
/// [`Refusal::Mapping`] where the data of cards cannot be read.
pub fn write(
    stated: &Stated<'_>,
    kind: Kind,
    asked: Asked<'_>,
) -> Result<Option<Written>, Refusal> {
    let known = KINDS.iter().any(|(_, known)| *known == kind);
    if !known || stated.shown(NAME, asked.audience).is_none() {
        return Ok(None);
    }
    let cards: Cards = toml::from_str(CARDS).map_err(|_| Refusal::Mapping)?;
    let mapping = mapping(kind.mapping())?;
    let mut fill = Fill::new(stated, asked);
    for rule in mapping.field.iter().filter(|rule| rule.write) {
        fill.rule(rule);
    }
    for entry in mapping.entry.iter().filter(|entry| entry.write) {
        fill.entry(entry);
    }
    let (tree, unstated) = fill.done();
    let content = Content {
        stated,
        asked,
        common: common()?,
        words: cards.words,
        tree,
        unstated,
    };
    let text = match kind {
        Kind::HuggingFace => cards.hugging_face.write(&content),
        Kind::CycloneDx => cards.cyclonedx.write(&content),
        _ => cards.chai.write(&content),
    };
    Ok(text.map(|text| Written {
        text,
        unstated: content.unstated,
    }))
}

impl Content<'_> {
    fn word<'w, T>(&self, words: &'w BTreeMap<String, T>) -> Option<&'w T> {
        words.get(self.asked.lang.code())
    }

    fn said(&self, words: &BTreeMap<String, String>) -> String {
        self.word(words).cloned().unwrap_or_default()
    }

    /// What stands where nothing was stated.
    fn nothing(&self) -> String {
        self.said(&self.words.unstated)
    }

    /// Who declares, on which day.
    fn about(&self) -> String {
        let nobody = self.said(&self.words.nobody);
        let by = self
            .stated
            .shown("declaration.organisation", self.asked.audience);
        let by = by.and_then(|_| self.stated.text("declaration.organisation"));
        let by = by.map(fill::line);
        let about = self.said(&self.words.about);
        filled(
            &about,
            &[
                ("organisation", by.as_deref().unwrap_or(&nobody)),
                ("date", self.asked.day),
            ],
        )
    }

    /// The names of the fields that have no source, each with its path.
    fn without_source(&self) -> impl Iterator<Item = (&str, &str)> {
        self.unstated.iter().map(|path| {
            let field = self.stated.catalog().field(path);
            let title = field.map_or("", |field| field.title.get(self.asked.lang));
            (title, path.as_str())
        })
    }
}
