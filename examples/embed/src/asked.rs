//! What a request asks for: its parameters, each once, each known.

use garant_core::audience::Audience;
use garant_core::{Date, Lang};
use garant_report::Format;

use crate::answer::Problem;

/// The parameters of a request.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) as_of: Date,
    pub(crate) lang: Lang,
    pub(crate) format: Format,
    pub(crate) audience: Audience,
    pub(crate) profile: Option<String>,
    pub(crate) gate: Option<String>,
}

const KNOWN: [&str; 6] = ["as-of", "lang", "format", "audience", "profile", "gate"];

impl Asked {
    /// Reads parameters. The date is asked for: a service that took today's would give another audit tomorrow.
    pub(crate) fn read(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, Problem> {
        let mut found: [Option<String>; 6] = Default::default();
        for (name, value) in pairs {
            let place = KNOWN.iter().position(|known| *known == name);
            let Some(slot) = place.and_then(|at| found.get_mut(at)) else {
                return Err(wrong("", &name, &KNOWN));
            };
            if slot.is_some() {
                return Err(wrong(&name, "twice", &["once"]));
            }
            *slot = Some(value);
        }
        // A form sends what was left empty.
        let [as_of, lang, format, audience, profile, gate] =
            found.map(|value| value.filter(|text| !text.is_empty()));
        Ok(Self {
            as_of: as_of
                .as_deref()
                .filter(|text| text.len() == 10)
                .and_then(|text| text.parse().ok())
                .ok_or_else(|| wrong("as-of", &as_of.unwrap_or_default(), &["YYYY-MM-DD"]))?,
            lang: one_of(
                "lang",
                lang,
                Lang::Fr,
                &Lang::ALL.map(|lang| (lang.code(), lang)),
            )?,
            format: one_of("format", format, Format::Json, &formats())?,
            audience: one_of(
                "audience",
                audience,
                Audience::Internal,
                &["internal", "client", "public"]
                    .map(|code| (code, Audience::of(code).unwrap_or_default())),
            )?,
            profile,
            gate,
        })
    }
}

/// All formats but those for a terminal.
fn formats() -> Vec<(&'static str, Format)> {
    let all = Format::ALL.into_iter();
    all.filter(|(_, format)| !matches!(format, Format::Text | Format::Concise))
        .collect()
}

fn one_of<T: Copy>(
    name: &str,
    found: Option<String>,
    default: T,
    known: &[(&str, T)],
) -> Result<T, Problem> {
    let Some(found) = found else {
        return Ok(default);
    };
    let named = known.iter().find(|(code, _)| *code == found);
    named.map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<&str> = known.iter().map(|(code, _)| *code).collect();
        wrong(name, &found, &known)
    })
}

fn wrong(parameter: &str, found: &str, known: &[&str]) -> Problem {
    Problem::Parameter {
        parameter: parameter.to_owned(),
        found: found.chars().take(200).collect(),
        known: known.iter().map(|known| (*known).to_owned()).collect(),
    }
}
