//! Model cards: reading what was written gives the same answers.

use std::process::Command;

use garant_core::audience::Audience;
use garant_core::{Lang, Request, Stated};
use garant_intake::Given;
use garant_intake::document::{Document, Kind, card, read};
use garant_rules::Value;
use garant_rules::catalog::declared;

use super::{AS_OF, err, example, run};
use crate::harness::{EXAMPLES, catalog, files, garant, root};

fn asked(audience: Audience, lang: Lang) -> card::Asked<'static> {
    card::Asked {
        audience,
        lang,
        day: "23 novembre 2026",
    }
}

fn name(kind: Kind) -> String {
    let (ending, _) = card::KINDS.iter().find(|(_, own)| *own == kind).unwrap();
    format!("card{ending}")
}

/// A card of a text, and what is read of it.
fn round(stated: &Stated<'_>, kind: Kind, lang: Lang) -> (card::Written, Document) {
    let own = card::write(stated, kind, asked(Audience::Public, lang));
    let own = own.unwrap().unwrap();
    let document = read(catalog(), &name(kind), own.text.as_bytes());
    let document = document.unwrap_or_else(|error| panic!("{error:?}\n{}", own.text));
    assert_eq!(document.kind, kind);
    (own, document)
}

fn stated(text: &str) -> Stated<'static> {
    let request = Request::new("garant.toml", text, AS_OF.parse().unwrap());
    Stated::new(catalog(), &request).unwrap()
}

fn same(given: &Given, value: &Value) -> bool {
    match (given, value) {
        (Given::Text(one), Value::Text(other) | Value::Choice(other)) => one == other,
        (Given::Texts(one), Value::Texts(other, _)) => one == other,
        (Given::Number(one), value) => value
            .number()
            .is_some_and(|other| (one - other).abs() < 1e-9),
        _ => false,
    }
}

/// The entries of the descriptor whose role a card's rule stands for: all, but for the data sets.
fn entries(stated: &Stated<'_>, list: &str, role: Option<&str>) -> Vec<String> {
    let all = stated.entries(list).into_iter();
    all.filter(|own| role.is_none_or(|role| stated.text(&format!("{own}.role")) == Some(role)))
        .collect()
}

#[test]
fn what_is_read_of_a_card_is_what_the_descriptor_states() {
    let mut compared = 0;
    for example_name in EXAMPLES {
        let stated = stated(&example(example_name));
        for (_, kind) in card::KINDS {
            for lang in Lang::ALL {
                let (own, document) = round(&stated, kind, lang);
                for answer in &document.answers {
                    let at = format!("{example_name} {kind:?} {}", answer.path);
                    let Some((list, rest)) = answer.path.split_once('[') else {
                        let value = stated.value(&answer.path);
                        let value = value.unwrap_or_else(|| panic!("{at} is not stated"));
                        assert!(
                            same(&answer.given, value),
                            "{at}: {:?} {value:?}",
                            answer.given
                        );
                        compared += 1;
                        continue;
                    };
                    // Ids are the document's own.
                    let (_, key) = rest.split_once("].").unwrap();
                    if key == "id" {
                        continue;
                    }
                    let own = entries(&stated, list, None).into_iter().any(|entry| {
                        let value = stated.value(&format!("{entry}.{key}"));
                        value.is_some_and(|value| same(&answer.given, value))
                    });
                    assert!(own, "{at}: {:?}\n", answer.given);
                    compared += 1;
                }
                assert!(!own.text.contains("{organisation}"));
            }
        }
    }
    assert!(compared > 500, "{compared}");
}

