//! What untrusted text may become on a screen: control characters and direction marks are shown, never obeyed.

/// Replaces control characters and direction marks by their code point in braces. A tab becomes a space, a line end stays only if `lines`.
pub fn visible(text: &str, lines: bool) -> String {
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
}
