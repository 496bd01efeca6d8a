//! What holds a finding back: the lines of the descriptor that decided, and the evidence that proves nothing.

use garant_core::evidence;
use garant_core::trace::Trace;
use garant_rules::Truth;
use garant_source::visible::visible;

use super::marked;
use crate::lang::Words;
use crate::view::{Card, View};

/// How many places of a finding are shown.
const SNIPPETS: usize = 4;

/// The evidence that holds a finding back, each with its state, why, and what to do.
pub(super) fn evidence(view: &View<'_>, card: &Card<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (index, evidence) in view.audit.evidence.iter().enumerate() {
        let own = format!("evidence[{index}].");
        let cited = holding(card).iter().any(|trace| {
            let key = trace.path.strip_prefix(&own);
            matches!(key, Some("path" | "url"))
        });
        let word = |key: String| view.texts.words.get(&key).cloned().unwrap_or(key);
        if cited && evidence.state != evidence::State::Present {
            let state = word(format!("evidence.{}", evidence.state.code()));
            let place = match &evidence.url {
                Some(url) if evidence.path.is_empty() => url,
                None if evidence.path.is_empty() => &evidence.id,
                _ => &evidence.path,
            };
            let why = evidence.why.as_ref().map_or_else(String::new, |why| {
                format!(" – {}", word(format!("evidence.why.{why}")))
            });
            found.push(visible(&format!("{place} – {state}{why}"), false));
            found.extend(view.troubles.get(index).into_iter().flatten().cloned());
        }
    }
    found
}

/// The places that decided, one a line of the descriptor at the most.
pub(super) fn snippets(
    view: &View<'_>,
    card: &Card<'_>,
    words: &Words,
) -> Vec<(usize, String, usize, usize, String)> {
    let mut found: Vec<(usize, String, usize, usize, String)> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for trace in holding(card) {
        if seen.contains(&trace.path.as_str()) {
            continue;
        }
        seen.push(&trace.path);
        let (Some(line), Some(text)) = (trace.line, &trace.text) else {
            continue;
        };
        let title = title(view, trace);
        let label = words.fill(
            &format!("terminal.{}", trace.found),
            &[("path", &trace.path), ("title", title)],
        );
        let (source, start, end) = marked::read(text, trace);
        match found
            .iter_mut()
            .find(|known| known.0 == line && known.2 == start)
        {
            Some(known) if known.4.matches(", ").count() < 3 => {
                known.4 = format!("{}, {}", known.4, label);
            }
            Some(known) if !known.4.ends_with('…') => known.4.push('…'),
            Some(_) => {}
            None => found.push((line, source, start, end, visible(&label, false))),
        }
    }
    found.truncate(SNIPPETS);
    found
}

/// The fields that decided, whose answers the report's readers may not see: four at the most.
pub(super) fn withheld(view: &View<'_>, card: &Card<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for trace in holding(card) {
        let title = title(view, trace).to_owned();
        if trace.is_withheld() && found.len() < SNIPPETS && !found.contains(&title) {
            found.push(title);
        }
    }
    found
}

/// The title of the field that was read; its path where the catalog says none.
fn title<'a>(view: &'a View<'_>, trace: &'a Trace) -> &'a str {
    let path = garant_rules::catalog::declared(&trace.path);
    let title = view.texts.fields.get(&*path);
    title.map_or(trace.path.as_str(), String::as_str)
}

/// The reads that hold a finding back, of those that decided: where something is unknown, what is stated does not.
fn holding<'a>(card: &'a Card<'_>) -> Vec<&'a Trace> {
    // Where a supplier's audit decides, the entry that takes it up; the role alone where none does.
    if !card.f.taken.is_empty() || card.f.reason.as_deref() == Some("not-taken-up") {
        let own = |trace: &&Trace| card.f.taken.is_empty() || trace.path != "system.acts-as";
        return card.f.because.iter().filter(own).collect();
    }
    let wanted = wanted(card);
    let applies = card
        .f
        .applies
        .iter()
        .filter(|applies| applies.truth == Truth::Unknown);
    let checks = card
        .f
        .checks
        .iter()
        .filter(|check| check.asked && check.truth == wanted);
    let decided: Vec<&Trace> = applies
        .flat_map(|applies| &applies.read)
        .chain(checks.flat_map(|check| &check.read))
        .filter(|trace| trace.decided)
        .collect();
    let unstated: Vec<&Trace> = decided
        .iter()
        .copied()
        .filter(|trace| !trace.is_stated())
        .collect();
    if wanted == Truth::False || unstated.is_empty() {
        decided
    } else {
        unstated
    }
}

/// The read that a person would look at first.
pub(crate) fn place<'a>(card: &'a Card<'_>) -> Option<&'a Trace> {
    let held = holding(card);
    let first = if wanted(card) == Truth::False {
        held.first()
    } else {
        held.last()
    };
    // Of evidence that proves nothing, the last read is the file's own line.
    let first = if held.iter().any(|trace| !trace.is_stated()) {
        held.first()
    } else {
        first
    };
    first.copied().or_else(|| card.f.because.first())
}

/// The truth that decided: of a finding that is not met, false; of one that is undetermined, unknown.
pub(super) fn wanted(card: &Card<'_>) -> Truth {
    if card.state == "not-met" {
        Truth::False
    } else {
        Truth::Unknown
    }
}