#[test]
fn every_answer_that_a_card_can_carry_comes_back() {
    for example_name in EXAMPLES {
        let stated = stated(&example(example_name));
        for (_, kind) in card::KINDS {
            let (own, document) = round(&stated, kind, Lang::Fr);
            let back: Vec<&str> = document
                .answers
                .iter()
                .map(|own| own.path.as_str())
                .collect();
            let all = [
                "system.name",
                "system.provider",
                "system.summary",
                "intended-use.purpose",
            ];
            let more: &[&str] = match kind {
                Kind::HuggingFace => &["intended-use.out-of-scope", "explicability.methods"],
                Kind::CycloneDx => &["system.version", "intended-use.users"],
                _ => &[
                    "system.version",
                    "intended-use.users",
                    "intended-use.population",
                    "intended-use.out-of-scope",
                    "data.bias-review.findings",
                    "equity.mitigation.measures",
                    "transparency.funding",
                ],
            };
            for path in all.iter().chain(more) {
                let has = stated.shown(path, Audience::Public).is_some();
                assert_eq!(
                    back.contains(path),
                    has,
                    "{example_name} {kind:?} {path}\n{}",
                    own.text
                );
                assert_eq!(
                    own.unstated.iter().any(|own| own == path),
                    !has,
                    "{example_name} {path}"
                );
            }
            // Each limit is an entry again, in order.
            let limits = |path: &&&str| declared(path) == "evaluation.limits[].situation";
            let known = entries(&stated, "evaluation.limits", None);
            assert_eq!(
                back.iter().filter(limits).count(),
                known.len(),
                "{example_name} {kind:?}"
            );
        }
    }
}

#[test]
fn figures_come_back_with_their_groups_and_intervals() {
    let stated = stated(&example("imagerie"));
    let known: Vec<String> = stated.entries("evaluation.results");
    assert!(known.len() > 3, "{known:?}");
    for (_, kind) in card::KINDS {
        let (own, document) = round(&stated, kind, Lang::Fr);
        let results: Vec<&garant_intake::Answer> = document
            .answers
            .iter()
            .filter(|own| own.path.starts_with("evaluation.results["))
            .collect();
        assert!(!results.is_empty(), "{kind:?}\n{}", own.text);
        // A result that comes back is one of the descriptor's, whole: no group's figure becomes everyone's.
        for answer in results.iter().filter(|own| own.path.ends_with(".value")) {
            let base = answer.path.trim_end_matches("value");
            let part = |key: &str| {
                let own = results
                    .iter()
                    .find(|own| own.path == format!("{base}{key}"));
                own.map(|own| own.given.clone())
            };
            let fits = known.iter().any(|entry| {
                let value = |key: &str| stated.value(&format!("{entry}.{key}"));
                let agrees = |key: &str| match (part(key), value(key)) {
                    (Some(given), Some(value)) => same(&given, value),
                    (Some(_), None) => false,
                    (None, _) => true,
                };
                let attribute = stated.text(&format!("{entry}.attribute"));
                let everyone = attribute.is_none_or(|own| own == "overall");
                [
                    "metric",
                    "value",
                    "low",
                    "high",
                    "level",
                    "attribute",
                    "group",
                ]
                .into_iter()
                .all(agrees)
                    && (part("attribute").is_some() || everyone)
            });
            assert!(fits, "{kind:?} {base}");
        }
    }
}

#[test]
fn a_card_says_what_has_no_source() {
    let stated = stated("garant = 1\n[system]\nname = \"Repère\"\n");
    for (_, kind) in card::KINDS {
        let (own, document) = round(&stated, kind, Lang::Fr);
        assert!(own.unstated.len() > 4, "{:?}", own.unstated);
        for path in &own.unstated {
            assert!(
                own.text.contains(path.as_str()),
                "{kind:?} {path}\n{}",
                own.text
            );
        }
        let read: Vec<&str> = document
            .answers
            .iter()
            .map(|own| own.path.as_str())
            .collect();
        assert_eq!(read, ["system.name"], "{kind:?}\n{}", own.text);
    }
}

#[test]
fn a_hostile_name_stays_in_its_place_and_nothing_hidden_is_told() {
    let hostile = "x</ModelName><b>\\n# Uses\\n---\\n`*[a](javascript:1)";
    let text = format!(
        "garant = 1\n[system]\nname = \"{hostile}\"\n[model]\nbase-models = [\"Secret-7\"]\n"
    );
    let stated = stated(&text);
    for (_, kind) in card::KINDS {
        let own = card::write(&stated, kind, asked(Audience::Public, Lang::En));
        let own = own.unwrap().unwrap();
        assert!(
            !own.text.contains("<b>") || kind == Kind::CycloneDx,
            "{}",
            own.text
        );
        let heading = own.text.contains("\n# Uses");
        assert!(!heading || kind != Kind::HuggingFace, "{}", own.text);
        // For clients alone.
        assert!(!own.text.contains("Secret-7"), "{}", own.text);
        let read = read(catalog(), &name(kind), own.text.as_bytes()).unwrap();
        assert!(
            read.answers.iter().all(|own| own.path == "system.name"),
            "{read:#?}"
        );
    }
}

