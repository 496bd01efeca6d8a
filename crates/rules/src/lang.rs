//! A sentence in both languages, and the language chosen.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::lent;

/// A language that Garant speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Both, French first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The code of the language, as in HTML.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language of a code or of a locale such as `fr_FR.UTF-8`.
    pub fn of(code: &str) -> Option<Self> {
        let head = code.split(['_', '-', '.']).next().unwrap_or("");
        match head.to_ascii_lowercase().as_str() {
            "fr" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// A sentence in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// In French.
    #[serde(with = "lent")]
    pub fr: Cow<'static, str>,
    /// In English.
    #[serde(with = "lent")]
    pub en: Cow<'static, str>,
}

impl Said {
    /// The sentence in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}
