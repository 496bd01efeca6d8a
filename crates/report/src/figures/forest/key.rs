//! What the signs of a drawing mean: those that it has, on as many lines as they take.

use serde::Serialize;

use super::{Label, place};
use crate::figures::sheet::{Chart, Mark};
use crate::lang::Words;

/// About the width of a letter of the key.
const LETTER: f64 = 6.3;
/// The sign before a name, and the room after it.
const SIGN: f64 = 16.0;
const AFTER: f64 = 16.0;
/// How far lines are apart.
const LINE: f64 = 18.0;

/// A sign and its name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Entry {
    /// `whole`, `reference`, `group`, `line` or `limit`.
    pub(super) sign: &'static str,
    x: String,
    /// The middle of the sign.
    y: String,
    text: Label,
}

/// The signs of a chart from a place downwards, and where the last line stands.
pub(super) fn entries(chart: &Chart, words: &Words, top: f64, width: f64) -> (Vec<Entry>, f64) {
    let drawn = |mark: &&Mark| mark.value.value.is_some();
    let any = |is: &dyn Fn(&Mark) -> bool| chart.rows.iter().filter(drawn).any(is);
    let limited = chart.least.is_some() || chart.most.is_some();
    let by = chart.by.code();
    let signs = [
        (
            "whole",
            any(&|mark| mark.under.is_none()),
            "whole".to_owned(),
        ),
        (
            "reference",
            any(&|mark| mark.under.is_some() && mark.reference),
            format!("reference-{by}"),
        ),
        (
            "group",
            any(&|mark| mark.under.is_some() && !mark.reference),
            by.to_owned(),
        ),
        ("line", chart.difference, "no-difference".to_owned()),
        (
            "line",
            !chart.difference && chart.whole.is_some(),
            "line".to_owned(),
        ),
        ("limit", limited, "limit".to_owned()),
    ];
    let (mut x, mut y) = (8.0, top);
    let mut found = Vec::new();
    for (sign, is_there, key) in signs {
        if !is_there {
            continue;
        }
        let name = words.get(&format!("measure.chart.{key}")).to_owned();
        #[expect(clippy::cast_precision_loss, reason = "a few letters")]
        let room = SIGN + name.chars().count() as f64 * LETTER + AFTER;
        if x > 8.0 && x + room > width {
            x = 8.0;
            y += LINE;
        }
        found.push(Entry {
            sign,
            x: place(x + 5.0),
            y: place(y - 4.0),
            text: Label::new(x + SIGN, y, name),
        });
        x += room;
    }
    (found, y)
}
