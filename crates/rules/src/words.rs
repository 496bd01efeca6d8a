//! The words of operators, statuses, reasons and diagnostics, by dotted key, in both languages.

use std::collections::{BTreeMap, BTreeSet};

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
    /// for its code. A remedy that would name the nearest word has another wording, `far`, where none is near; a part may have one more
    /// for a `case` that the problem tells.
    pub fn explain(
        &self,
        problem: &Diagnostic,
        rooms: &[&str],
        part: &str,
        lang: Lang,
    ) -> Option<String> {
        let alone = problem.args.get("nearest").is_some_and(String::is_empty);
        let key = rooms.iter().find_map(|room| {
            let case = problem.args.get("case").map(String::as_str);
            let own = format!(
                "{room}.{}.{part}-{}",
                problem.code,
                case.unwrap_or_default()
            );
            let far = format!("{room}.{}.far", problem.code);
            let key = format!("{room}.{}.{part}", problem.code);
            [
                (own, case.is_some()),
                (far, part == "help" && alone),
                (key, true),
            ]
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
        Sieve::of(&self.placeholders).says_nothing(text, known)
    }
}

/// What tells quickly that a text is no placeholder: most answers are told by how they begin, or by their length.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sieve {
    /// How many characters the longest placeholder has.
    longest: usize,
    /// How placeholders begin, where they begin with two letters or digits of ASCII.
    begin: BTreeSet<[u8; 2]>,
}

impl Sieve {
    pub(crate) fn of(placeholders: &[String]) -> Self {
        let lengths = placeholders.iter().map(|known| known.chars().count());
        Self {
            longest: lengths.max().unwrap_or(0),
            begin: placeholders
                .iter()
                .filter_map(|known| pair(known))
                .collect(),
        }
    }

    /// Whether a text is empty, or a placeholder, with or without the signs around it.
    pub(crate) fn says_nothing(&self, text: &str, known: impl Fn(&str) -> bool) -> bool {
        let whole = text.trim();
        let bare = whole.trim_matches(|c: char| !c.is_alphanumeric());
        if pair(bare).is_some_and(|pair| !self.begin.contains(&pair)) || self.is_longer(bare) {
            return false;
        }
        let own = plain(bare);
        own.is_empty()
            || own.chars().count() <= self.longest && (known(&own) || known(&plain(whole)))
    }

    /// Whether a text has more characters than any placeholder, spaces left aside.
    fn is_longer(&self, text: &str) -> bool {
        let plain = text.bytes().filter(u8::is_ascii_graphic);
        if plain.take(self.longest + 1).count() > self.longest {
            return true;
        }
        let counted = text.chars().filter(|c| !c.is_whitespace() && is_shown(*c));
        counted.take(self.longest + 1).count() > self.longest
    }
}

/// How a text begins, in lower case, where that is two letters or digits of ASCII, which always show.
fn pair(text: &str) -> Option<[u8; 2]> {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let pair = bare.as_bytes().first_chunk::<2>()?;
    let plain = pair.iter().all(u8::is_ascii_alphanumeric);
    plain.then(|| pair.map(|byte| byte.to_ascii_lowercase()))
}

/// Whether a character is a space or leaves a trace.
fn is_shown(c: char) -> bool {
    c.is_whitespace() || !is_hidden(c) && !is_blank(c)
}

/// In lower case, with single spaces of one kind, and without what does not show: none of these makes a text say something.
fn plain(text: &str) -> String {
    let shown: String = text.chars().filter(|c| is_shown(*c)).collect();
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
