//! A plan as a page shows it: every sentence ready.

use garant_core::Catalog;
use garant_core::gate::{Gate, State};
use garant_core::plan::{Asked, Blocked, Follow, Kind, Outcome, Plan, Step, Wish};
use garant_core::verdict::Verdict;
use garant_rules::catalog::Term;
use garant_rules::criterion::Criterion;
use serde::Serialize;

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

fn title(terms: &[Term], id: &str, words: &Words) -> String {
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
fn says(speaker: &Speaker<'_>, criterion: &str, checks: &[String]) -> String {
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

fn remedy(criterion: &Criterion, speaker: &Speaker<'_>) -> String {
    let words = speaker.words;
    let remedy = criterion.remedy.get(words.lang);
    let args = [("code", criterion.code.as_str()), ("remedy", remedy)];
    words.fill("plan.note.remedy", &args)
}

fn row(step: &Step, plan: &Plan, speaker: &Speaker<'_>) -> Row {
    let words = speaker.words;
    let first = step.answers.first();
    let titled = |wish: &Wish| wish.title.get(words.lang).to_owned();
    let heading = match (&step.entry, &step.supplier, first) {
        (Some(entry), _, _) => {
            let list = entry.rsplit_once('[').map_or("", |(list, _)| list);
            let field = speaker.field(list);
            let list = field.map_or("", |field| field.title.get(words.lang));
            words.fill("plan.entry", &[("list", list)])
        }
        (_, Some(path), _) if path.is_empty() => words.get("plan.supplier-first").to_owned(),
        (_, Some(path), _) => words.fill("plan.supplier", &[("path", path)]),
        (_, _, Some(wish)) => titled(wish),
        _ => String::new(),
    };
    let alone = step.entry.is_none();
    let answers = step.answers.iter();
    let wanted = answers.map(|wish| {
        let name = match &step.entry {
            None => String::new(),
            Some(entry) if wish.path.starts_with(entry.as_str()) => titled(wish),
            // Of another entry, which the new one replaces.
            Some(_) => {
                let args = [("title", titled(wish)), ("path", wish.path.clone())];
                let args: Vec<(&str, &str)> = args
                    .iter()
                    .map(|(name, said)| (*name, said.as_str()))
                    .collect();
                words.fill("plan.elsewhere", &args)
            }
        };
        let mut said = Vec::new();
        // Of a new entry, what names it is no fact.
        let named = !alone && speaker.is_free(&wish.path);
        if step.fact && !named && !wish.supposed.is_null() {
            let value = speaker.value(&wish.path, &wish.supposed);
            said.push(words.fill("plan.wanted.fact", &[("value", &value)]));
        }
        if let Some(body) = &wish.decided_by {
            let body = body.get(words.lang);
            said.push(words.fill("plan.wanted.decided", &[("body", body)]));
        }
        // A fact that a check reads too: both are told.
        if said.is_empty() || wish.wanted != [Asked::Stated] {
            let asked = speaker.wanted(wish).join(words.get("separator"));
            let read = words.fill("plan.wanted.read", &[("wanted", &asked)]);
            said.push(if said.is_empty() { asked } else { read });
        }
        (name, said.join(words.get("separator")))
    });
    let serves = step.serves.iter().map(|serves| {
        let own = speaker.catalog.criterion(&serves.criterion);
        let title = own.map_or("", |own| own.title.get(words.lang));
        let checks = says(speaker, &serves.criterion, &serves.checks);
        let told = if checks.is_empty() {
            title.to_owned()
        } else {
            checks
        };
        (serves.code.clone(), told)
    });
    let path = match (&step.entry, first) {
        (Some(entry), _) => entry.clone(),
        (None, Some(wish)) => wish.path.clone(),
        (None, None) => String::new(),
    };
    let stated = first.filter(|wish| alone && !wish.stated.is_null());
    Row {
        number: step.number,
        kind: match body(step, words) {
            Some(_) => words.get("plan.kind.ask-body").to_owned(),
            None => words
                .get(&format!("plan.kind.{}", step.kind.code()))
                .to_owned(),
        },
        title: heading,
        line: first.and_then(|wish| wish.line).filter(|_| alone),
        actor: actor(step, speaker),
        effort: effort(step, speaker),
        wanted: wanted.collect(),
        stated: stated.map_or_else(String::new, |wish| speaker.value(&wish.path, &wish.stated)),
        serves: serves.collect(),
        outcomes: step
            .outcomes
            .iter()
            .map(|outcome| told(outcome, &step.outcomes, &path, speaker))
            .collect(),
        notes: notes(step, plan, speaker),
        changes: changes(step, speaker),
        left: left(step, words),
        path,
    }
}

/// What follows from values of a fact.
fn told(outcome: &Outcome, all: &[Outcome], path: &str, speaker: &Speaker<'_>) -> (String, String) {
    let words = speaker.words;
    let values = outcome.values.iter();
    let values: Vec<String> = values.map(|value| speaker.value(path, value)).collect();
    let between = words.get("separator");
    let follows = outcome.follows.iter().map(|follow| {
        let key = match follow.verdict {
            Verdict::Undetermined => "plan.follows.asked",
            Verdict::NotMet => "plan.follows.not-met",
            Verdict::Met => "plan.follows.met",
            Verdict::NotApplicable => "plan.follows.aside",
        };
        let reason = follow.reason.as_deref().unwrap_or_default();
        let reason = speaker.named("reason", reason);
        let said = words.fill(key, &[("code", &follow.code), ("reason", &reason)]);
        // Where another value leaves the same verdict, what remains to be met tells them apart.
        let alike = |own: &Follow| {
            own.criterion == follow.criterion
                && own.verdict == follow.verdict
                && own.checks != follow.checks
        };
        let mut others = all.iter().flat_map(|own| &own.follows);
        if follow.checks.is_empty() || !others.any(alike) {
            return said;
        }
        let checks = says(speaker, &follow.criterion, &follow.checks);
        let args = [("said", said.as_str()), ("checks", &checks)];
        words.fill("plan.follows.on", &args)
    });
    let mut said: Vec<String> = follows.collect();
    if said.is_empty() {
        said.push(words.get("plan.follows.nothing").to_owned());
    }
    if !outcome.falls.is_empty() {
        let falls: Vec<String> = outcome.falls.iter().map(ToString::to_string).collect();
        let falls = falls.join(", ");
        let key = words.branch("plan.follows.falls", outcome.falls.len());
        said.push(words.fill(&key, &[("steps", &falls)]));
    }
    (values.join(", "), said.join(between))
}

/// What a reader has to know before doing a step.
fn notes(step: &Step, plan: &Plan, speaker: &Speaker<'_>) -> Vec<String> {
    let words = speaker.words;
    let mut keys = Vec::new();
    if step.fact {
        keys.push("plan.note.fact");
    }
    // An answer that has to lie before a day that is past is one only if it is so.
    let bounded = step.answers.iter().any(|wish| {
        let past = |asked: &Asked| match asked {
            Asked::Days {
                until: Some(until), ..
            } => *until < plan.as_of,
            _ => false,
        };
        wish.stated.is_null() && wish.wanted.iter().any(past)
    });
    let body = body(step, words);
    if bounded {
        keys.push("plan.note.before");
    } else if body.is_none()
        && step.kind == Kind::Answer
        && step.answers.iter().any(may_be_otherwise)
    {
        keys.push("plan.note.otherwise");
    }
    match step.kind {
        Kind::Do if body.is_some() => {}
        Kind::Do if of_a_record(step) => keys.push("plan.note.record"),
        Kind::Do => keys.push("plan.note.do"),
        Kind::Again => keys.push("plan.note.again"),
        Kind::Correct if straddles(step) => keys.push("plan.note.correct-open"),
        Kind::Correct => keys.push("plan.note.correct"),
        Kind::Measure => keys.push("plan.note.measure"),
        Kind::Restore => keys.push("plan.note.restore"),
        Kind::AskSupplier => keys.push("plan.note.supplier"),
        _ => {}
    }
    let notes = keys.into_iter().map(|key| words.get(key).to_owned());
    let mut notes: Vec<String> = notes.collect();
    if let Some(body) = body {
        notes.push(words.fill("plan.note.decided", &[("body", body)]));
    }
    if step.kind == Kind::Correct {
        notes.extend(remedies(step, speaker));
    }
    notes
}

/// Whether an answer that is not stated is wanted to be a certain one: an act done, a day, a choice. What is true may be another.
fn may_be_otherwise(wish: &Wish) -> bool {
    wish.stated.is_null()
        && wish.wanted.iter().any(|asked| {
            !matches!(
                asked,
                Asked::Stated | Asked::Proof | Asked::Figure { .. } | Asked::FewEntries { .. }
            )
        })
}

/// Whether what is stated is of an entry of a list: it may tell of an act that has its own date.
fn of_a_record(step: &Step) -> bool {
    let mut stated = step.answers.iter().filter(|wish| !wish.stated.is_null());
    step.entry.is_none() && stated.any(|wish| wish.path.contains(']'))
}

/// Whether the interval of what was found reaches back across the limit.
fn straddles(step: &Step) -> bool {
    let mut wanted = step.answers.iter().flat_map(|wish| &wish.wanted);
    wanted.any(|asked| {
        matches!(
            asked,
            Asked::Figure {
                undecided: true,
                ..
            }
        )
    })
}

/// The body whose decision a step tells, in words.
fn body<'s>(step: &'s Step, words: &Words) -> Option<&'s str> {
    let own = step
        .answers
        .iter()
        .find_map(|wish| wish.decided_by.as_ref());
    own.map(|body| body.get(words.lang))
}

