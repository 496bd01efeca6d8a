//! Texts of a card that Garant wrote, which come back as they were: lists as lines, and Markdown's own signs escaped. A mark tells such a card
//! from one that people wrote, whose markup is taken off.

use std::fmt::Write as _;

use garant_source::visible::is_hidden;

/// What the mark is called in each format, and its value.
pub(super) const MARK: &str = "garant-card";
/// The version of the form.
pub(super) const VERSION: &str = "1";

/// Whether a text can stand in every format: neither control characters nor what is no character at all, but for tabs and line ends.
pub(super) fn can_carry(text: &str) -> bool {
    text.chars().all(|c| match c {
        '\t' | '\n' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        c => !c.is_control(),
    })
}

/// Several texts, or one that looks like several, as a list: an item begins after `- `, its other lines after two spaces.
pub(super) fn listed(texts: &[String]) -> String {
    match texts {
        [one] if !one.starts_with("- ") => one.clone(),
        texts => {
            let items = texts.iter().map(|text| item(text));
            items.collect::<Vec<_>>().join("\n")
        }
    }
}

fn item(text: &str) -> String {
    format!("- {}", text.replace('\n', "\n  "))
}

/// The texts of what [`listed`] gave.
pub(super) fn items(text: &str) -> Vec<String> {
    let Some(first) = text.strip_prefix("- ") else {
        return vec![text.to_owned()];
    };
    let mut found: Vec<String> = Vec::new();
    for line in first.split('\n') {
        match (line.strip_prefix("- "), found.last_mut()) {
            (None, Some(last)) => {
                last.push('\n');
                last.push_str(line.strip_prefix("  ").unwrap_or(line));
            }
            (Some(line), Some(_)) => found.push(line.to_owned()),
            (_, None) => found.push(line.to_owned()),
        }
    }
    found
}

/// A text in Markdown that cannot leave its place, over several lines where it may have lines of its own. Only paragraphs stay lines; other
/// line ends are tags.
pub(super) fn markdown(text: &str, lines: bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    let mut starts = true;
    while !rest.is_empty() {
        let own = rest.find('\n').unwrap_or(rest.len());
        let (line, after) = rest.split_at(own);
        rest = after.trim_start_matches('\n');
        let breaks = after.len() - rest.len();
        let inside = lines && !(out.is_empty() && line.is_empty()) && !rest.is_empty();
        let wraps = inside && breaks <= 2;
        // What stands beside a tag is at no edge of a line.
        out.push_str(&one_line(
            line,
            starts,
            wraps || rest.is_empty() && breaks == 0,
        ));
        out.push_str(&(if wraps { "\n" } else { BREAK }).repeat(breaks));
        starts = wraps;
    }
    out
}

/// Several texts in Markdown, as [`listed`] puts them.
pub(super) fn markdown_list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| markdown(text, true)).collect();
    listed(&texts)
}

/// A line end inside a line of Markdown.
const BREAK: &str = "<br>";

/// A piece of a line of Markdown without a sign that means something there; whether the line starts with it, and ends with it.
fn one_line(line: &str, starts: bool, ends: bool) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let last = line.chars().count().saturating_sub(1);
    let mut chars = line.chars().enumerate().peekable();
    let mut before = ' ';
    // A number at the start makes a list with the sign after it.
    let mut number = starts;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let edge = (starts && at == 0) || (ends && at == last);
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' if next == '#' || next.is_ascii_alphabetic() => out.push_str("&amp;"),
            // Within a word it means nothing, and addresses have it.
            '_' if before.is_alphanumeric() && next.is_alphanumeric() => out.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // What begins a heading, a list, a fence or an underline, and what ends a heading.
            '#' | '-' | '+' | '~' | '=' if edge => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if number && at > 0 => {
                out.push('\\');
                out.push(c);
            }
            c if is_hidden(c) || (edge && c.is_whitespace()) => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
        number &= c.is_ascii_digit();
        before = c;
    }
    out
}

/// The text of what [`markdown`] gave.
pub(super) fn of_markdown(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(['\\', '&', '<']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let taken = match escape(found) {
            Some((c, length)) => {
                out.push(c);
                length
            }
            None if found.starts_with(BREAK) => {
                out.push('\n');
                BREAK.len()
            }
            None => {
                out.extend(found.chars().next());
                1
            }
        };
        rest = found.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The sign that an escape at the start of a text stands for, and how long the escape is.
pub(super) fn escape(text: &str) -> Option<(char, usize)> {
    if let Some(rest) = text.strip_prefix('\\') {
        let c = rest.chars().next().filter(char::is_ascii_punctuation)?;
        return Some((c, 2));
    }
    let (name, _) = text.strip_prefix('&')?.split_once(';')?;
    let length = name.len() + 2;
    let c = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        _ => {
            let number = name.strip_prefix('#')?;
            // More digits than a character has.
            if number.len() > 8 {
                return None;
            }
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: &[&str] = &[
        "",
        "plain",
        "- a",
        "- a\n- b",
        "a\n- b",
        "a\n\nb",
        "a\n\n\nb\n",
        "\n\na",
        "  a  ",
        "a\r\nb\t",
        "1. a",
        "12) a",
        "C#",
        "# a #",
        "a_b _c_ **d** `e`",
        "&amp; & &#39; &",
        "<b>x</b> <!-- y -->",
        "\\\\ \\&",
        "\u{a0}x\u{a0}",
        "👩\u{200d}⚕\u{fe0f} \u{202e}x",
        "---",
        "  \n  ",
        "| a | b |",
        "<br>",
        "$x$",
    ];

    #[test]
    fn each_text_comes_back_from_markdown() {
        for text in TEXTS {
            for lines in [true, false] {
                let own = markdown(text, lines);
                assert_eq!(of_markdown(&own), *text, "{own:?}");
                assert!(lines || !own.contains('\n'), "{own:?}");
                assert!(!own.starts_with('\n') && !own.ends_with('\n'), "{own:?}");
                assert!(own.chars().all(|c| c == '\n' || !is_hidden(c)), "{own:?}");
            }
        }
    }

    #[test]
    fn each_list_comes_back() {
        for one in TEXTS {
            for other in TEXTS {
                let texts = vec![(*one).to_owned(), (*other).to_owned()];
                assert_eq!(items(&listed(&texts)), texts);
                let own = markdown_list(&texts);
                let back: Vec<String> = items(&own).iter().map(|own| of_markdown(own)).collect();
                assert_eq!(back, texts, "{own:?}");
            }
            assert_eq!(items(&listed(&[(*one).to_owned()])), [*one]);
        }
    }
}
