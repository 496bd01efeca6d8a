//! `garant explain --scope`: which regimes reach a project, since when, by which fact, and who owes what.

use clap::ArgMatches;
use garant_core::scope::Reach;
use garant_core::verdict::{NotApplicable, Verdict};
use garant_core::{Audit, Request, audit};
use garant_rules::Catalog;
use garant_rules::reference::Status;
use garant_source::visible::visible;
use serde_json::json;

use super::{as_of, descriptor, string};
use crate::exit::Exit;
use crate::input::{Folder, shown};
use crate::output;
use crate::setting::Setting;

/// The order in which regimes are told.
const ORDER: [(Status, &str); 6] = [
    (Status::Binds, "binds"),
    (Status::NotYet, "not-yet"),
    (Status::ToBeEstablished, "to-be-established"),
    (Status::DoesNotBind, "does-not-bind"),
    (Status::Proposed, "proposed"),
    (Status::Voluntary, "voluntary"),
];

pub(super) fn run(setting: &Setting, catalog: &Catalog, matches: &ArgMatches) -> Exit {
    let path = string(matches, "criterion").map_or("garant.toml", String::as_str);
    let Ok(as_of) = as_of(setting, matches) else {
        return Exit::Failed;
    };
    let Some(text) = descriptor(setting, path) else {
        return Exit::Failed;
    };
    let name = shown(path);
    let profile = string(matches, "profile").map(String::as_str);
    let request = Request::new(&name, &text, as_of).profile(profile);
    let audit = match audit(catalog, &request, &Folder::of(path, false)) {
        Ok(audit) => audit,
        Err(error) => {
            setting.no_audit(catalog, &error);
            return Exit::Failed;
        }
    };
    if string(matches, "format").is_some_and(|format| format == "json") {
        let whole = json!({"as-of": audit.as_of, "system": audit.system, "scope": audit.scope, "takes-up": audit.takes_up});
        let text = serde_json::to_string_pretty(&whole).unwrap_or_default();
        output::out(&format!("{text}\n"));
    } else {
        let page = Page {
            setting,
            catalog,
            audit: &audit,
        };
        output::out(&visible(&page.text(), true));
    }
    Exit::Holds
}

/// What is told of a regime: one that starts later only if an unstated fact confirms it remains to be established.
fn told(reach: &Reach) -> Status {
    match reach.status {
        Status::NotYet if reach.perhaps_later() => Status::ToBeEstablished,
        status => status,
    }
}

struct Page<'a> {
    setting: &'a Setting,
    catalog: &'a Catalog,
    audit: &'a Audit,
}

