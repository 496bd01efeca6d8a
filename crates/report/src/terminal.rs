//! For a terminal: what fails first, then what is to be established, then a summary. Full with the descriptor's lines, or concise.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use garant_core::audience::Audience;
use garant_core::evidence;
use garant_core::gate::State;
use garant_core::trace::Trace;
use garant_rules::{Footing, Truth};
use garant_source::Diagnostic;
use garant_source::visible::visible;

use crate::lang::Words;
use crate::view::{Card, Said, View};

/// How many figures of a finding are told.
const FIGURES: usize = 10;

/// How many places of a finding are shown.
const SNIPPETS: usize = 4;

/// One line a finding that is not met or undetermined, then the summary.
pub fn concise(view: &View<'_>, words: &Words) -> String {
    let mut out = String::new();
    for card in &view.actions {
        let line = match place(card) {
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
    summary(view, words, &mut out);
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
        let level = level.with_name(format!("{} [{}]", card.verdict, card.f.code));
        let mut group = Group::with_title(level.primary_title(card.t.title.clone()));
        let lines = snippets(view, card, words);
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
        for said in withheld(view, card) {
            let name = words.get("report.withheld").to_owned();
            group = group.element(Level::NOTE.with_name(name).message(said));
        }
        let own = card.f.taken.is_empty();
        for check in card.f.checks.iter().filter(|check| own && check.fails()) {
            if let Some(said) = card.t.checks.get(&check.id) {
                let name = words.get("terminal.fails").to_owned();
                group = group.element(Level::NOTE.with_name(name).message(said.says.clone()));
            }
        }
        for said in figures(card) {
            let name = words.get("terminal.figure").to_owned();
            group = group.element(Level::NOTE.with_name(name).message(said));
        }
        for said in evidence(view, card) {
            let name = words.get("terminal.evidence").to_owned();
            group = group.element(Level::NOTE.with_name(name).message(said));
        }
        for taken in &card.f.taken {
            let name = words.get("terminal.taken").to_owned();
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
                    .with_name(words.get("terminal.who").to_owned())
                    .message(note),
            );
        }
        group = group.element(
            Level::HELP
                .with_name(words.get("terminal.remedy").to_owned())
                .message(card.t.remedy.clone()),
        );
        let _ = writeln!(out, "{}\n", renderer.render(&[group]));
    }
    summary(view, words, &mut out);
    footings(view, words, &mut out);
    out
}

/// The figures that hold a finding back, each compared with its bound: what a criterion that is not met fails, or leaves open.
fn figures(card: &Card<'_>) -> Vec<String> {
    let wanted = wanted(card);
    let asked = |said: &&Said| {
        let mut checks = card.f.checks.iter();
        let known = checks.any(|check| check.id == said.check && check.asked);
        known && said.truth == wanted.code()
    };
    let own = card.figures.iter().filter(asked).take(FIGURES);
    own.map(|said| visible(&said.text, false)).collect()
}

/// What each met criterion stands on: codes by footing, the weakest first.
fn footings(view: &View<'_>, words: &Words, out: &mut String) {
    for (footing, mark) in [
        (Footing::Declared, "○"),
        (Footing::Documented, "◐"),
        (Footing::Measured, "●"),
    ] {
        let own = view
            .cards
            .iter()
            .filter(|card| card.state == "met" && !card.f.draft && card.f.footing == Some(footing));
        let codes: Vec<String> = own
            .map(|card| {
                let tick = if card.f.reviewed { "✓" } else { "" };
                format!("{}{tick}", card.f.code)
            })
            .collect();
        if codes.is_empty() {
            continue;
        }
        let id = match footing {
            Footing::Declared => "declared",
            Footing::Documented => "documented",
            Footing::Measured => "measured",
        };
        let name = words.get(&format!("report.footings.{id}")).to_owned();
        let line = words.fill(
            "report.footings.group",
            &[
                ("footing", &name),
                ("n", &codes.len().to_string()),
                ("codes", &codes.join(", ")),
            ],
        );
        let first = format!("  {mark} ");
        out.push_str(&crate::figures::wrapped(&line, &first, "    "));
    }
    if view.footings.reviewed > 0 {
        let _ = writeln!(out, "  ✓ {}", words.get("report.footings.reviewed"));
    }
}

