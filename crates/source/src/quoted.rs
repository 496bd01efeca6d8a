//! A text as TOML writes it.

use std::fmt::Write as _;

use crate::visible::is_hidden;

/// A basic string of TOML 1.0, on one line: quotes, backslashes, control characters and direction marks are escaped.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // What would steer an editor instead of showing in it is written by its number, and reads back the same.
            c if is_hidden(c) || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
