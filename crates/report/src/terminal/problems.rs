//! Problems of a file, each with its line and what to do.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use garant_source::Diagnostic;
use garant_source::visible::visible;

use super::marked::marked;
use crate::lang::Words;

/// Problems of a descriptor, each at its line, or at its path where the facts were no text: the first `told`, then the count of the
/// others. `says` gives a problem's `message` and its `help`. The text holds styles for a terminal.
pub fn diagnostics(
    problems: &[Diagnostic],
    says: &dyn Fn(&Diagnostic, &str) -> String,
    words: &Words,
    told: usize,
) -> String {
    let renderer = Renderer::styled();
    let mut out = String::new();
    for problem in problems.iter().take(told) {
        let error = problem.severity == garant_source::Severity::Error;
        let level = if error { Level::ERROR } else { Level::WARNING };
        let name = words.get(if error {
            "terminal.error"
        } else {
            "terminal.warning"
        });
        let title = format!(
            "{} [{}]",
            visible(&says(problem, "message"), false),
            problem.code
        );
        let mut group = Group::with_title(level.with_name(words.label(name)).primary_title(title));
        let line: String = problem.excerpt.chars().take(200).collect();
        let length = problem.span.end.saturating_sub(problem.span.start);
        let (source, start, end) = marked(&line, problem.column, problem.column + length);
        let file = visible(&problem.file, false);
        group = match &problem.path {
            Some(path) => {
                let place = format!("{file}: {}", visible(path, false));
                group.element(Origin::path(place))
            }
            None => group.element(
                Snippet::source(source)
                    .line_start(problem.line)
                    .path(file)
                    .annotation(AnnotationKind::Primary.span(start..end)),
            ),
        };
        let help = Level::HELP.with_name(words.label(words.get("terminal.remedy")));
        group = group.element(help.message(visible(&says(problem, "help"), false)));
        let _ = writeln!(out, "{}\n", renderer.render(&[group]));
    }
    if problems.len() > told {
        let _ = writeln!(
            out,
            "{}",
            words.count("terminal.more", problems.len() - told)
        );
    }
    out
}
