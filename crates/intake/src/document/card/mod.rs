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
use garant_rules::Value;
use garant_rules::words::fill as filled;
use serde::Deserialize;

use super::mapping::{Common, common, mapping};
use super::verbatim::can_carry;
use super::{Kind, Refusal, read};
use crate::answer::{Answer, Given};
use fill::{Fill, Put};
use out::Out;
use results::{Outcome, Small};

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
    /// The concrete paths of answers that its readers may see and that it cannot carry as they are: a control character in them, more of
    /// them than reading takes, an entry for which it has no place. In the order of the mapping.
    pub lost: Vec<String>,
    /// How many results stay out, for so few cases may tell who they are.
    pub masked: usize,
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
    /// Up to how many cases figures of a group stay out of what everybody may read.
    small: u32,
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
    masked: BTreeMap<String, String>,
    few: BTreeMap<String, String>,
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
    /// Counts of cases that are so few that figures of them stay out.
    small: Small,
    outcomes: Vec<Outcome>,
}

/// The kinds that are written, with the ending of their files.
pub const KINDS: [(&str, Kind); 3] = [
    (".md", Kind::HuggingFace),
    (".xml", Kind::Chai02),
    (".json", Kind::CycloneDx),
];

/// Writes a card: Hugging Face as Markdown, CHAI v0.2 as XML, `CycloneDX` 1.6 as JSON. `None` where the descriptor names no system, or by a
/// control character, or the kind is none of [`KINDS`].
///
/// # Errors
/// [`Refusal::Mapping`] where the data of cards cannot be read.
pub fn write(
    stated: &Stated<'_>,
    kind: Kind,
    asked: Asked<'_>,
) -> Result<Option<Written>, Refusal> {
    let known = KINDS.iter().any(|(_, known)| *known == kind);
    let name =
        stated.shown(NAME, asked.audience).is_some() && stated.text(NAME).is_some_and(can_carry);
    if !known || !name {
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
    let filled = fill.done();
    let mut content = Content {
        stated,
        asked,
        common: common()?,
        words: cards.words,
        tree: filled.tree,
        unstated: filled.unstated,
        small: 1.0..=f64::from(cards.small),
        outcomes: Vec::new(),
    };
    let (outcomes, unfit) = content.outcomes();
    content.outcomes = outcomes;
    let text = match kind {
        Kind::HuggingFace => cards.hugging_face.write(&content),
        Kind::CycloneDx => cards.cyclonedx.write(&content),
        _ => cards.chai.write(&content),
    };
    let Some(text) = text else { return Ok(None) };
    let mut lost = filled.lost;
    lost.extend(unfit);
    lost.extend(changed(stated, kind, &text, filled.put)?);
    let masked = content.outcomes.iter().filter(|own| own.masked).count();
    Ok(Some(Written {
        text,
        masked,
        unstated: content.unstated,
        lost,
    }))
}

/// Which of the answers that were put do not come back as they are.
fn changed(
    stated: &Stated<'_>,
    kind: Kind,
    text: &str,
    put: Vec<Put>,
) -> Result<Vec<String>, Refusal> {
    let ending = KINDS.iter().find(|(_, known)| *known == kind);
    let name = ending.map_or("", |(ending, _)| ending);
    let read = read(stated.catalog(), name, text.as_bytes())?;
    let answers = read.answers.iter().map(|own| (own.path.as_str(), own));
    let answers: BTreeMap<&str, &Answer> = answers.collect();
    let comes_back = |own: &Put| {
        let answer = answers.get(own.read.as_str());
        let value = stated.value(&own.own);
        answer
            .zip(value)
            .is_some_and(|(answer, value)| same(&answer.given, value))
    };
    let changed = put.into_iter().filter(|own| !comes_back(own));
    Ok(changed.map(|own| own.own).collect())
}

fn same(given: &Given, value: &Value) -> bool {
    match (given, value) {
        (Given::Text(one), Value::Text(other) | Value::Choice(other)) => one == other,
        (Given::Texts(one), Value::Texts(other, _)) => one == other,
        (Given::Number(one), other) => other.number().is_some_and(|other| {
            let size = one.abs().max(other.abs()).max(1.0);
            (one - other).abs() <= size * 1e-9
        }),
        _ => false,
    }
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

    /// What is said where figures of a few stay out, and how many.
    fn masked(&self) -> Option<String> {
        let count = self.outcomes.iter().filter(|own| own.masked).count();
        let said = self.said(&self.words.masked);
        let args = [
            ("count", count.to_string()),
            ("most", self.small.end().to_string()),
        ];
        let args = args.each_ref().map(|(key, value)| (*key, value.as_str()));
        (count > 0).then(|| filled(&said, &args))
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
