//! What untrusted text may become on a screen: control characters and direction marks are shown, never obeyed.

/// Replaces control characters and direction marks by their code point in braces. A tab becomes a space, a line end stays only if `lines`.
pub fn visible(text: &str, lines: bool) -> String {
    if is_plain(text, lines) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' if lines => out.push('\n'),
            '\n' | '\t' => out.push(' '),
            '\r' => {}
            c if is_hidden(c) => {
                out.push_str(&format!("{{U+{:04X}}}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

/// Whether [`visible`] leaves a text as it is. By the bytes of UTF-8, for most texts are read for nothing else.
pub fn is_plain(text: &str, lines: bool) -> bool {
    let mut rest = text.as_bytes();
    while let Some(found) = first(rest, may_hide).and_then(|at| rest.get(at..)) {
        let (plain, length) = match found {
            [b'\n', ..] => (lines, 1),
            // U+0080 to U+009F.
            [0xC2, last, ..] => (*last >= 0xA0, 2),
            // U+061C.
            [0xD8, last, ..] => (*last != 0x9C, 2),
            // U+200B to U+200F, U+202A to U+202E, U+2060 to U+2069.
            [0xE2, 0x80, last, ..] => (!matches!(last, 0x8B..=0x8F | 0xAA..=0xAE), 3),
            [0xE2, 0x81, last, ..] => (!matches!(last, 0xA0..=0xA9), 3),
            // The last characters of the first plane.
            [0xEF, 0xBB, last, ..] => (*last != 0xBF, 3),
            [0xEF, 0xBF, last, ..] => (!matches!(last, 0xB9..=0xBB | 0xBE | 0xBF), 3),
            [0xE2 | 0xEF, ..] => (true, 3),
            _ => (false, 1),
        };
        if !plain {
            return false;
        }
        rest = found.get(length..).unwrap_or_default();
    }
    true
}

/// Where the first byte stands that is wanted; sixteen are looked at together.
#[inline]
pub fn first(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let mut rest = bytes;
    while let Some((head, tail)) = rest.split_first_chunk::<16>() {
        if head.iter().fold(false, |found, byte| found | wanted(*byte)) {
            break;
        }
        rest = tail;
    }
    let near = rest.iter().position(|byte| wanted(*byte))?;
    Some(bytes.len() - rest.len() + near)
}

/// Whether a byte may be a hidden character, or begin one.
const fn may_hide(byte: u8) -> bool {
    byte < b' ' || matches!(byte, 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF)
}

/// Whether a character steers a screen instead of showing on it.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{061C}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_direction_marks_are_shown() {
        assert_eq!(
            visible("a\u{1b}[31m\u{202e}b\r\n", false),
            "a{U+001B}[31m{U+202E}b "
        );
    }

    #[test]
    fn a_text_is_plain_where_no_character_is_hidden() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_plain(c.encode_utf8(&mut [0; 4]), false), !is_hidden(c));
        }
        assert!(is_plain("l’été\u{a0}: α\n", true));
        // Wherever it stands among others.
        for before in 0..40 {
            for (c, plain) in [
                ('é', true),
                ('\u{a0}', true),
                ('’', true),
                ('\u{200b}', false),
                ('\u{7f}', false),
            ] {
                let text = format!("{}«\u{a0}{c}{}", "a".repeat(before), "b’\u{a0}".repeat(9));
                assert_eq!(is_plain(&text, false), plain, "{text:?}");
            }
        }
    }
}
