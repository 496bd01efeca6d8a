//! The built-in files that a user may replace, each with a head that says in both languages what it is, in a comment of its own kind.

use garant_rules::Lang;
use garant_rules::words::fill;
use toml::{Table, Value};

use crate::assets::FILES;

/// The file that says what the others are.
const ABOUT: &str = "about.toml";

/// The paths of the files that may be replaced, sorted.
pub fn replaceable() -> Vec<String> {
    let about = about();
    let mut names: Vec<String> = entries(&about)
        .filter_map(|entry| Some(entry.get("name")?.as_str()?.to_owned()))
        .collect();
    names.sort();
    names
}

/// The built-in files that may be replaced, each with its head; they render what the built-in ones render.
pub fn ejected() -> Vec<(String, String)> {
    let about = about();
    let mut files: Vec<(String, String)> = entries(&about)
        .filter_map(|entry| {
            let name = entry.get("name")?.as_str()?;
            let (_, text) = FILES.iter().find(|(known, _)| *known == name)?;
            let head = Lang::ALL.map(|lang| said(&about, entry, name, lang));
            Some((name.to_owned(), comment(name, &head.join("\n")) + text))
        })
        .collect();
    files.sort();
    files
}

fn about() -> Table {
    let text = FILES.iter().find(|(name, _)| *name == ABOUT);
    text.and_then(|(_, text)| text.parse().ok())
        .unwrap_or_default()
}

fn entries(about: &Table) -> impl Iterator<Item = &Table> {
    let files = about.get("file").and_then(Value::as_array);
    files.into_iter().flatten().filter_map(Value::as_table)
}

fn said(about: &Table, entry: &Table, name: &str, lang: Lang) -> String {
    let word = |table: Option<&Value>| {
        table
            .and_then(|table| table.get(lang.code())?.as_str())
            .unwrap_or_default()
            .trim_end()
            .to_owned()
    };
    let kind = entry
        .get("kind")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let kinds = about.get("kind").and_then(|kinds| kinds.get(kind));
    fill(
        &format!("{}\n", word(about.get("head"))),
        &[
            ("name", name),
            ("what", &word(entry.get("what"))),
            ("data", &word(entry.get("data"))),
            ("may", &word(kinds)),
        ],
    )
}

/// A text as a comment of a file's own kind, with nothing that could end it.
fn comment(name: &str, text: &str) -> String {
    let text = text.trim_end();
    if name.ends_with(".toml") {
        let lines = text.lines().map(|line| format!("# {line}"));
        let lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
        return format!("{}\n\n", lines.join("\n"));
    }
    if name.ends_with(".css") {
        return format!("/*\n{}\n*/\n", text.replace("*/", "* /"));
    }
    format!("{{#\n{}\n#}}\n", text.replace("#}", "# }"))
}
