//! Ids that answers cite: of evidence, and of the site that an accepted risk is for.

use garant_rules::Value;
use garant_rules::facts::Found;
use garant_source::Span;
use garant_source::diagnostic::nearest;
use rustc_hash::FxHashSet;

use super::Walk;

impl Walk<'_> {
    /// Evidence that a field cites must be declared.
    pub(super) fn evidence_ids(&mut self) {
        let ids = self.ids("evidence");
        let known: FxHashSet<&str> = ids.iter().map(String::as_str).collect();
        let mut wrong = std::mem::take(&mut self.cited);
        wrong.retain(|(id, _)| !known.contains(id.as_str()));
        for (id, span) in wrong {
            self.unknown("unknown-evidence", &id, &ids, span);
        }
    }

    /// What narrows an accepted risk must say something, for it would cover more without: the site must be one of the sites in use.
    pub(super) fn narrowed(&mut self) {
        let sites = self.ids("deployment.sites");
        for entry in self.out.entries("waivers") {
            for key in ["check", "site"] {
                let found = self.out.answers.get(&format!("{entry}.{key}")).cloned();
                match found {
                    Some(Found::Empty { span, .. }) => {
                        let span = span.unwrap_or_default();
                        self.problem("required-says-nothing", span, &[("key", key)]);
                    }
                    Some(Found::Value(Value::Text(id), span))
                        if key == "site" && !sites.contains(&id) =>
                    {
                        self.unknown("unknown-site", &id, &sites, span.unwrap_or_default());
                    }
                    _ => {}
                }
            }
        }
    }

    /// The ids of the entries of a list, in order.
    fn ids(&self, list: &str) -> Vec<String> {
        let entries = self.out.entries(list);
        let id = |entry: &String| self.out.string(&format!("{entry}.id")).map(str::to_owned);
        entries.iter().filter_map(id).collect()
    }

    fn unknown(&mut self, code: &'static str, id: &str, known: &[String], span: Span) {
        let near = nearest(id, known.iter().map(String::as_str)).unwrap_or("");
        self.problem(code, span, &[("found", id), ("nearest", near)]);
    }
}
