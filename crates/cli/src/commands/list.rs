//! `garant list`: what the catalog holds.

use clap::ArgMatches;
use serde_json::{Value, json};

use super::string;
use crate::exit::Exit;
use crate::output;
use crate::setting::Setting;

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let Some(catalog) = setting.catalog(string(matches, "catalog")) else {
        return Exit::Failed;
    };
    let lang = setting.lang;
    let what = string(matches, "what").map_or("criteria", String::as_str);
    let rows: Vec<Value> = match what {
        "fields" => catalog
            .fields()
            .map(|field| {
                json!({"id": field.path, "type": field.kind.code(), "title": field.title.get(lang), "help": field.help.get(lang),
                    "choices": field.choices.iter().map(|choice| choice.id.as_str()).collect::<Vec<_>>(), "actor": field.actor})
            })
            .collect(),
        "sources" => catalog
            .sources
            .iter()
            .map(|source| json!({"id": source.id, "title": source.title.get(lang), "url": source.url, "verification": source.verification}))
            .collect(),
        "profiles" => catalog
            .profiles
            .iter()
            .map(|profile| json!({"id": profile.id, "title": profile.title.get(lang), "says": profile.says.get(lang), "gate": profile.gate}))
            .collect(),
        "principles" => catalog
            .principles
            .iter()
            .map(|term| json!({"id": term.id, "code": term.code, "title": term.title.get(lang), "says": term.says.get(lang), "key": term.key}))
            .collect(),
        _ => catalog
            .criteria
            .iter()
            .map(|criterion| {
                json!({"id": criterion.id, "code": criterion.code, "title": criterion.title.get(lang), "principle": criterion.principle,
                    "phase": criterion.phase, "level": criterion.level, "actors": criterion.actors})
            })
            .collect(),
    };
    if string(matches, "format").is_some_and(|format| format == "json") {
        let text = serde_json::to_string_pretty(&rows).unwrap_or_default();
        output::out(&format!("{text}\n"));
        return Exit::Holds;
    }
    let mut text = String::new();
    for row in &rows {
        let cell = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or("");
        let head = if cell("code").is_empty() {
            cell("id").to_owned()
        } else {
            format!("{}  {}", cell("code"), cell("id"))
        };
        let kind = [cell("type"), cell("level"), cell("verification")]
            .into_iter()
            .find(|kind| !kind.is_empty());
        text.push_str(&format!(
            "{head}{}\n    {}\n",
            kind.map(|kind| format!("  ({kind})")).unwrap_or_default(),
            cell("title")
        ));
    }
    output::out(&text);
    Exit::Holds
}
