//! A row of `garant list` for a terminal: what it is, its title, and whether it binds.

use garant_rules::Catalog;
use serde_json::Value;

use crate::setting::Setting;

/// A row for a terminal.
pub(super) fn row(setting: &Setting, catalog: &Catalog, row: &Value) -> String {
    let lang = setting.lang;
    let cell = |row: &Value, key: &str| {
        row.get(key)
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    };
    let word = |kind: &str, code: String| {
        let key = format!("{kind}.{code}");
        let known = catalog.words.get(&key, lang);
        if known == key { code } else { known.to_owned() }
    };
    let standing = |row: &Value| {
        let code = cell(row, "status");
        if code.is_empty() {
            return String::new();
        }
        let from = cell(row, "from");
        let since = if from.is_empty() {
            String::new()
        } else {
            format!(
                ", {}",
                setting.words.fill(
                    if code == "binds" {
                        "report.from-binds"
                    } else {
                        "report.from-later"
                    },
                    &[("date", &setting.words.date(&from))]
                )
            )
        };
        let because = cell(row, "because");
        let because = if because.is_empty() {
            String::new()
        } else {
            format!(" – {because}")
        };
        format!("{}{since}{because}", word("status", code))
    };
    let code = cell(row, "code");
    let id = cell(row, "id");
    let head = if code.is_empty() {
        id
    } else {
        format!("{code}  {id}")
    };
    let level = cell(row, "level");
    let kinds: Vec<String> = if level.is_empty() {
        [
            ("force", cell(row, "force")),
            ("verification", cell(row, "verification")),
            ("", cell(row, "type")),
        ]
        .into_iter()
        .filter(|(_, code)| !code.is_empty())
        .map(|(kind, code)| word(kind, code))
        .collect()
    } else {
        let title = |terms: &[garant_rules::catalog::Term], id: &str| {
            terms
                .iter()
                .find(|term| term.id == id)
                .map_or_else(|| id.to_owned(), |term| term.title.get(lang).to_owned())
        };
        vec![
            title(&catalog.levels, &level),
            title(&catalog.phases, &cell(row, "phase")),
        ]
    };
    let kinds = if kinds.is_empty() {
        String::new()
    } else {
        format!("  ({})", kinds.join(", "))
    };
    let mut out = format!("{head}{kinds}\n    {}\n", cell(row, "title"));
    let own = standing(row);
    if !own.is_empty() {
        out.push_str(&format!("    → {own}\n"));
    }
    for place in row
        .get("locators")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let standing = standing(place);
        if !standing.is_empty() {
            out.push_str(&format!("    {} → {standing}\n", cell(place, "at")));
        }
    }
    out
}