/// The evidence that holds a finding back, each with its state, why, and what to do.
fn evidence(view: &View<'_>, card: &Card<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (index, evidence) in view.audit.evidence.iter().enumerate() {
        let own = format!("evidence[{index}].");
        let cited = holding(card).iter().any(|trace| {
            let key = trace.path.strip_prefix(&own);
            matches!(key, Some("path" | "url"))
        });
        let word = |key: String| view.texts.words.get(&key).cloned().unwrap_or(key);
        if cited && evidence.state != evidence::State::Present {
            let state = word(format!("evidence.{}", evidence.state.code()));
            let place = match &evidence.url {
                Some(url) if evidence.path.is_empty() => url,
                None if evidence.path.is_empty() => &evidence.id,
                _ => &evidence.path,
            };
            let why = evidence.why.as_ref().map_or_else(String::new, |why| {
                format!(" – {}", word(format!("evidence.why.{why}")))
            });
            found.push(visible(&format!("{place} – {state}{why}"), false));
            found.extend(view.troubles.get(index).into_iter().flatten().cloned());
        }
    }
    found
}

/// The places that decided, one a line of the descriptor at the most.
fn snippets(
    view: &View<'_>,
    card: &Card<'_>,
    words: &Words,
) -> Vec<(usize, String, usize, usize, String)> {
    let mut found: Vec<(usize, String, usize, usize, String)> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for trace in holding(card) {
        if seen.contains(&trace.path.as_str()) {
            continue;
        }
        seen.push(&trace.path);
        let (Some(line), Some(text)) = (trace.line, &trace.text) else {
            continue;
        };
        let title = title(view, trace);
        let label = words.fill(
            &format!("terminal.{}", trace.found),
            &[("path", &trace.path), ("title", title)],
        );
        let (source, start, end) = marked(text, trace);
        match found
            .iter_mut()
            .find(|known| known.0 == line && known.2 == start)
        {
            Some(known) if known.4.matches(", ").count() < 3 => {
                known.4 = format!("{}, {}", known.4, label);
            }
            Some(known) if !known.4.ends_with('…') => known.4.push('…'),
            Some(_) => {}
            None => found.push((line, source, start, end, visible(&label, false))),
        }
    }
    found.truncate(SNIPPETS);
    found
}

/// The fields that decided, whose answers the report's readers may not see: four at the most.
fn withheld(view: &View<'_>, card: &Card<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for trace in holding(card) {
        let title = title(view, trace).to_owned();
        if trace.is_withheld() && found.len() < SNIPPETS && !found.contains(&title) {
            found.push(title);
        }
    }
    found
}

/// The title of the field that was read; its path where the catalog says none.
fn title<'a>(view: &'a View<'_>, trace: &'a Trace) -> &'a str {
    let path = garant_rules::catalog::declared(&trace.path);
    let title = view.texts.fields.get(&path);
    title.map_or(trace.path.as_str(), String::as_str)
}

/// The line made visible, and the bytes of the span in it.
fn marked(text: &str, trace: &Trace) -> (String, usize, usize) {
    let from = trace.column.unwrap_or(1).saturating_sub(1);
    let same = trace.end_line == trace.line;
    let to = if same {
        trace.end_column.unwrap_or(1).saturating_sub(1)
    } else {
        usize::MAX
    };
    let chars: Vec<char> = text.chars().collect();
    let from = from.min(chars.len());
    let to = to.clamp(from, chars.len());
    let part = |range: std::ops::Range<usize>| -> String {
        visible(
            &chars
                .get(range)
                .unwrap_or_default()
                .iter()
                .collect::<String>(),
            false,
        )
    };
    let (before, inside, after) = (part(0..from), part(from..to), part(to..chars.len()));
    let (start, end) = (before.len(), before.len() + inside.len());
    (format!("{before}{inside}{after}"), start, end)
}

/// The reads that hold a finding back, of those that decided: where something is unknown, what is stated does not.
fn holding<'a>(card: &'a Card<'_>) -> Vec<&'a Trace> {
    // Where a supplier's audit decides, the entry that takes it up; the role alone where none does.
    if !card.f.taken.is_empty() || card.f.reason.as_deref() == Some("not-taken-up") {
        let own = |trace: &&Trace| card.f.taken.is_empty() || trace.path != "system.acts-as";
        return card.f.because.iter().filter(own).collect();
    }
    let wanted = wanted(card);
    let applies = card
        .f
        .applies
        .iter()
        .filter(|applies| applies.truth == Truth::Unknown);
    let checks = card
        .f
        .checks
        .iter()
        .filter(|check| check.asked && check.truth == wanted);
    let decided: Vec<&Trace> = applies
        .flat_map(|applies| &applies.read)
        .chain(checks.flat_map(|check| &check.read))
        .filter(|trace| trace.decided)
        .collect();
    let unstated: Vec<&Trace> = decided
        .iter()
        .copied()
        .filter(|trace| !trace.is_stated())
        .collect();
    if wanted == Truth::False || unstated.is_empty() {
        decided
    } else {
        unstated
    }
}

