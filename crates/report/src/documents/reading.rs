//! How easy a text is to read: a figure from words a sentence and syllables a word.

use std::collections::BTreeMap;

use garant_rules::Lang;
use serde::{Deserialize, Serialize};

use super::say::Both;
use super::{WriteError, data};
use crate::assets::Assets;

const FILE: &str = "documents/readability.toml";

/// How easy a text is to read. No number where the text has no word.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reading {
    /// The figure; the higher, the easier.
    pub figure: f64,
    /// What it stands for.
    pub band: String,
    /// The formula's name.
    pub formula: String,
    /// Where it is from.
    pub source: String,
    /// Words.
    pub words: usize,
    /// Sentences.
    pub sentences: usize,
    /// Words a sentence.
    pub words_a_sentence: f64,
    /// Syllables a word.
    pub syllables_a_word: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fr: Formula,
    en: Formula,
    band: Vec<Band>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Formula {
    formula: String,
    source: String,
    base: f64,
    sentence: f64,
    word: f64,
    vowels: String,
    silent: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    from: f64,
    says: Both,
}

impl Reading {
    /// Reads paragraphs, each of which ends a sentence; `None` where they hold no word.
    ///
    /// # Errors
    /// When the data of the formulas cannot be read.
    pub fn of(
        paragraphs: impl Iterator<Item = impl AsRef<str>>,
        lang: Lang,
        assets: &Assets,
    ) -> Result<Option<Self>, WriteError> {
        let file: File = data(assets, FILE)?;
        let formula = match lang {
            Lang::Fr => file.fr,
            Lang::En => file.en,
        };
        let (mut words, mut sentences, mut syllables) = (0_u32, 0_u32, 0_u32);
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        for paragraph in paragraphs {
            for sentence in paragraph
                .as_ref()
                .split(['.', '!', '?', '\u{2026}', ';', ':'])
            {
                let before = words;
                for word in sentence.split(|c: char| !c.is_alphanumeric()) {
                    // An elided article or pronoun is said with the word that follows.
                    if word.chars().count() < 2 && !word.chars().any(|c| formula.is_vowel(c)) {
                        continue;
                    }
                    words += 1;
                    let own = known.entry(word.to_lowercase());
                    syllables += *own.or_insert_with_key(|word| formula.syllables(word));
                }
                sentences += u32::from(words > before);
            }
        }
        if words == 0 {
            return Ok(None);
        }
        let words_a_sentence = f64::from(words) / f64::from(sentences);
        let syllables_a_word = f64::from(syllables) / f64::from(words);
        let figure =
            formula.base - formula.sentence * words_a_sentence - formula.word * syllables_a_word;
        let band = file.band.iter().find(|band| figure >= band.from);
        Ok(Some(Self {
            figure,
            band: band.map_or_else(String::new, |band| band.says.get(lang).to_owned()),
            formula: formula.formula,
            source: formula.source,
            words: usize::try_from(words).unwrap_or(usize::MAX),
            sentences: usize::try_from(sentences).unwrap_or(usize::MAX),
            words_a_sentence,
            syllables_a_word,
        }))
    }
}

impl Formula {
    fn is_vowel(&self, c: char) -> bool {
        c.to_lowercase().any(|c| self.vowels.contains(c))
    }

    /// Groups of vowels, without a silent ending; a word has one at least.
    fn syllables(&self, word: &str) -> u32 {
        let spoken = self
            .silent
            .iter()
            .filter_map(|end| word.strip_suffix(end.as_str()))
            .min_by_key(|rest| rest.len())
            .filter(|rest| rest.chars().any(|c| self.is_vowel(c)))
            .filter(|rest| !rest.ends_with(|c| self.is_vowel(c)))
            .unwrap_or(word);
        let mut groups = 0;
        let mut inside = false;
        for c in spoken.chars() {
            let vowel = self.is_vowel(c);
            groups += u32::from(vowel && !inside);
            inside = vowel;
        }
        groups.max(1)
    }
}
