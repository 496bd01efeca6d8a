//! The list of the fixtures, `tests/criteria/fixtures.txt`: a proof that is taken away, one that others repeat too, is told.

use std::collections::BTreeSet;

use crate::checkout::{Checkout, path};

/// What differs between the list and the fixtures, in words; nothing if they agree.
pub fn differences(checkout: &Checkout) -> Vec<String> {
    let (listed, there) = (listed(checkout), there(checkout));
    let gone = listed
        .difference(&there)
        .map(|path| format!("{path}: listed in fixtures.txt, and taken away; put it back, or take out its line by hand"));
    let new = there.difference(&listed).map(|path| {
        format!("{path}: not listed in fixtures.txt; `cargo xtask mark` adds its line")
    });
    gone.chain(new).collect()
}

/// The list with the fixtures that it lacks. A line is never taken out here: that is a person's decision.
pub fn completed(checkout: &Checkout) -> String {
    let mut text = String::new();
    for path in listed(checkout).union(&there(checkout)) {
        text.push_str(path);
        text.push('\n');
    }
    text
}

fn listed(checkout: &Checkout) -> BTreeSet<String> {
    let lines = checkout.listed.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

fn there(checkout: &Checkout) -> BTreeSet<String> {
    checkout.fixtures.iter().map(path).collect()
}
