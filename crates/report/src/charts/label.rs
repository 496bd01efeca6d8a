//! Texts in a drawing: how much room one takes, and where it breaks. Nothing is measured on a screen: widths are estimated, on the
//! large side, for the sans-serif faces that the style sheet names.

use garant_source::visible::visible;

/// The size of all texts; the style sheet gives them the same.
pub(crate) const SIZE: f64 = 13.0;
/// From a line of text to the next.
pub(crate) const LEADING: f64 = 16.0;
/// A name is looked at up to this many characters.
const LONGEST: usize = 240;
/// Faces differ, and bold is wider.
const MARGIN: f64 = 1.1;

/// The room that a text takes, in units of the drawing.
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(em).sum::<f64>() * SIZE * MARGIN
}

/// A character's width, in parts of the size.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | '’' | 'í' | 'ì' | 'î' | 'ï' => 0.23,
        ' ' | '\u{a0}' | 'f' | 't' | 'I' | '.' | ',' | ':' | ';' | '!' | '/' | '\\' | '·' => 0.28,
        'r' | '(' | ')' | '-' | '[' | ']' | '\u{202f}' => 0.34,
        '–' | '\u{ab}' | '\u{bb}' | '+' | '<' | '>' | '=' => 0.59,
        'm' | 'M' | '%' | '—' | '…' | '@' | 'W' | '\u{153}' | 'æ' => 1.0,
        'w' | 'O' | 'Q' | 'G' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 0.78,
        c if c.is_ascii_lowercase() || c.is_ascii_digit() => 0.56,
        c if c.is_ascii() || ('À'..='Þ').contains(&c) => 0.7,
        c if c < '\u{250}' => 0.6,
        // Scripts that are not ours: as wide as high, and some more for signs made of several.
        _ => 1.2,
    }
}

/// A text in at most so many lines, none wider than `room`. What is left over is told by an ellipsis.
pub(crate) fn wrap(text: &str, room: f64, most: usize) -> Vec<String> {
    let text: String = visible(text, false).chars().take(LONGEST).collect();
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').flat_map(|word| broken(word, room)) {
        match lines.last_mut() {
            Some(line) if width(line) + width(" ") + width(&word) <= room => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(cut(&rest, room));
    }
    lines
}

/// A word in pieces that are no wider than `room`.
fn broken(word: &str, room: f64) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = word.to_owned();
    while !rest.is_empty() {
        let (head, tail) = split(&rest, room);
        pieces.push(head);
        rest = tail;
    }
    pieces
}

/// A text on one line of at most `room`.
pub(crate) fn line(text: &str, room: f64) -> String {
    wrap(text, room, 1).pop().unwrap_or_default()
}

fn split(text: &str, room: f64) -> (String, String) {
    let mut taken = 0.0;
    let fits = text.chars().take_while(|c| {
        taken += em(*c) * SIZE * MARGIN;
        taken <= room
    });
    let kept = fits.count().max(1);
    (
        text.chars().take(kept).collect(),
        text.chars().skip(kept).collect(),
    )
}

fn cut(text: &str, room: f64) -> String {
    let (head, tail) = split(text, room);
    if tail.is_empty() {
        return head;
    }
    let (head, _) = split(text, room - width("…"));
    format!("{}…", head.trim_end())
}
