//! Observations: one a check, one a supplier's audit that is taken up, one for why a criterion does not apply.

use garant_core::finding::CheckResult;
use garant_core::trace::Trace;
use garant_rules::{Footing, Truth};
use serde::Serialize;

use super::evidence::{self, RelevantEvidence};
use super::id::Control;
use super::model::Properties;
use super::subject::{self, Subject};
use super::{Source, taken, text};
use crate::message::sentence;

/// An observation.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Observation {
    pub(super) uuid: String,
    title: String,
    description: String,
    props: Properties,
    methods: [&'static str; 1],
    types: [&'static str; 1],
    subjects: [Subject; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) relevant_evidence: Vec<RelevantEvidence>,
    collected: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
}

const INTERVIEW: &str = "INTERVIEW";
pub(super) const EXAMINE: &str = "EXAMINE";
const TEST: &str = "TEST";

/// All that was observed of a criterion; never nothing.
pub(super) fn of_control(source: Source<'_>, control: &Control<'_>) -> Vec<Observation> {
    let f = control.card.f;
    let applicable = control.card.state != "not-applicable";
    let mut all = Vec::new();
    for (number, one) in f.taken.iter().enumerate() {
        all.extend(taken::observations(source, control, number, one));
    }
    if applicable && f.taken.is_empty() {
        let checks = f.checks.iter().enumerate();
        all.extend(checks.map(|(index, check)| own(source, control, index, check)));
    }
    let doubt = f.applies.as_ref();
    let doubt = doubt.is_some_and(|applies| applies.truth != Truth::True);
    if !applicable || doubt || all.is_empty() {
        all.push(scope(source, control));
    }
    all
}

/// A check of the project.
fn own(
    source: Source<'_>,
    control: &Control<'_>,
    index: usize,
    check: &CheckResult,
) -> Observation {
    let pieces = evidence::pieces(source, check);
    let figures = control.card.figures.iter();
    let figures: Vec<&str> = figures
        .filter(|said| said.check == check.id)
        .map(|said| said.text.as_str())
        .collect();
    let name = ["observation", &control.id, &index.to_string(), &check.id];
    let props = judged(source, control, check);
    Observation {
        relevant_evidence: pieces
            .iter()
            .map(|piece| evidence::told(source, piece))
            .collect(),
        expires: evidence::expiry(&pieces),
        remarks: (!figures.is_empty()).then(|| text::prose(&figures.join("\n"))),
        ..observed(
            source,
            source.ids.of(&name),
            &format!("{} {}", control.card.f.code, check.id),
            &says(source, control, check),
            lines(props, "descriptor-line", &mut check.read.iter()),
            method(check),
        )
    }
}

/// Why a criterion does not apply, or why that is not known.
fn scope(source: Source<'_>, control: &Control<'_>) -> Observation {
    let (card, words) = (control.card, source.words);
    let f = card.f;
    let mut told = vec![sentence(&words.fill(
        "oscal.scope",
        &[("verdict", &card.verdict), ("title", &card.t.title)],
    ))];
    if let Some(applies) = &card.t.applies {
        let says = words.fill("oscal.applies", &[("applies", applies)]);
        told.push(sentence(&says));
    }
    let applies = f.applies.as_ref();
    let props = of(control)
        .maybe("reason", f.reason.as_deref())
        .maybe("applies", applies.map(|applies| applies.truth.code()))
        .flag("draft", f.draft);
    let reads = applies.iter().flat_map(|applies| &applies.read);
    let mut reads = reads.chain(&f.because);
    observed(
        source,
        source.ids.of(&["observation", &control.id]),
        &format!("{} {}", f.code, words.get("oscal.part.applies")),
        &told.join("\n"),
        lines(props, "descriptor-line", &mut reads),
        INTERVIEW,
    )
}

/// An observation of the day of the audit.
pub(super) fn observed(
    source: Source<'_>,
    uuid: String,
    title: &str,
    says: &str,
    props: Properties,
    method: &'static str,
) -> Observation {
    Observation {
        uuid,
        title: text::line(title),
        description: text::prose(says),
        props,
        methods: [method],
        types: ["control-objective"],
        subjects: [subject::subject(source)],
        relevant_evidence: Vec::new(),
        collected: text::morning(&source.view.audit.as_of),
        expires: None,
        remarks: None,
    }
}

/// What an observation belongs to.
pub(super) fn of(control: &Control<'_>) -> Properties {
    Properties::new()
        .with("control-id", &control.id)
        .with("criterion", &control.card.f.criterion)
}

/// What a check found, in codes.
pub(super) fn judged(source: Source<'_>, control: &Control<'_>, check: &CheckResult) -> Properties {
    let truth = if check.asked {
        check.truth.code()
    } else {
        "not-asked"
    };
    let reason = check.reason.as_deref().filter(|_| check.asked);
    let says = reason.and_then(|code| source.view.texts.words.get(&format!("reason.{code}")));
    let mut props = of(control).with("check", &check.id).with("truth", truth);
    if let Some(reason) = reason {
        props = props.told("reason", reason, says.map(String::as_str));
    }
    props
        .maybe("footing", check.footing.map(footing))
        .flag("reviewed", check.footing.is_some() && check.reviewed)
}

/// What a check found, in a sentence.
pub(super) fn says(source: Source<'_>, control: &Control<'_>, check: &CheckResult) -> String {
    let (texts, words) = (source.view.texts, source.words);
    let said = control.card.t.checks.get(&check.id);
    let says = said.map_or(check.id.as_str(), |said| said.says.as_str());
    let known = format!("message.truth.{}", check.truth.code());
    let truth = if check.asked {
        words.get(&known)
    } else {
        words.get("oscal.not-asked")
    };
    let reason = check.reason.as_ref().filter(|_| check.asked);
    let reason = reason.and_then(|code| texts.words.get(&format!("reason.{code}")));
    let told = match reason {
        Some(reason) => words.fill(
            "message.check-reason",
            &[("truth", truth), ("reason", reason), ("says", says)],
        ),
        None => words.fill("message.check", &[("truth", truth), ("says", says)]),
    };
    sentence(&told)
}

/// On what a check stands; where it does not hold, what was read for it.
pub(super) fn method(check: &CheckResult) -> &'static str {
    let measured = || check.read.iter().any(|read| !read.figures.is_empty());
    let examined = |read: &Trace| read.is_stated() && read.path.starts_with("evidence[");
    match check.footing {
        Some(Footing::Measured) => TEST,
        Some(Footing::Documented) => EXAMINE,
        None if measured() => TEST,
        None if check.read.iter().any(examined) => EXAMINE,
        Some(Footing::Declared) | None => INTERVIEW,
    }
}

/// The code of a footing.
pub(super) fn footing(footing: Footing) -> &'static str {
    match footing {
        Footing::Declared => "declared",
        Footing::Documented => "documented",
        Footing::Measured => "measured",
    }
}

/// With the lines that decided, each once, in order.
pub(super) fn lines(
    mut props: Properties,
    name: &'static str,
    reads: &mut dyn Iterator<Item = &Trace>,
) -> Properties {
    let decided = reads.filter(|read| read.decided);
    let mut lines: Vec<usize> = decided.filter_map(|read| read.line).collect();
    lines.sort_unstable();
    lines.dedup();
    for line in lines {
        props = props.with(name, line.to_string());
    }
    props
}
