//! The mappings as data, against the catalog; and the words of all that is told.

use std::collections::BTreeSet;

use garant_intake::document::{Kind, Refusal, remark};
use garant_report::{Assets, Words};
use garant_rules::Lang;
use garant_rules::catalog::declared;
use garant_rules::field::{Field, Kind as FieldKind};

use crate::harness::{catalog, files, root};

fn mappings() -> Vec<(String, toml::Table)> {
    let mut found = Vec::new();
    files(&root().join("rules/documents"), ".toml", &mut found);
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (
            name,
            std::fs::read_to_string(path).unwrap().parse().unwrap(),
        )
    };
    found.into_iter().map(read).collect()
}

fn tables<'t>(table: &'t toml::Table, key: &str) -> Vec<&'t toml::Table> {
    let items = table.get(key).and_then(toml::Value::as_array);
    let items = items.into_iter().flatten();
    items.map(|item| item.as_table().unwrap()).collect()
}

fn string<'t>(table: &'t toml::Table, key: &str) -> &'t str {
    table.get(key).and_then(toml::Value::as_str).unwrap_or("")
}

fn field(path: &str) -> &'static Field {
    catalog()
        .field(&declared(path))
        .unwrap_or_else(|| panic!("{path} is no field of the catalog"))
}

fn sound(name: &str, rule: &toml::Table, path: &str) {
    let field = field(path);
    let how = string(rule, "how");
    let fits: &[FieldKind] = match how {
        "text" | "joined" | "key" => &[FieldKind::Text],
        "texts" => &[FieldKind::Texts],
        "url" => &[FieldKind::Url],
        "choice" => &[FieldKind::Choice],
        "number" => &[FieldKind::Number],
        // Nothing is taken.
        "ask" | "other-quantity" => return,
        other => panic!("{name}: {path} is read as {other}"),
    };
    assert!(fits.contains(&field.kind), "{name}: {path} is no {how}");
    let values = rule.get("values").and_then(toml::Value::as_table);
    assert_eq!(how == "choice", values.is_some(), "{name}: {path}");
    for (word, id) in values.into_iter().flatten() {
        let known = |id: &str| field.choices.iter().any(|choice| choice.id == id);
        assert!(known(id.as_str().unwrap()), "{name}: {path} has no {id}");
        assert_eq!(*word, word.to_lowercase(), "{name}: {path}");
    }
    let unit = rule.get("unit").and_then(toml::Value::as_table);
    assert_eq!(how == "number", unit.is_some(), "{name}: {path}");
    if let Some(unit) = unit {
        assert!(!string(unit, "from").is_empty(), "{name}: {path}");
        assert_eq!(string(unit, "to"), field.unit.as_ref().unwrap().en);
        assert!(unit["factor"].as_float().unwrap() > 0.0);
    }
}

#[test]
fn every_target_is_a_field_every_choice_is_one_and_every_conversion_knows_its_units() {
    let mut rules = 0;
    for (name, mapping) in mappings() {
        for rule in tables(&mapping, "field") {
            sound(&name, rule, string(rule, "to"));
            rules += 1;
        }
        for entry in tables(&mapping, "entry") {
            let list = string(entry, "list");
            assert_eq!(field(list).kind, FieldKind::List, "{name}: {list}");
            let own = tables(entry, "field");
            for rule in &own {
                sound(&name, rule, &format!("{list}[].{}", string(rule, "to")));
                rules += 1;
            }
            let fixed = entry.get("fixed").and_then(toml::Value::as_table);
            for (key, value) in fixed.into_iter().flatten() {
                let field = field(&format!("{list}[].{key}"));
                let value = value.as_str().unwrap();
                let known = field.choices.iter().any(|choice| choice.id == value);
                assert_eq!(
                    known,
                    field.kind == FieldKind::Choice,
                    "{name}: {list} {key}"
                );
            }
            // What every entry must have is fixed, or the entry needs it.
            let prefix = format!("{list}[].");
            for must in catalog().fields().filter(|field| field.required) {
                let Some(key) = must.path.strip_prefix(&prefix) else {
                    continue;
                };
                let needed = entry["needs"].as_array().unwrap();
                let there = fixed.is_some_and(|fixed| fixed.contains_key(key));
                let needs = needed.iter().any(|need| need.as_str() == Some(key));
                assert!(
                    there || (needs && needed.len() == 1),
                    "{name}: {list} {key}"
                );
            }
        }
        for activity in tables(&mapping, "activity") {
            for key in ["energy", "emissions"] {
                let quantity = activity[key].as_table().unwrap();
                let field = field(string(quantity, "to"));
                assert_eq!(string(quantity, "unit"), field.unit.as_ref().unwrap().en);
                assert!(!quantity["units"].as_table().unwrap().is_empty());
            }
        }
    }
    assert!(rules > 60, "{rules}");
}

#[test]
fn labels_lead_to_metrics_and_attributes_and_none_to_two() {
    let all = mappings();
    let (_, common) = all.iter().find(|(name, _)| name == "common.toml").unwrap();
    let mut seen = BTreeSet::new();
    for (key, id, path) in [
        ("metric", "id", "evaluation.results[].metric"),
        ("group", "attribute", "evaluation.results[].attribute"),
    ] {
        for table in tables(common, key) {
            let id = string(table, id);
            assert!(
                field(path).choices.iter().any(|choice| choice.id == id),
                "{id}"
            );
            for label in table["labels"].as_array().unwrap() {
                let label = label.as_str().unwrap();
                assert_eq!(label, label.to_lowercase());
                assert!(seen.insert(label.to_owned()), "{label} stands twice");
            }
        }
    }
    assert!(seen.len() > 30);
}

#[test]
fn all_that_is_told_has_words_and_a_way_out_in_both_languages() {
    let assets = Assets::default();
    for lang in Lang::ALL {
        let words = Words::new(&assets, lang);
        let refusals = Refusal::codes();
        let codes = refusals.iter().map(|code| ("refusal", *code));
        let codes = codes.chain(remark::CODES.iter().map(|code| ("remark", *code)));
        for (area, code) in codes {
            for part in ["message", "help"] {
                let key = format!("intake.{area}.{code}.{part}");
                assert!(words.has(&key), "{key}");
            }
        }
        for kind in Kind::ALL {
            assert!(words.has(&format!("intake.kind.{}", kind.code())));
        }
    }
}

#[test]
fn what_documents_are_read_by_changes_no_catalog() {
    assert!(catalog().sections.len() > 10);
    let name = "documents/chai.toml".to_owned();
    let with = |text: &str| {
        let files = vec![(name.clone(), text.to_owned())];
        garant_rules::load::load(&files).unwrap_err().len()
    };
    assert_eq!(with("not = toml = at all"), with("a = 1"));
}
