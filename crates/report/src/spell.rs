//! Words put in their place in a template before it is compiled: `w("key")` without arguments says the same for every audit.

use serde_json::to_string as quoted;

use crate::lang::Words;
use crate::{html, markdown};

/// How a template asks for words.
const ASKS: &str = "w(\"";
/// How a template writes words and nothing else.
const WRITES: &str = "{{ w(\"";

/// A template with the words that no audit changes, in its language. A key without words stays, and is an error when it is rendered.
pub(crate) fn out(file: &str, template: &str, words: &Words) -> String {
    let mut told = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let (before, tag) = rest.split_at(start);
        told.push_str(before);
        let close = if tag.starts_with("{{") { "}}" } else { "%}" };
        let end = tag.find(close).map_or(tag.len(), |end| end + close.len());
        let (tag, after) = tag.split_at(end);
        match plain(file, tag, words) {
            Some(said) => told.push_str(&said),
            None => within(tag, words, &mut told),
        }
        rest = after;
    }
    told.push_str(rest);
    told
}

/// The key and what follows, of a text that begins after [`ASKS`]; only a key that always says the same.
fn key<'t>(text: &'t str, words: &Words) -> Option<(&'t str, &'t str)> {
    let (key, after) = text.split_once('"')?;
    let after = after.strip_prefix(')')?;
    words.is_settled(key).then_some((key, after))
}

/// What a tag that only writes words writes, escaped as its template is; none where the engine could read more into it.
fn plain(file: &str, tag: &str, words: &Words) -> Option<String> {
    let (key, after) = key(tag.strip_prefix(WRITES)?, words)?;
    let said = words.get(key);
    let inert = !said.trim().is_empty() && !said.contains(['{', '\n', '\r']);
    if after != " }}" || !inert {
        return None;
    }
    match file {
        _ if file.ends_with(".html.j2") || file.ends_with(".svg.j2") => {
            Some(html::attribute(said).into_owned())
        }
        _ if file.ends_with(".md.j2") => Some(markdown::escape(said)),
        _ => None,
    }
}

/// A tag with texts in place of the words it asks for.
fn within(tag: &str, words: &Words, told: &mut String) {
    let mut rest = tag;
    while let Some(start) = rest.find(ASKS) {
        let (before, asked) = rest.split_at(start);
        told.push_str(before);
        let named = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.'));
        let asked = asked.strip_prefix(ASKS).unwrap_or(asked);
        let said = key(asked, words).filter(|_| !named);
        match said.and_then(|(key, after)| Some((quoted(words.get(key)).ok()?, after))) {
            Some((said, after)) => {
                told.push_str(&said);
                rest = after;
            }
            None => {
                told.push_str(ASKS);
                rest = asked;
            }
        }
    }
    told.push_str(rest);
}

#[cfg(test)]
mod tests {
    use garant_rules::Lang;

    use super::*;
    use crate::assets::Assets;

    #[test]
    fn words_without_arguments_are_put_in_place_and_no_others() {
        let words = Words::new(&Assets::default(), Lang::Fr);
        let sep = words.get("report.sep");
        let said = quoted(sep).unwrap();
        for (template, wanted) in [
            (
                "<p>{{ w(\"report.s4\") }}</p>",
                format!("<p>{}</p>", html::attribute(words.get("report.s4"))),
            ),
            (
                "{{ a | join(w(\"report.sep\")) }}",
                format!("{{{{ a | join({said}) }}}}"),
            ),
            (
                "{% if x == w(\"report.sep\") %}",
                format!("{{% if x == {said} %}}"),
            ),
        ] {
            assert_eq!(out("templates/a.html.j2", template, &words), wanted);
        }
        for kept in [
            "w(\"report.sep\")",
            "{{ w(\"nobody.wrote-this\") }}",
            "{{ w(\"report.footer\", \"version\", v) }}",
            "{{ w(\"choice.none\") }}",
            "{{ w(\"report.\" ~ x) }}",
            "{{ now(\"report.sep\") }}",
        ] {
            assert_eq!(out("templates/a.html.j2", kept, &words), kept);
        }
    }
}
