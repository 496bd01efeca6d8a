//! `garant diff --catalog`: one project on another edition of the catalog and on this one.

use garant_core::change::Amendment;
use garant_core::{Audit, Catalog, Date};
use garant_report::{Words, editions};
use garant_rules::Lang;
use garant_rules::edition::{self, Change};

use super::side::{Side, Terms};
use crate::exit::Exit;
use crate::input::shown;
use crate::setting::Setting;

/// The two editions, and what changed between them.
pub(super) struct Replay {
    asked: String,
    old: Catalog,
    changes: edition::Changes,
    said: [Words; 2],
}

impl Replay {
    /// Reads the other edition, and lays it beside this one.
    pub(super) fn read(setting: &Setting, edition: &str, catalog: &Catalog) -> Result<Self, Exit> {
        let old = setting.edition(Some(edition)).ok_or(Exit::Failed)?;
        let changes = edition::Changes::between(&old, catalog);
        Ok(Self {
            asked: shown(edition),
            old,
            changes,
            said: Lang::ALL.map(|lang| Words::new(&setting.assets, lang)),
        })
    }

    /// The audit on the other edition. What it does not know of the descriptor is said.
    pub(super) fn audit(
        &self,
        setting: &Setting,
        side: &Side,
        as_of: Date,
        terms: Terms<'_>,
    ) -> Result<Audit, Exit> {
        if side.is_stored() {
            setting.fail("diff.refused.not-replayed", &[("path", &side.name)]);
            return Err(Exit::Failed);
        }
        if let Some(audit) = side.again(&self.old, as_of, terms) {
            return Ok(audit);
        }
        let args = [("edition", self.asked.as_str())];
        setting.fail("diff.refused.unknown-to-edition", &args);
        side.audit(setting, &self.old, as_of, terms)
            .ok_or(Exit::Failed)
    }

    /// The changes that can change the verdict of a criterion.
    pub(super) fn because(&self, criterion: &str) -> Vec<Amendment> {
        let own = self.changes.concerning(criterion);
        own.map(|change| self.amendment(change)).collect()
    }

    fn amendment(&self, change: &Change) -> Amendment {
        let [fr, en] = &self.said;
        let part = change.part.as_ref().map(|part| part.id.as_str());
        Amendment::new(
            change.kind.code(),
            &change.id,
            part,
            editions::line(change, fr),
            editions::line(change, en),
        )
    }
}
