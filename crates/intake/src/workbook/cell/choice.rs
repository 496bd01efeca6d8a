//! Choices by their words: cells show titles, and titles of both languages and ids are read.

use garant_rules::field::{Choice, Field};
use garant_rules::{Catalog, Lang};
use garant_source::diagnostic::nearest;

use super::{Book, Fault, Held, is_none, text};

/// The words of yes and of no.
pub(in super::super) fn yes_no(catalog: &Catalog, lang: Lang) -> [String; 2] {
    ["value.yes", "value.no"].map(|key| catalog.words.get(key, lang).to_owned())
}

/// A text by which choices are compared: case, kinds of spaces and of apostrophes are of no weight.
fn bare(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().replace('\u{2019}', "'")
}

/// The choices of a field with what a cell shows of each: the title, and the id after it where two would be taken for one another.
pub(in super::super) fn labels(choices: &[Choice], lang: Lang) -> Vec<(String, String)> {
    let titled = choices
        .iter()
        .map(|choice| (choice.id.clone(), choice.title.get(lang)));
    told_apart(titled.collect())
}

/// The profiles of a catalog, in the same way.
pub(in super::super) fn profiles(catalog: &Catalog, lang: Lang) -> Vec<(String, String)> {
    let all = catalog.profiles.iter();
    told_apart(
        all.map(|profile| (profile.id.clone(), profile.title.get(lang)))
            .collect(),
    )
}

fn told_apart(all: Vec<(String, &str)>) -> Vec<(String, String)> {
    let clear = |id: &String, title: &str| {
        let bare_title = bare(title);
        !title.contains([';', '\n'])
            && all
                .iter()
                .filter(|(other, _)| other != id)
                .all(|(other, words)| bare(words) != bare_title && bare(other) != bare_title)
    };
    let shown = all.iter().map(|(id, title)| {
        if clear(id, title) {
            (*title).to_owned()
        } else {
            let plain = title.replace([';', '\n'], ",");
            format!("{plain} ({id})")
        }
    });
    let shown: Vec<String> = shown.collect();
    all.into_iter().map(|(id, _)| id).zip(shown).collect()
}

/// The id of the one whose words, or whose id, a text is. Words of the first list go before ids, and ids before words of the second.
fn named(text: &str, own: &[(String, String)], other: &[(String, String)]) -> Option<String> {
    let text = bare(text);
    let by_words = |all: &[(String, String)]| {
        let mut found = all.iter().filter(|(_, words)| bare(words) == text);
        let first = found.next().map(|(id, _)| id.clone());
        first.filter(|_| found.next().is_none())
    };
    by_words(own)
        .or_else(|| {
            let found = own.iter().find(|(id, _)| bare(id) == text);
            found.map(|(id, _)| id.clone())
        })
        .or_else(|| by_words(other))
}

fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Fr => Lang::En,
        Lang::En => Lang::Fr,
    }
}

impl Book<'_> {
    /// What a cell shows of a choice.
    pub(super) fn title(self, field: &Field, id: &str) -> Option<String> {
        let all = labels(&field.choices, self.lang);
        let found = all.into_iter().find(|(known, _)| known == id);
        found.map(|(_, title)| title)
    }

    /// Reads yes or no.
    pub(in super::super) fn yes(self, held: &Held) -> Result<bool, Fault> {
        if let Held::Bool(value) = held {
            return Ok(*value);
        }
        let shown = held.shown();
        let said = bare(&shown);
        for lang in Lang::ALL {
            let [yes, no] = yes_no(self.catalog, lang);
            if said == yes {
                return Ok(true);
            }
            if said == no {
                return Ok(false);
            }
        }
        // What a spreadsheet in English or in French writes for its own values of truth.
        match said.as_str() {
            "true" | "vrai" => Ok(true),
            "false" | "faux" => Ok(false),
            _ => Err(Fault::new("not-yes-no", &[("found", &shown)])),
        }
    }

    pub(super) fn choice(self, field: &Field, text: &str) -> Result<String, Fault> {
        let own = labels(&field.choices, self.lang);
        let others = labels(&field.choices, other(self.lang));
        named(text, &own, &others).ok_or_else(|| unknown("unknown-choice", text, &own))
    }

    pub(super) fn profile(self, text: &str) -> Result<String, Fault> {
        let own = profiles(self.catalog, self.lang);
        let others = profiles(self.catalog, other(self.lang));
        named(text, &own, &others).ok_or_else(|| unknown("unknown-profile", text, &own))
    }

    /// Choices, one a line or apart by semicolons; 0 says that there are none.
    pub(super) fn choices(self, field: &Field, held: &Held) -> Result<Vec<String>, Fault> {
        if is_none(held) {
            return Ok(Vec::new());
        }
        let parts = text(held)?.split(['\n', ';']).map(str::trim);
        let parts = parts.filter(|part| !part.is_empty());
        parts.map(|part| self.choice(field, part)).collect()
    }
}

fn unknown(code: &'static str, text: &str, own: &[(String, String)]) -> Fault {
    let found = text.trim();
    let plain = found.to_lowercase();
    let words: Vec<&str> = own.iter().map(|(_, words)| words.as_str()).collect();
    let near = nearest(&plain, words.iter().copied()).unwrap_or("");
    let args = [
        ("found", found),
        ("nearest", near),
        ("choices", &words.join(" ; ")),
    ];
    Fault::new(code, &args)
}
