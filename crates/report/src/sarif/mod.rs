//! SARIF 2.1.0 (OASIS): one run, a rule a criterion, a result a criterion.
//!
//! Two profiles. The full one tells every verdict, with its own kind. GitHub code scanning makes an alert of every result, whatever its
//! kind and its suppressions: the other profile holds what is open alone.

mod artifacts;
mod log;
mod result;
mod rule;

use serde_json::{Map, Value, json};

use crate::lang::Words;
use crate::message::sentence;
use crate::place::{Place, uri};
use crate::render::{RenderError, Undetermined, json as pretty};
use crate::view::{Card, View};

use artifacts::Artifacts;
use log::{
    Component, ComponentRef, Id, Invocation, Location, Log, Message, Notification, ROOT, Run, Tool,
};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Every finding.
pub(crate) fn full(view: &View<'_>, words: &Words) -> Result<String, RenderError> {
    let cards: Vec<&Card<'_>> = view.cards.iter().map(|card| &**card).collect();
    let maker = Maker::new(view, words);
    let all = cards.iter().enumerate();
    let results = all
        .map(|(index, card)| result::full(&maker, card, index))
        .collect();
    pretty(&maker.log(&cards, results, Vec::new()))
}

/// What is open, for GitHub: what is not met, and what remains to be established where that is asked for. Drafts are no alert.
pub(crate) fn github(
    view: &View<'_>,
    words: &Words,
    undetermined: Undetermined,
) -> Result<String, RenderError> {
    let asked = undetermined == Undetermined::Failure;
    let wanted = |card: &&Card<'_>| {
        let open = card.state == "not-met" || asked && card.state == "undetermined";
        open && !card.f.draft
    };
    let cards: Vec<&Card<'_>> = view
        .cards
        .iter()
        .map(|card| &**card)
        .filter(wanted)
        .collect();
    let maker = Maker::new(view, words);
    let all = cards.iter().enumerate();
    let results = all
        .map(|(index, card)| result::alert(&maker, card, index))
        .collect();
    // Who looks at alerts alone must learn that some criteria gave none, because nothing decides yet.
    let silent = view.counts.undetermined;
    let told = (!asked && silent > 0).then(|| Notification {
        descriptor: Id {
            id: "undetermined-not-shown".to_owned(),
        },
        level: "warning",
        message: Message::plain(words.count("sarif.undetermined", silent)),
        locations: Vec::new(),
    });
    pretty(&maker.log(&cards, results, told.into_iter().collect()))
}

/// What all parts of a run are made from.
struct Maker<'m, 'a> {
    view: &'m View<'a>,
    words: &'m Words,
    artifacts: Artifacts,
}

impl<'m, 'a> Maker<'m, 'a> {
    fn new(view: &'m View<'a>, words: &'m Words) -> Self {
        Self {
            view,
            words,
            artifacts: Artifacts::new(view, words),
        }
    }

    fn log(self, cards: &[&Card<'_>], results: Vec<log::Outcome>, told: Vec<Notification>) -> Log {
        let (view, words) = (self.view, self.words);
        let rules = cards.iter().map(|card| rule::rule(&self, card)).collect();
        let taxonomies = rule::taxonomies(view, words);
        let supported = taxonomies.iter().enumerate();
        let supported = supported.map(|(index, taxonomy)| ComponentRef {
            name: taxonomy.name.clone(),
            index,
        });
        let audit = view.audit;
        let mut notifications = told;
        notifications.extend(self.notices());
        Log {
            schema: SCHEMA,
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Component {
                        name: audit.tool.name.clone(),
                        semantic_version: Some(audit.tool.version.clone()),
                        version: None,
                        information_uri: Some(words.get("sarif.address").to_owned()),
                        language: view.lang,
                        short_description: Some(Message::plain(words.get("sarif.about"))),
                        rules,
                        taxa: Vec::new(),
                        supported_taxonomies: supported.collect(),
                    },
                },
                invocations: [Invocation {
                    execution_successful: true,
                    tool_execution_notifications: notifications,
                }],
                automation_details: Id {
                    // Not the profile: a change of it must close the alerts of the other.
                    id: format!("garant/{}/", uri(&audit.descriptor.path)),
                },
                language: view.lang,
                column_kind: "unicodeCodePoints",
                original_uri_base_ids: root(words),
                artifacts: self.artifacts.all,
                taxonomies,
                results,
                properties: properties(view),
            }],
        }
    }

    /// What deserves a look in the descriptor.
    fn notices(&self) -> Vec<Notification> {
        let file = &self.view.audit.descriptor.path;
        let told = self.view.audit.diagnostics.iter().zip(&self.view.notices);
        told.map(|(notice, remark)| {
            let place = Place {
                line: notice.line,
                column: notice.column,
                end_line: notice.line,
                end_column: notice.column,
                ..Place::beginning(file)
            };
            let stands = notice.line > 0 && notice.column > 0;
            Notification {
                descriptor: Id {
                    id: notice.code.clone(),
                },
                level: "warning",
                message: Message::plain(sentence(&remark.says)),
                locations: stands.then(|| Location::of(place)).into_iter().collect(),
            }
        })
        .collect()
    }
}

fn root(words: &Words) -> Map<String, Value> {
    let mut ids = Map::new();
    let description = json!({ "description": { "text": words.get("sarif.root") } });
    ids.insert(ROOT.to_owned(), description);
    ids
}

/// What a reader of the log would want of the audit as a whole. Bounds are shares from 0 to 1, null where nothing applies.
fn properties(view: &View<'_>) -> Map<String, Value> {
    let audit = view.audit;
    let scores: Map<String, Value> = audit
        .scores
        .iter()
        .map(|score| {
            let bounds = json!({ "lower": score.lower, "upper": score.upper });
            (score.principle.clone(), bounds)
        })
        .collect();
    let all = json!({
        "asOf": audit.as_of,
        "audience": audit.audience.code(),
        "profile": audit.profile,
        "catalogVersion": audit.catalog.version,
        "catalogSha256": audit.catalog.sha256,
        "gate": { "level": audit.gate.level, "state": audit.gate.state },
        "counts": view.counts,
        "scores": scores,
    });
    match all {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
