//! A criterion to fill in with its fixtures, in the checkout's own pack.

use std::io::{self, Write};

use garant_report::{Assets, skeleton};

use crate::checkout::Checkout;

/// Writes `rules/garant/ID.toml` and the fixtures of a new criterion of a principle; tells whether it could.
///
/// # Errors
/// When a file cannot be written, or the output.
pub fn run(checkout: &Checkout, words: &[String], out: &mut dyn Write) -> io::Result<bool> {
    let [id, asked] = words else {
        writeln!(out, "new-criterion takes an id and a principle or its code")?;
        return Ok(false);
    };
    let mut principles = checkout.catalog.principles.iter();
    let principle =
        principles.find(|known| known.id == *asked || known.code.eq_ignore_ascii_case(asked));
    let Some(principle) = principle else {
        let ids = checkout
            .catalog
            .principles
            .iter()
            .map(|known| known.id.as_str());
        let ids = ids.collect::<Vec<_>>().join(", ");
        writeln!(out, "no such principle: {asked}; there are: {ids}")?;
        return Ok(false);
    };
    if !skeleton::is_id(id) {
        writeln!(out, "no id: {id}; lower-case letters, digits and hyphens")?;
        return Ok(false);
    }
    let code = next(checkout, &principle.code);
    for (path, text) in skeleton::criterion(&Assets::default(), id, &code, &principle.id) {
        let path = match path.strip_prefix("criteria/") {
            Some(name) => format!("rules/garant/{name}"),
            None => path.replacen("fixtures/", "tests/criteria/garant/", 1),
        };
        if !checkout.write_new(&path, &text)? {
            writeln!(out, "{path} is there already")?;
            return Ok(false);
        }
        writeln!(out, "{path}")?;
    }
    writeln!(
        out,
        "then: fill it in, `cargo xtask check {id}`, `cargo xtask mark {id}`"
    )?;
    Ok(true)
}

/// The next free code of a principle: withdrawn numbers are not given again where a later one is in use.
fn next(checkout: &Checkout, prefix: &str) -> String {
    let used = checkout
        .catalog
        .criteria
        .iter()
        .filter_map(|criterion| {
            criterion
                .code
                .strip_prefix(prefix)?
                .strip_prefix('-')?
                .parse()
                .ok()
        })
        .max()
        .unwrap_or(0_u32);
    format!("{prefix}-{:02}", used + 1)
}
