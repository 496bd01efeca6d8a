//! HTML and Markdown through templates. Escaping is by the template's ending, and untrusted text cannot leave its place.

use garant_rules::words::fill;
use garant_source::visible::visible;
use minijinja::value::{Rest, Value};
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior};

use crate::assets::Assets;
use crate::lang::{UnknownWord, Words};
use crate::render::RenderError;
use crate::{html, look, markdown};

/// The folder of templates.
const TEMPLATES: &str = "templates/";

/// Renders a template of the assets with a value.
///
/// # Errors
/// When there is no such template, or it is broken.
pub fn render(
    view: &impl serde::Serialize,
    words: &Words,
    assets: &Assets,
    name: &str,
) -> Result<String, RenderError> {
    spoken(
        Value::from(minijinja::value::Serde(view)),
        words,
        &unspoken(assets)?,
        name,
    )
}

/// Renders a template of an engine that has no words yet.
pub(crate) fn spoken(
    seen: Value,
    words: &Words,
    engine: &Environment<'static>,
    name: &str,
) -> Result<String, RenderError> {
    let mut env = engine.clone();
    speak(&mut env, words);
    let template = env.get_template(name)?;
    Ok(template.render(seen)?)
}

/// The engine with the templates of the assets, the style sheet and the words.
pub(crate) fn environment(
    words: &Words,
    assets: &Assets,
) -> Result<Environment<'static>, RenderError> {
    let mut env = unspoken(assets)?;
    speak(&mut env, words);
    Ok(env)
}

/// The engine with the style sheet, which reads the templates of the assets that a page asks for; words are of an audit.
pub(crate) fn unspoken(assets: &Assets) -> Result<Environment<'static>, RenderError> {
    let mut env = styled(assets)?;
    let assets = assets.clone();
    env.set_loader(move |name| {
        let text = name.starts_with(TEMPLATES).then(|| assets.find(name));
        Ok(text.flatten().map(str::to_owned))
    });
    Ok(env)
}

/// The same with all templates read, for many pages.
pub(crate) fn prepared(assets: &Assets) -> Result<Environment<'static>, RenderError> {
    let mut env = styled(assets)?;
    for (file, text) in assets.iter() {
        if file.starts_with(TEMPLATES) {
            env.add_template_owned(file.to_owned(), text.to_owned())?;
        }
    }
    Ok(env)
}

fn styled(assets: &Assets) -> Result<Environment<'static>, RenderError> {
    let mut env = engine()?;
    let css = look::without_head(assets.get("assets/report.css")).to_owned();
    env.add_global("css", Value::from_safe_string(css));
    Ok(env)
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
        } else if name.ends_with(".txt.j2") {
            AutoEscape::None
        } else {
            AutoEscape::Html
        }
    });
    env.set_formatter(
        |out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value| {
            let markdown = matches!(state.auto_escape(), AutoEscape::Custom(_));
            if markdown && (value.is_undefined() || value.is_none()) {
                return Ok(());
            }
            if markdown && value.is_safe() {
                return out.write_str(&value.to_string()).map_err(Into::into);
            }
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
                // Plain text has no place to leave; what steers a screen is shown.
                (AutoEscape::None, Some(text)) => {
                    out.write_str(&visible(text, false)).map_err(Into::into)
                }
                (_, Some(text)) => out.write_str(&html::attribute(text)).map_err(Into::into),
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
    env.add_filter("cut", |text: String, most: usize| cut(&text, most));
    env.add_filter("text", |text: String| {
        Value::from_safe_string(html::element(&text).into_owned())
    });
    env.add_filter("css_string", |text: String| {
        Value::from_safe_string(css_string(&text))
    });
    env.add_filter("declared", |path: String| {
        garant_rules::catalog::declared(&path).into_owned()
    });
    Ok(env)
}

/// Adds what depends on the language. A key without words is an error of the template.
fn speak(env: &mut Environment<'_>, words: &Words) {
    let shared = words.clone();
    // `w("key", "name", value, …)`: the report's own words, with arguments in pairs.
    env.add_function("w", move |key: &str, args: Rest<Value>| {
        if args.is_empty() {
            return shared.value(key).map_err(unsaid);
        }
        let args = texts(&args);
        let said = shared.try_fill(key, &pairs(&args)).map_err(unsaid)?;
        Ok(Value::from(said))
    });
    let shared = words.clone();
    // `n("key", count, "name", value, …)`: the same for a count.
    env.add_function("n", move |key: &str, count: usize, args: Rest<Value>| {
        let one = format!("{key}.one");
        if shared.has(&one) {
            let args = texts(&args);
            Ok(fill(&shared.count(key, count), &pairs(&args)))
        } else {
            Err(unsaid(UnknownWord(one)))
        }
    });
    let shared = words.clone();
    env.add_filter("day", move |iso: &str| shared.date(iso));
    let shared = words.clone();
    env.add_filter("percent", move |share: f64| shared.percent(share));
}

fn unsaid(word: UnknownWord) -> minijinja::Error {
    let detail = word.to_string();
    minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, detail).with_source(word)
}

/// So many characters of a text stand in a page's margin.
const MARGIN: usize = 90;

/// A text inside the quotes of a style sheet: what is neither a letter, a digit nor a space is written by its number, so that no text
/// closes the quotes or the sheet.
fn css_string(text: &str) -> String {
    let mut out = String::new();
    for c in cut(&visible(text, false), MARGIN).chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '–' | '…') {
            out.push(c);
        } else {
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        }
    }
    out
}

fn texts(args: &[Value]) -> Vec<String> {
    args.iter().map(ToString::to_string).collect()
}

/// Arguments of a sentence, in pairs of name and value.
fn pairs(texts: &[String]) -> Vec<(&str, &str)> {
    texts
        .chunks_exact(2)
        .filter_map(|pair| Some((pair.first()?.as_str(), pair.get(1)?.as_str())))
        .collect()
}

/// A text of so many characters at most, with a sign where it was longer.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
