//! A value that a source gives for a field of the descriptor, and where it was read.

use garant_source::quoted;
use jiff::civil::Date;

/// A value for a field, with its origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The concrete path of the field: `system.name`, `data.datasets[0].name`. Entries of a list are numbered as the source has them,
    /// from zero, without a gap.
    pub path: String,
    /// The value.
    pub given: Given,
    /// Where it was read.
    pub origin: Origin,
}

/// A value as a descriptor writes it. A choice is a text, a length of time such as `P12M` too.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number, finite.
    Number(f64),
    /// A text, a choice, an address, an id or a length of time.
    Text(String),
    /// Several of them.
    Texts(Vec<String>),
    /// A day.
    Date(Date),
}

/// Where a value was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file, as its user names it, without its folder; empty for what somebody answered.
    pub file: String,
    /// The place in it, as a person would look for it: a sheet and a cell, the path of an element, a line.
    pub place: String,
}

impl Given {
    /// The value in TOML 1.0, on one line.
    pub fn toml(&self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Number(value) => {
                let text = value.to_string();
                if text.contains(['.', 'e', 'E']) {
                    text
                } else {
                    format!("{text}.0")
                }
            }
            Self::Text(text) => quoted(text),
            Self::Texts(texts) => {
                let all: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                format!("[{}]", all.join(", "))
            }
            Self::Date(date) => date.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_whatever_it_holds() {
        for text in [
            "",
            "a \"b\" \\ c",
            "deux\nlignes\t\r",
            "\u{0}\u{1b}\u{7f}",
            "é 😀 '''",
        ] {
            let written = format!("key = {}", Given::Text(text.to_owned()).toml());
            let source = garant_source::Text::new("a", &written);
            let (table, problems) = garant_source::tree::parse(&source);
            assert!(problems.is_empty(), "{written}");
            let node = table.get("key").map(|node| &node.value);
            assert!(matches!(node, Some(garant_source::tree::Tree::Text(read)) if read == text));
        }
    }

    #[test]
    fn a_number_stays_a_number() {
        assert_eq!(Given::Number(1.0).toml(), "1.0");
        assert_eq!(Given::Number(0.25).toml(), "0.25");
        assert_eq!(Given::Number(1e21).toml(), "1000000000000000000000.0");
    }
}
