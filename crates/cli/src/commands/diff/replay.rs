//! `garant diff --catalog`: one project on another edition of the catalog and on this one.

use garant_core::change::Amendment;
use garant_core::{Audit, Catalog, Date};
use garant_report::{Words, editions};
use garant_rules::Lang;
use garant_rules::edition::{self, Change};

use super::side::{Side, Terms};
use crate::exit::Exit;
use crate::setting::Setting;

/// The two editions, and what changed between them.
pub(super) struct Replay {
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
        side.audit(setting, &self.old, as_of, terms).ok_or_else(|| {
            let edition = &self.changes.old.version;
            setting.fail("diff.refused.unknown-to-edition", &[("edition", edition)]);
            Exit::Failed
        })
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
