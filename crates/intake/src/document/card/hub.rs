//! Hugging Face: YAML front matter, then the hub's own headings.

use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::json;

use super::Content;
use super::out::Out;

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
        let _ = writeln!(out, "# {}\n\n{}", text(&title), text(&content.about()));
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
            let said = content.tree.text(&format!("{part}/text"));
            let bare = content.tree.get(&part).is_none() && next <= *level;
            if let Some(said) = said.or_else(|| bare.then(|| content.nothing())) {
                let _ = writeln!(out, "\n{}", body(&said));
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
                            let _ = writeln!(out, "- **{}:** {}", capital(label), text(value));
                        }
                    }
                }
            }
        }
        let missing = content.said(&content.words.missing);
        let _ = writeln!(out, "\n## {missing}\n");
        for (title, path) in content.without_source() {
            let _ = writeln!(out, "- {} (`{path}`)", text(title));
        }
        Some(out)
    }
}

/// The front matter: results of everyone in the form of the hub, JSON being YAML too.
fn front(content: &Content<'_>) -> Option<String> {
    let name = super::fill::line(content.stated.text(super::NAME)?);
    let mut out = String::from("---\ntags:\n- health\n");
    let overall: Vec<_> = content
        .results()
        .into_iter()
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
        let _ = writeln!(out, "- name: {}", json!(name));
        let _ = writeln!(out, "  results:");
        for result in results {
            let _ = writeln!(out, "  - {result}");
        }
    }
    out.push_str("---\n\n");
    Some(out)
}

/// All results, those of groups too, for people.
fn table(content: &Content<'_>, out: &mut String) {
    let results = content.results();
    let Some(columns) = content.word(&content.words.columns) else {
        return;
    };
    if results.is_empty() {
        return;
    }
    let columns: Vec<String> = columns.iter().map(|column| text(column)).collect();
    let _ = writeln!(out, "\n{}\n", content.said(&content.words.results));
    let _ = writeln!(out, "| {} |", columns.join(" | "));
    let _ = writeln!(out, "|{}", " --- |".repeat(columns.len()));
    for own in &results {
        let interval = own
            .interval
            .map_or_else(String::new, |(low, high)| format!("{low} – {high}"));
        let group = own.group.as_deref().unwrap_or_default();
        let _ = writeln!(
            out,
            "| {} | {} | {interval} | {} |",
            text(&own.title),
            own.value,
            text(group)
        );
    }
}

fn capital(label: &str) -> String {
    let mut chars = label.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}

/// Lines that stay lines; each is a text, or an item of a list.
fn body(said: &str) -> String {
    let lines = said.lines().map(|line| match line.strip_prefix("- ") {
        Some(item) => format!("- {}", text(item)),
        None => text(line),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A text that cannot leave its place in Markdown.
fn text(said: &str) -> String {
    let mut out = String::with_capacity(said.len());
    let mut chars = said.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Within a word it means nothing, and addresses have it.
            '_' if before.is_alphanumeric() && next.is_alphanumeric() => out.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
        before = c;
    }
    // What begins a heading, a list or a fence at the start of a line.
    if out.starts_with(['#', '-', '+', '~', '=']) {
        out.insert(0, '\\');
    }
    out
}
