//! The descriptor's schema, as an editor uses it.

use std::fs;
use std::path::{Path, PathBuf};

use garant_rules::Lang;
use serde_json::{Value, json};

use crate::harness::{catalog, files, garant, root};

/// Descriptors with one fault each, and where the schema sees it; the last is no TOML at all.
const BROKEN: [(&str, &str); 10] = [
    ("day-with-time", "/declaration/on"),
    ("entry-without-kind", "/evidence/0"),
    ("no-length-of-time", "/explicability/logs/retention"),
    ("no-version-of-format", ""),
    ("number-as-text", "/environment/training-energy"),
    ("out-of-range", "/environment/training-energy"),
    ("table-for-a-list", "/evidence"),
    ("unknown-choice", "/system/phase"),
    ("unknown-key", "/system"),
    ("unclosed-text", "no TOML"),
];

fn schema(lang: Lang) -> Value {
    let out = garant(&root(), &["schema", "--lang", lang.code()]);
    serde_json::from_slice(&out.stdout).unwrap()
}

fn validator(schema: &Value) -> jsonschema::Validator {
    let options = jsonschema::draft202012::options();
    options.should_validate_formats(true).build(schema).unwrap()
}

/// A descriptor as a reader of TOML hands it to a schema: days as texts.
fn read(path: &Path) -> Result<Value, toml::de::Error> {
    let text = fs::read_to_string(path).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    toml::from_str(text).map(|table: toml::Table| plain(toml::Value::Table(table)))
}

fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(truth) => json!(truth),
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Table(table) => {
            let entries = table.into_iter().map(|(key, value)| (key, plain(value)));
            Value::Object(entries.collect())
        }
    }
}

fn faults(validator: &jsonschema::Validator, descriptor: &Value) -> Vec<String> {
    let errors = validator.iter_errors(descriptor);
    errors
        .map(|error| format!("{} {error}", error.instance_path()))
        .collect()
}

#[test]
fn nothing_is_reported_of_the_examples_and_of_whole_projects() {
    let mut descriptors: Vec<PathBuf> = Vec::new();
    files(&root().join("examples"), "garant.toml", &mut descriptors);
    files(&root().join("tests/bases"), ".toml", &mut descriptors);
    assert!(descriptors.len() > 15);
    for lang in Lang::ALL {
        let validator = validator(&schema(lang));
        for path in &descriptors {
            let found = faults(&validator, &read(path).unwrap());
            assert!(found.is_empty(), "{}: {found:?}", path.display());
        }
    }
}

#[test]
fn what_init_writes_is_valid() {
    let validator = validator(&schema(Lang::Fr));
    for args in [
        &["init", "-"][..],
        &["init", "-", "--quick"],
        &["init", "-", "--profile", "supplier"],
    ] {
        let out = garant(&root(), args);
        let text = String::from_utf8(out.stdout).unwrap();
        let table: toml::Table = toml::from_str(&text).unwrap();
        let found = faults(&validator, &plain(toml::Value::Table(table)));
        assert!(found.is_empty(), "{args:?}: {found:?}");
    }
}

#[test]
fn each_broken_descriptor_is_reported_at_its_place_as_garant_does() {
    let folder = root().join("tests/editors");
    let mut there = Vec::new();
    files(&folder, ".toml", &mut there);
    assert_eq!(there.len(), BROKEN.len(), "each sample has its place here");
    let validator = validator(&schema(Lang::En));
    for (name, place) in BROKEN {
        let file = format!("{name}.toml");
        let out = garant(&folder, &["audit", &file, "--as-of", "2026-11-23"]);
        assert_eq!(out.status.code(), Some(2), "{name}");
        match read(&folder.join(&file)) {
            Err(_) => assert_eq!(place, "no TOML", "{name}"),
            Ok(value) => {
                let places: Vec<String> = validator
                    .iter_errors(&value)
                    .map(|error| error.instance_path().to_string())
                    .collect();
                assert_eq!(places, [place], "{name}");
            }
        }
    }
}

