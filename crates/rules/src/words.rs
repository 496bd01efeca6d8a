//! The words of operators, statuses, reasons and diagnostics, by dotted key, in both languages.

use std::collections::BTreeMap;

use garant_source::Diagnostic;
use garant_source::visible::is_hidden;
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

    /// What a diagnostic says: its `message` or its `help`, from the first of the rooms (`diagnostic`, `loading`) that has words
    /// for its code. A remedy that would name the nearest word has another wording, `far`, where none is near.
    pub fn explain(
        &self,
        problem: &Diagnostic,
        rooms: &[&str],
        part: &str,
        lang: Lang,
    ) -> Option<String> {
        let alone = problem.args.get("nearest").is_some_and(String::is_empty);
        let key = rooms.iter().find_map(|room| {
            let far = format!("{room}.{}.far", problem.code);
            let key = format!("{room}.{}.{part}", problem.code);
            [(far, part == "help" && alone), (key, true)]
                .into_iter()
                .find(|(key, wanted)| *wanted && self.said.contains_key(key))
                .map(|(key, _)| key)
        })?;
        let expected = problem
            .args
            .get("expected")
            .map(|kind| format!("kind.{kind}"));
        let mut args: Vec<(&str, &str)> = problem
            .args
            .iter()
            .map(|(key, value)| (*key, value.as_str()))
            .collect();
        if let Some(expected) = &expected
            && self.said.contains_key(expected)
        {
            args.insert(0, ("expected", self.get(expected, lang)));
        }
        Some(self.fill(&key, lang, &args))
    }

    /// A problem of a catalog in a line of plain text, with what to do; its code where it has no words.
    pub fn told(&self, problem: &Diagnostic, lang: Lang) -> String {
        let says = |part| self.explain(problem, &["loading", "diagnostic"], part, lang);
        match (says("message"), says("help")) {
            (Some(message), Some(help)) => format!(
                "{}:{}:{}: {message}\n  {help}",
                problem.file, problem.line, problem.column
            ),
            _ => problem.to_string(),
        }
    }

    /// Whether a text says nothing.
    pub fn is_placeholder(&self, text: &str) -> bool {
        let known = |text: &str| self.placeholders.iter().any(|known| known == text);
        says_nothing(text, self.longest_placeholder(), known)
    }

    /// How many characters the longest placeholder has.
    pub(crate) fn longest_placeholder(&self) -> usize {
        let lengths = self.placeholders.iter().map(|known| known.chars().count());
        lengths.max().unwrap_or(0)
    }
}

/// Whether a text is empty, or a placeholder of at most so many characters, with or without the signs around it.
pub(crate) fn says_nothing(text: &str, longest: usize, known: impl Fn(&str) -> bool) -> bool {
    let whole = text.trim();
    let bare = whole.trim_matches(|c: char| !c.is_alphanumeric());
    // A character has at most four bytes; a few more may not show.
    if bare.len() > 8 * longest {
        return false;
    }
    let (bare, whole) = (plain(bare), plain(whole));
    bare.is_empty() || bare.chars().count() <= longest && (known(&bare) || known(&whole))
}

/// In lower case, with single spaces of one kind, and without what does not show: none of these makes a text say something.
fn plain(text: &str) -> String {
    let shown: String = text
        .chars()
        .filter(|c| c.is_whitespace() || !is_hidden(*c) && !is_blank(*c))
        .collect();
    let words: Vec<&str> = shown.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Letters of Unicode that leave a blank: fillers of Hangul and of Khmer.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{17B4}' | '\u{17B5}' | '\u{2800}'
    )
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