impl Page<'_> {
    fn word(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.setting.words.fill(&format!("scope.{key}"), args)
    }

    fn text(&self) -> String {
        let date = self.setting.words.date(&self.audit.as_of);
        let unnamed = self.setting.words.get("unnamed");
        let name = self.audit.system.name.as_deref().unwrap_or(unnamed);
        let mut out = self.word("head", &[("name", name), ("date", &date)]);
        out.push('\n');
        let role = match self.audit.system.acts_as.as_deref() {
            Some(role) => {
                let said = self
                    .catalog
                    .words
                    .get(&format!("acts-as.{role}"), self.setting.lang)
                    .to_owned();
                self.word("role", &[("role", &said)])
            }
            None => self.word("no-role", &[]),
        };
        out.push_str(&role);
        out.push('\n');
        for (status, code) in ORDER {
            let mut group = self
                .audit
                .scope
                .iter()
                .filter(|reach| told(reach) == status)
                .peekable();
            if group.peek().is_some() {
                out.push_str(&format!("\n{}\n", self.word(code, &[])));
            }
            for reach in group {
                self.reach(reach, &mut out);
            }
        }
        self.owed(&mut out);
        self.taken_up(&mut out);
        self.criteria(&mut out);
        out
    }

    fn since(&self, reach: &Reach) -> String {
        let date = reach
            .from
            .as_deref()
            .map(|from| self.setting.words.date(from));
        match (told(reach), date) {
            (Status::Binds, Some(date)) => self.word("since", &[("date", &date)]),
            (Status::Binds, None) => self.word("in-force", &[]),
            (Status::NotYet, Some(date)) => self.word("from", &[("date", &date)]),
            (Status::ToBeEstablished, _) if reach.depends_on.is_empty() => {
                self.word("to-be-read", &[])
            }
            (Status::ToBeEstablished, Some(date)) if reach.status == Status::NotYet => {
                self.word("if-from", &[("date", &date)])
            }
            (Status::ToBeEstablished, Some(date)) => self.word("if-since", &[("date", &date)]),
            (Status::ToBeEstablished, None) => self.word("if", &[]),
            _ => String::new(),
        }
    }

    fn reach(&self, reach: &Reach, out: &mut String) {
        let lang = self.setting.lang;
        let at = reach.at.as_deref().unwrap_or("");
        out.push_str(&format!("  {}\n", reach.title.get(lang)));
        let who = self.actors(&reach.owed_by);
        let cited = format!("{} {at}", reach.short.get(lang));
        out.push_str(&format!("      {} · {who}\n", cited.trim()));
        let since = self.since(reach);
        let because = reach.because.as_ref().map(|words| words.get(lang));
        let line = match because.filter(|because| !because.is_empty()) {
            Some(because) if since.is_empty() => because.to_owned(),
            Some(because) => {
                let args = [("name", since.as_str()), ("said", because)];
                self.setting.words.fill("init.fact", &args)
            }
            None => since,
        };
        if !line.is_empty() {
            out.push_str(&format!("      {line}\n"));
        }
        if !reach.read.is_empty() {
            let facts: Vec<String> = reach
                .read
                .iter()
                .map(|trace| {
                    let value = match &trace.value {
                        serde_json::Value::String(text) => text.clone(),
                        value => value.to_string(),
                    };
                    let line = trace.line.unwrap_or(0).to_string();
                    self.word(
                        "fact",
                        &[("line", &line), ("path", &trace.path), ("value", &value)],
                    )
                })
                .collect();
            out.push_str(&format!(
                "      {}\n",
                self.word(
                    "because",
                    &[("facts", &facts.join(self.setting.words.get("report.sep")))]
                )
            ));
        }
        if !reach.depends_on.is_empty() {
            let paths = reach.depends_on.join(", ");
            out.push_str(&format!(
                "      {}\n",
                self.word("unstated", &[("paths", &paths)])
            ));
        }
        for trap in &reach.traps {
            out.push_str(&format!("      ! {}\n", trap.get(lang)));
        }
    }

    fn actors(&self, ids: &[String]) -> String {
        let names: Vec<String> = self
            .catalog
            .actors
            .iter()
            .filter(|actor| ids.contains(&actor.id))
            .map(|actor| actor.title.get(self.setting.lang).to_lowercase())
            .collect();
        names.join(", ")
    }

    fn yours(&self, actor: &str) -> String {
        let role = self.audit.system.acts_as.as_deref();
        let yours = role.is_some_and(|role| self.catalog.answers_for(role, &[actor.to_owned()]));
        if yours {
            self.word("yours", &[])
        } else {
            String::new()
        }
    }

    /// Who owes what, since when.
    fn owed(&self, out: &mut String) {
        out.push_str(&format!("\n{}\n", self.word("owed", &[])));
        for actor in &self.catalog.actors {
            let reaches = |status: Status| {
                let own = move |reach: &&Reach| {
                    told(reach) == status && reach.owed_by.contains(&actor.id)
                };
                self.audit.scope.iter().filter(own)
            };
            if ORDER
                .iter()
                .take(3)
                .all(|(status, _)| reaches(*status).next().is_none())
            {
                continue;
            }
            let title = actor.title.get(self.setting.lang);
            out.push_str(&format!("  {title}{}\n", self.yours(&actor.id)));
            for status in [Status::Binds, Status::NotYet, Status::ToBeEstablished] {
                let mut told: Vec<&Reach> = reaches(status).collect();
                told.sort_by_key(|reach| reach.from.as_deref());
                for reach in told {
                    let since = match status {
                        Status::ToBeEstablished => self.word("open", &[]),
                        _ => self.since(reach),
                    };
                    out.push_str(&format!(
                        "    {since} – {}\n",
                        reach.title.get(self.setting.lang)
                    ));
                }
            }
        }
    }

    fn taken_up(&self, out: &mut String) {
        if self.audit.takes_up.is_empty() {
            return;
        }
        out.push_str(&format!("\n{}\n", self.word("taken-up", &[])));
        for taken in &self.audit.takes_up {
            let some = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
            let date = taken
                .as_of
                .as_deref()
                .map_or_else(|| "–".to_owned(), |date| self.setting.words.date(date));
            let state = self
                .catalog
                .words
                .get(
                    &format!("takes-up.{}", taken.state.code()),
                    self.setting.lang,
                )
                .to_owned();
            let line = self.word(
                "taken",
                &[
                    ("path", &taken.path),
                    ("system", &some(&taken.system)),
                    ("version", &some(&taken.version)),
                    ("date", &date),
                    ("catalog", &some(&taken.catalog)),
                    ("state", &state),
                ],
            );
            out.push_str(&format!("  {line}\n"));
        }
    }

    /// How many criteria of the catalog each owes, in this profile.
    fn criteria(&self, out: &mut String) {
        out.push_str(&format!("\n{}\n", self.word("criteria", &[])));
        for actor in &self.catalog.actors {
            let owed: Vec<_> = self
                .audit
                .findings
                .iter()
                .filter(|finding| finding.actors.contains(&actor.id))
                .filter(|finding| {
                    finding.verdict != Verdict::NotApplicable
                        || finding.reason.as_deref() != Some(NotApplicable::OutOfScope.code())
                })
                .collect();
            if owed.is_empty() {
                continue;
            }
            let essential = owed
                .iter()
                .filter(|finding| finding.level == "essential")
                .count();
            let line = self.word(
                "count",
                &[
                    ("actor", actor.title.get(self.setting.lang)),
                    ("n", &owed.len().to_string()),
                    ("essential", &essential.to_string()),
                ],
            );
            out.push_str(&format!("  {line}{}\n", self.yours(&actor.id)));
        }
    }
}
