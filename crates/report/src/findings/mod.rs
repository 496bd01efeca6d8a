//! Findings as tables: a row a criterion, or a row a check. Codes stay codes, words are in the language of the view.
//!
//! Takes no decision of its own.

pub mod checks;
pub mod criteria;

use std::collections::BTreeMap;

use garant_core::finding::{CheckResult, Reference};
use garant_core::texts::Texts;
use garant_core::trace::Trace;

use crate::figures::csv::cell;
use crate::lang::Words;
use crate::render::Separator;
use crate::view::{Card, View};

/// What stands between the items of a cell.
const BETWEEN: &str = " | ";

/// A table of texts. A cell that a spreadsheet would run is made harmless where it is written.
pub(crate) struct Table {
    /// The names of the columns, which are codes.
    pub(crate) columns: &'static [&'static str],
    /// How many of them are printed: on paper, all of them would be too small to read.
    pub(crate) printed: usize,
    /// As many cells a row as there are columns.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// By RFC 4180, with a byte order mark, which Excel needs, and CRLF, and no cell that would run.
    pub(crate) fn csv(&self, separator: Separator) -> String {
        let between = separator.text();
        let mut out = format!("\u{feff}{}\r\n", self.columns.join(between));
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
            out.push_str(&format!("{}\r\n", cells.join(between)));
        }
        out
    }
}

/// A finding with what names its codes.
struct Sheet<'a> {
    view: &'a View<'a>,
    words: &'a Words,
    card: &'a Card<'a>,
}

impl<'a> Sheet<'a> {
    /// The first cells of both tables: what the criterion is and what was found.
    fn criterion(&self) -> Vec<String> {
        let (card, texts, f) = (self.card, self.view.texts, self.card.f);
        let reason = f.reason.as_deref().unwrap_or_default();
        vec![
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
            named(texts, "reason", reason),
        ]
    }

    /// The checks, each with the file whose lines it read.
    fn checks(&self) -> Vec<(&'a str, &'a CheckResult)> {
        let (f, own) = (self.card.f, self.view.audit.descriptor.path.as_str());
        if f.taken.is_empty() {
            return f.checks.iter().map(|check| (own, check)).collect();
        }
        let taken = f.taken.iter();
        taken
            .flat_map(|taken| {
                let checks = taken.checks.iter();
                checks.map(|check| (taken.path.as_str(), check))
            })
            .collect()
    }

    /// The file that the finding comes from: the descriptor, or the first supplier's audit.
    fn file(&self) -> &'a str {
        let own = self.view.audit.descriptor.path.as_str();
        let taken = self.card.f.taken.first();
        taken.map_or(own, |taken| taken.path.as_str())
    }

    fn says(&self, check: Option<&CheckResult>) -> String {
        check
            .and_then(|check| self.card.t.checks.get(&check.id))
            .map_or_else(String::new, |said| said.says.clone())
    }

    fn actors(&self) -> String {
        self.card.actors.join(BETWEEN)
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
pub(crate) fn named(texts: &Texts, kind: &str, code: &str) -> String {
    let said = texts.words.get(&format!("{kind}.{code}"));
    said.map_or_else(|| code.to_owned(), Clone::clone)
}

fn of<'a>(names: &'a BTreeMap<String, String>, id: &'a str) -> &'a str {
    names.get(id).map_or(id, String::as_str)
}

/// A value's code, as in the JSON audit.
pub(crate) fn code(value: impl serde::Serialize) -> String {
    match value.serialize(serde_json::value::Serializer) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// Lines, as a cell holds them.
fn lines(lines: &[usize]) -> String {
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    lines.join(" ")
}

/// The lines that decided, each once, in order.
fn deciding(reads: &[Trace]) -> Vec<usize> {
    let decided = reads.iter().filter(|read| read.decided);
    let mut lines: Vec<usize> = decided.filter_map(|read| read.line).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}
