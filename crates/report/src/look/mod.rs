//! A user's own look: what may replace the built-in files of `reports/`, what is wrong with it, and the built-in files to begin with.

mod eject;
mod template;
mod words;

use garant_source::diagnostic::nearest;
use garant_source::{Diagnostic, Span, Text};

pub use eject::{ejected, replaceable};
pub use template::broken;

/// The file of a name that no file may replace: the nearest name that one may.
pub fn meant<'a>(name: &str, replaceable: &'a [String]) -> Option<&'a str> {
    let plain = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    // A file that lies in another folder than its own is the likelier mistake.
    let misplaced = replaceable
        .iter()
        .find(|known| plain(known) == plain(name))
        .map(String::as_str);
    misplaced.or_else(|| nearest(name, replaceable.iter().map(String::as_str)))
}

/// What is wrong with a file that replaces a built-in one, without rendering anything.
pub(crate) fn problems(name: &str, text: &Text) -> Vec<Diagnostic> {
    match name.split_once('/') {
        Some(("lang", _)) => words::problems(name, text),
        Some(("templates", _)) => template::syntax(name, text).into_iter().collect(),
        Some(("assets", _)) => style(text).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// A style sheet stands inside an element of the page, which nothing in it may end.
fn style(text: &Text) -> Option<Diagnostic> {
    let low = text.as_str().to_ascii_lowercase();
    let start = low.find("</style")?;
    let span = Span::new(start, start + "</style".len());
    Some(Diagnostic::error("style-ends", text, span))
}

/// A style sheet as it goes into a page: without the comments at its head, which speak to who changes it.
pub(crate) fn without_head(css: &str) -> &str {
    let mut rest = css.trim_start();
    while let Some((_, after)) = rest
        .strip_prefix("/*")
        .and_then(|after| after.split_once("*/"))
    {
        rest = after.trim_start();
    }
    rest
}
