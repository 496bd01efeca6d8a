//! The patient's notice: what is stated, in plain words, and for those who hand it over how it reads and what it leaves out.

use garant_core::{Audit, Stated};
use garant_rules::Truth;
use garant_rules::reference::Status;
use serde::{Deserialize, Serialize};

use super::conflict::{Conflict, Single};
use super::fact::{Fact, weigh};
use super::missing::{Missing, Why};
use super::say::{Both, Part, Said, When, said};
use super::{Format, Kind, Reading, Sources, WriteError, Written, cited, data, rendered};
use crate::assets::Assets;
use crate::lang::Words;

const FILE: &str = "documents/notice.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fact: Vec<Fact>,
    conflict: Vec<Conflict>,
    single: Vec<Single>,
    alert: Vec<Alert>,
    reminder: Vec<Reminder>,
    part: Vec<Part>,
}

/// What the notice does not say, whatever is stated, where it concerns the project.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reminder {
    #[serde(default, rename = "if")]
    when: Vec<When>,
    says: Both,
}

/// What those who hand the notice over read first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Alert {
    #[serde(rename = "if")]
    when: Vec<When>,
    says: Both,
    /// The text whose duty is then not met, where it binds.
    #[serde(rename = "ref")]
    source: String,
    at: Option<String>,
}

impl Alert {
    fn said(&self, stated: &Stated<'_>, words: &Words) -> Option<String> {
        if When::all(&self.when, stated) != Truth::True {
            return None;
        }
        let says = self.says.get(words.lang);
        let place = stated.standing(&self.source, self.at.as_deref());
        if place.is_none_or(|place| place.status != Status::Binds) {
            return Some(words.fill("notice.alert", &[("says", says)]));
        }
        let (catalog, at) = (stated.catalog(), self.at.as_deref());
        let text = cited(catalog, &self.source, at, words);
        let args = [("says", says), ("text", text.as_str())];
        Some(words.fill("notice.alert-text", &args))
    }
}

#[derive(Serialize)]
struct Notice<'a> {
    lang: &'static str,
    audit: &'a Audit,
    parts: Vec<Said>,
    /// How it reads, in sentences.
    reads: Vec<String>,
    /// What those who hand it over read first.
    alerts: Vec<String>,
    /// What no notice says, and then what this one does not.
    unsaid: Vec<String>,
    /// The texts that require facts of it: as cited, and where each stands.
    texts: Vec<(String, String)>,
}

pub(super) fn write(
    sources: &Sources<'_>,
    format: Format,
    words: &Words,
    assets: &Assets,
) -> Result<Written, WriteError> {
    let file: File = data(assets, FILE)?;
    let (stated, lang) = (sources.stated, words.lang);
    let mut weighed = weigh(&file.fact, stated, words);
    let idle = |own: &Missing| own.why == Why::Otherwise;
    if !weighed.missing.iter().any(idle) {
        let single = file.single.iter();
        let found = single.filter_map(|own| own.found(stated, lang));
        weighed.missing.extend(found);
        let conflicts = file.conflict.iter();
        let found = conflicts.flat_map(|own| own.found(stated, lang));
        weighed.missing.extend(found);
    }
    if !weighed.missing.is_empty() {
        return Ok(Written::Refused(weighed.missing));
    }
    let parts = said(&file.part, sources.stated, words);
    let paragraphs = parts.iter().flat_map(|part| {
        let says = part.says.iter().map(String::as_str);
        says.chain([part.title.as_str()])
    });
    let reading = Reading::of(paragraphs, words.lang, assets)?;
    let catalog = sources.stated.catalog();
    let status = |code: &str| {
        catalog
            .words
            .get(&format!("status.{code}"), words.lang)
            .to_owned()
    };
    let view = Notice {
        lang: words.lang.code(),
        audit: sources.audit,
        parts,
        reads: reading
            .as_ref()
            .map_or_else(Vec::new, |own| reads(own, words)),
        alerts: file
            .alert
            .iter()
            .filter_map(|own| own.said(stated, words))
            .collect(),
        unsaid: file
            .reminder
            .iter()
            .filter(|own| When::all(&own.when, stated) == Truth::True)
            .map(|own| own.says.get(lang).to_owned())
            .chain(weighed.unsaid)
            .collect(),
        texts: weighed
            .texts
            .into_iter()
            .map(|text| (text.cited, status(text.status.code())))
            .collect(),
    };
    rendered(Kind::Notice, crate::view::own(&view), format, words, assets)
}

fn reads(reading: &Reading, words: &Words) -> Vec<String> {
    let figure = words.number(reading.figure, 0);
    let (sentence, word) = (
        words.number(reading.words_a_sentence, 1),
        words.number(reading.syllables_a_word, 2),
    );
    let count = words.integer(reading.words as u64);
    vec![
        words.fill(
            "notice.reads",
            &[
                ("figure", &figure),
                ("band", &reading.band),
                ("formula", &reading.formula),
                ("words", &count),
            ],
        ),
        words.fill(
            "notice.reads-how",
            &[("sentence", &sentence), ("word", &word)],
        ),
        words.fill("notice.reads-source", &[("source", &reading.source)]),
    ]
}