fn place<'a>(card: &'a Card<'_>) -> Option<&'a Trace> {
    let held = holding(card);
    let first = if wanted(card) == Truth::False {
        held.first()
    } else {
        held.last()
    };
    // Of evidence that proves nothing, the last read is the file's own line.
    let first = if held.iter().any(|trace| !trace.is_stated()) {
        held.first()
    } else {
        first
    };
    first.copied().or_else(|| card.f.because.first())
}

/// The truth that decided: of a finding that is not met, false; of one that is undetermined, unknown.
fn wanted(card: &Card<'_>) -> Truth {
    if card.state == "not-met" {
        Truth::False
    } else {
        Truth::Unknown
    }
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
            let status = format!("status.{}", status(reference.status));
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

fn status(status: garant_rules::reference::Status) -> String {
    serde_json::to_value(status)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn summary(view: &View<'_>, words: &Words, out: &mut String) {
    let audit = view.audit;
    let name = audit
        .system
        .name
        .as_deref()
        .unwrap_or_else(|| words.get("unnamed"));
    let _ = writeln!(
        out,
        "{}",
        words.fill(
            "terminal.head",
            &[
                ("name", &visible(name, false)),
                ("catalog", &view.texts.catalog),
                ("version", &audit.catalog.version),
                ("date", &words.date(&audit.as_of)),
            ],
        )
    );
    for principle in &view.principles {
        let counts = principle.score.counts;
        let band = match (principle.score.lower, principle.score.upper) {
            (Some(low), Some(high)) => words.fill(
                "terminal.band",
                &[("low", &words.percent(low)), ("high", &words.percent(high))],
            ),
            _ => words.get("nothing-applies").to_owned(),
        };
        let cells: Vec<String> = [
            ("count.met", counts.met),
            ("count.not-met", counts.not_met),
            ("count.undetermined", counts.undetermined),
            ("count.not-applicable", counts.not_applicable),
        ]
        .iter()
        .map(|(key, count)| words.count(key, *count))
        .collect();
        let pad = 18_usize.saturating_sub(principle.title.chars().count());
        let _ = writeln!(
            out,
            "  {}{} {} – {band}",
            principle.title,
            " ".repeat(pad),
            cells.join(", ")
        );
    }
    for notice in &audit.diagnostics {
        let says = if view.lang == "fr" {
            &notice.says.fr
        } else {
            &notice.says.en
        };
        let says = visible(says, false);
        let line = notice.line.to_string();
        let told = match notice.line {
            0 => words.fill("terminal.notice-withheld", &[("says", &says)]),
            _ => words.fill("terminal.notice", &[("line", &line), ("says", &says)]),
        };
        let _ = writeln!(out, "{told}");
    }
    if view.footings.met > 0 {
        let _ = writeln!(out, "{}", view.footings_says);
    }
    let _ = writeln!(out, "{}", view.conclusion);
    if audit.audience != Audience::Internal {
        let key = format!("report.audience.says-{}", audit.audience.code());
        let _ = writeln!(out, "{}", words.get(&key));
    }
}

/// The conclusion: counts and names, never an opinion.
pub fn conclusion(audit: &garant_core::Audit, words: &Words) -> String {
    let gate = &audit.gate;
    let level = audit
        .texts
        .get(words.lang.code())
        .and_then(|texts| texts.levels.get(&gate.level))
        .map_or(gate.level.as_str(), String::as_str);
    let (failing, open) = (gate.failing.len(), gate.undetermined.len());
    let says = match gate.state {
        State::Fails if open == 0 => words.count("conclusion.fails", failing),
        State::Fails => format!(
            "{} {}",
            words.count("conclusion.fails", failing),
            words.count("conclusion.also-undetermined", open)
        ),
        State::Inconclusive if open == 0 => words.get("conclusion.nothing").to_owned(),
        State::Inconclusive => words.count("conclusion.inconclusive", open),
        State::Holds => words.get("conclusion.holds").to_owned(),
        State::NotAsked => words.get("conclusion.not-asked").to_owned(),
    };
    garant_rules::words::fill(&says, &[("level", level)])
}

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
        group = group.element(
            Snippet::source(source)
                .line_start(problem.line)
                .path(visible(&problem.file, false))
                .annotation(AnnotationKind::Primary.span(start..end)),
        );
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
