//! A criterion as a control: what is asked, why, what to do, and the objective that findings are about, with its checks.

use serde::Serialize;

use super::id::{Control, Tokens};
use super::model::{Link, Properties};
use super::{NS, Source, source, text};
use crate::view::Card;

/// A control.
#[derive(Debug, Serialize)]
pub(super) struct OscalControl {
    id: String,
    class: &'static str,
    title: String,
    props: Properties,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link>,
    parts: Vec<Part>,
}

/// A part of a control or of a group.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    id: String,
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ns: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    props: Properties,
    prose: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Self>,
}

impl Part {
    /// A part that NIST names.
    pub(super) fn new(whole: &str, ending: &str, name: &'static str, says: &str) -> Self {
        Self {
            id: format!("{whole}_{ending}"),
            name,
            ns: None,
            title: None,
            props: Properties::new(),
            prose: text::prose(says),
            parts: Vec::new(),
        }
    }

    /// A part that we name.
    fn ours(whole: &str, ending: &str, name: &'static str, says: &str) -> Self {
        Self {
            ns: Some(NS),
            ..Self::new(whole, ending, name, says)
        }
    }

    fn titled(self, title: &str) -> Self {
        Self {
            title: Some(text::line(title)),
            ..self
        }
    }
}

/// Writes a criterion.
pub(super) fn control(source: Source<'_>, control: &Control<'_>) -> OscalControl {
    let (card, id, words) = (control.card, control.id.as_str(), source.words);
    let f = card.f;
    let (texts, links) = source::of_control(source, card);
    let mut props = Properties::new()
        .defined("label", &f.code)
        .with("criterion", &f.criterion)
        .with("level", &f.level)
        .with("phase", &f.phase)
        .with("effort", &f.effort)
        .flag("draft", f.draft);
    for actor in &f.actors {
        props = props.with("actor", actor);
    }
    for place in &f.cens {
        props = props.of(
            &place.placement,
            "official-principle",
            &place.principle,
            None,
        );
    }
    let t = card.t;
    let mut parts = vec![
        Part::new(id, "smt", "statement", &t.asks),
        Part::new(id, "gdn.why", "guidance", &t.why).titled(words.get("oscal.part.why")),
        Part::new(id, "gdn.remedy", "guidance", &t.remedy).titled(words.get("oscal.part.remedy")),
    ];
    if let Some(applies) = &t.applies {
        parts.push(
            Part::ours(id, "applies", "applies", applies).titled(words.get("oscal.part.applies")),
        );
    }
    if let Some(question) = &t.question {
        parts.push(
            Part::ours(id, "question", "question", question)
                .titled(words.get("oscal.part.question")),
        );
    }
    for (index, says) in t.parameters.iter().enumerate() {
        parts.push(Part::ours(
            id,
            &format!("parameter.{}", index + 1),
            "parameter",
            says,
        ));
    }
    parts.push(objective(control, card));
    OscalControl {
        id: id.to_owned(),
        class: "criterion",
        title: text::line(&t.title),
        props: props.and(texts),
        links,
        parts,
    }
}

/// The objective, with a part a check.
fn objective(control: &Control<'_>, card: &Card<'_>) -> Part {
    let mut taken = Tokens::default();
    let checks = card.f.checks.iter().map(|check| {
        let said = card.t.checks.get(&check.id);
        let ending = format!("obj.{}", taken.unique(&check.id));
        let says = said.map_or(check.id.as_str(), |said| said.says.as_str());
        let mut part = Part::new(&control.id, &ending, "assessment-objective", says);
        part.props = Properties::new().with("check", &check.id);
        if let Some(said) = said {
            let how = format!("{ending}.how");
            part.parts = vec![Part::ours(&control.id, &how, "decided-by", &said.how)];
        }
        part
    });
    let parts = checks.collect();
    let mut whole = Part::new(&control.id, "obj", "assessment-objective", &card.t.title);
    whole.id = control.objective();
    whole.parts = parts;
    whole
}
