//! The report's and the program's own words in one language, and how that language writes numbers and dates.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use garant_rules::Lang;
use garant_rules::words::fill;
use minijinja::Value;
use rustc_hash::FxHashMap;

use crate::assets::Assets;

/// What begins the key of a choice's name.
const CHOICE: &str = "choice.";

/// The sentences of the built-in words, by language and by dotted key, in order.
const WORDS: &[(&str, &[(&str, &str)])] = include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// Sentences by dotted key.
pub(crate) type Sentences = BTreeMap<String, String>;

/// The report's words by dotted key, and how their language writes numbers and dates.
#[derive(Clone, Debug)]
pub struct Words {
    /// The language.
    pub lang: Lang,
    /// The built-in sentences, in the order of their keys.
    built_in: &'static [(&'static str, &'static str)],
    /// Those that a user replaced.
    own: Arc<Sentences>,
    /// All, as templates get them.
    values: Arc<OnceLock<FxHashMap<String, Value>>>,
    /// Names of choices, which come before the words of the report.
    choices: Arc<Sentences>,
}

/// A key that has no words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` has no words")]
pub struct UnknownWord(pub String);

impl Words {
    /// The words of a language; keys that a replaced file lacks are the built-in ones.
    pub fn new(assets: &Assets, lang: Lang) -> Self {
        let name = format!("lang/{}.toml", lang.code());
        let built_in = WORDS.iter().find(|(code, _)| *code == lang.code());
        let own = if assets.replaces(&name) {
            sentences(assets.get(&name))
        } else {
            Sentences::new()
        };
        Self {
            lang,
            built_in: built_in.map_or(&[], |(_, said)| said),
            own: Arc::new(own),
            values: Arc::default(),
            choices: Arc::default(),
        }
    }

    /// The same words with names of the catalog's choices, as keys `choice.ID`; other keys are left aside.
    #[must_use]
    pub fn with_choices(mut self, choices: impl IntoIterator<Item = (String, String)>) -> Self {
        let own = choices.into_iter();
        let own = own.filter(|(key, _)| key.starts_with(CHOICE));
        Arc::make_mut(&mut self.choices).extend(own);
        self
    }

    fn find(&self, key: &str) -> Option<&str> {
        let choice = key.starts_with(CHOICE).then(|| self.choices.get(key));
        let own = choice.flatten().or_else(|| self.own.get(key));
        own.map(String::as_str).or_else(|| {
            let known = self
                .built_in
                .binary_search_by_key(&key, |(known, _)| *known);
            let (_, said) = self.built_in.get(known.ok()?)?;
            Some(said)
        })
    }

