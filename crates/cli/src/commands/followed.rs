//! `garant list waivers` and `garant list opinions`: what a project has to follow over time, at a date.

use clap::ArgMatches;
use garant_core::opinion::{self, Opinion};
use garant_core::waiver::{Effect, State, Waiver};
use garant_core::{Audit, Request, audit};
use garant_rules::Catalog;
use garant_rules::words::fill;
use garant_source::visible::visible;
use serde::Serialize;
use serde_json::{Value, json};

use super::{as_of, descriptor, string};
use crate::exit::Exit;
use crate::input::{Folder, shown};
use crate::output;
use crate::setting::Setting;

/// What can be listed.
pub(super) const LISTS: [&str; 2] = ["waivers", "opinions"];

pub(super) fn run(setting: &Setting, catalog: &Catalog, matches: &ArgMatches, what: &str) -> Exit {
    let path = string(matches, "path").map_or("garant.toml", String::as_str);
    let Ok(as_of) = as_of(setting, matches) else {
        return Exit::Failed;
    };
    let Some(text) = descriptor(setting, path) else {
        return Exit::Failed;
    };
    let name = shown(path);
    let request = Request::new(&name, &text, as_of);
    let audit = match audit(catalog, &request, &Folder::of(path, false)) {
        Ok(audit) => audit,
        Err(error) => {
            setting.no_audit(catalog, &error);
            return Exit::Failed;
        }
    };
    let expiring = matches.get_one::<u16>("expiring").copied();
    let page = Page {
        setting,
        catalog,
        audit: &audit,
    };
    let (rows, told): (Vec<Value>, Vec<String>) = if what == "opinions" {
        let all = audit.opinions.iter();
        all.map(|own| (json!(own), page.opinion(own))).unzip()
    } else {
        let ends = |own: &&Waiver| {
            expiring
                .is_none_or(|days| own.state == State::InForce && own.days_left <= i32::from(days))
        };
        let all = audit.waivers.iter().filter(ends);
        all.map(|own| (page.waiver_row(own), page.waiver(own)))
            .unzip()
    };
    if string(matches, "format").is_some_and(|format| format == "json") {
        let whole = json!({"as-of": audit.as_of, "descriptor": audit.descriptor, "system": audit.system, what: rows});
        let text = serde_json::to_string_pretty(&whole).unwrap_or_default();
        output::out(&format!("{text}\n"));
        return Exit::Holds;
    }
    let date = setting.words.date(&audit.as_of);
    let count = setting.words.count(&format!("list.{what}"), rows.len());
    let count = fill(&count, &[("date", &date)]);
    let told = told.concat();
    output::out(&visible(&format!("{told}\n{count}\n"), true));
    Exit::Holds
}

struct Page<'a> {
    setting: &'a Setting,
    catalog: &'a Catalog,
    audit: &'a Audit,
}

