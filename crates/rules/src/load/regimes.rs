//! Regimes, in the order shown.

use super::conditions::{Ground, condition};
use super::said::{known, said};
use super::shelf::Shelf;
use super::sources;
use crate::catalog::Catalog;
use crate::regime::{Regime, Trap};

pub(super) fn load(shelf: &Shelf<'_>, catalog: &mut Catalog) {
    let Some(reader) = shelf.maybe("regimes.toml") else {
        return;
    };
    for entry in reader.tables("regime") {
        let id = entry.string("id");
        if catalog.regimes.iter().any(|regime| regime.id == id) {
            entry.problem("duplicate-id", entry.span, &[("found", &id)]);
        }
        let owed_by = entry.strings("owed-by");
        for actor in &owed_by {
            known(&entry, "owed-by", actor, &catalog.actors);
        }
        if owed_by.is_empty() {
            entry.problem("missing-key", entry.span, &[("key", "owed-by")]);
        }
        let source = entry.string("ref");
        let at = entry.maybe_string("at");
        let with = entry.strings("with");
        sources::must_exist(&entry, "ref", &source, catalog);
        for place in at.iter().chain(&with) {
            sources::must_hold(&entry, &source, place, catalog);
        }
        let mut traps = Vec::new();
        for trap in entry.tables("trap") {
            let says = said(&trap, "says");
            match trap.node("when") {
                None => trap.problem("missing-key", trap.span, &[("key", "when")]),
                Some(node) => {
                    if let Some(when) = condition(Ground::of(catalog), &trap, node, None) {
                        traps.push(Trap { when, says });
                    }
                }
            }
            trap.finish();
        }
        let regime = Regime {
            id,
            title: said(&entry, "title"),
            says: said(&entry, "says"),
            owed_by,
            source,
            at,
            with,
            traps,
        };
        entry.finish();
        catalog.regimes.push(regime);
    }
    reader.finish();
}