/// Who acts, and with which body.
fn actor(step: &Step, speaker: &Speaker<'_>) -> String {
    let words = speaker.words;
    let actor = title(&speaker.catalog.actors, &step.actor, words);
    match body(step, words) {
        Some(body) => words.fill("plan.actor-with", &[("actor", &actor), ("body", body)]),
        None => actor,
    }
}

/// How long it takes; what is measured again after a correction, at the least.
fn effort(step: &Step, speaker: &Speaker<'_>) -> String {
    let effort = speaker.named("effort", &step.effort);
    if step.kind == Kind::Correct {
        return speaker
            .words
            .fill("plan.effort-least", &[("effort", &effort)]);
    }
    effort
}

/// What the catalog says to do for the criteria of a step.
fn remedies(step: &Step, speaker: &Speaker<'_>) -> Vec<String> {
    let own = step.serves.iter().filter_map(|serves| {
        let own = speaker.catalog.criterion(&serves.criterion)?;
        Some(remedy(own, speaker))
    });
    own.collect()
}

fn changes(step: &Step, speaker: &Speaker<'_>) -> String {
    let verdict = |verdict: Verdict| speaker.named("verdict", verdict.code());
    let turns = step.turns.iter().map(|turn| {
        // A phase that sets a criterion aside is told as such, and so is what is true.
        let aside = turn.reason.as_deref();
        let aside = aside.filter(|_| turn.to == Verdict::NotApplicable);
        let to = aside.map_or_else(
            || verdict(turn.to),
            |reason| speaker.named("reason", reason),
        );
        let from = verdict(turn.from);
        let args = [("code", turn.code.as_str()), ("from", &from), ("to", &to)];
        speaker.words.fill("plan.turn", &args)
    });
    let turns: Vec<String> = turns.collect();
    if turns.is_empty() {
        return speaker.words.get("plan.no-turn").to_owned();
    }
    turns.join(speaker.words.get("separator"))
}

fn left(step: &Step, words: &Words) -> String {
    let failing = words.count("count.not-met", step.left.failing);
    let open = words.count("count.undetermined", step.left.undetermined);
    let args = [("failing", failing.as_str()), ("undetermined", &open)];
    words.fill("plan.left", &args)
}
