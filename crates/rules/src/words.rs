//! The words of operators, statuses, reasons and diagnostics, by dotted key, in both languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lang::{Lang, Said};

/// Words by key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Sentences by dotted key.
    pub said: BTreeMap<String, Said>,
    /// Texts that say nothing when given as an answer, lower case.
    pub placeholders: Vec<String>,
}

impl Words {
    /// The words of a key; the key itself when nobody wrote them.
    pub fn get<'a>(&'a self, key: &'a str, lang: Lang) -> &'a str {
        self.said.get(key).map_or(key, |said| said.get(lang))
    }

    /// The words of a key with `{name}` replaced by its argument.
    pub fn fill(&self, key: &str, lang: Lang, args: &[(&str, &str)]) -> String {
        fill(self.get(key, lang), args)
    }

    /// Whether a text says nothing.
    pub fn is_placeholder(&self, text: &str) -> bool {
        let bare = text
            .trim()
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        bare.is_empty() || self.placeholders.contains(&bare) || {
            let whole = text.trim().to_lowercase();
            self.placeholders.contains(&whole)
        }
    }
}

/// Replaces `{name}` by its argument; an unknown name stays as it is.
pub fn fill(template: &str, args: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            out.push_str(after);
            return out;
        };
        match args.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}
