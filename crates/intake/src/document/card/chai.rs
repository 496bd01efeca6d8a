//! CHAI applied model card, schema v0.2: every element that the schema asks for, in its order.

use std::fmt::Write as _;

use garant_source::visible::is_hidden;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesPI, BytesText, Event};
use serde::Deserialize;
use serde_json::json;

use super::Content;
use super::results::Outcome;
use crate::document::verbatim::{MARK, VERSION};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    namespace: String,
    root: String,
    elements: Vec<String>,
    overall: String,
    groups: String,
    results: Vec<String>,
    empty: Vec<String>,
    optional: Vec<String>,
    about: String,
}

/// An element: its name, and a text or what is in it.
struct Element {
    name: String,
    text: Option<String>,
    inner: Vec<Self>,
}

impl Form {
    pub(super) fn write(&self, content: &Content<'_>) -> Option<String> {
        let mut root = Element::new(&self.root);
        for path in &self.elements {
            let known = content.tree.text(&format!("{}/{path}", self.root));
            if self.results.contains(path) {
                let own = content.results().filter(|one| match &one.group {
                    Some(_) => *path == self.groups,
                    None => *path == self.overall,
                });
                let own: Vec<&Outcome> = own.collect();
                let inner = measured(&own, &content.nothing());
                root.with(path, |element| element.inner = inner);
            } else if self.empty.contains(path) {
                root.with(path, |_| {});
            } else if *path == self.about {
                let missing = content.without_source();
                let missing = missing.map(|(title, path)| format!("{title} ({path})"));
                let missing = missing.collect::<Vec<_>>().join("; ");
                let head = content.said(&content.words.missing);
                let masked = content.masked().map(|said| format!(" {said}"));
                let masked = masked.unwrap_or_default();
                let told = format!("{}{masked} {head}: {missing}", content.about());
                root.with(path, |element| element.text = Some(told));
            } else if known.is_some() || !self.optional.contains(path) {
                let text = known.unwrap_or_else(|| content.nothing());
                root.with(path, |element| element.text = Some(text));
            }
        }
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        let head = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None));
        writer.write_event(head).ok()?;
        let mark = format!("{MARK} {VERSION}");
        writer.write_event(Event::PI(BytesPI::new(mark))).ok()?;
        root.write(&mut writer, Some(&self.namespace)).ok()?;
        let text = String::from_utf8(writer.into_inner()).ok()?;
        Some(text + "\n")
    }
}

/// Results as the schema writes them; it asks for one at least, and one that says nothing stands where there is none.
fn measured(results: &[&Outcome], nothing: &str) -> Vec<Element> {
    let result = |label: String, value: String| {
        let mut own = Element::new("MetricResult");
        own.with("Label", |element| element.text = Some(label));
        own.with("ValueJson", |element| element.text = Some(value));
        own
    };
    let mut all: Vec<Element> = results
        .iter()
        .map(|own| {
            let label = match &own.group {
                Some(group) => format!("{} ({group})", own.label),
                None => own.label.clone(),
            };
            let value = match own.interval {
                Some((low, high)) => json!({
                    "kind": "estimate_ci", "estimate": own.value, "lower": low, "upper": high,
                    "level": own.level,
                }),
                None => json!({ "kind": "single", "value": own.value }),
            };
            result(label, value.to_string())
        })
        .collect();
    if all.is_empty() {
        all.push(result(nothing.to_owned(), json!({}).to_string()));
    }
    all
}

impl Element {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: None,
            inner: Vec::new(),
        }
    }

    /// Does something with the element at a path, made where it is not there.
    fn with(&mut self, path: &str, act: impl FnOnce(&mut Self)) {
        self.through(path, Box::new(act));
    }

    fn through(&mut self, path: &str, act: Box<dyn FnOnce(&mut Self) + '_>) {
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        let known = self.inner.iter().position(|own| own.name == name);
        let index = known.unwrap_or_else(|| {
            self.inner.push(Self::new(name));
            self.inner.len() - 1
        });
        let Some(own) = self.inner.get_mut(index) else {
            return;
        };
        if rest.is_empty() {
            act(own);
        } else {
            own.through(rest, act);
        }
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>, namespace: Option<&str>) -> std::io::Result<()> {
        let mut own = writer.create_element(self.name.as_str());
        if let Some(namespace) = namespace {
            own = own.with_attribute(("xmlns", namespace));
        }
        match &self.text {
            Some(text) => own.write_text_content(BytesText::from_escaped(escaped(text)))?,
            None if self.inner.is_empty() => own.write_empty()?,
            None => own.write_inner_content(|writer| {
                self.inner
                    .iter()
                    .try_for_each(|one| one.write(writer, None))
            })?,
        };
        Ok(())
    }
}

/// A text of XML: signs of its own, line ends that reading would change, and what steers a screen stand as references.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push('\n'),
            c if is_hidden(c) => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