#[test]
fn without_a_name_there_is_no_card() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("garant.toml"),
        "garant = 1\n\n[system]\n",
    )
    .unwrap();
    let args = ["write", "card", "-o", "card.xml", "--lang", "en"];
    let out = garant(folder.path(), &args);
    assert_eq!(out.status.code(), Some(1), "{}", err(&out));
    assert!(
        err(&out).contains("system.name, garant.toml:3"),
        "{}",
        err(&out)
    );
    assert!(!folder.path().join("card.xml").exists());
}

#[test]
fn importing_a_card_completes_a_new_descriptor_with_the_same_answers() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let cards = ["card.md", "card.xml", "card.json"].map(&place);
    let [md, xml, json] = [&cards[0], &cards[1], &cards[2]].map(String::as_str);
    let out = run("triage", &["card", "-o", md, "-o", xml, "-o", json]);
    assert_eq!(out.status.code(), Some(0), "{}", err(&out));
    let known = stated(&example("triage"));
    for (at, file) in [md, xml, json].into_iter().enumerate() {
        let target = format!("{at}.toml");
        let out = garant(folder.path(), &["import", file, "--to", &target]);
        let made = std::fs::read_to_string(folder.path().join(target));
        let made = stated(&made.unwrap_or_else(|_| panic!("{}", err(&out))));
        for path in [
            "system.name",
            "system.provider",
            "system.summary",
            "intended-use.purpose",
        ] {
            assert_eq!(made.text(path), known.text(path), "{file} {path}");
        }
    }
}

/// Under `GARANT_CORPUS`: cards are valid by the schema that its authors publish, where a validator is at hand.
#[test]
fn chai_cards_are_valid_by_their_schema() {
    let Ok(corpus) = std::env::var("GARANT_CORPUS") else {
        return;
    };
    let mut schemas = Vec::new();
    files(
        &std::path::Path::new(&corpus).join("chai/v0.2"),
        "schema.xsd",
        &mut schemas,
    );
    let schema = std::fs::read_to_string(schemas.first().unwrap()).unwrap();
    // The signature is optional, and its schema is elsewhere.
    let schema: Vec<&str> = schema
        .lines()
        .filter(|line| !line.contains("<xs:import") && !line.contains("ds:Signature"))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("schema.xsd"), schema.join("\n")).unwrap();
    for name in EXAMPLES {
        let file = folder.path().join(format!("{name}.xml"));
        let out = run(name, &["card", "-o", file.to_str().unwrap()]);
        assert_eq!(out.status.code(), Some(0), "{name}: {}", err(&out));
        let check = Command::new("xmllint")
            .args(["--noout", "--schema", "schema.xsd"])
            .arg(&file)
            .current_dir(folder.path())
            .output();
        let Ok(check) = check else {
            // No validator on this machine: `.ci/checks/formats` brings one.
            assert!(root().join(".ci/checks/formats").exists());
            return;
        };
        assert!(check.status.success(), "{name}: {}", err(&check));
    }
}

#[test]
fn a_name_that_says_nothing_is_told_as_written_and_not_as_unstated() {
    let folder = tempfile::tempdir().unwrap();
    for (lang, kind, says) in [
        ("fr", "card", "«\u{a0}X\u{a0}» ne dit rien"),
        ("fr", "notice", "«\u{a0}X\u{a0}» ne dit rien"),
        ("en", "card", "“X” says nothing"),
        ("en", "notice", "“X” says nothing"),
    ] {
        let text = "garant = 1\n\n[system]\nname = \"X\"\n";
        std::fs::write(folder.path().join("garant.toml"), text).unwrap();
        let args = ["write", kind, "--lang", lang, "--as-of", AS_OF];
        let out = garant(folder.path(), &args);
        let told = err(&out);
        let named = told.lines().find(|line| line.contains("system.name"));
        assert!(
            named.is_some_and(|line| line.contains(says) && line.contains("garant.toml:4")),
            "{kind} {told}"
        );
        assert_eq!(out.status.code(), Some(1));
    }
}
