//! A plan as a page shows it: every sentence ready.

use garant_core::Catalog;
use garant_core::gate::{Gate, State};
use garant_core::plan::{Blocked, Plan};
use garant_rules::catalog::Term;
use serde::Serialize;

use super::notes::remedy;
use super::row::row;
use super::said::Speaker;
use crate::lang::Words;

/// A plan, with its sentences.
#[derive(Debug, Serialize)]
pub struct Sheet {
    pub(super) name: String,
    pub(super) sides: String,
    pub(super) before: String,
    pub(super) after: String,
    /// What the plan is and is not.
    pub(super) caution: String,
    /// Whether nothing is left to do.
    pub(super) done: bool,
    pub(super) groups: Vec<Group>,
    pub(super) blocked: Vec<(String, String, String)>,
}

/// The steps of a level.
#[derive(Debug, Serialize)]
pub struct Group {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

/// A step.
#[derive(Debug, Serialize)]
pub struct Row {
    pub(super) number: usize,
    pub(super) kind: String,
    pub(super) title: String,
    /// The path in the descriptor; empty where a supplier is asked.
    pub(super) path: String,
    pub(super) line: Option<usize>,
    pub(super) actor: String,
    pub(super) effort: String,
    /// What has to be stated: the answer's title, empty where it is the step's own, and its sentence.
    pub(super) wanted: Vec<(String, String)>,
    pub(super) stated: String,
    /// The criteria that stay open without it, each with what its checks say.
    pub(super) serves: Vec<(String, String)>,
    pub(super) outcomes: Vec<(String, String)>,
    pub(super) notes: Vec<String>,
    pub(super) changes: String,
    pub(super) left: String,
}

impl Sheet {
    /// The sentences of a plan.
    pub fn new(plan: &Plan, catalog: &Catalog, words: &Words) -> Self {
        let speaker = Speaker { catalog, words };
        let name = plan.system.name.clone();
        let name = name.unwrap_or_else(|| words.get("unnamed").to_owned());
        let date = words.date(&plan.as_of);
        let profile = catalog.profile(&plan.profile);
        let profile = profile.map_or("", |own| own.title.get(words.lang));
        let args = [
            ("path", plan.descriptor.path.as_str()),
            ("date", &date),
            ("profile", profile),
            ("edition", &plan.catalog.version),
        ];
        let mut groups: Vec<Group> = Vec::new();
        for step in &plan.steps {
            let title = title(&catalog.levels, &step.level, words);
            let row = row(step, plan, &speaker);
            match groups.last_mut() {
                Some(group) if group.title == title => group.rows.push(row),
                _ => groups.push(Group {
                    title,
                    rows: vec![row],
                }),
            }
        }
        let blocked = plan.blocked.iter().map(|own| {
            let title = own.title.get(words.lang).to_owned();
            (own.code.clone(), title, stuck(own, &speaker))
        });
        Self {
            name,
            sides: words.fill("plan.sides", &args),
            before: gate(&plan.before, &plan.accepted.before, &speaker, "plan.before"),
            after: if plan.is_done() {
                done(plan, words)
            } else {
                let steps = words.count("plan.steps", plan.steps.len());
                let key = words.branch("plan.after", plan.steps.len());
                let after = gate(&plan.after, &plan.accepted.after, &speaker, &key);
                format!("{steps} {after}")
            },
            caution: words.get("plan.caution").to_owned(),
            done: plan.is_done(),
            groups,
            blocked: blocked.collect(),
        }
    }
}

pub(super) fn title(terms: &[Term], id: &str, words: &Words) -> String {
    let own = terms.iter().find(|term| term.id == id);
    own.map_or_else(
        || id.to_owned(),
        |term| term.title.get(words.lang).to_owned(),
    )
}

/// That nothing is left to do; what is accepted is told beside, and what another has to do.
fn done(plan: &Plan, words: &Words) -> String {
    let accepted = plan.accepted.before.len();
    if accepted == 0 {
        return words.get("plan.done").to_owned();
    }
    let accepted = words.count("plan.accepted", accepted);
    words.fill("plan.done-accepted", &[("accepted", &accepted)])
}

fn gate(gate: &Gate, accepted: &[String], speaker: &Speaker<'_>, key: &str) -> String {
    let words = speaker.words;
    let state = match gate.state {
        State::Holds if !accepted.is_empty() => "plan.gate.holds-accepted",
        State::Holds => "plan.gate.holds",
        State::Fails => "plan.gate.fails",
        _ => "plan.gate.inconclusive",
    };
    let level = title(&speaker.catalog.levels, &gate.level, words);
    let failing = words.count("count.not-met", gate.failing.len());
    let mut open = words.count("count.undetermined", gate.undetermined.len());
    if !accepted.is_empty() {
        let codes = accepted.iter().map(|id| {
            let own = speaker.catalog.criterion(id);
            own.map_or(id.as_str(), |own| own.code.as_str())
        });
        let codes: Vec<&str> = codes.collect();
        let accepted = words.count("plan.accepted", accepted.len());
        let args = [
            ("accepted", accepted.as_str()),
            ("codes", &codes.join(", ")),
        ];
        open.push_str(&words.fill("plan.accepted-beside", &args));
    }
    let args = [
        ("level", level.as_str()),
        ("state", words.get(state)),
        ("failing", &failing),
        ("undetermined", &open),
    ];
    words.fill(key, &args)
}

/// What checks of a criterion say.
pub(super) fn says(speaker: &Speaker<'_>, criterion: &str, checks: &[String]) -> String {
    let Some(own) = speaker.catalog.criterion(criterion) else {
        return String::new();
    };
    let said = own.checks.iter().filter(|check| checks.contains(&check.id));
    let said: Vec<&str> = said
        .map(|check| check.says.get(speaker.words.lang))
        .collect();
    said.join(speaker.words.get("separator"))
}

/// What keeps a criterion from opening, and what the catalog says to do.
fn stuck(own: &Blocked, speaker: &Speaker<'_>) -> String {
    let words = speaker.words;
    let mut said = vec![says(speaker, &own.criterion, &own.checks)];
    let stays = own.stays.iter().map(|stays| {
        let title = stays.title.get(words.lang);
        let place = match stays.line {
            Some(at) => words.fill("plan.line", &[("line", &at.to_string())]),
            None => String::new(),
        };
        let day = words.date(&stays.day);
        let args = [("title", title), ("day", &day), ("place", &place)];
        words.fill("plan.stay", &args)
    });
    let stays: Vec<String> = stays.collect();
    if !stays.is_empty() {
        let days = stays.join(words.get("separator"));
        said.push(words.fill("plan.stays", &[("days", &days)]));
    }
    if let Some(criterion) = speaker.catalog.criterion(&own.criterion) {
        said.push(remedy(criterion, speaker));
    }
    said.retain(|own| !own.is_empty());
    said.join(" – ")
}
