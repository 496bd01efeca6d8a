//! Documents for people: what they say, and what keeps them from being written.

mod card;
mod card_any;
mod card_few;
mod committee;
mod notice;
mod notice_choices;
mod statement;

use std::path::PathBuf;
use std::process::Output;

use garant_core::evidence::NoFiles;
use garant_core::{Lang, Request, Stated};
use garant_report::Assets;
use garant_report::documents::{Format, Kind, Missing, Sources, Written, write};

use crate::harness::{catalog, garant, judge, root};

/// The date of the examples.
pub(super) const AS_OF: &str = "2026-11-23";

/// A document of a text.
pub(super) fn written(kind: Kind, text: &str, format: Format, lang: Lang) -> Written {
    let request = Request::new("garant.toml", text, AS_OF.parse().unwrap());
    let audit = judge().audit(&request, &NoFiles).unwrap();
    let stated = Stated::new(catalog(), &request).unwrap();
    let sources = Sources::new(&audit, &stated);
    write(kind, &sources, format, lang, &Assets::default()).unwrap()
}

/// What a document of a text lacks.
pub(super) fn lacks(kind: Kind, text: &str) -> Vec<Missing> {
    match written(kind, text, Format::Text, Lang::Fr) {
        Written::Refused(missing) => missing,
        Written::Text(text) => panic!("{text}"),
    }
}

/// The text of a document that is written.
pub(super) fn told(kind: Kind, text: &str, format: Format, lang: Lang) -> String {
    match written(kind, text, format, lang) {
        Written::Text(text) => text,
        Written::Refused(missing) => panic!("{missing:#?}"),
    }
}

/// The descriptor of an example.
pub(super) fn example(name: &str) -> String {
    std::fs::read_to_string(root().join("examples").join(name).join("garant.toml")).unwrap()
}

/// Writes a document of an example through the program, from the example's folder.
pub(super) fn run(name: &str, args: &[&str]) -> Output {
    let folder: PathBuf = root().join("examples").join(name);
    garant(&folder, &[&["write"], args, &["--as-of", AS_OF]].concat())
}

pub(super) fn err(out: &Output) -> String {
    String::from_utf8(out.stderr.clone()).unwrap()
}
