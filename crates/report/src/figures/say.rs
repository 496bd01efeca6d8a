//! Figures in words: numbers, names and what stands where there is no number.

use garant_measure::Figure;
use garant_measure::predictions::gap::CROSS;
use garant_source::visible::visible;

use super::sheet::{Cell, Status};
use crate::lang::Words;

/// Decimals of every figure.
pub(crate) const DECIMALS: usize = 3;
/// A name longer than this many characters is shown by its two ends.
pub(crate) const LONGEST: usize = 200;

pub(crate) fn number(words: &Words, value: f64) -> String {
    words.number(value, DECIMALS)
}

/// An interval, without its level.
pub(crate) fn interval(words: &Words, low: f64, high: f64) -> String {
    let (low, high) = (number(words, low), number(words, high));
    words.fill("measure.between", &[("low", &low), ("high", &high)])
}

/// The name of a figure: its own words, else its id.
pub(crate) fn figure(words: &Words, id: &str) -> String {
    let key = format!("measure.figure.{id}");
    if words.has(&key) {
        words.get(&key).to_owned()
    } else {
        name(id)
    }
}

/// A text that begins with a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A name from the table that was read: made visible, and cut in the middle if it is very long.
pub(crate) fn name(text: &str) -> String {
    shorten(&visible(text, false), LONGEST)
}

/// A crossing of attributes or of groups.
pub(crate) fn crossed(text: &str) -> String {
    name(text).replace(CROSS, " × ")
}

/// The name of an attribute or of a crossing: the catalog's words, else as the table writes it.
pub(crate) fn attribute(words: &Words, id: &str) -> String {
    let said = |own: &str| {
        let key = format!("choice.{own}");
        if words.has(&key) {
            words.get(&key).to_owned()
        } else {
            name(own)
        }
    };
    id.split(CROSS).map(said).collect::<Vec<_>>().join(" × ")
}

/// A period: months and quarters in words, any other as the table writes it.
pub(crate) fn period(words: &Words, text: &str) -> String {
    name(&words.period(text))
}

/// A length of time in seconds, to a tenth.
pub(crate) fn seconds(words: &Words, value: Option<f64>, otherwise: Status) -> Cell {
    let said = |value: f64| {
        let value = words.bound((value * 10.0).round() / 10.0);
        words.fill("measure.seconds", &[("value", &value)])
    };
    right(value.map_or_else(|| status(words, otherwise), said))
}

/// Whether an interval of differences leaves zero out.
pub(crate) fn is_apart(difference: Figure) -> bool {
    difference.low.is_some_and(|low| low > 0.0) || difference.high.is_some_and(|high| high < 0.0)
}

/// A text of at most so many characters, which keeps both its ends: names that differ in the last part stay apart.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let kept = most.saturating_sub(1);
    let tail = kept / 3;
    let head: String = text.chars().take(kept - tail).collect();
    let tail: String = text.chars().skip(count - tail).collect();
    format!("{head}…{tail}")
}

pub(crate) fn status(words: &Words, status: Status) -> String {
    words
        .get(&format!("measure.status.{}", status.code()))
        .to_owned()
}

pub(crate) fn text(text: String) -> Cell {
    Cell {
        text,
        number: false,
    }
}

fn right(text: String) -> Cell {
    Cell { text, number: true }
}

/// A number of rows.
pub(crate) fn count(words: &Words, count: Option<u64>, otherwise: Status) -> Cell {
    right(count.map_or_else(|| status(words, otherwise), |count| words.integer(count)))
}

/// A value.
pub(crate) fn value(words: &Words, value: Option<f64>, otherwise: Status) -> Cell {
    right(value.map_or_else(|| status(words, otherwise), |value| number(words, value)))
}

/// A value with its interval in one cell, and a sign where it differs from the reference.
pub(crate) fn together(words: &Words, figure: Figure, otherwise: Status, apart: bool) -> Cell {
    let Some(value) = figure.value else {
        return right(status(words, otherwise));
    };
    let mut text = number(words, value);
    if let Some((low, high)) = figure.low.zip(figure.high) {
        text = format!("{text} ({})", interval(words, low, high));
    }
    if apart {
        text.push_str(words.get("measure.term.apart.term"));
    }
    right(text)
}

/// A value with its interval and the rows that it stands on, in one cell.
pub(crate) fn with_count(words: &Words, figure: Figure, n: Option<u64>, otherwise: Status) -> Cell {
    let own = together(words, figure, otherwise, false);
    match (figure.value, n) {
        (Some(_), Some(n)) => {
            let args = [("value", own.text.as_str()), ("n", &words.integer(n))];
            right(words.fill("measure.with-count", &args))
        }
        _ => own,
    }
}

/// A value and its interval, in two cells. An interval that cannot be given is said so; one of no value is a dash.
pub(crate) fn both(words: &Words, figure: Figure, otherwise: Status) -> [Cell; 2] {
    let bounds = match (figure.value, figure.low.zip(figure.high)) {
        (Some(_), Some((low, high))) => interval(words, low, high),
        (Some(_), None) => words.get("measure.no-interval").to_owned(),
        (None, _) => "–".to_owned(),
    };
    [value(words, figure.value, otherwise), right(bounds)]
}
