//! One step as a page shows it.

use garant_core::plan::{Asked, Follow, Kind, Outcome, Plan, Step, Wish};
use garant_core::verdict::Verdict;

use super::notes::{body, notes};
use super::said::Speaker;
use super::sheet::{Row, says, title};
use crate::lang::Words;

pub(super) fn row(step: &Step, plan: &Plan, speaker: &Speaker<'_>) -> Row {
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
            None if step.answers.len() < 2 => String::new(),
            None => titled(wish),
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
            let value = speaker.quoted(&wish.path, &wish.supposed);
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
    (speaker.listed(&values), said.join(between))
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
