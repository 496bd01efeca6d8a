//! `check`: the catalog loads, its fixtures hold, and every verdict that a criterion can reach has one.

use std::collections::BTreeSet;
use std::io::{self, Write};

use garant_core::fixture::{AS_OF, missing};

use crate::checkout::{Checkout, path};
use crate::ledger;

/// Checks the criteria asked for, all if none is; returns whether nothing is wrong.
///
/// # Errors
/// When a criterion is unknown, or `out` cannot be written.
pub fn run(checkout: &Checkout, ids: &[String], out: &mut dyn Write) -> io::Result<bool> {
    let catalog = &checkout.catalog;
    let (loaded, files) = (catalog.criteria.len(), checkout.criterion_files);
    writeln!(out, "{loaded} criteria loaded from {files} files")?;
    let mut wrong = 0;
    if loaded != files {
        writeln!(out, "criteria and files differ in number")?;
        wrong += 1;
    }
    let mut run = 0;
    for criterion in checkout.criteria(ids)? {
        for fixture in checkout.fixtures_of(criterion) {
            run += 1;
            if let Some(fault) = fixture.fault(catalog, AS_OF) {
                writeln!(out, "{}: {fault}", path(fixture))?;
                wrong += 1;
            }
        }
        for verdict in missing(criterion, &checkout.fixtures) {
            writeln!(out, "{}: no {}.toml", criterion.id, verdict.code())?;
            wrong += 1;
        }
    }
    for difference in ledger::differences(checkout) {
        writeln!(out, "{difference}")?;
        wrong += 1;
    }
    if ids.is_empty() {
        let folders: BTreeSet<&str> = checkout
            .fixtures
            .iter()
            .map(|fixture| fixture.criterion.as_str())
            .collect();
        for folder in folders {
            if catalog.criteria.iter().all(|known| known.id != folder) {
                writeln!(out, "tests/criteria/{folder}: no such criterion")?;
                wrong += 1;
            }
        }
    }
    writeln!(out, "{run} fixtures run, {wrong} problems")?;
    Ok(wrong == 0)
}
