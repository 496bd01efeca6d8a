//! Risks: what is not met, open with what to do, or accepted until a day.

use garant_core::waiver::{State, Waiver};
use serde::Serialize;

use super::id::Control;
use super::model::Properties;
use super::observation::Observation;
use super::{Source, text};
use crate::message::{accepted, sentence};

/// A risk.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Risk {
    pub(super) uuid: String,
    title: String,
    description: String,
    statement: String,
    props: Properties,
    status: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mitigating_factors: Vec<Factor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<String>,
    remediations: [Remediation; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_observations: Vec<Related>,
}

#[derive(Debug, Serialize)]
struct Factor {
    uuid: String,
    description: String,
    props: Properties,
}

#[derive(Debug, Serialize)]
struct Remediation {
    uuid: String,
    lifecycle: &'static str,
    title: String,
    description: String,
    props: Properties,
}

/// An observation that is pointed to.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Related {
    observation_uuid: String,
}

impl Related {
    /// Points to observations.
    pub(super) fn all(observations: &[Observation]) -> Vec<Self> {
        let all = observations.iter();
        all.map(|own| Self {
            observation_uuid: own.uuid.clone(),
        })
        .collect()
    }
}

/// The risk of a criterion; `None` where it is not known not to be met.
pub(super) fn risk(
    source: Source<'_>,
    control: &Control<'_>,
    observations: &[Observation],
) -> Option<Risk> {
    let card = control.card;
    let (f, id) = (card.f, control.id.as_str());
    let waived = card.state == "waived";
    if !waived && card.state != "not-met" {
        return None;
    }
    let waivers: Vec<&Waiver> = source
        .view
        .audit
        .waivers
        .iter()
        .filter(|own| waived && own.criterion == f.criterion && own.state == State::InForce)
        .collect();
    let days: Option<Vec<String>> = waivers.iter().map(|own| text::evening(&own.ends)).collect();
    let deadline = days.and_then(|days| days.into_iter().min());
    let headline = source.words.fill(
        "message.headline",
        &[("verdict", &card.verdict), ("title", &card.t.title)],
    );
    let factors = waivers.iter().enumerate();
    Some(Risk {
        uuid: source.ids.of(&["risk", id]),
        title: text::line(&format!("{} {}", f.code, card.t.title)),
        description: text::prose(&sentence(&headline)),
        statement: text::prose(&card.t.why),
        props: Properties::new()
            .with("control-id", id)
            .with("criterion", &f.criterion)
            .with("level", &f.level)
            .with("disposition", if waived { "waived" } else { "open" })
            .flag("draft", f.draft)
            .flag("deadline-withheld", waived && deadline.is_none()),
        // An acceptance whose last day its readers may not see would never end for them: the risk is told as open.
        status: if deadline.is_some() {
            "deviation-approved"
        } else {
            "open"
        },
        mitigating_factors: factors
            .map(|(index, own)| factor(source, id, index, own))
            .collect(),
        deadline,
        remediations: [Remediation {
            uuid: source.ids.of(&["remediation", id]),
            lifecycle: "recommendation",
            title: text::line(card.first_step),
            description: text::prose(&card.t.remedy),
            props: Properties::new().with("effort", &f.effort),
        }],
        related_observations: Related::all(observations),
    })
}

fn factor(source: Source<'_>, id: &str, index: usize, waiver: &Waiver) -> Factor {
    Factor {
        uuid: source.ids.of(&["waiver", id, &index.to_string()]),
        description: text::prose(&accepted(waiver, source.words)),
        props: Properties::new()
            .with("accepted-on", &waiver.date)
            .with("ends", &waiver.ends)
            .with("owner", &waiver.owner)
            .with("approver", &waiver.approver)
            .maybe("check", waiver.check.as_deref())
            .with("opens-gate", waiver.opens_gate.to_string())
            .flag("withheld", waiver.withheld)
            .maybe("descriptor-line", waiver.line.map(|line| line.to_string())),
    }
}
