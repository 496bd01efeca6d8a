//! `garant schema`: the JSON Schemas of the descriptor, from the field catalog, of the audit, and of figures.

use clap::ArgMatches;
use garant_core::Audit;
use garant_measure::predictions::{Report, Tally};
use garant_measure::{drift, oversight, perturbation};
use garant_rules::Catalog;
use garant_rules::Lang;
use garant_rules::field::{Field, Kind};
use serde_json::{Map, Value, json};

use super::string;
use crate::exit::Exit;
use crate::output;
use crate::setting::Setting;

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let schema = match string(matches, "what").map(String::as_str) {
        Some("audit") => garant_core::audit_schema::<Audit>(),
        Some("predictions") => garant_measure::schema::<Report>(),
        Some("oversight") => garant_measure::schema::<oversight::Report>(),
        Some("perturbation") => garant_measure::schema::<perturbation::Report>(),
        Some("drift") => garant_measure::schema::<drift::Report>(),
        Some("tally") => garant_measure::schema::<Tally>(),
        _ => match setting.catalog(None) {
            Some(catalog) => descriptor(&catalog, setting.lang),
            None => return Exit::Failed,
        },
    };
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    output::out(&format!("{text}\n"));
    Exit::Holds
}

/// The schema of a descriptor, as editors use it.
fn descriptor(catalog: &Catalog, lang: Lang) -> Value {
    let mut root = object();
    for field in catalog.fields() {
        let parts: Vec<&str> = field.path.split('.').collect();
        insert(&mut root, &parts, field, lang);
    }
    if let Some(map) = root.as_object_mut() {
        map.insert(
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        map.insert("title".to_owned(), json!("garant.toml"));
        map.insert("required".to_owned(), json!(["garant"]));
    }
    root
}

fn object() -> Value {
    json!({"type": "object", "properties": {}, "additionalProperties": false})
}

fn insert(at: &mut Value, parts: &[&str], field: &Field, lang: Lang) {
    let Some((head, rest)) = parts.split_first() else {
        return;
    };
    let (name, listed) = head
        .strip_suffix("[]")
        .map_or((*head, false), |name| (name, true));
    let Some(properties) = at.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    if rest.is_empty() {
        properties.insert(name.to_owned(), leaf(field, lang));
        return;
    }
    let slot = properties.entry(name.to_owned()).or_insert_with(object);
    let inner = if listed {
        slot.get_mut("items")
    } else {
        Some(slot)
    };
    let Some(inner) = inner else {
        return;
    };
    insert(inner, rest, field, lang);
    if field.required
        && rest.len() == 1
        && let Some(map) = inner.as_object_mut()
        && let Some(required) = map
            .entry("required")
            .or_insert_with(|| json!([]))
            .as_array_mut()
    {
        required.extend(rest.iter().map(|name| json!(name)));
    }
}

fn leaf(field: &Field, lang: Lang) -> Value {
    let ids: Vec<&str> = field
        .choices
        .iter()
        .map(|choice| choice.id.as_str())
        .collect();
    let kind = match field.kind {
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Integer => json!({"type": "integer"}),
        Kind::Number => json!({"type": "number"}),
        Kind::Date => json!({"type": "string", "format": "date"}),
        Kind::Texts => json!({"type": "array", "items": {"type": "string"}}),
        Kind::Choice => json!({"type": "string", "enum": ids}),
        Kind::Choices => json!({"type": "array", "items": {"type": "string", "enum": ids}}),
        Kind::List => json!({"type": "array", "items": object()}),
        Kind::Url => json!({"type": "string", "pattern": "^https?://"}),
        _ => json!({"type": "string"}),
    };
    let mut map: Map<String, Value> = kind.as_object().cloned().unwrap_or_default();
    map.insert("title".to_owned(), json!(field.title.get(lang)));
    map.insert("description".to_owned(), json!(field.help.get(lang)));
    if matches!(field.kind, Kind::Integer | Kind::Number) {
        map.extend(field.min.map(|min| ("minimum".to_owned(), json!(min))));
        map.extend(field.max.map(|max| ("maximum".to_owned(), json!(max))));
    }
    Value::Object(map)
}
