//! A criterion that applies as a finding about its objective.

use serde::Serialize;

use super::id::Control;
use super::model::Properties;
use super::observation::Observation;
use super::risk::{Related, Risk};
use super::subject::{self, Origin};
use super::{Source, source, text};
use crate::message::Message;

/// A finding.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Finding {
    uuid: String,
    title: String,
    description: String,
    props: Properties,
    origins: [Origin; 1],
    target: Target,
    related_observations: Vec<Related>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_risks: Vec<RelatedRisk>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Target {
    #[serde(rename = "type")]
    kind: &'static str,
    target_id: String,
    status: Status,
}

#[derive(Debug, Serialize)]
struct Status {
    state: &'static str,
    reason: &'static str,
    remarks: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct RelatedRisk {
    risk_uuid: String,
}

/// Writes a finding. Unknown is not `satisfied`, and neither is an accepted risk.
pub(super) fn finding(
    source: Source<'_>,
    control: &Control<'_>,
    observations: &[Observation],
    risk: Option<&Risk>,
) -> Finding {
    let card = control.card;
    let f = card.f;
    let (state, reason) = match card.state {
        "met" => ("satisfied", "pass"),
        "not-met" => ("not-satisfied", "fail"),
        _ => ("not-satisfied", "other"),
    };
    let said = if card.reason.is_empty() {
        card.verdict.clone()
    } else {
        let args = [("verdict", card.verdict.as_str()), ("reason", &card.reason)];
        source.words.fill("oscal.status", &args)
    };
    let props = Properties::new()
        .with("verdict", card.state)
        .with("code", &f.code)
        .with("criterion", &f.criterion)
        .with("level", &f.level)
        .maybe("reason", f.reason.as_deref())
        .flag("draft", f.draft)
        .maybe("footing", f.footing.map(super::observation::footing))
        .flag("reviewed", f.footing.is_some() && f.reviewed);
    let message = Message::new(source.view, card, source.words);
    Finding {
        uuid: source.ids.of(&["finding", &control.id]),
        title: text::line(&format!("{} {}", f.code, card.t.title)),
        description: text::prose(&message.text()),
        props: source::of_finding(props, card),
        origins: [subject::origin(source)],
        target: Target {
            kind: "objective-id",
            target_id: control.objective(),
            status: Status {
                state,
                reason,
                remarks: text::prose(&said),
            },
        },
        related_observations: Related::all(observations),
        related_risks: risk
            .iter()
            .map(|risk| RelatedRisk {
                risk_uuid: risk.uuid.clone(),
            })
            .collect(),
    }
}
