//! What an import did, for people and for programs.

use garant_intake::Given;
use garant_intake::merge::{Merged, Why};
use garant_rules::Catalog;
use garant_source::visible::visible;
use serde_json::{Value, json};

use super::source::Read;
use crate::setting::Setting;

/// The most characters of a value in a line of the outcome.
const LONGEST: usize = 72;

pub(super) struct Outcome<'a> {
    pub(super) setting: &'a Setting,
    pub(super) catalog: &'a Catalog,
    pub(super) merged: &'a Merged,
    pub(super) read: &'a [Read],
    pub(super) dry: bool,
    /// What a workbook no longer answers and the descriptor does.
    pub(super) withdrawn: Vec<String>,
}

impl Outcome<'_> {
    pub(super) fn text(&self) -> String {
        let words = &self.setting.words;
        let mut lines: Vec<String> = Vec::new();
        for read in self.read {
            self.coverage(read, &mut lines);
            lines.extend(read.remarks.iter().map(|said| format!("  {said}")));
        }
        let written = &self.merged.written;
        let head = if self.dry { "to-write" } else { "written" };
        if !written.is_empty() {
            lines.push(words.count(&format!("import.{head}"), written.len()));
        }
        for one in written {
            let (line, value) = (one.line.to_string(), short(&one.given.toml()));
            let old = one.replaced.as_deref().map(short).unwrap_or_default();
            let key = if one.silent {
                "wrote-silent"
            } else if one.replaced.is_some() {
                "replaces"
            } else {
                "wrote"
            };
            let args = [
                ("line", line.as_str()),
                ("path", &one.path),
                ("value", &value),
                ("old", &old),
                ("file", &one.origin.file),
                ("place", &one.origin.place),
            ];
            lines.push(words.fill(&format!("import.{key}"), &args));
        }
        self.kept(&mut lines);
        self.refused(&mut lines);
        if !self.withdrawn.is_empty() {
            lines.push(words.count("import.withdrawn-all", self.withdrawn.len()));
            lines.extend(self.withdrawn.iter().map(|said| format!("  {said}")));
        }
        if self.merged.same > 0 {
            lines.push(words.count("import.same", self.merged.same));
        }
        let stopped = self.read.iter().any(|read| !read.refused.is_empty());
        if stopped {
            // The error that follows says that nothing is taken.
        } else if written.is_empty() {
            lines.push(words.get("import.nothing").to_owned());
        } else if self.dry {
            lines.push(words.get("import.dry").to_owned());
        }
        let all: Vec<String> = lines.iter().map(|line| visible(line, false)).collect();
        format!("{}\n", all.join("\n"))
    }

    fn kept(&self, lines: &mut Vec<String>) {
        let words = &self.setting.words;
        let kept = &self.merged.kept;
        if kept.is_empty() {
            return;
        }
        lines.push(words.count("import.kept", kept.len()));
        for one in kept {
            let (line, value) = (one.line.to_string(), short(&one.offered.toml()));
            let old = short(&one.existing);
            let first = one.existing_origin.as_ref();
            let key = if first.is_some() {
                "keeps-first"
            } else {
                "keeps"
            };
            let args = [
                ("line", line.as_str()),
                ("path", &one.path),
                ("value", &value),
                ("old", &old),
                ("file", &one.origin.file),
                ("place", &one.origin.place),
                ("first-file", first.map_or("", |origin| &origin.file)),
                ("first-place", first.map_or("", |origin| &origin.place)),
            ];
            lines.push(words.fill(&format!("import.{key}"), &args));
        }
        lines.push(words.get("import.how").to_owned());
    }

    fn refused(&self, lines: &mut Vec<String>) {
        let words = &self.setting.words;
        let own: usize = self.read.iter().map(|read| read.refused.len()).sum();
        let count = self.merged.refused.len() + own;
        if count == 0 {
            return;
        }
        lines.push(words.count("import.refused", count));
        for read in self.read {
            for (place, why) in &read.refused {
                lines.push(format!("  {}, {place} – {why}", read.file));
            }
        }
        for one in &self.merged.refused {
            let (value, why) = (
                short(&one.given.toml()),
                why(self.setting, self.catalog, &one.why),
            );
            let args = [
                ("file", one.origin.file.as_str()),
                ("place", &one.origin.place),
                ("path", &one.path),
                ("value", &value),
                ("why", &why),
            ];
            lines.push(words.fill("import.refuses", &args));
        }
    }

    /// Sections that a file fills, and those that it could have filled.
    fn coverage(&self, read: &Read, lines: &mut Vec<String>) {
        let words = &self.setting.words;
        let word = |key: &str| words.get(&format!("import.{key}")).to_owned();
        lines.push(words.fill("import.coverage", &[("file", &read.file)]));
        let title = |id: &str| {
            let mut sections = self.catalog.sections.iter();
            let own = sections.find(|section| section.id == id);
            own.map_or(id, |section| section.title.get(self.setting.lang))
                .to_owned()
        };
        let rows: Vec<(String, [usize; 3])> = read
            .coverage
            .iter()
            .map(|row| (title(&row.section), [row.filled, row.empty, row.absent]))
            .collect();
        let heads = [word("filled"), word("empty"), word("absent")];
        // A column that says nothing is left out.
        let told = [true, true, rows.iter().any(|(_, counts)| counts[2] > 0)];
        let wide = |text: &str| text.chars().count();
        let width = rows.iter().map(|(title, _)| wide(title)).max().unwrap_or(0);
        let width = width.max(wide(&word("section")));
        let line = |title: &str, cells: [String; 3]| {
            let pad = " ".repeat(width.saturating_sub(wide(title)));
            let cells = cells.iter().zip(&heads).zip(told).filter(|(_, told)| *told);
            let cells = cells.map(|((cell, head), _)| format!("  {cell:>0$}", wide(head)));
            format!("  {title}{pad}{}", cells.collect::<String>())
        };
        lines.push(line(&word("section"), heads.clone()));
        for (title, counts) in &rows {
            lines.push(line(title, counts.map(|count| count.to_string())));
        }
    }

    pub(super) fn json(&self, target: &str) -> String {
        let lang = self.setting.lang;
        let written: Vec<Value> = self.merged.written.iter().map(|one| {
            json!({
                "path": one.path, "value": one.given.toml(), "file": one.origin.file, "place": one.origin.place,
                "line": one.line, "replaced": one.replaced, "updated": one.updated,
            })
        }).collect();
        let kept: Vec<Value> = self.merged.kept.iter().map(|one| {
            let first = one.existing_origin.as_ref();
            json!({
                "path": one.path, "existing": one.existing, "offered": one.offered.toml(), "file": one.origin.file,
                "place": one.origin.place, "line": one.line,
                "existing-file": first.map(|origin| &origin.file), "existing-place": first.map(|origin| &origin.place),
            })
        }).collect();
        let refused: Vec<Value> = self.merged.refused.iter().map(|one| {
            json!({
                "path": one.path, "value": one.given.toml(), "file": one.origin.file, "place": one.origin.place,
                "code": code(&one.why), "why": why(self.setting, self.catalog, &one.why),
            })
        }).collect();
        let sources: Vec<Value> = self.read.iter().map(|read| {
            let refused: Vec<Value> = read.refused.iter().map(|(place, why)| json!({ "place": place, "why": why })).collect();
            let coverage: Vec<Value> = read.coverage.iter().map(|row| {
                json!({ "section": row.section, "filled": row.filled, "empty": row.empty, "absent": row.absent })
            }).collect();
            json!({ "file": read.file, "refused": refused, "remarks": read.remarks, "coverage": coverage })
        }).collect();
        let whole = json!({
            "format": "garant.import", "version": 1, "lang": lang.code(), "descriptor": target, "dry-run": self.dry,
            "written": written, "kept": kept, "refused": refused, "same": self.merged.same, "withdrawn": self.withdrawn, "sources": sources,
        });
        format!("{whole:#}\n")
    }
}

fn code(why: &Why) -> &'static str {
    match why {
        Why::NoField => "no-field",
        Why::SaysNothing => "says-nothing",
        Why::Problem(problem) => problem.code,
        _ => "",
    }
}

/// Why an answer cannot be written, in words.
pub(in crate::commands) fn why(setting: &Setting, catalog: &Catalog, why: &Why) -> String {
    match why {
        Why::Problem(problem) => {
            let said = catalog
                .words
                .explain(problem, &["diagnostic"], "message", setting.lang);
            said.unwrap_or_else(|| problem.code.to_owned())
        }
        other => setting
            .words
            .get(&format!("import.{}", code(other)))
            .to_owned(),
    }
}

fn short(text: &str) -> String {
    let text = visible(text, false);
    if text.chars().count() <= LONGEST {
        return text;
    }
    let kept: String = text.chars().take(LONGEST).collect();
    format!("{kept}…")
}

/// A value as a person reads it in a message.
pub(in crate::commands) fn said(given: &Given) -> String {
    match given {
        Given::Text(text) => short(text),
        other => short(&other.toml()),
    }
}
