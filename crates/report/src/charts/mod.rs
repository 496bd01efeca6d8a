//! Charts of an audit: verdicts and footings by principle, and what falls due when. Where each thing stands is computed here, and
//! `reports/templates/charts.html.j2` writes it.

mod bars;
mod footing;
mod label;
mod principles;
mod timeline;

use garant_core::Audit;
use serde::{Serialize, Serializer};

use crate::lang::Words;
pub use bars::Bars;
pub use timeline::Timeline;

/// The charts of an audit, in one language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Charts {
    /// By principle: met, to be established, not met, accepted risks.
    pub bars: Bars,
    /// By principle: on what the met criteria stand.
    pub footing: Bars,
    /// What ends or begins, from the audit's date.
    pub timeline: Timeline,
}

impl Charts {
    /// Draws an audit; `None` if it has no words of the language.
    pub fn new(audit: &Audit, words: &Words) -> Option<Self> {
        let texts = audit.texts.get(words.lang.code())?;
        Some(Self {
            bars: principles::chart(audit, texts, words),
            footing: footing::chart(audit, texts, words),
            timeline: timeline::chart(audit, texts, words),
        })
    }
}

/// The width of every chart. Lengths are in units of the drawing, a unit being a pixel where there is room for it.
const WIDTH: f64 = 680.0;
/// What stays free at the sides.
const EDGE: f64 = 8.0;

/// A length, to the tenth: finer than a screen shows. Whole ones are written without a point.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Length(f64);

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tenths = (self.0 * 10.0).round();
        if tenths % 10.0 == 0.0 {
            #[expect(clippy::cast_possible_truncation, reason = "drawings are small")]
            return serializer.serialize_i32((tenths / 10.0) as i32);
        }
        serializer.serialize_f64(tenths / 10.0)
    }
}

/// What every chart has around its drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Frame {
    /// What its ids begin with.
    id: &'static str,
    title: String,
    /// What it shows, numbers included, in one sentence.
    says: String,
    /// How it is read.
    note: String,
    width: Length,
    height: Length,
    key: Vec<Entry>,
    table: Table,
}

/// An entry of the key.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Entry {
    kind: &'static str,
    x: Length,
    /// Of its text; the sign stands above.
    y: Length,
    text: String,
}

/// The values behind a chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Table {
    caption: String,
    columns: Vec<String>,
    rows: Vec<Values>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Values {
    name: String,
    cells: Vec<String>,
}

/// A text, and where it begins, ends or has its middle.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Text {
    x: Length,
    y: Length,
    text: String,
}

impl Text {
    fn new(x: f64, y: f64, text: String) -> Self {
        Self {
            x: Length(x),
            y: Length(y),
            text,
        }
    }
}

/// A sign's width in the key, with the room after it.
const SIGN: f64 = 28.0;

/// Lays the key out from left to right, in as many lines as it takes; returns where the next thing may begin.
fn key(words: Vec<(&'static str, String)>) -> (Vec<Entry>, f64) {
    let (mut x, mut y) = (EDGE, 20.0);
    let mut entries = Vec::new();
    for (kind, text) in words {
        let text = label::line(&text, WIDTH - 2.0 * EDGE - SIGN);
        let room = SIGN + label::width(&text);
        if x > EDGE && x + room > WIDTH - EDGE {
            x = EDGE;
            y += 22.0;
        }
        entries.push(Entry {
            kind,
            x: Length(x),
            y: Length(y),
            text,
        });
        x += room + 14.0;
    }
    (entries, y + 14.0)
}