    /// All sentences by key, the user's in the place of the built-in ones.
    fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        let kept = self.built_in.iter().copied();
        let kept = kept.filter(|(key, _)| !self.own.contains_key(*key));
        let own = self.own.iter();
        kept.chain(own.map(|(key, said)| (key.as_str(), said.as_str())))
    }

    /// The words of a key; the key itself when nobody wrote them.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The words of a key with its arguments, or the key that has none.
    ///
    /// # Errors
    /// When nobody wrote words for the key.
    pub fn try_fill(&self, key: &str, args: &[(&str, &str)]) -> Result<String, UnknownWord> {
        if self.has(key) {
            Ok(self.fill(key, args))
        } else {
            Err(UnknownWord(key.to_owned()))
        }
    }

    /// The words of a key as a template gets them, or the key that has none.
    pub(crate) fn value(&self, key: &str) -> Result<Value, UnknownWord> {
        let own = self.values.get_or_init(|| {
            let all = self.all();
            all.map(|(key, said)| (key.to_owned(), Value::from(said)))
                .collect()
        });
        let choice = key.starts_with(CHOICE).then(|| self.choices.get(key));
        match (choice.flatten(), own.get(key)) {
            (Some(said), _) => Ok(Value::from(said.as_str())),
            (None, Some(said)) => Ok(said.clone()),
            (None, None) => Err(UnknownWord(key.to_owned())),
        }
    }

    /// Whether a key has words.
    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// The words of a key, each `{name}` of them replaced by the argument of that name; the key itself when nobody wrote words for it.
    pub fn fill(&self, key: &str, args: &[(&str, &str)]) -> String {
        fill(self.get(key), args)
    }

    /// The words of a key for a count: `key.one` or `key.many`. French takes the singular at zero and one.
    pub fn count(&self, key: &str, count: usize) -> String {
        let key = self.branch(key, count);
        self.fill(&key, &[("n", &self.integer(count as u64))])
    }

    /// The key of the words for a count: `key.one` or `key.many`.
    pub(crate) fn branch(&self, key: &str, count: usize) -> String {
        let one = self.is_one(count as u64);
        format!("{key}.{}", if one { "one" } else { "many" })
    }

    /// Whether a count takes the singular.
    pub fn is_one(&self, count: u64) -> bool {
        match self.lang {
            Lang::Fr => count < 2,
            Lang::En => count == 1,
        }
    }

    /// A share from 0 to 1 in whole percent: `42 %` or `42%`.
    pub fn percent(&self, share: f64) -> String {
        let text = format!("{:.0}", share * 100.0);
        match self.lang {
            Lang::Fr => format!("{text}\u{202f}%"),
            Lang::En => format!("{text}%"),
        }
    }

    /// A name that a colon follows: French has a space before it, which does not break.
    pub(crate) fn label(&self, name: &str) -> String {
        match self.lang {
            Lang::Fr => format!("{name}\u{a0}"),
            Lang::En => name.to_owned(),
        }
    }

    /// A number with so many decimals: `0,731` or `0.731`, with a true minus sign.
    pub fn number(&self, value: f64, decimals: usize) -> String {
        let text = format!("{:.decimals$}", value.abs());
        let zero = text.chars().all(|c| matches!(c, '0' | '.'));
        let sign = if value < 0.0 && !zero { "\u{2212}" } else { "" };
        self.decimal(&format!("{sign}{text}"))
    }

    /// A number as somebody wrote it, without more decimals than it has.
    pub fn bound(&self, value: f64) -> String {
        let sign = if value < 0.0 { "\u{2212}" } else { "" };
        self.decimal(&format!("{sign}{}", value.abs()))
    }

    /// Two numbers as somebody wrote them, with as many decimals as the longer one.
    pub fn bounds(&self, low: f64, high: f64) -> (String, String) {
        let decimals = |value: f64| {
            let text = value.abs().to_string();
            text.split_once('.').map_or(0, |(_, part)| part.len())
        };
        let most = decimals(low).max(decimals(high));
        (self.number(low, most), self.number(high, most))
    }

    fn decimal(&self, text: &str) -> String {
        match self.lang {
            Lang::Fr => text.replace('.', ","),
            Lang::En => text.to_owned(),
        }
    }

    /// A count, its thousands apart: `1 250` or `1,250`.
    pub fn integer(&self, count: u64) -> String {
        let digits = count.to_string();
        let between = match self.lang {
            Lang::Fr => '\u{202f}',
            Lang::En => ',',
        };
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(between);
            }
            text.push(digit);
        }
        text
    }

    /// A date such as `2026-11-23` as the language writes it; any other text as it stands.
    pub fn date(&self, iso: &str) -> String {
        let Ok(date) = iso.parse::<jiff::civil::Date>() else {
            return iso.to_owned();
        };
        let month = format!("month.{}", date.month());
        let day = match (self.lang, date.day()) {
            (Lang::Fr, 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        };
        format!("{day}\u{a0}{}\u{a0}{}", self.get(&month), date.year())
    }

    /// A period such as `2026-03` or `2026-Q1` as the language writes it; any other text as it stands.
    pub fn period(&self, text: &str) -> String {
        let Some((year, part)) = text.split_once('-') else {
            return text.to_owned();
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || !digits(year) || part.len() != 2 {
            return text.to_owned();
        }
        let quarter = part.strip_prefix(['Q', 'T']).unwrap_or_default();
        let key = if digits(part) {
            format!("month.{}", part.trim_start_matches('0'))
        } else {
            format!("quarter.{quarter}")
        };
        if self.has(&key) {
            format!("{}\u{a0}{year}", self.get(&key))
        } else {
            text.to_owned()
        }
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.all().map(|(key, _)| key)
    }
}

/// The sentences of a text; none where it cannot be read.
pub(crate) fn sentences(text: &str) -> Sentences {
    crate::flatten::sentences(text).into_iter().collect()
}
