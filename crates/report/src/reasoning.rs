//! Why a verdict is what it is, for a terminal: each condition with its truth, each leaf with its value and line.

use std::fmt::Write as _;

use garant_core::Catalog;
use garant_core::reasoning::{Branch, Reasoning};
use garant_core::trace::Trace;
use garant_rules::field::Kind;
use garant_source::visible::visible;

use crate::lang::Words;
use crate::plan::said::Speaker;

/// Why the criterion applies or not, then its checks, condition by condition.
pub fn text(reasoning: &Reasoning, catalog: &Catalog, words: &Words) -> String {
    let mut teller = Teller {
        catalog,
        words,
        out: String::new(),
    };
    teller.part("explain.why-applies");
    match &reasoning.applies {
        Some(branch) => teller.branch(branch, 1),
        None => teller.line(1, words.get("explain.always")),
    }
    teller.part("explain.tree");
    let asked = reasoning.finding.checks.iter();
    for (check, found) in reasoning.checks.iter().zip(asked) {
        let truth = if found.asked {
            found.truth.code()
        } else {
            "not-asked"
        };
        let says = check.says.get(words.lang).to_owned();
        teller.judged(1, truth, &says, None);
        if let Some(applies) = &check.applies {
            let said = words.get("explain.applies").to_owned();
            teller.line(2, &said);
            teller.branch(applies, 3);
        }
        teller.branch(&check.require, 2);
    }
    teller.out
}

struct Teller<'a> {
    catalog: &'a Catalog,
    words: &'a Words,
    out: String,
}

impl Teller<'_> {
    fn said(&self, key: &str) -> String {
        self.catalog.words.get(key, self.words.lang).to_owned()
    }

    fn part(&mut self, key: &str) {
        let _ = writeln!(self.out, "\n{}", self.words.get(key));
    }

    fn line(&mut self, depth: usize, said: &str) {
        let said = visible(said, false);
        let _ = writeln!(self.out, "{}{said}", "  ".repeat(depth));
    }

    /// A line with what is known of it.
    fn judged(&mut self, depth: usize, truth: &str, said: &str, reason: Option<&str>) {
        let truth = self.said(&format!("truth.{truth}"));
        let known = match reason {
            Some(reason) => format!("{truth}, {}", self.said(&format!("reason.{reason}"))),
            None => truth,
        };
        self.line(depth, &format!("[{known}] {said}"));
    }

    fn branch(&mut self, branch: &Branch, depth: usize) {
        let key = format!("explain.{}", branch.operator);
        let named = branch.operator == "definition";
        let own = branch.says.get(self.words.lang);
        let said = if branch.parts.is_empty() || named || !self.words.has(&key) {
            own.to_owned()
        } else {
            self.words.get(&key).to_owned()
        };
        let said = match (&branch.entry, branch.filter) {
            (Some(entry), true) => {
                format!("{entry} – {} – {said}", self.words.get("explain.filter"))
            }
            (Some(entry), false) => format!("{entry} – {said}"),
            (None, _) => said,
        };
        let leaf = branch.parts.is_empty();
        let reason = branch.reason.as_deref().filter(|_| leaf);
        self.judged(depth, branch.truth.code(), &said, reason);
        for trace in &branch.read {
            let read = self.read(trace);
            self.line(depth + 1, &read);
        }
        for part in &branch.parts {
            self.branch(part, depth + 1);
        }
    }

    /// A read: the path, the value and the line.
    fn read(&self, trace: &Trace) -> String {
        let words = self.words;
        let value = if trace.is_stated() {
            self.value(&trace.path, &trace.value)
        } else {
            words.get("unstated").to_owned()
        };
        let told = format!("{} = {value}", trace.path);
        match trace.line {
            None => told,
            Some(line) => words.fill(
                "plan.place",
                &[("path", &told), ("line", &line.to_string())],
            ),
        }
    }

    fn value(&self, path: &str, value: &serde_json::Value) -> String {
        let speaker = Speaker {
            catalog: self.catalog,
            words: self.words,
        };
        let told = speaker.value(path, value);
        match speaker.field(path).map(|field| field.kind) {
            Some(Kind::Text | Kind::Url | Kind::Evidence) | None if value.is_string() => {
                self.words.fill("quoted", &[("text", &told)])
            }
            _ => told,
        }
    }
}
