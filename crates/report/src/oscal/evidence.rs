//! Pieces of evidence that a check read, as OSCAL's relevant evidence.

use garant_core::evidence::Evidence;
use garant_core::finding::CheckResult;
use garant_core::takeup::TakenUp;
use serde::Serialize;

use super::model::Properties;
use super::{Source, text};
use crate::view::piece;

/// A piece of evidence.
#[derive(Debug, Serialize)]
pub(super) struct RelevantEvidence {
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    description: String,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    props: Properties,
}

/// The pieces that a check of the project read, in the order of the descriptor.
pub(super) fn pieces<'a>(source: Source<'a>, check: &CheckResult) -> Vec<&'a Evidence> {
    let mut numbers: Vec<usize> = check
        .read
        .iter()
        .filter_map(|read| piece(&read.path))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let all = &source.view.audit.evidence;
    let own = numbers.into_iter();
    own.filter_map(|number| all.get(number.checked_sub(1)?))
        .collect()
}

/// The earliest last day of pieces.
pub(super) fn expiry(pieces: &[&Evidence]) -> Option<String> {
    let days = pieces.iter().filter_map(|piece| piece.expires.as_deref());
    days.filter_map(text::evening).min()
}

/// Tells a piece.
pub(super) fn told(source: Source<'_>, piece: &Evidence) -> RelevantEvidence {
    let texts = source.view.texts;
    let state = piece.state.code();
    let said = texts.words.get(&format!("evidence.{state}"));
    let shown = |own: &Option<String>| own.as_deref().and_then(text::string);
    let (title, at) = (shown(&piece.title), shown(&piece.at));
    let name = match (title, piece.withheld) {
        (Some(title), _) => title,
        (None, true) => format!("{} {}", piece.id, source.words.get("oscal.withheld")),
        (None, false) => piece.id.clone(),
    };
    let name = at.map_or_else(|| name.clone(), |at| format!("{name}, {at}"));
    let url = piece.url.as_deref().and_then(text::address);
    let props = Properties::new()
        .with("evidence", &piece.id)
        .with("kind", &piece.kind)
        .with("state", state)
        .maybe("sha256", text::sha256(piece.sha256.as_deref()))
        .maybe("date", piece.date.as_deref())
        .maybe("expires", piece.expires.as_deref())
        .maybe("reviewed-by", piece.reviewed_by.as_deref())
        .flag("withheld", piece.withheld)
        .maybe("descriptor-line", piece.line.map(|line| line.to_string()));
    RelevantEvidence {
        href: text::href(&piece.path).or(url),
        description: text::prose(&source.words.fill(
            "oscal.evidence",
            &[
                ("name", &name),
                ("state", said.map_or(state, String::as_str)),
            ],
        )),
        props,
    }
}

/// Tells a supplier's audit that is taken up.
pub(super) fn audit(source: Source<'_>, told: &TakenUp) -> RelevantEvidence {
    let state = told.state.code();
    let name = told.system.as_deref().unwrap_or(&told.path);
    let says = taken_says(source, name, state);
    let line = Some(told.line).filter(|line| *line > 0);
    RelevantEvidence {
        href: text::href(&told.path).filter(|_| !told.withheld),
        description: text::prose(&says),
        props: Properties::new()
            .with("state", state)
            .maybe("sha256", text::sha256(told.sha256.as_deref()))
            .maybe("date", told.as_of.as_deref())
            .maybe("version", told.version.as_deref())
            .maybe("version-in-use", told.version_in_use.as_deref())
            .maybe("catalog-version", told.catalog.as_deref())
            .flag("withheld", told.withheld)
            .maybe("descriptor-line", line.map(|line| line.to_string())),
    }
}

/// A supplier's audit and its state, in a sentence.
pub(super) fn taken_says(source: Source<'_>, name: &str, state: &str) -> String {
    let said = source.view.texts.words.get(&format!("takes-up.{state}"));
    let said = said.map_or(state, String::as_str);
    let args = [("system", name), ("state", said)];
    source.words.fill("oscal.taken", &args)
}
