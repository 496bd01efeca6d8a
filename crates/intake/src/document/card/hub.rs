//! Hugging Face: YAML front matter, then the hub's own headings.

use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::json;

use super::Content;
use super::out::{Out, shown};
use crate::document::verbatim::{MARK, VERSION, markdown, markdown_list};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Level and words of each heading, in order.
    headings: Vec<(usize, String)>,
}

impl Form {
    pub(super) fn write(&self, content: &Content<'_>) -> Option<String> {
        let title = content.tree.text("title")?;
        let mut out = front(content)?;
        let _ = writeln!(out, "# {}\n\n{}", line(&title), line(&content.about()));
        let levels = self
            .headings
            .iter()
            .skip(1)
            .map(|(level, _)| *level)
            .chain([1]);
        for ((level, words), next) in self.headings.iter().zip(levels) {
            let part = format!("headings/{}", words.to_lowercase());
            let _ = writeln!(out, "\n{} {words}", "#".repeat(*level));
            if words.to_lowercase() == "evaluation" {
                table(content, &mut out);
            }
            let said = content.tree.get(&format!("{part}/text")).and_then(body);
            let bare = content.tree.get(&part).is_none() && next <= *level;
            if let Some(said) = said.or_else(|| bare.then(|| line(&content.nothing()))) {
                let _ = writeln!(out, "\n{said}");
            }
            if let Some(Out::Map(bullets)) = content.tree.get(&format!("{part}/bullets")) {
                out.push('\n');
                for (label, value) in bullets {
                    let values = match value {
                        Out::List(values) => values.as_slice(),
                        value => std::slice::from_ref(value),
                    };
                    for value in values {
                        if let Out::Text(value) = value {
                            let _ = writeln!(out, "- **{}:** {}", capital(label), line(value));
                        }
                    }
                }
            }
        }
        let missing = content.said(&content.words.missing);
        let _ = writeln!(out, "\n## {missing}\n");
        for (title, path) in content.without_source() {
            let _ = writeln!(out, "- {} (`{path}`)", line(title));
        }
        Some(out)
    }
}

/// The front matter: results of everyone in the form of the hub, JSON being YAML too.
fn front(content: &Content<'_>) -> Option<String> {
    let name = content.stated.text(super::NAME)?;
    let mut out = format!("---\n{MARK}: {VERSION}\ntags:\n- health\n");
    let overall: Vec<_> = content
        .results()
        .filter(|own| own.group.is_none())
        .collect();
    if !overall.is_empty() {
        let nothing = content.nothing();
        let results: Vec<_> = overall
            .iter()
            .map(|own| {
                json!({
                    "task": { "type": "other" },
                    "dataset": { "name": own.dataset.as_ref().unwrap_or(&nothing), "type": "other" },
                    "metrics": [{ "type": own.label, "value": own.value }],
                })
            })
            .collect();
        let _ = writeln!(out, "model-index:");
        let _ = writeln!(out, "- name: {}", shown(&json!(name)));
        let _ = writeln!(out, "  results:");
        for result in results {
            let _ = writeln!(out, "  - {}", shown(&result));
        }
    }
    out.push_str("---\n\n");
    Some(out)
}

/// All results, those of groups too, for people.
fn table(content: &Content<'_>, out: &mut String) {
    let results = &content.outcomes;
    let Some(columns) = content.word(&content.words.columns) else {
        return;
    };
    if results.is_empty() {
        return;
    }
    let columns: Vec<String> = columns.iter().map(|column| line(column)).collect();
    let _ = writeln!(out, "\n{}\n", content.said(&content.words.results));
    let _ = writeln!(out, "| {} |", columns.join(" | "));
    let _ = writeln!(out, "|{}", " --- |".repeat(columns.len()));
    for own in results {
        let shown = own.interval.filter(|_| !own.masked);
        let interval = shown.map_or_else(String::new, |(low, high)| format!("{low} – {high}"));
        let value = if own.masked {
            line(&content.said(&content.words.few))
        } else {
            own.value.to_string()
        };
        let group = own.group.as_deref().unwrap_or_default();
        let _ = writeln!(
            out,
            "| {} | {value} | {interval} | {} |",
            line(&own.title),
            line(group)
        );
    }
    if let Some(said) = content.masked() {
        let _ = writeln!(out, "\n{}", line(&said));
    }
}

fn capital(label: &str) -> String {
    let mut chars = label.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}

/// What stands under a heading: a text with its lines, or a list.
fn body(said: &Out) -> Option<String> {
    match said {
        Out::Text(text) => Some(markdown(text, true)),
        Out::Texts(texts) => Some(markdown_list(texts)),
        _ => None,
    }
}

/// A text on one line.
fn line(said: &str) -> String {
    markdown(said, false)
}
