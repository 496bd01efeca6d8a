//! Facts that are not stated and decide what applies: which they are, and what follows from each of their values.

use std::collections::BTreeSet;

use garant_rules::facts::Scope;
use garant_rules::field::Kind as FieldKind;
use garant_rules::{Truth, Value};

use super::draft::Change;
use super::ground::Ground;
use super::reduce::{Reduced, with};
use super::state::State;
use super::step::{Follow, Outcome, Step};
use super::unit::Unit;
use super::wish::json;
use crate::readership::Readership;
use crate::texts;
use crate::verdict::Verdict;

/// The paths of what is not stated and leaves open whether a criterion, or a check of it, applies.
pub(super) fn facts(ground: &Ground<'_, '_>) -> BTreeSet<String> {
    let readership = Readership::default();
    let sheet = ground.case.sheet(ground.catalog(), ground.request);
    let project = sheet.project(&readership, true);
    let mut found = BTreeSet::new();
    for criterion in &ground.catalog().criteria {
        if !ground.aims(criterion) || ground.relies(criterion) {
            continue;
        }
        let parameters = texts::parameters(criterion, ground.case.profile);
        let scope = Scope {
            facts: &project,
            place: "",
            parameters: &parameters,
        };
        let checks = criterion.checks.iter();
        let checks = checks.filter_map(|check| check.applies.as_ref());
        for condition in criterion.applies.iter().chain(checks) {
            let answer = condition.evaluate(scope);
            if answer.truth == Truth::Unknown {
                let unstated = answer.reads.into_iter();
                let unstated = unstated.filter(|read| read.value().is_none());
                found.extend(unstated.map(|read| read.path));
            }
        }
    }
    found
}

/// Tells what follows from facts.
pub(super) struct Teller<'g, 'c, 'a> {
    pub(super) ground: &'g Ground<'c, 'a>,
    pub(super) reduced: &'g Reduced<'c>,
}

impl<'c> Teller<'_, 'c, '_> {
    /// What follows from each value of the facts that steps state.
    pub(super) fn outcomes(&self, before: &State<'c>, steps: &mut [Step], units: &[Unit]) {
        let ground = self.ground;
        let needed: Vec<(usize, Vec<String>)> = steps
            .iter()
            .map(|step| {
                let ids = step.serves.iter().map(|serves| serves.criterion.clone());
                (step.number, ids.collect())
            })
            .collect();
        for (step, unit) in steps.iter_mut().zip(units) {
            let (true, [wish]) = (step.fact, step.answers.as_slice()) else {
                continue;
            };
            let Some(field) = ground.field(&wish.path) else {
                continue;
            };
            let values: Vec<Value> = match field.kind {
                FieldKind::Bool => vec![Value::Bool(true), Value::Bool(false)],
                FieldKind::Choice => {
                    let choices = field.choices.iter();
                    choices
                        .map(|choice| Value::Choice(choice.id.clone()))
                        .collect()
                }
                _ => continue,
            };
            let mut outcomes: Vec<Outcome> = Vec::new();
            for value in values {
                let alone = self.supposing(before, unit, &value, false);
                let follows = follows(ground, before, &alone);
                let shown = json(&value);
                let mut known = outcomes.iter_mut();
                if let Some(own) = known.find(|own| own.follows == follows) {
                    own.values.push(shown);
                    continue;
                }
                let falls = if shown == wish.supposed {
                    Vec::new()
                } else {
                    let all = self.supposing(&self.reduced.full, unit, &value, true);
                    let full = &self.reduced.full;
                    let aside = |state: &State<'_>, id: &str| {
                        let own = state.get(id);
                        own.is_some_and(|seen| seen.verdict == Verdict::NotApplicable)
                    };
                    let aside = |id: &String| aside(&all, id) && !aside(full, id);
                    let own = needed
                        .iter()
                        .filter(|(number, ids)| *number != step.number && ids.iter().all(aside));
                    own.map(|(number, _)| *number).collect()
                };
                outcomes.push(Outcome {
                    values: vec![shown],
                    follows,
                    falls,
                });
            }
            // The value that the plan supposes comes first.
            outcomes.sort_by_key(|own| !own.values.contains(&wish.supposed));
            step.outcomes = outcomes;
        }
    }

    /// What is found with another value of a fact: alone, or with all other steps.
    fn supposing(&self, from: &State<'c>, unit: &Unit, value: &Value, all: bool) -> State<'c> {
        let reduced = self.reduced;
        let mut draft = reduced.draft.clone();
        for at in &unit.changes {
            if let Some(Change::Answer(answer)) = draft.changes.get_mut(*at) {
                answer.value = value.clone();
            }
        }
        let units = if all {
            reduced.units.as_slice()
        } else {
            std::slice::from_ref(unit)
        };
        let world = with(self.ground, &draft, units);
        from.after(self.ground, &world, &unit.touched(&draft))
    }
}

/// What a fact changes of what the plan aims at: whether criteria apply, and which of their checks remain.
fn follows(ground: &Ground<'_, '_>, before: &State<'_>, after: &State<'_>) -> Vec<Follow> {
    let pairs = before.seen.iter().zip(&after.seen);
    pairs
        .into_iter()
        .filter(|(before, after)| ground.aims(after.criterion) && before.differs(after))
        .map(|(_, after)| Follow {
            criterion: after.criterion.id.clone(),
            code: after.criterion.code.clone(),
            verdict: after.verdict,
            reason: after.reason.map(str::to_owned),
            checks: if after.open {
                let open = after.open_checks();
                let open = open.filter_map(|at| after.criterion.checks.get(at));
                open.map(|check: &garant_rules::criterion::Check| check.id.clone())
                    .collect()
            } else {
                Vec::new()
            },
        })
        .collect()
}
