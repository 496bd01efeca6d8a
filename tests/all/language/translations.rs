//! Translations: each sentence in both languages, and none that was left in the other one.

use garant_report::{Assets, Words};
use garant_rules::Lang;
use garant_rules::lang::Said;
use regex::Regex;

use super::{none, typography};
use crate::harness::catalog;

/// Texts that are the same in both languages: names and units, then words that both have.
const SAME: &[&str] = &[
    ", art.",
    "(site )",
    "(sites )",
    "(, sha256 {sha256})",
    "(sha256 {sha256})",
    "2026-11-23",
    "logo.png",
    "message",
    "messages",
    "quick-look",
    "Brier",
    "DeLong",
    "FN",
    "FP",
    "Newcombe",
    "Wilson",
    "kWh",
    "kg CO₂e",
    "Architecture",
    "Code",
    "https://garant.invalid/",
    "Effort (code)",
    "Phase (code)",
    "Arguments",
    "Calibration",
    "Conclusion",
    "Conventions",
    "Date",
    "Effort",
    "Force",
    "Interfaces",
    "Message",
    "Options",
    "Phase",
    "Place",
    "Pseudonymisation",
    "Qualification",
    "Quartiles",
    "Service",
    "Signature",
    "Standard",
    "Variation",
    "Verdict",
    "client",
    "code",
    "guide",
    "incidents",
    "interfaces",
    "maintenance",
    "minutes",
    "organisation",
    "patient",
    "patients",
    "prospective",
    "public",
    "score",
    "simulation",
    "sites",
    "test",
    "version",
];

/// Every text of the catalog and of the program's words, in both languages, with its place.
fn pairs() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let [fr, en] = Lang::ALL.map(|lang| Words::new(&Assets::default(), lang));
    for key in fr.keys() {
        found.push((
            key.to_owned(),
            fr.get(key).to_owned(),
            en.get(key).to_owned(),
        ));
    }
    let catalog = catalog();
    let mut add = |place: String, said: &Said| {
        found.push((
            place,
            said.get(Lang::Fr).to_owned(),
            said.get(Lang::En).to_owned(),
        ));
    };
    for criterion in &catalog.criteria {
        let id = &criterion.code;
        for (part, said) in [
            ("title", &criterion.title),
            ("asks", &criterion.asks),
            ("why", &criterion.why),
            ("remedy", &criterion.remedy),
        ] {
            add(format!("{id} {part}"), said);
        }
        for check in &criterion.checks {
            add(format!("{id} {}", check.id), &check.says);
        }
        for (name, parameter) in &criterion.parameters {
            add(format!("{id} {name}"), &parameter.says);
        }
    }
    for section in &catalog.sections {
        add(format!("{} title", section.id), &section.title);
        add(format!("{} help", section.id), &section.help);
    }
    for field in catalog.sections.iter().flat_map(|section| &section.fields) {
        add(format!("{} title", field.path), &field.title);
        add(format!("{} help", field.path), &field.help);
        if let Some(unit) = &field.unit {
            add(format!("{} unit", field.path), unit);
        }
        for choice in &field.choices {
            add(format!("{} {}", field.path, choice.id), &choice.title);
        }
    }
    for (key, said) in &catalog.words.said {
        add(format!("words {key}"), said);
    }
    for terms in [
        &catalog.principles,
        &catalog.cens,
        &catalog.phases,
        &catalog.actors,
        &catalog.levels,
    ] {
        for term in terms {
            add(format!("{} title", term.id), &term.title);
            add(format!("{} says", term.id), &term.says);
        }
    }
    for profile in &catalog.profiles {
        add(format!("{} title", profile.id), &profile.title);
    }
    found
}

#[test]
fn no_text_was_left_in_the_other_language() {
    let all = pairs();
    assert!(all.len() > 2000, "{}", all.len());
    // What is filled in is no text of a language.
    let hole = Regex::new(r"\{[a-z-]+\}").unwrap();
    let plain = |text: &str| {
        let text = hole.replace_all(text, "");
        text.replace(['\u{a0}', '\u{202f}'], " ").trim().to_owned()
    };
    let found: Vec<String> = all
        .iter()
        .filter(|(_, fr, en)| {
            let (fr, en) = (plain(fr), plain(en));
            let letters = fr.chars().filter(|c| c.is_alphabetic()).count();
            let left = fr == en && letters > 1 && !SAME.contains(&fr.as_str());
            left || fr.is_empty() != en.is_empty()
        })
        .map(|(place, fr, _)| format!("{place}: {fr}"))
        .collect();
    none(&found);
    // A text that is allowed to be the same must be there.
    for text in SAME {
        let known = all
            .iter()
            .any(|(_, fr, en)| plain(fr) == *text && plain(en) == *text);
        assert!(known, "{text}");
    }
}

#[test]
fn words_and_catalog_are_written_as_each_language_is() {
    let mut found = Vec::new();
    for (place, fr, en) in pairs() {
        let typed = [
            "terminal.",
            "cli.",
            "init.",
            "usage.example.",
            "words kind.",
            "words diagnostic.",
        ];
        let typed = typed.iter().any(|room| place.starts_with(room)) || place.ends_with(" help");
        for (text, lang) in [(fr, Lang::Fr), (en, Lang::En)] {
            let own = if typed {
                typography::faults_where_typed(&text, lang)
            } else {
                typography::faults(&text, lang)
            };
            found.extend(own.into_iter().map(|fault| format!("{place}: {fault}")));
        }
    }
    none(&found);
}