#[test]
fn each_field_has_its_words_in_both_languages() {
    for lang in Lang::ALL {
        let schema = schema(lang);
        for field in catalog().fields() {
            let mut at = &schema;
            for part in field.path.split('.') {
                let name = part.trim_end_matches("[]");
                assert_eq!(at["additionalProperties"], json!(false), "{}", field.path);
                at = &at["properties"][name];
                if part.ends_with("[]") {
                    at = &at["items"];
                }
            }
            assert_eq!(at["title"], field.title.get(lang), "{}", field.path);
            let says = at["description"].as_str().unwrap();
            assert!(says.starts_with(field.help.get(lang)), "{}", field.path);
            for choice in &field.choices {
                let told = says.contains(choice.title.get(lang));
                assert!(told && says.contains(&choice.id), "{}", field.path);
            }
            for other in Lang::ALL.into_iter().filter(|other| *other != lang) {
                let words = &at["x-garant"][other.code()];
                assert_eq!(words["title"], field.title.get(other), "{}", field.path);
                assert_eq!(words["help"], field.help.get(other), "{}", field.path);
            }
        }
    }
}

#[test]
fn the_words_of_choices_stand_beside_the_values_they_name() {
    let schema = schema(Lang::Fr);
    let phase = &schema["properties"]["system"]["properties"]["phase"];
    let titles = &phase["x-taplo"]["docs"]["enumValues"];
    let at = phase["enum"].as_array().unwrap();
    let at = at.iter().position(|id| id == "monitoring").unwrap();
    assert_eq!(titles[at], "en service et suivi");
    let waived = &schema["properties"]["waivers"]["items"]["properties"]["criterion"];
    let known = waived["anyOf"][0]["enum"].as_array().unwrap();
    assert_eq!(known.len(), catalog().criteria.len());
}

#[test]
fn criteria_of_a_pack_of_ones_own_are_known_too() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["catalog", "new", "mon-chu", "consent-names-the-tool"];
    assert_eq!(garant(folder.path(), &args).status.code(), Some(0));
    let out = garant(folder.path(), &["schema", "--catalog", "mon-chu"]);
    let schema: Value = serde_json::from_slice(&out.stdout).unwrap();
    let waived = &schema["properties"]["waivers"]["items"]["properties"]["criterion"];
    let known = waived["anyOf"][0]["enum"].as_array().unwrap();
    assert!(known.contains(&json!("mon-chu/consent-names-the-tool")));
}

#[test]
fn a_schema_is_written_whole_and_bears_no_address() {
    let folder = tempfile::tempdir().unwrap();
    let written = folder.path().join("garant.schema.json");
    let out = garant(
        folder.path(),
        &["schema", "-o", "garant.schema.json", "--lang", "fr"],
    );
    assert_eq!(out.status.code(), Some(0));
    assert!(out.stdout.is_empty());
    let text = fs::read_to_string(written).unwrap();
    let shown = garant(folder.path(), &["schema", "--lang", "fr"]);
    assert_eq!(text.as_bytes(), shown.stdout);
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert!(schema.get("$id").is_none());
    let out = garant(folder.path(), &["schema", "-o", "absent/s.json"]);
    assert_eq!(out.status.code(), Some(2));
}

#[test]
fn init_writes_a_schema_beside_and_names_it_first() {
    let folder = tempfile::tempdir().unwrap();
    let out = garant(folder.path(), &["init", "--schema", "--lang", "fr"]);
    assert_eq!(out.status.code(), Some(0));
    let text = fs::read_to_string(folder.path().join("garant.toml")).unwrap();
    assert_eq!(text.lines().next(), Some("#:schema ./garant.schema.json"));
    let schema = fs::read_to_string(folder.path().join("garant.schema.json")).unwrap();
    let shown = garant(folder.path(), &["schema", "--lang", "fr"]);
    assert_eq!(schema.as_bytes(), shown.stdout);
    // What is there stays: nothing is written over.
    let out = garant(folder.path(), &["init", "other.toml", "--schema"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(!folder.path().join("other.toml").exists());
    let out = garant(folder.path(), &["init", "-", "--schema"]);
    assert_eq!(out.status.code(), Some(2));
}
