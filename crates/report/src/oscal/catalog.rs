//! The catalog: what an audit asked, without anything of its project.

use serde::Serialize;

use super::control::{self, OscalControl};
use super::id::{self, Tokens};
use super::metadata::Metadata;
use super::model::{BackMatter, Properties};
use super::{Source, matter, source, text};

/// The document.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    catalog: Catalog,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Catalog {
    uuid: String,
    metadata: Metadata,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<Group>,
    #[serde(skip_serializing_if = "Option::is_none")]
    back_matter: Option<BackMatter>,
}

/// A principle.
#[derive(Debug, Serialize)]
struct Group {
    id: String,
    class: &'static str,
    title: String,
    props: Properties,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<control::Part>,
    controls: Vec<OscalControl>,
}

/// Writes the catalog.
pub(super) fn document(source: Source<'_>) -> Document {
    let resources = source::resources(source);
    Document {
        catalog: Catalog {
            uuid: matter::document(source),
            metadata: Metadata::of_catalog(source),
            groups: groups(source),
            back_matter: (!resources.is_empty()).then_some(BackMatter { resources }),
        },
    }
}

fn groups(source: Source<'_>) -> Vec<Group> {
    let (view, texts) = (source.view, source.view.texts);
    let controls = id::controls(view);
    let mut taken = Tokens::default();
    for control in &controls {
        taken.unique(&control.id);
    }
    let mut principles: Vec<&str> = view.principles.iter().map(|own| own.id).collect();
    for card in &view.cards {
        if !principles.contains(&card.f.principle.as_str()) {
            principles.push(&card.f.principle);
        }
    }
    let mut groups = Vec::new();
    for principle in principles {
        let own = controls
            .iter()
            .filter(|control| control.card.f.principle == principle);
        let own: Vec<OscalControl> = own.map(|known| control::control(source, known)).collect();
        if own.is_empty() {
            continue;
        }
        let id = taken.unique(principle);
        let title = texts.principles.get(principle);
        let says = texts.principle_says.get(principle);
        let says = says.and_then(|says| text::string(says));
        groups.push(Group {
            class: "principle",
            title: text::line(title.map_or(principle, String::as_str)),
            props: Properties::new().with("principle", principle),
            parts: says
                .iter()
                .map(|says| control::Part::new(&id, "ovw", "overview", says))
                .collect(),
            controls: own,
            id,
        });
    }
    groups
}
