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
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let plain = match byte {
            b'\n' => lines,
            ..b' ' | 0x7F => false,
            // U+0080 to U+009F.
            0xC2 => bytes.next() >= Some(0xA0),
            // U+061C.
            0xD8 => bytes.next() != Some(0x9C),
            // U+200B to U+200F, U+202A to U+202E, U+2060 to U+2069.
            0xE2 => match (bytes.next(), bytes.next()) {
                (Some(0x80), Some(last)) => !matches!(last, 0x8B..=0x8F | 0xAA..=0xAE),
                (Some(0x81), Some(last)) => !matches!(last, 0xA0..=0xA9),
                _ => true,
            },
            // The last characters of the first plane.
            0xEF => match (bytes.next(), bytes.next()) {
                (Some(0xBB), Some(last)) => last != 0xBF,
                (Some(0xBF), Some(last)) => !matches!(last, 0xB9..=0xBB | 0xBE | 0xBF),
                _ => true,
            },
            _ => true,
        };
        if !plain {
            return false;
        }
    }
    true
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
    }
}
