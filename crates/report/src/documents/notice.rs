//! The patient's notice: what is stated, in plain words, and for those who hand it over how it reads and what it leaves out.

use garant_core::Audit;
use serde::{Deserialize, Serialize};

use super::fact::{Fact, weigh};
use super::say::{Part, Said, said};
use super::{Format, Kind, Reading, Sources, WriteError, Written, data, rendered};
use crate::assets::Assets;
use crate::lang::Words;

const FILE: &str = "documents/notice.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fact: Vec<Fact>,
    part: Vec<Part>,
}

#[derive(Serialize)]
struct Notice<'a> {
    lang: &'static str,
    audit: &'a Audit,
    parts: Vec<Said>,
    /// How it reads, in sentences.
    reads: Vec<String>,
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
    let weighed = weigh(&file.fact, sources.stated, words);
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
        unsaid: weighed.unsaid,
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
