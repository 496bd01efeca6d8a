//! The assessment results: what was reviewed, observed and found.

use garant_core::gate::State;
use serde::Serialize;
use serde_json::{Map, Value};

use super::finding::{self, Finding};
use super::id::{self, Control};
use super::metadata::Metadata;
use super::model::{BackMatter, Link, Properties};
use super::observation::{self, Observation};
use super::risk::{self, Risk};
use super::subject::{self, LocalDefinitions};
use super::{Source, matter, text};

/// The document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Document {
    assessment_results: Results,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Results {
    uuid: String,
    metadata: Metadata,
    import_ap: ImportAp,
    results: [ResultOf; 1],
    back_matter: BackMatter,
}

#[derive(Debug, Serialize)]
struct ImportAp {
    href: String,
    remarks: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct ResultOf {
    uuid: String,
    title: String,
    description: String,
    start: String,
    end: String,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    props: Properties,
    local_definitions: LocalDefinitions,
    reviewed_controls: Reviewed,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    observations: Vec<Observation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    risks: Vec<Risk>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Finding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Reviewed {
    links: [Link; 1],
    control_selections: [Selection; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Selection {
    #[serde(skip_serializing_if = "Option::is_none")]
    include_all: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    include_controls: Vec<Selected>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    exclude_controls: Vec<Selected>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Selected {
    control_id: String,
}

/// Writes the results.
pub(super) fn document(source: Source<'_>) -> Document {
    let (view, words) = (source.view, source.words);
    let audience = view.audit.audience.code();
    Document {
        assessment_results: Results {
            uuid: source.ids.of(&["results", view.lang, audience]),
            metadata: Metadata::of_results(source),
            import_ap: ImportAp {
                href: format!("#{}", matter::plan(source)),
                remarks: text::prose(words.get("oscal.plan-title")),
            },
            results: [result(source)],
            back_matter: matter::of_results(source),
        },
    }
}

fn result(source: Source<'_>) -> ResultOf {
    let (view, words) = (source.view, source.words);
    let controls = id::controls(view);
    let (mut observations, mut risks, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    for control in &controls {
        let own = observation::of_control(source, control);
        if applies(control) {
            let risk = risk::risk(source, control, &own);
            findings.push(finding::finding(source, control, &own, risk.as_ref()));
            risks.extend(risk);
        }
        observations.extend(own);
    }
    let notices: Vec<&str> = view.notices.iter().map(|own| own.says.as_str()).collect();
    let date = words.date(&view.audit.as_of);
    let day = text::morning(&view.audit.as_of);
    ResultOf {
        uuid: source.ids.of(&["result"]),
        title: text::line(&words.fill("oscal.result-title", &[("date", &date)])),
        description: text::prose(&view.conclusion),
        start: day.clone(),
        end: day,
        props: properties(source),
        local_definitions: subject::definitions(source),
        reviewed_controls: reviewed(source, &controls),
        observations,
        risks,
        findings,
        remarks: (!notices.is_empty()).then(|| text::prose(&notices.join("\n"))),
    }
}

fn applies(control: &Control<'_>) -> bool {
    control.card.state != "not-applicable"
}

fn reviewed(source: Source<'_>, controls: &[Control<'_>]) -> Reviewed {
    let pick = |wanted: bool| -> Vec<Selected> {
        let own = controls.iter().filter(|control| applies(control) == wanted);
        own.map(|control| Selected {
            control_id: control.id.clone(),
        })
        .collect()
    };
    let include_controls = pick(true);
    let left_out: Vec<String> = source
        .view
        .audit
        .left_out
        .iter()
        .map(|own| {
            let says = own.says.get(source.words.lang);
            let args = [("code", own.code.as_str()), ("says", says)];
            source.words.fill("oscal.left-out", &args)
        })
        .collect();
    Reviewed {
        links: [Link::to(&matter::catalog(source), None)],
        control_selections: [Selection {
            // OSCAL wants something selected: all, of which everything is then excluded.
            include_all: include_controls.is_empty().then(Map::new),
            include_controls,
            exclude_controls: pick(false),
        }],
        remarks: (!left_out.is_empty()).then(|| text::prose(&left_out.join("\n"))),
    }
}

/// The gate, and by principle the bounds of the part met and the counts behind it. There is no overall mark, so none is told.
fn properties(source: Source<'_>) -> Properties {
    let audit = source.view.audit;
    let gate = match audit.gate.state {
        State::Holds => "holds",
        State::Fails => "fails",
        State::Inconclusive => "inconclusive",
        State::NotAsked => "not-asked",
    };
    let mut props = Properties::new()
        .with("gate", gate)
        .with("gate-level", &audit.gate.level)
        .flag("waivers-ignored", audit.waivers_ignored);
    for score in &audit.scores {
        let name = source.view.texts.principles.get(&score.principle);
        let counts = score.counts;
        let bound = |bound: Option<f64>| bound.map(|bound| bound.to_string());
        let count = |count: usize| Some(count.to_string());
        for (key, value) in [
            ("lower", bound(score.lower)),
            ("upper", bound(score.upper)),
            ("met", count(counts.met)),
            ("not-met", count(counts.not_met)),
            ("undetermined", count(counts.undetermined)),
            ("not-applicable", count(counts.not_applicable)),
            ("waived", count(counts.waived)),
        ] {
            let value = value.unwrap_or_default();
            let says = name.map(String::as_str);
            props = props.of(&score.principle, key, value, says);
        }
    }
    props
}
