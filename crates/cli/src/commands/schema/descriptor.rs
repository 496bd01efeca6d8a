//! The JSON Schema of a descriptor, for editors: what is not declared is refused, and each key and value says what it is.

use garant_rules::Catalog;
use garant_rules::field::Field;
use serde_json::{Value, json};

use super::leaf::Leaves;
use crate::setting::Setting;

/// The schema, its `title` and `description` in the language asked for, and in the others in `x-garant`.
pub(crate) fn descriptor(catalog: &Catalog, setting: &Setting) -> Value {
    let leaves = Leaves::new(catalog, setting);
    let mut root = object();
    for field in catalog.fields() {
        let parts: Vec<&str> = field.path.split('.').collect();
        insert(&mut root, &parts, field, &leaves);
    }
    for section in &catalog.sections {
        let properties = root.get_mut("properties").and_then(Value::as_object_mut);
        let slot = properties.and_then(|properties| properties.get_mut(&section.id));
        // A section that is itself a list bears the words of its field.
        if let Some(map) = slot.and_then(Value::as_object_mut)
            && !map.contains_key("title")
        {
            let lang = setting.lang;
            map.extend(said(section.title.get(lang), section.help.get(lang)));
            let words = leaves.elsewhere(&section.title, &section.help);
            map.insert("x-garant".to_owned(), words);
        }
    }
    if let Some(map) = root.as_object_mut() {
        let dialect = "https://json-schema.org/draft/2020-12/schema";
        map.insert("$schema".to_owned(), json!(dialect));
        map.extend(said("garant.toml", setting.words.get("schema.says")));
        required(map, "garant");
    }
    root
}

type Map = serde_json::Map<String, Value>;

fn object() -> Value {
    json!({"type": "object", "properties": {}, "additionalProperties": false})
}

pub(super) fn said(title: &str, description: &str) -> Map {
    let said = [("title", title), ("description", description)];
    let said = said.map(|(key, text)| (key.to_owned(), json!(text)));
    said.into_iter().collect()
}

fn required(map: &mut Map, key: &str) {
    let keys = map
        .entry("required")
        .or_insert_with(|| json!([]))
        .as_array_mut();
    if let Some(keys) = keys
        && !keys.contains(&json!(key))
    {
        keys.push(json!(key));
    }
}

fn insert(at: &mut Value, parts: &[&str], field: &Field, leaves: &Leaves<'_>) {
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
        properties.insert(name.to_owned(), leaves.leaf(field, object));
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
    insert(inner, rest, field, leaves);
    if field.required
        && let [key] = rest
        && let Some(map) = inner.as_object_mut()
    {
        required(map, key);
    }
}
