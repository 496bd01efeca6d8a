//! Problems of a file, each with its line and what to do.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use garant_core::audience::Audience;
use garant_core::trace::Trace;
use garant_source::Diagnostic;
use garant_source::visible::visible;

use super::marked::marked;
use crate::lang::Words;

/// Problems of a file: ten are shown, then the count.
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
        let mut group = Group::with_title(level.with_name(name.to_owned()).primary_title(title));
        let trace = Trace {
            path: String::new(),
            found: String::new(),
            value: serde_json::Value::Null,
            text: None,
            line: Some(problem.line),
            column: Some(problem.column),
            end_line: Some(problem.line),
            end_column: Some(problem.column + problem.span.end.saturating_sub(problem.span.start)),
            decided: true,
            truncated: false,
            audience: Audience::Internal,
            person: false,
            line_audience: None,
            figures: Vec::new(),
        };
        let line: String = problem.excerpt.chars().take(200).collect();
        let (source, start, end) = marked(&line, &trace);
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
        let help = Level::HELP.with_name(words.get("terminal.remedy").to_owned());
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
