//! For a terminal: what fails first, then what is to be established, then a summary. Full with the descriptor's lines, or concise.

pub(crate) mod held;
pub(crate) mod marked;
mod problems;
mod summary;

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use garant_source::visible::visible;
pub use problems::diagnostics;
pub use summary::conclusion;

use crate::figures::compared::{self, Said};
use crate::lang::Words;
use crate::view::{Card, View};

/// How many figures of a finding are told.
const FIGURES: usize = 10;

/// One line a finding that is not met or undetermined, then the summary.
pub fn concise(view: &View<'_>, words: &Words) -> String {
    let mut out = String::new();
    for card in &view.actions {
        let line = match held::place(card) {
            // What its readers may not see has no line.
            Some(trace) if trace.line.is_none() => String::new(),
            trace => format!(":{}", trace.and_then(|trace| trace.line).unwrap_or(0)),
        };
        let reason = if card.reason.is_empty() {
            String::new()
        } else {
            format!(" ({})", card.reason)
        };
        let _ = writeln!(
            out,
            "{}{line}: {} {} – {}{reason}",
            visible(&view.audit.descriptor.path, false),
            card.f.code,
            card.t.title,
            card.verdict,
        );
    }
    summary::counts(view, words, &mut out);
    out
}

/// Each open finding with the lines that decided, who asks, and what to do.
pub fn full(view: &View<'_>, words: &Words) -> String {
    let renderer = Renderer::styled();
    let mut out = String::new();
    for card in &view.actions {
        let not_met = card.state == "not-met";
        let level = if not_met {
            Level::ERROR
        } else {
            Level::WARNING
        };
        let level = level.with_name(words.label(&format!("{} [{}]", card.verdict, card.f.code)));
        let mut group = Group::with_title(level.primary_title(card.t.title.clone()));
        let lines = held::snippets(view, card, words);
        for (line, source, start, end, label) in &lines {
            group = group.element(
                Snippet::source(source.clone())
                    .line_start(*line)
                    .path(visible(&view.audit.descriptor.path, false))
                    .annotation(
                        AnnotationKind::Primary
                            .span(*start..*end)
                            .label(label.clone()),
                    ),
            );
        }
        for said in held::withheld(view, card) {
            let name = words.label(words.get("report.withheld"));
            group = group.element(Level::NOTE.with_name(name).message(said));
        }
        let own = card.f.taken.is_empty();
        for check in card.f.checks.iter().filter(|check| own && check.fails()) {
            if let Some(said) = card.t.checks.get(&check.id) {
                let name = words.label(words.get("terminal.fails"));
                group = group.element(Level::NOTE.with_name(name).message(said.says.clone()));
            }
        }
        for said in figures(view, card, words) {
            let name = words.label(words.get("terminal.figure"));
            group = group.element(Level::NOTE.with_name(name).message(said));
        }
        for said in held::evidence(view, card) {
            let name = words.label(words.get("terminal.evidence"));
            group = group.element(Level::NOTE.with_name(name).message(said));
        }
        for taken in &card.f.taken {
            let name = words.label(words.get("terminal.taken"));
            let said = |key: String| view.texts.words.get(&key).cloned().unwrap_or(key);
            let found = match taken.verdict {
                Some(verdict) => said(format!("verdict.{}", verdict.code())),
                None => said(format!("takes-up.{}", taken.state.code())),
            };
            let path = visible(&taken.path, false);
            group = group.element(
                Level::NOTE
                    .with_name(name)
                    .message(format!("{path} – {found}")),
            );
        }
        for note in sources(view, card, words) {
            group = group.element(
                Level::NOTE
                    .with_name(words.label(words.get("terminal.who")))
                    .message(note),
            );
        }
        group = group.element(
            Level::HELP
                .with_name(words.label(words.get("terminal.remedy")))
                .message(card.t.remedy.clone()),
        );
        let _ = writeln!(out, "{}\n", renderer.render(&[group]));
    }
    summary::counts(view, words, &mut out);
    summary::footings(view, words, &mut out);
    out
}

/// The figures that hold a finding back, each compared with its bound: what a criterion that is not met fails, or leaves open.
fn figures(view: &View<'_>, card: &Card<'_>, words: &Words) -> Vec<String> {
    let wanted = held::wanted(card);
    let asked = |said: &Said| {
        let mut checks = card.f.checks.iter();
        let known = checks.any(|check| check.id == said.check && check.asked);
        known && said.truth == wanted.code()
    };
    let all = compared::of_finding(view.audit, card.f, words);
    let mut told: Vec<String> = Vec::new();
    let (mut count, mut open) = (0, false);
    for said in &all {
        if asked(said) && count < FIGURES {
            count += 1;
            open = true;
            told.push(visible(&said.text, false));
        }
        // The file stands on a line of its own, after the last of its figures.
        if let Some(cited) = said.cited.as_ref().filter(|_| open) {
            open = false;
            let mut line = words.fill("measure.compared.file", &[("file", &cited.file)]);
            if let Some(date) = &cited.date {
                let dated = words.fill("measure.compared.dated", &[("date", date)]);
                line = format!("{line}, {dated}");
            }
            told.push(visible(&line, false));
        }
    }
    told
}

fn sources(view: &View<'_>, card: &Card<'_>, words: &Words) -> Vec<String> {
    card.f
        .sources
        .iter()
        .take(2)
        .map(|reference| {
            let source = view.texts.sources.get(&reference.source);
            let short = source.map_or(reference.source.as_str(), |source| source.short.as_str());
            let at = reference.at.as_deref().unwrap_or("");
            let status = format!("status.{}", reference.status.code());
            let relation = format!("relation.{}", reference.relation);
            let word = |key: &str| {
                view.texts
                    .words
                    .get(key)
                    .cloned()
                    .unwrap_or_else(|| key.to_owned())
            };
            let text = format!("{} {short} {at}", word(&relation))
                .trim_end()
                .to_owned();
            words.fill(
                "terminal.source",
                &[("text", &text), ("status", &word(&status))],
            )
        })
        .collect()
}
