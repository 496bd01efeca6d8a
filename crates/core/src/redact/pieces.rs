//! Pieces of evidence, and the figures drawn from them.

use super::names::Names;
use super::{MARK, TOLD, cover_stated, piece_name};
use crate::Audit;
use crate::audience::Audience;
use crate::measures::Measure;

/// What the fields of a piece of evidence begin with.
const FIELD: &str = "evidence[].";

/// Keeps the figures of the pieces that an audience may see, without small groups. A piece that is for the public lends it its figures,
/// and not its name.
pub(super) fn measures(audit: &mut Audit, audience: Audience) {
    let evidence = &audit.evidence;
    let place = |id: &str| evidence.iter().position(|piece| piece.id == id);
    let told = std::mem::take(&mut audit.measures).into_iter();
    audit.measures = told
        .filter(|measure| {
            let piece = place(&measure.evidence).and_then(|index| evidence.get(index));
            piece.is_some_and(|piece| piece.audience >= audience)
        })
        .map(Measure::mask)
        .collect();
}

/// Leaves of each piece of evidence what an audience may see.
pub(super) fn evidence(audit: &mut Audit, audience: Audience, hidden: &[bool], names: &Names) {
    let shut: Vec<&str> = TOLD
        .iter()
        .filter_map(|path| path.strip_prefix(FIELD).map(|key| (path, key)))
        .filter(|(path, _)| {
            let readers = audit.audiences.get(**path).copied().unwrap_or_default();
            !readers.include(audience)
        })
        .map(|(_, key)| key)
        .collect();
    for (index, piece) in audit.evidence.iter_mut().enumerate() {
        let whole = hidden.get(index).copied().unwrap_or(true);
        let hides = |key: &str| whole || shut.contains(&key);
        let mut withheld = whole;
        if hides("id") {
            let name = piece_name(index);
            for measure in &mut audit.measures {
                if measure.evidence == piece.id {
                    measure.evidence.clone_from(&name);
                }
            }
            withheld |= piece.id != name;
            piece.id = name;
        }
        if hides("path") || names.are_in(&piece.path) {
            withheld |= !piece.path.is_empty();
            piece.path.clear();
        }
        for (key, value) in [
            ("url", &mut piece.url),
            ("title", &mut piece.title),
            ("at", &mut piece.at),
            ("date", &mut piece.date),
            ("expires", &mut piece.expires),
            ("sha256", &mut piece.sha256),
        ] {
            let named = value.as_deref().is_some_and(|value| names.are_in(value));
            if named || hides(key) {
                withheld |= value.take().is_some();
            }
        }
        if hides("reviewed-by.name") {
            cover_stated(&mut piece.reviewed_by);
        }
        if whole {
            piece.line = None;
        }
        if let Some(trouble) = &mut piece.trouble {
            if whole {
                trouble.faults.clear();
                for (_, value) in &mut trouble.args {
                    MARK.clone_into(value);
                }
            }
            // What stands in a row may be a patient's.
            trouble
                .faults
                .iter_mut()
                .for_each(|fault| fault.found = None);
        }
        piece.withheld |= withheld;
    }
}
