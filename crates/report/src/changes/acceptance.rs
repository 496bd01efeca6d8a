//! Sentences on risks accepted: what became of them, and what they do not cover.

use garant_core::change::{Part, Reach, Turn, Uncovered, WaiverChange};

use super::cause::{Speaker, cut};
use super::sheet::Said;

impl Speaker<'_> {
    /// A whole criterion or one check, everywhere or at one site.
    pub(super) fn reach(&self, check: Option<&str>, site: Option<&str>) -> String {
        let key = match (check, site) {
            (None, None) => "diff.reach.all",
            (None, Some(_)) => "diff.reach.site",
            (Some(_), None) => "diff.reach.check",
            (Some(_), Some(_)) => "diff.reach.both",
        };
        let args = [
            ("check", check.unwrap_or_default()),
            ("site", site.unwrap_or_default()),
        ];
        self.words.fill(key, &args)
    }

    pub(super) fn reach_from(
        &self,
        was: &Reach,
        check: Option<&str>,
        site: Option<&str>,
    ) -> String {
        let from = self.reach(was.check.as_deref(), was.site.as_deref());
        let args = [
            ("before", from.as_str()),
            ("after", &self.reach(check, site)),
        ];
        self.words.fill("diff.turn", &args)
    }

    pub(super) fn waiver(&self, change: &WaiverChange) -> Said {
        let (check, site) = (change.check.as_deref(), change.site.as_deref());
        let code = change.code.as_str();
        let what = if (check, site) == (None, None) || change.reach_before.is_some() {
            code.to_owned()
        } else {
            let args = [("code", code), ("reach", &self.reach(check, site))];
            self.words.fill("diff.waiver.named", &args)
        };
        let ends = change.ends_after.as_ref().or(change.ends_before.as_ref());
        let ends = ends.map(|ends| self.words.date(ends)).unwrap_or_default();
        let parts = match change.turn {
            Turn::Came | Turn::Went => Vec::new(),
            _ => self.parts(change, &ends),
        };
        let key = match change.turn {
            Turn::Came => "diff.waiver.came",
            Turn::Went => "diff.waiver.went",
            _ => "diff.waiver.changed",
        };
        let args = [
            ("what", what.as_str()),
            ("after", &self.state("waiver", change.after)),
            ("ends", &ends),
            ("parts", &parts.join(self.words.get("separator"))),
        ];
        Said {
            says: self.words.fill(key, &args),
            line: change.line,
            old: false,
        }
    }

    /// What is other in a waiver: its state, its last day, its reach, its words.
    fn parts(&self, change: &WaiverChange, ends: &str) -> Vec<String> {
        let mut parts = Vec::new();
        let moved = change.ends_before != change.ends_after;
        if change.turn == Turn::Expired {
            let args = [("ends", ends)];
            parts.push(self.words.fill("diff.waiver.expired", &args));
        } else if change.before != change.after {
            let args = [
                ("before", self.state("waiver", change.before)),
                ("after", self.state("waiver", change.after)),
            ];
            let args = args.each_ref().map(|(key, said)| (*key, said.as_str()));
            parts.push(self.words.fill("diff.turn", &args));
            if !moved {
                let args = [("ends", ends)];
                parts.push(self.words.fill("diff.waiver.until", &args));
            }
        }
        if let (true, Some(before), Some(after)) = (moved, &change.ends_before, &change.ends_after)
        {
            // Days are written so that their order is that of their texts.
            let key = if before < after {
                "diff.waiver.prolonged"
            } else {
                "diff.waiver.shortened"
            };
            let (before, after) = (self.words.date(before), self.words.date(after));
            let args = [("before", before.as_str()), ("after", &after)];
            parts.push(self.words.fill(key, &args));
        }
        if let Some(was) = &change.reach_before {
            let reach = self.reach_from(was, change.check.as_deref(), change.site.as_deref());
            let args = [("reach", reach.as_str())];
            parts.push(self.words.fill("diff.waiver.reach", &args));
        }
        for own in &change.rewritten {
            let said = |text: &str| match own.part {
                Part::Date => self.words.date(text),
                _ => self.words.fill("diff.quoted", &[("text", &cut(text))]),
            };
            let (before, after) = (said(&own.before), said(&own.after));
            let key = format!("diff.waiver.part.{}", own.part.code());
            let args = [("before", before.as_str()), ("after", &after)];
            parts.push(self.words.fill(&key, &args));
        }
        parts
    }

    /// That a waiver, which is what it was, does not cover what fails now.
    pub(super) fn uncovered(&self, own: &Uncovered) -> Said {
        let checks = own.checks.iter();
        let checks: Vec<&str> = checks.map(|said| said.get(self.words.lang)).collect();
        let reach = self.reach(own.check.as_deref(), own.site.as_deref());
        let args = [
            ("reach", reach.as_str()),
            ("checks", &checks.join(self.words.get("separator"))),
        ];
        let mut says = self.words.fill("diff.uncovered.says", &args);
        if !own.sites.is_empty() {
            let told = self.words.count("diff.uncovered.at", own.sites.len());
            let args = [("sites", own.sites.join(", "))];
            let args = args.each_ref().map(|(key, said)| (*key, said.as_str()));
            says.push_str(&garant_rules::words::fill(&told, &args));
        }
        Said {
            says,
            line: own.line,
            old: false,
        }
    }
}
