//! Findings for a spreadsheet: a row a check, by RFC 4180, with a byte order mark and CRLF, and no cell that would run.
//!
//! Codes stay codes, words are in the language of the view. Takes no decision of its own.

use garant_core::finding::{CheckResult, Finding, Reference};
use garant_core::texts::Texts;
use garant_core::trace::Trace;

use crate::figures::csv::cell;
use crate::lang::Words;
use crate::view::{Card, View};

/// The columns, in order.
pub const COLUMNS: [&str; 31] = [
    "criterion",
    "code",
    "title",
    "principle_code",
    "principle",
    "phase_code",
    "phase",
    "level_code",
    "level",
    "draft",
    "verdict_code",
    "verdict",
    "disposition",
    "reason_code",
    "reason",
    "check",
    "check_says",
    "truth_code",
    "truth",
    "check_reason_code",
    "check_reason",
    "footing_code",
    "footing",
    "reviewed",
    "lines",
    "file",
    "sources",
    "actors",
    "remedy",
    "effort_code",
    "effort",
];

/// What stands between the items of a cell.
const BETWEEN: &str = " | ";

/// Renders the findings of a view, in its order; a finding without checks has one row all the same.
///
/// A check that a supplier's audit answers has that audit as its file, and lines of the supplier's descriptor.
pub fn checks(view: &View<'_>, words: &Words) -> String {
    let mut out = format!("\u{feff}{}\r\n", COLUMNS.join(","));
    for card in &view.cards {
        let sheet = Sheet { view, words, card };
        let own = view.audit.descriptor.path.as_str();
        let rows: Vec<(&str, &CheckResult)> = if card.f.taken.is_empty() {
            card.f.checks.iter().map(|check| (own, check)).collect()
        } else {
            let taken = card.f.taken.iter();
            taken
                .flat_map(|taken| {
                    taken
                        .checks
                        .iter()
                        .map(|check| (taken.path.as_str(), check))
                })
                .collect()
        };
        if rows.is_empty() {
            let file = card
                .f
                .taken
                .first()
                .map_or(own, |taken| taken.path.as_str());
            out.push_str(&sheet.row(file, None));
        }
        for (file, check) in rows {
            out.push_str(&sheet.row(file, Some(check)));
        }
    }
    out
}

pub fn criteria(view: &View<'_>, words: &Words) -> String {
    checks(view, words)
}

/// A finding with what names its codes.
struct Sheet<'a> {
    view: &'a View<'a>,
    words: &'a Words,
    card: &'a Card<'a>,
}

impl Sheet<'_> {
    fn row(&self, file: &str, check: Option<&CheckResult>) -> String {
        let (card, texts) = (self.card, self.view.texts);
        let f: &Finding = card.f;
        let word = |kind: &str, code: &str| named(texts, kind, code);
        let truth = check.map_or("", |check| {
            if check.asked {
                check.truth.code()
            } else {
                "not-asked"
            }
        });
        let why = check
            .filter(|check| check.asked)
            .and_then(|check| check.reason.as_deref())
            .unwrap_or_default();
        let reason = f.reason.as_deref().unwrap_or_default();
        // Only what stands on something can have been reviewed.
        let reviewed = check.and_then(|check| check.footing.map(|_| check.reviewed));
        let footing = check.and_then(|check| check.footing);
        let footing = footing.map_or_else(String::new, code);
        let actors = f.actors.iter().map(|id| of(&texts.actors, id));
        let cells: [String; COLUMNS.len()] = [
            f.criterion.clone(),
            f.code.clone(),
            card.t.title.clone(),
            f.principle.clone(),
            of(&texts.principles, &f.principle).to_owned(),
            f.phase.clone(),
            of(&texts.phases, &f.phase).to_owned(),
            f.level.clone(),
            of(&texts.levels, &f.level).to_owned(),
            f.draft.to_string(),
            card.state.to_owned(),
            card.verdict.clone(),
            code(f.disposition),
            reason.to_owned(),
            word("reason", reason),
            check.map_or_else(String::new, |check| check.id.clone()),
            self.says(check),
            truth.to_owned(),
            word("truth", truth),
            why.to_owned(),
            word("reason", why),
            footing.clone(),
            word("footing", &footing),
            reviewed.map_or_else(String::new, |reviewed| reviewed.to_string()),
            check.map_or_else(String::new, |check| lines(&check.read)),
            file.to_owned(),
            self.sources(),
            actors.collect::<Vec<_>>().join(BETWEEN),
            card.t.remedy.clone(),
            f.effort.clone(),
            word("effort", &f.effort),
        ];
        let cells = cells.map(|text| cell(&text));
        format!("{}\r\n", cells.join(","))
    }

    fn says(&self, check: Option<&CheckResult>) -> String {
        check
            .and_then(|check| self.card.t.checks.get(&check.id))
            .map_or_else(String::new, |said| said.says.clone())
    }

    fn sources(&self) -> String {
        let sources = self.card.f.sources.iter();
        let told = sources.map(|reference| self.source(reference));
        told.collect::<Vec<_>>().join(BETWEEN)
    }

    fn source(&self, reference: &Reference) -> String {
        let texts = self.view.texts;
        let source = texts.sources.get(&reference.source);
        let short = source.map_or(reference.source.as_str(), |source| source.short.as_str());
        let text = match &reference.at {
            Some(at) => format!("{short}, {at}"),
            None => short.to_owned(),
        };
        let force = source.map_or("", |source| source.force.as_str());
        self.words.fill(
            "findings.source",
            &[
                ("text", &text),
                ("relation", &named(texts, "relation", &reference.relation)),
                ("force", &named(texts, "force", force)),
                ("status", &named(texts, "status", &code(reference.status))),
            ],
        )
    }
}

/// The catalog's word of a code; the code where nobody wrote one.
fn named(texts: &Texts, kind: &str, code: &str) -> String {
    let said = texts.words.get(&format!("{kind}.{code}"));
    said.map_or_else(|| code.to_owned(), Clone::clone)
}

fn of<'a>(names: &'a std::collections::BTreeMap<String, String>, id: &'a str) -> &'a str {
    names.get(id).map_or(id, String::as_str)
}

/// A value's code, as in the JSON audit.
fn code(value: impl serde::Serialize) -> String {
    match value.serialize(serde_json::value::Serializer) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// The lines that decided, each once, in order.
fn lines(reads: &[Trace]) -> String {
    let decided = reads.iter().filter(|read| read.decided);
    let mut lines: Vec<usize> = decided.filter_map(|read| read.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    lines.join(" ")
}
