//! What text may become in OSCAL: strings without blanks around, lines and paragraphs of its Markdown, times, references.

use garant_source::visible::visible;
use jiff::civil::Date;

use crate::place;

/// What stands where a text must, and there is none.
pub(super) const NOTHING: &str = "–";

/// A string: one line, no blank around, nothing that does not show; `None` where nothing is left.
pub(super) fn string(text: &str) -> Option<String> {
    let shown = visible(text, false).replace(['\u{2028}', '\u{2029}'], " ");
    let told = shown.trim();
    (!told.is_empty()).then(|| told.to_owned())
}

/// A line of markup in which no text is markup; a dash where nothing is left.
pub(super) fn line(text: &str) -> String {
    string(text).map_or_else(|| NOTHING.to_owned(), |told| escape(&told))
}

/// Paragraphs of markup, one a line of the text.
pub(super) fn prose(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .filter_map(string)
        .map(|told| escape(&told))
        .collect();
    if lines.is_empty() {
        return NOTHING.to_owned();
    }
    lines.join("\n\n")
}

/// Escapes what means something in the Markdown of OSCAL: emphasis, code, HTML, heads of lines, links, insertions of parameters.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        let means = match c {
            '\\' | '`' | '*' | '_' | '<' | '>' | '~' | '^' => true,
            '(' | '[' | ':' => before == Some(']'),
            '{' => before == Some('{'),
            '#' | '|' | '-' | '+' => before.is_none(),
            _ => false,
        };
        if means {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// The first instant of a day. The audit knows days alone.
pub(super) fn morning(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

/// The last second of a day, or of the last day that OSCAL can write where it comes after; `None` where it is none.
pub(super) fn evening(day: &str) -> Option<String> {
    let date: Date = day.parse().ok()?;
    match date.year() {
        ..1900 => None,
        1900..=2999 => Some(format!("{date}T23:59:59Z")),
        3000.. => Some("2999-12-31T23:59:59Z".to_owned()),
    }
}

/// A relative path as a reference; `None` where there is no path, or one of a machine.
pub(super) fn href(path: &str) -> Option<String> {
    let relative = !path.is_empty() && !path.starts_with(['/', '\\']);
    relative.then(|| place::uri(path))
}

/// An address as a reference; `None` where it is none of the web, or holds what no address holds.
pub(super) fn address(url: &str) -> Option<String> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
    let hex = |part: &str| {
        let mut two = part.chars().take(2);
        let mut is = || two.next().is_some_and(|c| c.is_ascii_hexdigit());
        is() && is()
    };
    let host = rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    let whole = rest.chars().all(plain) && rest.split('%').skip(1).all(hex);
    let one = rest.matches('#').count() < 2 && !rest.contains('@');
    (host && whole && one && port(rest)).then(|| url.to_owned())
}

/// Whether what follows the host is digits, where it follows a colon.
fn port(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (_, port) = authority.split_once(':').unwrap_or((authority, ""));
    port.chars().all(|c| c.is_ascii_digit())
}

/// A digest, where it is one.
pub(super) fn sha256(text: Option<&str>) -> Option<String> {
    let own = text?;
    let is = own.len() == 64 && own.bytes().all(|byte| byte.is_ascii_hexdigit());
    is.then(|| own.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_what_does_not_show_leave_no_string() {
        assert_eq!(string(" \u{a0}\u{2028}\n"), None);
        assert_eq!(string("\u{202f}a\n b\u{2029}").as_deref(), Some("a  b"));
    }

    #[test]
    fn no_text_is_markup() {
        assert_eq!(
            line("<b>*x*</b> [a](javascript:b) {{ insert: param, c }} […] d - e"),
            "\\<b\\>\\*x\\*\\</b\\> [a]\\(javascript:b) {\\{ insert: param, c }} […] d - e"
        );
        assert_eq!(prose("# a\n\n \n- b"), "\\# a\n\n\\- b");
    }

    #[test]
    fn addresses_are_those_of_the_web() {
        assert!(address("https://example.org/a?b=c%20d#e").is_some());
        for url in [
            "javascript:alert(1)",
            "https://",
            "https://a b",
            "https://a/%2",
            "https://a/%é1",
            "https://a@b",
            "https://a:x/",
            "https://a#b#c",
            "https://a[b",
        ] {
            assert_eq!(address(url), None, "{url}");
        }
    }

    #[test]
    fn paths_of_a_machine_are_no_reference() {
        assert_eq!(href("a b/c:d.md").as_deref(), Some("a%20b/c%3Ad.md"));
        for path in ["", "/etc/a", "\\\\server\\a"] {
            assert_eq!(href(path), None, "{path}");
        }
    }
}
