//! A criterion as a rule, and the two groupings of criteria as taxonomies.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Maker;
use super::log::{Component, ComponentRef, Configuration, Message, Relationship, Rule, Target};
use crate::lang::Words;
use crate::level::Level;
use crate::markdown::escape;
use crate::message::{cut, sentence};
use crate::view::{Card, View};

/// The names of the taxonomies, in their order.
const TAXONOMIES: [&str; 2] = ["garant-principles", "cens"];

/// GitHub refuses longer descriptions.
const DESCRIPTION: usize = 1000;

/// A criterion as a rule.
pub(super) fn rule(maker: &Maker<'_, '_>, card: &Card<'_>) -> Rule {
    let (words, f, t) = (maker.words, card.f, card.t);
    let view = maker.view;
    let mut tags = vec!["ethics".to_owned(), f.principle.clone(), f.phase.clone()];
    tags.push(f.level.clone());
    tags.extend(f.cens.iter().map(|place| place.principle.clone()));
    tags.dedup();
    tags.truncate(10);
    let mut properties = Map::new();
    properties.insert("tags".to_owned(), json!(tags));
    properties.insert("criterion".to_owned(), json!(f.code));
    properties.insert("actors".to_owned(), json!(f.actors));
    Rule {
        id: f.criterion.clone(),
        name: pascal(&f.criterion),
        short_description: Message::plain(cut(
            &sentence(&format!("{} {}", f.code, t.title)),
            DESCRIPTION,
        )),
        full_description: Some(Message::plain(cut(&sentence(&t.asks), DESCRIPTION))),
        help: Some(help(card, words)),
        default_configuration: Some(Configuration {
            level: code(Level::of_criterion(view, card)),
        }),
        relationships: relationships(view, card),
        properties,
    }
}

/// The id of a criterion as one word, as other tools name their rules.
fn pascal(criterion: &str) -> String {
    let (_, id) = criterion.rsplit_once('/').unwrap_or(("", criterion));
    let words = id.split('-').map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_uppercase() + rest
    });
    words.collect()
}

/// A level in SARIF's words.
pub(super) fn code(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// What the criterion asks, why, how it is checked, what to do, and which texts ask.
fn help(card: &Card<'_>, words: &Words) -> Message {
    let t = card.t;
    let mut parts = vec![
        ("sarif.asks", vec![t.asks.clone()]),
        ("sarif.why", vec![t.why.clone()]),
    ];
    let checks = card.f.checks.iter();
    let checks = checks.filter_map(|check| t.checks.get(&check.id));
    parts.push((
        "sarif.checks",
        checks
            .map(|check| format!("{} {}", sentence(&check.says), check.how))
            .collect(),
    ));
    parts.push(("sarif.remedy", vec![t.remedy.clone()]));
    let asks = card.asks.iter();
    parts.push((
        "sarif.sources",
        asks.map(|ask| {
            format!(
                "{} {} ({}, {})",
                ask.relation, ask.text, ask.force, ask.standing
            )
        })
        .collect(),
    ));
    let (mut text, mut markdown) = (Vec::new(), Vec::new());
    for (key, items) in parts {
        let items: Vec<String> = items.iter().map(|item| sentence(item)).collect();
        if items.is_empty() {
            continue;
        }
        let title = words.get(key);
        text.push(format!("{title}\n{}", items.join("\n")));
        let items: Vec<String> = items.iter().map(|item| escape(item)).collect();
        markdown.push(match items.as_slice() {
            [one] => format!("**{title}**\n\n{one}"),
            many => format!("**{title}**\n\n- {}", many.join("\n- ")),
        });
    }
    Message {
        text: text.join("\n\n"),
        markdown: Some(markdown.join("\n\n")),
    }
}

/// Garant's grouping, and the official axis of the digital-health ethics committee.
pub(super) fn taxonomies(view: &View<'_>, words: &Words) -> Vec<Component> {
    let texts = view.texts;
    let own = [
        (&texts.principles, "sarif.principles"),
        (&texts.cens, "sarif.cens"),
    ];
    let named = TAXONOMIES.into_iter().zip(own);
    named
        .map(|(name, (taxa, about))| Component {
            name: name.to_owned(),
            semantic_version: None,
            version: Some(view.audit.catalog.version.clone()),
            language: view.lang,
            short_description: Some(Message::plain(words.get(about))),
            rules: Vec::new(),
            taxa: taxa.iter().map(|(id, said)| taxon(id, said)).collect(),
            supported_taxonomies: Vec::new(),
        })
        .collect()
}

fn taxon(id: &str, said: &str) -> Rule {
    Rule {
        id: id.to_owned(),
        name: said.to_owned(),
        short_description: Message::plain(sentence(said)),
        full_description: None,
        help: None,
        default_configuration: None,
        relationships: Vec::new(),
        properties: Map::new(),
    }
}

fn relationships(view: &View<'_>, card: &Card<'_>) -> Vec<Relationship> {
    let place = |index: usize, taxa: &BTreeMap<String, String>, id: &str| {
        let found = taxa.keys().position(|known| known == id)?;
        let name = TAXONOMIES.get(index)?;
        Some(Relationship {
            target: Target {
                id: id.to_owned(),
                index: found,
                tool_component: ComponentRef {
                    name: (*name).to_owned(),
                    index,
                },
            },
            kinds: ["relevant"],
        })
    };
    let own = place(0, &view.texts.principles, &card.f.principle);
    let cens = card.f.cens.iter();
    let cens = cens.filter_map(|at| place(1, &view.texts.cens, &at.principle));
    own.into_iter().chain(cens).collect()
}

/// A map of one entry.
pub(super) fn entry(key: &str, value: Value) -> Map<String, Value> {
    std::iter::once((key.to_owned(), value)).collect()
}
