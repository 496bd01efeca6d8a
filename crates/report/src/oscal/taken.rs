//! Suppliers' audits that are taken up, as observations: one an audit, one a check of it.

use garant_core::finding::CheckResult;
use garant_core::takeup::Taken;
use garant_core::verdict::Verdict;

use super::id::Control;
use super::observation::{
    EXAMINE, Observation, footing, judged, lines, method, observed, of, says,
};
use super::{Source, evidence};
use crate::message::sentence;

/// What a supplier's audit says of a criterion, with its checks.
pub(super) fn observations(
    source: Source<'_>,
    control: &Control<'_>,
    number: usize,
    taken: &Taken,
) -> Vec<Observation> {
    let number = number.to_string();
    let checks = taken.checks.iter().enumerate();
    let checks = checks.map(|(index, check)| theirs(source, control, &number, index, taken, check));
    std::iter::once(taken_up(source, control, &number, taken))
        .chain(checks)
        .collect()
}

/// A check of a supplier's audit. Its lines are those of the supplier's descriptor.
fn theirs(
    source: Source<'_>,
    control: &Control<'_>,
    number: &str,
    index: usize,
    taken: &Taken,
    check: &CheckResult,
) -> Observation {
    let index = index.to_string();
    let name = ["observation", &control.id, "taken", number, &index];
    let props = judged(source, control, check).with("taken-from", &taken.path);
    observed(
        source,
        source.ids.of(&name),
        &format!("{} {} ({})", control.card.f.code, check.id, taken.path),
        &says(source, control, check),
        lines(props, "supplier-line", &mut check.read.iter()),
        method(check),
    )
}

/// A supplier's audit that is taken up.
fn taken_up(source: Source<'_>, control: &Control<'_>, number: &str, taken: &Taken) -> Observation {
    let view = source.view;
    let name = ["observation", &control.id, "taken", number];
    let mut all = view.audit.takes_up.iter();
    let entry = all.find(|entry| entry.path == taken.path);
    let system = view.systems.get(taken.path.as_str());
    let system = system.copied().unwrap_or(&taken.path);
    let verdict = taken.verdict.map(Verdict::code);
    let known = verdict.and_then(|code| view.texts.words.get(&format!("verdict.{code}")));
    let found = known.map_or_else(|| source.words.get("report.taken-silent"), String::as_str);
    let says = evidence::taken_says(source, system, taken.state.code());
    let found = source.words.fill("oscal.taken-found", &[("found", found)]);
    let props = of(control)
        .with("taken-from", &taken.path)
        .with("state", taken.state.code())
        .maybe("taken-verdict", verdict)
        .maybe("reason", taken.reason.as_deref())
        .maybe("footing", taken.footing.map(footing))
        .flag("reviewed", taken.reviewed);
    let mut told = observed(
        source,
        source.ids.of(&name),
        &format!("{} {system}", control.card.f.code),
        &format!("{} {}", sentence(&says), sentence(&found)),
        props,
        EXAMINE,
    );
    told.relevant_evidence
        .extend(entry.map(|entry| evidence::audit(source, entry)));
    told
}
