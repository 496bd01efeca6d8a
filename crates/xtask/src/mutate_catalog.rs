//! `mutate-catalog`: tells the changes of criteria and of named conditions that no fixture notices.

use std::io::{self, Write};

use crate::checkout::Checkout;
use crate::{ledger, mutation};

/// Mutates the criteria asked for, all if none is; returns whether no mutant survived.
///
/// # Errors
/// When a criterion is unknown, a mutant is no criterion, or `out` cannot be written.
pub fn run(checkout: &Checkout, ids: &[String], out: &mut dyn Write) -> io::Result<bool> {
    let asked = checkout.criteria(ids)?;
    let mut outcome = mutation::run(&checkout.catalog, &checkout.fixtures, &asked)?;
    outcome.broken.extend(ledger::differences(checkout));
    if !outcome.broken.is_empty() {
        for line in &outcome.broken {
            writeln!(out, "{line}")?;
        }
        writeln!(
            out,
            "nothing is proven: the fixtures must hold, and be all there, first"
        )?;
        return Ok(false);
    }
    for line in &outcome.survivors {
        writeln!(out, "{line}")?;
    }
    let survived = outcome.survivors.len();
    let killed = outcome.mutants - survived;
    writeln!(
        out,
        "{} mutants, {killed} killed, {survived} survived",
        outcome.mutants
    )?;
    Ok(survived == 0)
}
