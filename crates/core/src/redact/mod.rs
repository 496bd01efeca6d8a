//! An audit without what its readers may not see: what is internal, names of persons, and, for the public, every answer and every
//! piece of evidence.
//!
//! Verdicts, reasons, counts, gate, scores and actions stay. What is left out says so: a read is `withheld`, a text is [`MARK`], a
//! piece of evidence has a number for a name; none of them reads as an answer that was never given.

mod names;
mod opinions;
mod pieces;
mod reads;
mod told;

use crate::Audit;
use crate::audience::Audience;
use names::Names;

/// What stands in the place of a text that the report's readers may not see.
pub const MARK: &str = "[…]";

/// The fields that an audit tells outside its reads.
pub(crate) const TOLD: [&str; 41] = [
    "declaration.by",
    "declaration.role",
    "declaration.organisation",
    "declaration.on",
    "system.id",
    "system.name",
    "system.version",
    "system.provider",
    "system.summary",
    "evidence[].id",
    "evidence[].path",
    "evidence[].url",
    "evidence[].title",
    "evidence[].at",
    "evidence[].date",
    "evidence[].expires",
    "evidence[].sha256",
    "evidence[].reviewed-by.name",
    "deployment.sites[].id",
    "deployment.sites[].service",
    "governance.opinions[].id",
    "governance.opinions[].body",
    "governance.opinions[].date",
    "governance.opinions[].outcome",
    "governance.opinions[].reservations",
    "governance.opinions[].lifted-on",
    "governance.opinions[].document",
    "waivers[].check",
    "waivers[].site",
    "waivers[].reason",
    "waivers[].risk-accepted",
    "waivers[].owner",
    "waivers[].approver",
    "waivers[].date",
    "waivers[].ends",
    "takes-up",
    "takes-up[].path",
    "takes-up[].sha256",
    "takes-up[].version",
    "takes-up[].version-in-use",
    "takes-up[].date",
];

/// An audit was asked for readers who may see more than it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an audit for `{}` holds nothing more for `{}`", from.code(), to.code())]
pub struct WiderError {
    /// For whom the audit is.
    pub from: Audience,
    /// For whom it was asked.
    pub to: Audience,
}

/// The same audit for an audience. Nothing is judged again.
///
/// # Errors
/// When the audit is already without what that audience may see.
pub fn redact(audit: Audit, audience: Audience) -> Result<Audit, WiderError> {
    let from = audit.audience;
    if audience < from {
        return Err(WiderError { from, to: audience });
    }
    Ok(withhold(audit, audience))
}

/// The same audit for an audience that may see no more than it holds.
pub(crate) fn withhold(mut audit: Audit, audience: Audience) -> Audit {
    if audience == audit.audience {
        return audit;
    }
    let names = Names::of(&audit);
    let public = audience == Audience::Public;
    let hidden: Vec<bool> = audit
        .evidence
        .iter()
        .map(|piece| public || piece.audience < audience)
        .collect();
    told::notices(&mut audit, audience, &hidden, &names);
    // Figures are masked before reads lose the names that say which they are.
    pieces::measures(&mut audit, audience);
    reads::all(&mut audit, audience, &names);
    told::identity(&mut audit, audience, &names);
    told::waivers(&mut audit, audience, &names);
    opinions::opinions(&mut audit, audience, &hidden, &names);
    told::taken_up(&mut audit, audience);
    pieces::evidence(&mut audit, audience, &hidden, &names);
    audit.audience = audience;
    audit
}

/// Puts the mark in the place of a text, and tells that it did.
fn cover(text: &mut String) -> bool {
    MARK.clone_into(text);
    true
}

/// Puts the mark in the place of a text that is stated, and tells whether it did.
fn cover_stated(text: &mut Option<String>) -> bool {
    text.as_mut().is_some_and(cover)
}

/// The name that a piece of evidence has for readers who may not see its own.
fn piece_name(index: usize) -> String {
    format!("evidence-{}", index + 1)
}
