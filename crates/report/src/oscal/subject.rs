//! What is judged and what judges: the system as a component, the program as an asset of the assessment.

use serde::Serialize;

use super::model::Properties;
use super::{Source, text};

/// Definitions of the results.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct LocalDefinitions {
    components: Vec<Component>,
    assessment_assets: Assets,
}

#[derive(Debug, Serialize)]
struct Component {
    uuid: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    description: String,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    props: Properties,
    status: Status,
}

#[derive(Debug, Serialize)]
struct Status {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Assets {
    components: Vec<Component>,
    assessment_platforms: Vec<Platform>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Platform {
    uuid: String,
    uses_components: Vec<Uses>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Uses {
    component_uuid: String,
}

/// What an observation is about.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Subject {
    subject_uuid: String,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// What found it.
#[derive(Debug, Serialize)]
pub(super) struct Origin {
    actors: Vec<Actor>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Actor {
    #[serde(rename = "type")]
    kind: &'static str,
    actor_uuid: String,
}

fn system(source: Source<'_>) -> String {
    source.ids.of(&["component", "system"])
}

fn tool(source: Source<'_>) -> String {
    source.ids.of(&["component", "tool"])
}

/// The system as a subject.
pub(super) fn subject(source: Source<'_>) -> Subject {
    Subject {
        subject_uuid: system(source),
        kind: "component",
    }
}

/// The program as an origin.
pub(super) fn origin(source: Source<'_>) -> Origin {
    Origin {
        actors: vec![Actor {
            kind: "tool",
            actor_uuid: tool(source),
        }],
    }
}

/// What the results define.
pub(super) fn definitions(source: Source<'_>) -> LocalDefinitions {
    let (audit, words) = (source.view.audit, source.words);
    let what = &audit.system;
    let name = what.name.as_deref().and_then(text::string);
    let summary = what.summary.as_deref().and_then(text::string);
    let phase = what.phase.as_deref();
    let phase_says = phase.and_then(|phase| source.view.texts.phases.get(phase));
    let judged = Component {
        uuid: system(source),
        kind: "software",
        title: text::line(name.as_deref().unwrap_or_else(|| words.get("unnamed"))),
        description: text::prose(summary.as_deref().unwrap_or_else(|| words.get("unstated"))),
        props: Properties::new()
            .maybe("system-id", what.id.as_deref())
            .maybe("system-version", what.version.as_deref())
            .maybe("acts-as", what.acts_as.as_deref())
            .maybe("phase", phase),
        // The phases of a project are the catalog's; OSCAL's states are not among them.
        status: Status {
            state: "other",
            remarks: Some(text::prose(
                phase_says.map_or_else(|| words.get("unstated"), String::as_str),
            )),
        },
    };
    let judges = Component {
        uuid: tool(source),
        kind: "software",
        title: text::line(&audit.tool.name),
        description: text::prose(words.get("oscal.tool")),
        props: Properties::new().with("tool-version", &audit.tool.version),
        status: Status {
            state: "operational",
            remarks: None,
        },
    };
    LocalDefinitions {
        components: vec![judged],
        assessment_assets: Assets {
            components: vec![judges],
            assessment_platforms: vec![Platform {
                uuid: source.ids.of(&["platform"]),
                uses_components: vec![Uses {
                    component_uuid: tool(source),
                }],
            }],
        },
    }
}
