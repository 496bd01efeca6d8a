//! One field in a schema: its type, its bounds, and its words.

use garant_rules::field::{Choice, Field, Kind};
use garant_rules::lang::Said;
use garant_rules::{Catalog, Lang};
use serde_json::{Map, Value, json};

use super::descriptor::said;
use crate::setting::Setting;

/// What the fields of a catalog need to be told.
pub(super) struct Leaves<'a> {
    setting: &'a Setting,
    criteria: Vec<Choice>,
    profiles: Vec<Choice>,
}

impl<'a> Leaves<'a> {
    pub(super) fn new(catalog: &Catalog, setting: &'a Setting) -> Self {
        let choice = |id: &String, title: &Said| Choice {
            id: id.clone(),
            title: title.clone(),
        };
        let criteria = catalog.criteria.iter();
        let profiles = catalog.profiles.iter();
        Self {
            setting,
            criteria: criteria
                .map(|found| choice(&found.id, &found.title))
                .collect(),
            profiles: profiles
                .map(|found| choice(&found.id, &found.title))
                .collect(),
        }
    }

    /// A field's schema; `object` is that of an entry before its fields are known.
    pub(super) fn leaf(&self, field: &Field, object: fn() -> Value) -> Value {
        let lang = self.setting.lang;
        let says = said(field.title.get(lang), &self.description(field));
        let mut map = Map::new();
        let set = |map: &mut Map<String, Value>, key: &str, value: Value| {
            map.insert(key.to_owned(), value);
        };
        set(&mut map, "type", json!(form(field.kind)));
        match field.kind {
            Kind::Choice => map.extend(self.one_of(&field.choices)),
            Kind::Criterion => {
                // A code, an id without its pack and the id of a pack that is not read here name a criterion too.
                let mut known = self.one_of(&self.criteria);
                known.extend(says.clone());
                set(&mut known, "type", json!("string"));
                let form = json!({"type": "string", "pattern": "^[A-Za-z0-9-]+(/[a-z0-9-]+)?$"});
                set(&mut map, "anyOf", json!([known, form]));
            }
            Kind::Profile => map.extend(self.one_of(&self.profiles)),
            Kind::Choices => {
                let mut items = self.one_of(&field.choices);
                set(&mut items, "type", json!("string"));
                set(&mut map, "items", Value::Object(items));
            }
            Kind::Texts => set(&mut map, "items", json!({"type": "string"})),
            Kind::List => {
                let mut items = object();
                if let Some(items) = items.as_object_mut() {
                    // Editors show the words of an entry, not those of the list, on `[[…]]`.
                    items.extend(says.clone());
                }
                set(&mut map, "items", items);
            }
            Kind::Date => set(&mut map, "format", json!("date")),
            Kind::Duration => set(&mut map, "pattern", json!("^P([0-9]+[YMWD])+$")),
            Kind::Url => set(
                &mut map,
                "pattern",
                json!("^[Hh][Tt][Tt][Pp][Ss]?://[^\\s]+$"),
            ),
            Kind::Integer | Kind::Number => {
                map.extend(field.min.map(|min| ("minimum".to_owned(), number(min))));
                map.extend(field.max.map(|max| ("maximum".to_owned(), number(max))));
            }
            Kind::Bool | Kind::Text | Kind::Evidence => {}
        }
        map.extend(says);
        set(
            &mut map,
            "x-garant",
            self.elsewhere(&field.title, &field.help),
        );
        Value::Object(map)
    }

    /// Title and help in the languages not asked for.
    pub(super) fn elsewhere(&self, title: &Said, help: &Said) -> Value {
        let others = Lang::ALL
            .into_iter()
            .filter(|lang| *lang != self.setting.lang);
        let words = |lang: Lang| json!({"title": title.get(lang), "help": help.get(lang)});
        let others = others.map(|lang| (lang.code().to_owned(), words(lang)));
        Value::Object(others.collect())
    }

    /// An `enum`: every editor completes it, and a wrong value is one error, where `oneOf` gives one for each choice.
    fn one_of(&self, choices: &[Choice]) -> Map<String, Value> {
        let ids: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
        let titles = choices.iter();
        let titles: Vec<&str> = titles
            .map(|choice| choice.title.get(self.setting.lang))
            .collect();
        let docs = json!({"docs": {"enumValues": titles}});
        [
            ("enum".to_owned(), json!(ids)),
            ("x-taplo".to_owned(), docs),
        ]
        .into_iter()
        .collect()
    }

    /// What to write, then the choices in words, the unit and an example, for editors that show the description alone.
    fn description(&self, field: &Field) -> String {
        let lang = self.setting.lang;
        let mut parts = vec![field.help.get(lang).to_owned()];
        let told = |key: &str, id: &str, what: &str| {
            let args = [("id", id), ("what", what)];
            self.setting.words.fill(key, &args)
        };
        let choices = match field.kind {
            Kind::Profile => &self.profiles,
            _ => &field.choices,
        };
        let lines: Vec<String> = choices
            .iter()
            .map(|choice| told("schema.choice", &choice.id, choice.title.get(lang)))
            .collect();
        if lines.is_empty() {
            let unit = field.unit.as_ref().map(|unit| unit.get(lang));
            parts.extend(unit.map(|unit| told("schema.unit", "", unit)));
            let example = field.example.as_ref();
            parts.extend(example.map(|example| told("schema.example", "", example)));
        } else {
            parts.push(lines.join("\n"));
        }
        parts.join("\n\n")
    }
}

/// The type in JSON. A reader of TOML gives a date as a text.
fn form(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "boolean",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Texts | Kind::Choices | Kind::List => "array",
        _ => "string",
    }
}

/// A bound without the point that a whole number does not have.
fn number(bound: f64) -> Value {
    if bound.fract() != 0.0 {
        return json!(bound);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounds of the catalog are far below 2^63"
    )]
    let whole = bound as i64;
    json!(whole)
}
