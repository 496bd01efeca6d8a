//! Templates of a user: what the engine says of a broken one, as a problem at its line.

use std::error::Error as _;

use garant_source::diagnostic::nearest;
use garant_source::{Diagnostic, Span, Text};
use minijinja::ErrorKind;

use crate::assets::Assets;
use crate::lang::{UnknownWord, Words};
use crate::page;
use crate::render::RenderError;

/// What keeps a template from being read.
pub(super) fn syntax(name: &str, text: &Text) -> Option<Diagnostic> {
    let read = page::engine()
        .and_then(|mut env| env.add_template_owned(name.to_owned(), text.as_str().to_owned()));
    read.err().map(|error| at(&error, text, "template-syntax"))
}

/// What a template did that the view does not allow, at its line; `None` where the error is no template's.
pub fn broken(error: &RenderError, assets: &Assets, words: &Words) -> Option<Diagnostic> {
    let RenderError::Template(error) = error else {
        return None;
    };
    let inner = innermost(error);
    let text = assets.text(inner.name()?);
    if let Some(word) = inner
        .source()
        .and_then(|cause| cause.downcast_ref::<UnknownWord>())
    {
        let near = nearest(&word.0, words.keys()).unwrap_or("");
        let problem = at(inner, &text, "template-no-word");
        return Some(problem.with("found", &word.0).with("nearest", near));
    }
    let code = match inner.kind() {
        ErrorKind::SyntaxError => "template-syntax",
        ErrorKind::UndefinedError => "template-undefined",
        ErrorKind::UnknownFilter
        | ErrorKind::UnknownTest
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownMethod => "template-unknown",
        ErrorKind::TemplateNotFound => "template-not-found",
        _ => "template-failed",
    };
    Some(at(inner, &text, code))
}

/// The error where it arose: an included template's, not the one that includes it.
fn innermost(error: &minijinja::Error) -> &minijinja::Error {
    let mut at = error;
    while let Some(cause) = at
        .source()
        .and_then(|cause| cause.downcast_ref::<minijinja::Error>())
    {
        if cause.line().is_none() {
            break;
        }
        at = cause;
    }
    at
}

fn at(error: &minijinja::Error, text: &Text, code: &'static str) -> Diagnostic {
    let line = line(text.as_str(), error.line().unwrap_or(1));
    // A place that goes on over several lines is shown by its first.
    let span = error.range().map_or(line, |range| {
        let start = range.start.max(line.start).min(line.end);
        Span::new(start, range.end.clamp(start, line.end.max(start)))
    });
    let detail = error
        .detail()
        .map_or_else(|| error.kind().to_string(), str::to_owned);
    let found = text.slice(span).trim().to_owned();
    let problem = Diagnostic::error(code, text, span);
    problem.with("detail", detail).with("found", found)
}

/// Where a one-based line stands, without its end.
fn line(text: &str, line: usize) -> Span {
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines
        .by_ref()
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let len = lines.next().map_or(0, |line| line.trim_end().len());
    Span::new(start, start + len)
}
