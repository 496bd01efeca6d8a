//! Bars on an axis of shares: a row a principle, cut into pieces with their counts.

use serde::Serialize;

use super::label::{self, LEADING};
use super::{EDGE, Frame, Length, Text, WIDTH};
use crate::lang::Words;

/// Where the axis begins and ends.
pub(super) const AXIS: (f64, f64) = (206.0, 556.0);
const LABEL: f64 = AXIS.0 - 12.0 - EDGE;
const HEIGHT: f64 = 20.0;
const CHIP: f64 = 16.0;

/// A chart of bars.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bars {
    pub(super) frame: Frame,
    /// The pieces' kinds, in their order.
    kinds: Vec<&'static str>,
    left: Length,
    right: Length,
    /// Where rows begin and end.
    top: Length,
    bottom: Length,
    bar: Length,
    chip: Length,
    ticks: Vec<Text>,
    axis: Text,
    rows: Vec<Row>,
}

/// What a row shows.
pub(super) struct Share {
    pub(super) name: String,
    /// Kinds with their counts, from the axis's beginning.
    pub(super) pieces: Vec<(&'static str, usize)>,
    /// A count that is drawn as a line above the bar.
    pub(super) marked: usize,
    /// What stands after the axis.
    pub(super) after: String,
    /// The row of all.
    pub(super) strong: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Row {
    /// Where the bar begins.
    y: Length,
    strong: bool,
    label: Vec<Text>,
    pieces: Vec<Piece>,
    chips: Vec<Chip>,
    /// Where the line above ends.
    marked: Option<Length>,
    /// What stands after the axis, or on it where there is no bar.
    after: Option<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Piece {
    kind: &'static str,
    count: usize,
    x: Length,
    width: Length,
}

/// A count on white.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Chip {
    x: Length,
    y: Length,
    width: Length,
    text: Text,
    /// Where the piece's middle is, when the count stands under the bar.
    from: Option<Length>,
}

/// The kind of a piece that has no count.
pub(super) const REST: &str = "rest";

/// Lays rows out under a key that ends at `top`. `frame` gets its height.
pub(super) fn lay_out(
    mut frame: Frame,
    kinds: Vec<&'static str>,
    shares: Vec<Share>,
    top: f64,
    words: &Words,
) -> Bars {
    let mut y = top;
    let mut rows = Vec::new();
    for share in shares {
        let (row, next) = place(share, y, words);
        y = next;
        rows.push(row);
    }
    let ticks = [0.0, 0.25, 0.5, 0.75, 1.0];
    frame.height = Length(y + 46.0);
    Bars {
        frame,
        kinds,
        left: Length(AXIS.0),
        right: Length(AXIS.1),
        top: Length(top),
        bottom: Length(y + 4.0),
        bar: Length(HEIGHT),
        chip: Length(CHIP),
        ticks: ticks
            .map(|part| Text::new(at(part), y + 22.0, words.percent(part)))
            .to_vec(),
        axis: Text::new(
            f64::midpoint(AXIS.0, AXIS.1),
            y + 39.0,
            words.get("report.chart.axis").to_owned(),
        ),
        rows,
    }
}

fn at(part: f64) -> f64 {
    AXIS.0 + part * (AXIS.1 - AXIS.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of criteria are small")]
fn part(count: usize, all: usize) -> f64 {
    count as f64 / all as f64
}

/// A row, and where the next one begins.
fn place(share: Share, top: f64, words: &Words) -> (Row, f64) {
    let all: usize = share.pieces.iter().map(|(_, count)| count).sum();
    let y = top + if share.marked > 0 { 13.0 } else { 8.0 };
    let middle = y + HEIGHT / 2.0;
    let lines = label::wrap(&share.name, LABEL, 2);
    let first = middle + 4.5 - if lines.len() > 1 { LEADING / 2.0 } else { 0.0 };
    let lower = first + LEADING;
    let heights = [first, lower];
    let label = lines
        .into_iter()
        .zip(heights)
        .map(|(text, y)| Text::new(EDGE, y, text))
        .collect();
    let mut before = 0;
    let mut pieces = Vec::new();
    for (kind, count) in share.pieces.into_iter().filter(|(_, count)| *count > 0) {
        let x = at(part(before, all));
        before += count;
        pieces.push(Piece {
            kind,
            count,
            x: Length(x),
            width: Length(at(part(before, all)) - x),
        });
    }
    let chips = chips(&pieces, y);
    let under = chips.iter().any(|chip| chip.from.is_some());
    let after = if all == 0 {
        let none = words.get("nothing-applies").to_owned();
        Some(Text::new(AXIS.0 + 8.0, middle + 4.5, none))
    } else {
        let room = WIDTH - AXIS.1 - 10.0;
        let text = label::line(&share.after, room);
        (!text.is_empty()).then(|| Text::new(AXIS.1 + 10.0, middle + 4.5, text))
    };
    let row = Row {
        y: Length(y),
        strong: share.strong,
        label,
        chips,
        pieces,
        marked: (share.marked > 0 && all > 0).then(|| Length(at(part(share.marked, all)))),
        after,
    };
    let below = if under { CHIP + 10.0 } else { 8.0 };
    let apart = if share.strong { 8.0 } else { 0.0 };
    (row, y + HEIGHT + below + apart)
}

/// Counts: in the middle of their pieces where they fit, else under the bar, side by side.
fn chips(pieces: &[Piece], y: f64) -> Vec<Chip> {
    let mut found = Vec::new();
    let mut under: Vec<(f64, f64, String)> = Vec::new();
    for piece in pieces.iter().filter(|piece| piece.kind != REST) {
        let text = piece.count.to_string();
        let room = label::width(&text) + 5.0;
        let middle = piece.x.0 + piece.width.0 / 2.0;
        if room + 2.0 <= piece.width.0 {
            let x = middle - room / 2.0;
            found.push(chip(x, y + (HEIGHT - CHIP) / 2.0, room, text, None));
        } else {
            under.push((middle, room, text));
        }
    }
    let gap = 3.0;
    let all: f64 = under.iter().map(|(_, room, _)| room + gap).sum();
    // The row of counts may not leave the drawing.
    let mut least = EDGE;
    let mut left = all;
    for (middle, room, text) in under {
        let most = WIDTH - EDGE - left;
        let x = (middle - room / 2.0).min(most).max(least);
        least = x + room + gap;
        left -= room + gap;
        found.push(chip(x, y + HEIGHT + 6.0, room, text, Some(Length(middle))));
    }
    found
}

fn chip(x: f64, y: f64, width: f64, text: String, from: Option<Length>) -> Chip {
    Chip {
        x: Length(x),
        y: Length(y),
        width: Length(width),
        text: Text::new(x + width / 2.0, y + 12.5, text),
        from,
    }
}
