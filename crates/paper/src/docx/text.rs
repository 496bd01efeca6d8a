//! Runs of text.

use crate::picture::escaped;

/// The signs of verdicts, as the style sheet of pages has them: a shape each, so that no verdict is told by its colour.
const SIGNS: [(&str, &str); 5] = [
    ("met", "●"),
    ("not-met", "▲"),
    ("undetermined", "◆"),
    ("waived", "■"),
    ("not-applicable", "○"),
];

/// The sign of the verdict that classes name, with the space after it.
pub(super) fn sign(class: &[String]) -> Option<String> {
    let known = SIGNS
        .iter()
        .find(|(state, _)| class.iter().any(|name| name == state));
    known.map(|(_, sign)| format!("{sign}\u{a0}"))
}

/// A text as it stands in XML 1.0, which has no place for some characters.
pub(super) fn plain(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    escaped(&text.chars().filter(allowed).collect::<String>())
}

/// A run of text with properties.
pub(super) fn run(text: &str, properties: &str) -> String {
    let text = plain(text);
    if properties.is_empty() {
        return format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    }
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}
