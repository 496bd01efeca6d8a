//! Documents and tables that a plan supposes: those cited anew, and those put right.

use garant_rules::Value;
use garant_rules::way::Sought;
use jiff::civil::Date;

use super::draft::{Attached, Change, Draft};
use super::ground::Ground;
use super::{figures, witness};

/// The documents that nobody has named.
const OTHER: &str = "other";

impl Draft {
    /// A document cited at a path; where one is cited that proves nothing, that one.
    pub(super) fn attach(&mut self, ground: &Ground<'_, '_>, at: &str) -> bool {
        if let Some(Value::Text(id)) = ground.stated(at) {
            let restored = Change::Restored {
                id: id.clone(),
                at: at.to_owned(),
            };
            let known =
                |change: &Change| matches!(change, Change::Restored { id: own, .. } if own == id);
            if !self.changes.iter().any(known) {
                self.changes.push(restored);
            }
            return true;
        }
        if self.attached(at).is_none() {
            let piece = self.piece(ground, at, None);
            self.changes.push(Change::Attached(piece));
        }
        true
    }

    /// A table cited at a path, whose figure keeps its limit and comes after the limit was set.
    pub(super) fn figure(&mut self, ground: &Ground<'_, '_>, at: &str, sought: &Sought) -> bool {
        let today = ground.as_of();
        if sought.after.is_some_and(|after| after >= today) {
            return false;
        }
        if self.attached(at).is_none() {
            let piece = self.piece(ground, at, Some(today));
            self.changes.push(Change::Attached(piece));
        }
        for change in &mut self.changes {
            if let Change::Attached(own) = change
                && own.at == at
                && !own.sought.contains(sought)
            {
                own.date = Some(today);
                // Of the same figure, the last limit counts.
                let same = |known: &Sought| {
                    figures::kept(known, &own.id).0 == figures::kept(sought, &own.id).0
                };
                own.sought.retain(|known| !same(known));
                own.sought.push(sought.clone());
            }
        }
        true
    }

    pub(super) fn attached(&self, at: &str) -> Option<&Attached> {
        self.changes.iter().find_map(|change| match change {
            Change::Attached(own) if own.at == at => Some(own),
            _ => None,
        })
    }

    fn piece(&self, ground: &Ground<'_, '_>, at: &str, date: Option<Date>) -> Attached {
        let field = ground.field(at);
        let example = field.and_then(|field| witness::first(field, None, ground.as_of(), &[]));
        let wanted = match example {
            Some(Value::Text(id)) => id,
            _ => at.replace(['.', '[', ']'], "-"),
        };
        let known = |id: &str| {
            let own = ground.case.evidence.iter().any(|piece| piece.id == id);
            own || self
                .changes
                .iter()
                .any(|change| matches!(change, Change::Attached(own) if own.id == id))
        };
        let mut id = wanted.clone();
        let mut again = 1;
        while known(&id) {
            again += 1;
            id = format!("{wanted}-{again}");
        }
        let kinds = field.map_or(&[][..], |field| &field.documents);
        Attached {
            id,
            kind: kinds.first().map_or(OTHER, String::as_str).to_owned(),
            at: at.to_owned(),
            date,
            sought: Vec::new(),
        }
    }
}
