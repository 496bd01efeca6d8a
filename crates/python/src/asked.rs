//! What is asked in words: a language, a date, an audience, a format.

use garant_core::audience::Audience;
use garant_core::{Date, Lang, stored};
use garant_report::{Assets, Format, Words};
use pyo3::prelude::*;

use crate::refusal;

/// A language and its words.
pub(crate) struct Tongue {
    pub(crate) lang: Lang,
    pub(crate) assets: Assets,
    pub(crate) words: Words,
}

impl Tongue {
    /// The language of a code. An unknown one is refused in the first.
    pub(crate) fn of(py: Python<'_>, code: &str) -> PyResult<Self> {
        let tongue = |lang| {
            let assets = Assets::default();
            let words = Words::new(&assets, lang);
            Self {
                lang,
                assets,
                words,
            }
        };
        match Lang::of(code).filter(|lang| lang.code() == code) {
            Some(lang) => Ok(tongue(lang)),
            None => {
                let known = Lang::ALL.map(Lang::code);
                Err(tongue(Lang::default()).unknown(py, "lang", code, &known))
            }
        }
    }

    /// The refusal of a value that is none of those known.
    pub(crate) fn unknown(
        &self,
        py: Python<'_>,
        parameter: &str,
        found: &str,
        known: &[&str],
    ) -> PyErr {
        let possible = known.join(", ");
        let args = [
            ("value", found),
            ("arg", parameter),
            ("possible", &possible),
        ];
        let said = self.words.fill("usage.invalid-value", &args);
        refusal::argument(py, &said, parameter, found, known)
    }

    /// A day, as `2026-11-23`.
    pub(crate) fn day(&self, py: Python<'_>, found: &str) -> PyResult<Date> {
        let refuse = |key: &str| {
            let said = self.words.fill(key, &[("found", found)]);
            refusal::argument(py, &said, "as_of", found, &[])
        };
        let day = Some(found).filter(|text| text.len() == 10);
        let day: Date = day
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| refuse("terminal.bad-date"))?;
        if stored::is_writable(day) {
            Ok(day)
        } else {
            Err(refuse("terminal.year"))
        }
    }

    /// Who reads.
    pub(crate) fn audience(&self, py: Python<'_>, found: &str) -> PyResult<Audience> {
        let known = [Audience::Internal, Audience::Client, Audience::Public].map(Audience::code);
        Audience::of(found).ok_or_else(|| self.unknown(py, "audience", found, &known))
    }

    /// A format.
    pub(crate) fn format(&self, py: Python<'_>, found: &str) -> PyResult<Format> {
        let known = Format::ALL.map(|(name, _)| name);
        Format::named(found).ok_or_else(|| self.unknown(py, "format", found, &known))
    }
}
