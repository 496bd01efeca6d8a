//! Opinions of bodies: their state always shows, their texts to the readers of their fields.

use super::names::Names;
use super::told::Open;
use super::{MARK, cover, cover_stated, piece_name};
use crate::Audit;
use crate::audience::Audience;

/// What the fields of an opinion begin with.
const FIELD: &str = "governance.opinions[]";

/// Leaves of each opinion what an audience may see. The pieces of the audit still have their own names.
pub(super) fn opinions(audit: &mut Audit, audience: Audience, hidden: &[bool], names: &Names) {
    let open = Open(audit.audiences.clone(), audience);
    let shut = |key: &str| !open.is(&format!("{FIELD}.{key}"));
    for opinion in &mut audit.opinions {
        let day = !shut("date");
        for (key, value) in [
            ("id", &mut opinion.id),
            ("body", &mut opinion.body),
            ("date", &mut opinion.date),
            ("outcome", &mut opinion.outcome),
            ("lifted-on", &mut opinion.lifted_on),
            ("document", &mut opinion.document),
        ] {
            let named = value.as_deref().is_some_and(|value| names.are_in(value));
            if named || shut(key) {
                opinion.withheld |= cover_stated(value);
            }
        }
        for text in &mut opinion.reservations {
            if shut("reservations") || names.are_in(text) {
                opinion.withheld |= cover(text);
            }
        }
        if !day {
            opinion.days_open = None;
        }
        // A piece that is hidden has a number for a name.
        let mut pieces = audit.evidence.iter().zip(hidden).enumerate();
        let own = |piece: &str| opinion.document.as_deref() == Some(piece) && piece != MARK;
        let place = pieces.find(|(_, (piece, hides))| **hides && own(&piece.id));
        if let Some(index) = place.map(|(index, _)| index) {
            opinion.document = Some(piece_name(index));
            opinion.withheld = true;
        }
        if audience == Audience::Public {
            opinion.line = None;
        }
    }
}
