//! Untrusted text in a page: between two tags, or in the quotes of an attribute. Text that needs no change is not copied.

use std::borrow::Cow;

use garant_source::visible::{first, is_plain, visible};

/// A text between two tags or in the quotes of an attribute.
pub(crate) fn attribute(text: &str) -> Cow<'_, str> {
    escaped::<true>(text)
}

/// A text between two tags. Quotes stay: they mean nothing there, and a file full of them is half as long again when they are escaped.
/// Never for an attribute.
pub(crate) fn element(text: &str) -> Cow<'_, str> {
    escaped::<false>(text)
}

/// Whether a byte is escaped; none of them is part of another character.
const fn is_sign<const QUOTES: bool>(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>') || QUOTES && matches!(byte, b'"' | b'\'')
}

fn escaped<const QUOTES: bool>(text: &str) -> Cow<'_, str> {
    let shown = if is_plain(text, true) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(visible(text, true))
    };
    let Some(at) = first(shown.as_bytes(), is_sign::<QUOTES>) else {
        return shown;
    };
    let mut out = String::with_capacity(shown.len() + 32);
    let mut rest = &*shown;
    let mut found = Some(at);
    while let Some(at) = found {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let mut signs = after.chars();
        match signs.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            _ => out.push_str("&#39;"),
        }
        rest = signs.as_str();
        found = first(rest.as_bytes(), is_sign::<QUOTES>);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped_and_a_plain_text_is_not_copied() {
        assert_eq!(
            attribute("a<b é 'x' \"y\" & \u{202e}"),
            "a&lt;b é &#39;x&#39; &quot;y&quot; &amp; {U+202E}"
        );
        assert_eq!(element("l'été > \"x\""), "l'été &gt; \"x\"");
        assert!(matches!(element("l’été « ici »"), Cow::Borrowed(_)));
    }
}
