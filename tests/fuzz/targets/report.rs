//! A stored audit as `garant report` reads it: what agrees with itself renders in every format. An input that is no JSON is a list of edits of an audit, so
//! that the templates are reached: lines `PLACE TEXT`, of which the first one chooses the format and the language.
#![no_main]

use std::sync::OnceLock;

use garant_core::audience::Audience;
use garant_core::redact::redact;
use garant_core::{Audit, Lang, NoFiles, Request, audit, stored};
use garant_fuzz::{DATE, bounded, catalog};
use garant_report::{Assets, Format, Options, render};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

const FORMATS: [Format; 8] = [
    Format::Html,
    Format::Markdown,
    Format::Csv,
    Format::Sarif,
    Format::Junit,
    Format::Oscal,
    Format::Text,
    Format::Xlsx,
];

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    bounded(|| {
        if text.starts_with(['{', '\u{feff}']) {
            if let Ok(audit) = stored::read(text) {
                shown(audit, text.len());
            }
        } else {
            let (mut value, choice) = (base().clone(), data.first().copied().unwrap_or_default());
            for line in text.lines() {
                if let Some((place, text)) = line.split_once(' ') {
                    edit(
                        &mut value,
                        place
                            .bytes()
                            .fold(7, |sum, byte| sum * 31 % 65_521 + usize::from(byte)),
                        text,
                    );
                }
            }
            if let Ok(audit) = stored::read(&value.to_string()) {
                shown(audit, usize::from(choice));
            }
        }
    });
});

fn shown(audit: Audit, choice: usize) {
    let audience = [Audience::Internal, Audience::Client, Audience::Public][choice / 16 % 3];
    let Ok(audit) = redact(audit, audience) else {
        return;
    };
    let lang = if choice % 2 == 0 { Lang::Fr } else { Lang::En };
    let format = FORMATS[choice / 2 % FORMATS.len()];
    let page = render(&audit, Options::new(format, lang), assets());
    if let (Ok(page), Format::Html) = (page, format) {
        let page = page.text().unwrap_or_default();
        assert!(!page.to_ascii_lowercase().contains("<script"), "a script");
    }
}

fn assets() -> &'static Assets {
    static ASSETS: OnceLock<Assets> = OnceLock::new();
    ASSETS.get_or_init(Assets::default)
}

/// The audit of a small descriptor, in the profile with the fewest questions.
fn base() -> &'static Value {
    static BASE: OnceLock<Value> = OnceLock::new();
    BASE.get_or_init(|| {
        let catalog = catalog();
        let text = "garant = 1\n[system]\nname = \"x\"\nversion = \"1\"\n[[evidence]]\nid = \"a\"\nkind = \"other\"\npath = \"a\"\n";
        let profile = catalog.profiles.iter().find(|profile| !profile.packs.is_empty());
        let request = Request::new("garant.toml", text, DATE).profile(profile.map(|own| own.id.as_str()));
        let audit = audit(catalog, &request, &NoFiles).expect("the base is judged");
        serde_json::to_value(&audit).expect("an audit is JSON")
    })
}

/// Puts a text in the place of a text, counted from the beginning of the audit.
fn edit(value: &mut Value, place: usize, text: &str) {
    let count = texts(value, &mut 0, None);
    texts(value, &mut 0, Some((place % count.max(1), text)));
}

fn texts(value: &mut Value, at: &mut usize, put: Option<(usize, &str)>) -> usize {
    match value {
        Value::String(own) => {
            if let Some((place, text)) = put
                && place == *at
            {
                text.clone_into(own);
            }
            *at += 1;
        }
        Value::Array(items) => {
            for item in items {
                texts(item, at, put);
            }
        }
        Value::Object(members) => {
            for item in members.values_mut() {
                texts(item, at, put);
            }
        }
        _ => {}
    }
    *at
}
