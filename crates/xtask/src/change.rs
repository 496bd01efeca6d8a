//! Changes of one condition, in its serialised form: `{"All": {"conditions": […]}}`.
//!
//! A named condition is opaque here: it is changed once, for all who use it.

use garant_rules::Value;
use garant_rules::operator::Quantity;
use serde_json::{Value as Json, json};

use crate::weaker::{bounds, droppable, quantity, say, step};

/// A condition with one thing changed.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where, below the condition: `.all[1].where`.
    pub place: String,
    /// What was changed, in words.
    pub says: String,
    /// The whole condition after the change.
    pub condition: Json,
}

impl Change {
    fn here(says: String, condition: Json) -> Self {
        Self {
            place: String::new(),
            says,
            condition,
        }
    }
}

/// All changes of a condition.
pub fn changes(condition: &Json) -> Vec<Change> {
    let Some((operator, body)) = parts(condition) else {
        return Vec::new();
    };
    match operator {
        "All" => group(operator, "Any", body),
        "Any" => group(operator, "All", body),
        "Every" => entries(operator, "Some", body),
        "Some" => entries(operator, "Every", body),
        "Not" => {
            let inner = body.get("condition").cloned().unwrap_or_default();
            let mut found = within(condition, "/Not/condition", ".not");
            found.push(Change::here("negation removed".to_owned(), inner));
            found
        }
        "Definition" => Vec::new(),
        _ => leaf(condition, operator, body),
    }
}

/// The operator and what it holds.
fn parts(condition: &Json) -> Option<(&str, &Json)> {
    let (operator, body) = condition.as_object()?.iter().next()?;
    Some((operator, body))
}

fn group(operator: &str, other: &str, body: &Json) -> Vec<Change> {
    let children = body
        .get("conditions")
        .and_then(Json::as_array)
        .cloned()
        .unwrap_or_default();
    let key = key(operator);
    let whole = json!({ operator: body });
    let mut found = Vec::new();
    if children.len() > 1 {
        let swapped = json!({ other: body });
        let says = format!("{key} → {}", self::key(other));
        found.push(Change::here(says, swapped));
    }
    for (index, child) in children.iter().enumerate() {
        let place = format!(".{key}[{index}]");
        if children.len() > 1 {
            let mut left = children.clone();
            left.remove(index);
            found.push(Change {
                place: place.clone(),
                says: format!("removed ({})", name(child)),
                condition: json!({ operator: { "conditions": left } }),
            });
        }
        let pointer = format!("/{operator}/conditions/{index}");
        found.extend(within(&whole, &pointer, &place));
    }
    found
}

fn entries(operator: &str, other: &str, body: &Json) -> Vec<Change> {
    let key = key(operator);
    let whole = json!({ operator: body });
    let says = format!("{key} → {}", self::key(other));
    let mut found = vec![Change::here(says, json!({ other: body }))];
    if body.get("filter").is_some_and(|filter| !filter.is_null()) {
        let place = format!(".{key}.where");
        found.push(Change {
            place: place.clone(),
            says: "removed".to_owned(),
            condition: replaced(&whole, &format!("/{operator}/filter"), Json::Null),
        });
        found.extend(within(&whole, &format!("/{operator}/filter"), &place));
    }
    let pointer = format!("/{operator}/require");
    found.extend(within(&whole, &pointer, &format!(".{key}.require")));
    found
}

fn leaf(condition: &Json, operator: &str, body: &Json) -> Vec<Change> {
    let key = key(operator);
    let path = path(body);
    let mut found = Vec::new();
    if operator != "Present" {
        found.push(Change::here(
            format!("{key} → present {path}"),
            json!({ "Present": { "path": path } }),
        ));
    }
    if body.get("within").is_some_and(|within| !within.is_null()) {
        found.push(Change::here(
            format!("within removed of {key} {path}"),
            replaced(condition, &format!("/{operator}/within"), Json::Null),
        ));
    }
    for pointer in droppable(operator) {
        let part = body.pointer(pointer).filter(|part| !part.is_null());
        if part.is_some() {
            let name = pointer.trim_start_matches('/').replace('_', "-");
            found.push(Change::here(
                format!("{} removed of {key} {path}", name.replace('/', ".")),
                replaced(condition, &format!("/{operator}{pointer}"), Json::Null),
            ));
        }
    }
    for (pointer, way) in bounds(operator) {
        let Some(Quantity::Constant(value)) = quantity(body, pointer) else {
            continue;
        };
        let Some(weaker) = step(&value, *way) else {
            continue;
        };
        // No list has fewer entries than none.
        if operator == "Count" && weaker == Value::Integer(-1) {
            continue;
        }
        let says = format!("{key} {path}: {} → {}", say(&value), say(&weaker));
        let pointer = format!("/{operator}{pointer}");
        let weaker = json!(Quantity::Constant(weaker));
        found.push(Change::here(says, replaced(condition, &pointer, weaker)));
    }
    found
}

/// The changes of an inner condition, as changes of the whole.
fn within(whole: &Json, pointer: &str, place: &str) -> Vec<Change> {
    let inner = whole.pointer(pointer).map(changes).unwrap_or_default();
    inner
        .into_iter()
        .map(|change| Change {
            place: format!("{place}{}", change.place),
            says: change.says,
            condition: replaced(whole, pointer, change.condition),
        })
        .collect()
}

/// A copy with another value at a pointer.
pub fn replaced(whole: &Json, pointer: &str, new: Json) -> Json {
    let mut copy = whole.clone();
    if let Some(place) = copy.pointer_mut(pointer) {
        *place = new;
    }
    copy
}

/// The key of an operator as a catalog writes it.
fn key(operator: &str) -> String {
    let mut out = String::new();
    for c in operator.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// The path that an operator reads first.
fn path(body: &Json) -> &str {
    ["/path", "/list", "/id", "/subject/evidence"]
        .iter()
        .find_map(|place| body.pointer(place)?.as_str())
        .unwrap_or_default()
}

/// A condition in short.
fn name(condition: &Json) -> String {
    let Some((operator, body)) = parts(condition) else {
        return String::new();
    };
    let value = match body.get("value") {
        Some(Json::String(id)) => id.clone(),
        Some(Json::Object(typed)) => typed.values().map(plain).collect(),
        _ => String::new(),
    };
    let parts = [key(operator), path(body).to_owned(), value];
    parts.join(" ").trim_end().to_owned()
}

fn plain(value: &Json) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