impl Page<'_> {
    /// A sentence with texts of the descriptor: each stays on its line.
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, String)> = args
            .iter()
            .map(|(name, text)| (*name, visible(text, false)))
            .collect();
        let args: Vec<(&str, &str)> = args
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        self.setting.words.fill(&format!("followed.{key}"), &args)
    }

    /// A word of the catalog, by the code that a value has in JSON.
    fn word(&self, kind: &str, code: impl Serialize) -> String {
        let code = json!(code);
        let key = format!("{kind}.{}", code.as_str().unwrap_or_default());
        self.catalog.words.get(&key, self.setting.lang).to_owned()
    }

    fn code<'a>(&'a self, waiver: &'a Waiver) -> &'a str {
        let known = self.catalog.criterion(&waiver.criterion);
        known.map_or(waiver.criterion.as_str(), |own| own.code.as_str())
    }

    /// What a check says; its id where the catalog has none of that name.
    fn check(&self, waiver: &Waiver, id: &str) -> String {
        let known = self.catalog.criterion(&waiver.criterion);
        let mut checks = known.into_iter().flat_map(|own| &own.checks);
        let check = checks.find(|check| check.id == id);
        check.map_or_else(
            || id.to_owned(),
            |check| check.says.get(self.setting.lang).to_owned(),
        )
    }

    fn waiver_row(&self, waiver: &Waiver) -> Value {
        let mut row = json!(waiver);
        if let Some(row) = row.as_object_mut() {
            row.insert("code".to_owned(), json!(self.code(waiver)));
        }
        row
    }

    fn line(&self, line: Option<usize>) -> String {
        line.map_or_else(String::new, |line| {
            format!("  ({})", self.say("line", &[("line", &line.to_string())]))
        })
    }

    fn waiver(&self, waiver: &Waiver) -> String {
        let id = visible(&waiver.criterion, false);
        let code = visible(self.code(waiver), false);
        let mut out = format!("{code}  {id}");
        if let Some(check) = &waiver.check {
            out.push_str(&format!(
                " – {}",
                visible(&self.check(waiver, check), false)
            ));
        }
        if let Some(site) = &waiver.site {
            out.push_str(&format!("  {}", self.say("site", &[("site", site)])));
        }
        out.push_str(&self.line(waiver.line));
        let mut found = self.audit.findings.iter();
        let found = found.find(|own| own.criterion == waiver.criterion);
        let effect = Effect::of(waiver, found.map(|own| (own.verdict, own.disposition)));
        let mut state = self.word("waiver", effect);
        if let Some(because) = waiver.because {
            state = format!("{state} – {}", self.word("waiver.because", because));
        }
        out.push_str(&format!("\n    {state}"));
        let ends = self.setting.words.date(&waiver.ends);
        out.push_str(&format!(" – {}", self.say("until", &[("date", &ends)])));
        if let Ok(days) = usize::try_from(waiver.days_left) {
            let left = self.setting.words.count("report.days-left", days);
            out.push_str(&format!(", {left}"));
        }
        let people = [
            ("owner", waiver.owner.as_str()),
            ("approver", &waiver.approver),
        ];
        let risk = [("risk", waiver.risk_accepted.as_str())];
        out.push_str(&format!("\n    {}", self.say("people", &people)));
        out.push_str(&format!("\n    {}\n", self.say("risk", &risk)));
        let checks = waiver.open_checks.iter();
        let checks = checks.map(|check| self.check(waiver, check));
        let left: Vec<String> = checks.chain(waiver.open_sites.iter().cloned()).collect();
        if !left.is_empty() {
            let left = left.join(", ");
            out.push_str(&format!("    {}\n", self.say("left", &[("left", &left)])));
        }
        out
    }

    fn opinion(&self, opinion: &Opinion) -> String {
        let unstated = self.setting.words.get("unstated");
        let body = visible(opinion.body.as_deref().unwrap_or(unstated), false);
        let date = opinion.date.as_deref();
        let date = date.map_or_else(|| unstated.to_owned(), |date| self.setting.words.date(date));
        let outcome = opinion.outcome.as_deref().map(|id| self.outcome(id));
        let outcome = visible(&outcome.unwrap_or_else(|| unstated.to_owned()), false);
        let mut state = self.word("opinion", opinion.state);
        if let Some(days) = opinion
            .days_open
            .and_then(|days| usize::try_from(days).ok())
        {
            let since = self.setting.words.count("report.opinions.since", days);
            state = format!("{state} – {since}");
        }
        if let (opinion::State::Lifted, Some(on)) = (opinion.state, &opinion.lifted_on) {
            state = format!("{state} – {}", self.setting.words.date(on));
        }
        let line = self.line(opinion.line);
        let mut out = format!("{body}{line}\n    {date} – {outcome}\n    {state}\n");
        for reservation in &opinion.reservations {
            out.push_str(&format!("    · {}\n", visible(reservation, false)));
        }
        out
    }

    /// The words of an outcome, from the choices of its field.
    fn outcome(&self, id: &str) -> String {
        let texts = self.audit.texts.get(self.setting.lang.code());
        let said = texts.and_then(|texts| texts.words.get(&format!("outcome.{id}")));
        said.map_or_else(|| id.to_owned(), Clone::clone)
    }
}
