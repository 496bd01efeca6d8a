//! HTML and Markdown through templates. Escaping is by the template's ending, and untrusted text cannot leave its place.

use garant_source::visible::{is_hidden, visible};
use minijinja::value::{Rest, Value};
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior};

use crate::assets::Assets;
use crate::format::RenderError;
use crate::lang::{UnknownWord, Words};
use crate::{look, markdown};

/// Renders a template of the assets.
pub fn render(
    view: &impl serde::Serialize,
    words: &Words,
    assets: &Assets,
    name: &str,
) -> Result<String, RenderError> {
    let mut env = engine()?;
    for (file, text) in assets.iter() {
        if file.starts_with("templates/") {
            env.add_template_owned(file.to_owned(), text.to_owned())?;
        }
    }
    let css = look::without_head(assets.get("assets/report.css")).to_owned();
    env.add_global("css", Value::from_safe_string(css));
    speak(&mut env, words);
    let template = env.get_template(name)?;
    Ok(template.render(minijinja::value::Serde(view))?)
}

/// The engine without templates and words: its syntax, escaping and filters.
pub(crate) fn engine() -> Result<Environment<'static>, minijinja::Error> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = minijinja::syntax::SyntaxConfig::builder();
    syntax
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true);
    env.set_syntax(syntax.build()?);
    env.set_auto_escape_callback(|name| {
        if name.ends_with(".md.j2") {
            AutoEscape::Custom("markdown".into())
        } else {
            AutoEscape::Html
        }
    });
    env.set_formatter(
        |out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value| {
            if value.is_undefined() || value.is_none() || value.is_safe() {
                return minijinja::escape_formatter(
                    out,
                    state,
                    &if value.is_none() {
                        Value::from("")
                    } else {
                        value.clone()
                    },
                );
            }
            match (state.auto_escape(), value.as_str()) {
                (AutoEscape::Custom(_), Some(text)) => {
                    out.write_str(&markdown::escape(text)).map_err(Into::into)
                }
                (AutoEscape::Custom(_), None) => {
                    out.write_str(&value.to_string()).map_err(Into::into)
                }
                (_, Some(text)) if text.contains(is_hidden) => {
                    minijinja::escape_formatter(out, state, &Value::from(visible(text, true)))
                }
                _ => minijinja::escape_formatter(out, state, value),
            }
        },
    );
    env.add_filter("code", |text: String| {
        Value::from_safe_string(markdown::code(&text))
    });
    env.add_filter("fenced", |text: String| {
        Value::from_safe_string(markdown::fenced(&text))
    });
    env.add_filter("declared", |path: String| {
        garant_rules::catalog::declared(&path)
    });
    Ok(env)
}

/// Adds what depends on the language. A key without words is an error of the template.
fn speak(env: &mut Environment<'_>, words: &Words) {
    let shared = words.clone();
    // `w("key", "name", value, …)`: the report's own words, with arguments in pairs.
    env.add_function("w", move |key: String, args: Rest<Value>| {
        let texts: Vec<String> = args.iter().map(ToString::to_string).collect();
        let pairs: Vec<(&str, &str)> = texts
            .chunks_exact(2)
            .filter_map(|pair| Some((pair.first()?.as_str(), pair.get(1)?.as_str())))
            .collect();
        shared.try_fill(&key, &pairs).map_err(unsaid)
    });
    let shared = words.clone();
    env.add_function("n", move |key: String, count: usize| {
        let one = format!("{key}.one");
        if shared.has(&one) {
            Ok(shared.count(&key, count))
        } else {
            Err(unsaid(UnknownWord(one)))
        }
    });
    let shared = words.clone();
    env.add_filter("day", move |iso: String| shared.date(&iso));
    let shared = words.clone();
    env.add_filter("percent", move |share: f64| shared.percent(share));
}

fn unsaid(word: UnknownWord) -> minijinja::Error {
    let detail = word.to_string();
    minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, detail).with_source(word)
}
