//! `mark`: writes `#~ VERDICT` on every line that decided, in fixtures that give the verdict of their name, and lists new fixtures.

use std::io::{self, Write};

use garant_core::carried::CARRIED;
use garant_core::fixture::{AS_OF, Fixture, MARK};
use garant_rules::Catalog;

use crate::checkout::{Checkout, path};
use crate::ledger;

/// Marks the fixtures of the criteria asked for, all if none is; returns whether none was refused.
///
/// # Errors
/// When a criterion is unknown, a fixture cannot be written, or `out` cannot be.
pub fn run(checkout: &Checkout, ids: &[String], out: &mut dyn Write) -> io::Result<bool> {
    let mut sound = true;
    for criterion in checkout.criteria(ids)? {
        for fixture in checkout.fixtures_of(criterion) {
            match marked(fixture, &checkout.catalog) {
                Err(why) => {
                    writeln!(out, "{}: left as it is: {why}", path(fixture))?;
                    sound = false;
                }
                Ok(new) if new.text != fixture.text => {
                    differences(fixture, &new, out)?;
                    checkout.write(&new)?;
                }
                Ok(_) => {}
            }
        }
    }
    let list = ledger::completed(checkout);
    if list != checkout.listed {
        checkout.write_list(&list)?;
    }
    Ok(sound)
}

/// The fixture with a mark on every line that decided, and on no other.
///
/// # Errors
/// Why it cannot be marked, in words: it does not give the verdict of its name, or does not hold once marked.
pub fn marked(fixture: &Fixture, catalog: &Catalog) -> Result<Fixture, String> {
    let wanted = fixture.verdict();
    let (verdict, lines) = fixture
        .deciding_lines(catalog, AS_OF)
        .map_err(|fault| fault.to_string())?;
    if verdict != wanted {
        return Err(fixture
            .fault(catalog, AS_OF)
            .map_or_else(|| format!("gives {verdict}"), |fault| fault.to_string()));
    }
    let mut text = String::with_capacity(fixture.text.len());
    for (index, line) in fixture.text.lines().enumerate() {
        text.push_str(unmarked(line));
        if lines.contains(&(index + 1)) {
            text.push_str(&format!("  {MARK} {wanted}"));
        }
        text.push('\n');
    }
    let new = Fixture {
        text,
        ..fixture.clone()
    };
    // A mark inside a text of several lines would belong to the text.
    match new.fault(catalog, AS_OF) {
        Some(fault) => Err(format!("once marked, {fault}")),
        None => Ok(new),
    }
}

fn unmarked(line: &str) -> &str {
    if line.starts_with(CARRIED) {
        return line;
    }
    line.rsplit_once(MARK)
        .map_or(line, |(before, _)| before.trim_end())
}

fn differences(old: &Fixture, new: &Fixture, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", path(old))?;
    for (index, (old, new)) in old.text.lines().zip(new.text.lines()).enumerate() {
        if old != new {
            let line = index + 1;
            writeln!(out, "-{line:>4} {old}")?;
            writeln!(out, "+{line:>4} {new}")?;
        }
    }
    Ok(())
}
