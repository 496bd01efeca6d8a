//! Mutants: a criterion, or a named condition in all who use it, with one thing changed.

use std::collections::BTreeMap;

use garant_rules::Value;
use garant_rules::criterion::Criterion;
use serde_json::{Error, Value as Json, json};

use crate::change::{changes, replaced};
use crate::weaker::{say, step, ways};

/// One thing changed.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What was changed and where, in words.
    pub says: String,
    /// The criteria after the change.
    pub criteria: Vec<Criterion>,
}

/// All mutants of a criterion. Named conditions that it uses are left alone.
///
/// # Errors
/// When a changed criterion is none: an operator's serialised form is not the one that [`crate::change`] knows.
pub fn of_criterion(criterion: &Criterion) -> Result<Vec<Mutant>, Error> {
    let whole = serde_json::to_value(criterion)?;
    let mut found = Found {
        id: criterion.id.clone(),
        whole: &whole,
        mutants: Vec::new(),
    };
    found.condition("applies", "/applies", true)?;
    for (index, check) in criterion.checks.iter().enumerate() {
        if criterion.checks.len() > 1 {
            let mut copy = criterion.clone();
            copy.checks.remove(index);
            found.mutants.push(Mutant {
                says: format!("{}: {}: check removed", criterion.id, check.id),
                criteria: vec![copy],
            });
        }
        for (key, optional) in [("applies", true), ("require", false)] {
            let place = format!("{}: {key}", check.id);
            found.condition(&place, &format!("/checks/{index}/{key}"), optional)?;
        }
    }
    for (name, parameter) in &criterion.parameters {
        for way in ways(&whole, name) {
            let Some(value) = step(&parameter.value, way) else {
                continue;
            };
            let says = format!(
                "parameter {name}: {} → {}",
                say(&parameter.value),
                say(&value)
            );
            found.parameter(&says, name, &value)?;
        }
    }
    Ok(found.mutants)
}

struct Found<'a> {
    id: String,
    whole: &'a Json,
    mutants: Vec<Mutant>,
}

impl Found<'_> {
    fn add(&mut self, says: &str, changed: Json) -> Result<(), Error> {
        self.mutants.push(Mutant {
            says: format!("{}: {says}", self.id),
            criteria: vec![serde_json::from_value(changed)?],
        });
        Ok(())
    }

    fn condition(&mut self, place: &str, pointer: &str, optional: bool) -> Result<(), Error> {
        let whole = self.whole;
        let Some(condition) = whole.pointer(pointer).filter(|found| !found.is_null()) else {
            return Ok(());
        };
        if optional {
            let changed = replaced(whole, pointer, Json::Null);
            self.add(&format!("{place}: removed"), changed)?;
        }
        for change in changes(condition) {
            let says = format!("{place}{}: {}", change.place, change.says);
            self.add(&says, replaced(whole, pointer, change.condition))?;
        }
        Ok(())
    }

    fn parameter(&mut self, says: &str, name: &str, value: &Value) -> Result<(), Error> {
        let mut changed = self.whole.clone();
        if let Some(place) = changed
            .get_mut("parameters")
            .and_then(|parameters| parameters.get_mut(name)?.get_mut("value"))
        {
            *place = json!(value);
        }
        self.add(says, changed)
    }
}

/// The named conditions that criteria use, at any depth, by id: the condition, and the places of its users among the criteria.
///
/// # Errors
/// When a criterion cannot be serialised.
pub fn definitions(criteria: &[&Criterion]) -> Result<BTreeMap<String, (Json, Vec<usize>)>, Error> {
    let mut found = BTreeMap::new();
    for (index, criterion) in criteria.iter().enumerate() {
        gather(&serde_json::to_value(criterion)?, index, &mut found);
    }
    Ok(found)
}

fn gather(json: &Json, user: usize, found: &mut BTreeMap<String, (Json, Vec<usize>)>) {
    if let Some((id, condition)) = named(json) {
        let (_, users) = found
            .entry(id.to_owned())
            .or_insert_with(|| (condition.clone(), Vec::new()));
        if users.last() != Some(&user) {
            users.push(user);
        }
    }
    for inner in inner(json) {
        gather(inner, user, found);
    }
}

/// All mutants of a named condition, in all criteria that use it.
///
/// # Errors
/// As for [`of_criterion`].
pub fn of_definition(
    id: &str,
    condition: &Json,
    users: &[&Criterion],
) -> Result<Vec<Mutant>, Error> {
    let users: Vec<Json> = users
        .iter()
        .map(serde_json::to_value)
        .collect::<Result<_, _>>()?;
    changes(condition)
        .into_iter()
        .map(|change| {
            let criteria: Result<_, Error> = users
                .iter()
                .map(|user| {
                    let mut user = user.clone();
                    redefine(&mut user, id, &change.condition);
                    serde_json::from_value(user)
                })
                .collect();
            Ok(Mutant {
                says: format!("definition {id}: require{}: {}", change.place, change.says),
                criteria: criteria?,
            })
        })
        .collect()
}

fn redefine(json: &mut Json, id: &str, condition: &Json) {
    if named(json).is_some_and(|(found, _)| found == id) {
        if let Some(place) = json.pointer_mut("/Definition/condition") {
            *place = condition.clone();
        }
        return;
    }
    match json {
        Json::Array(items) => {
            for item in items {
                redefine(item, id, condition);
            }
        }
        Json::Object(entries) => {
            for (_, item) in entries.iter_mut() {
                redefine(item, id, condition);
            }
        }
        _ => {}
    }
}

/// The id and the condition of a named condition.
fn named(json: &Json) -> Option<(&str, &Json)> {
    let body = json.get("Definition")?;
    Some((body.get("id")?.as_str()?, body.get("condition")?))
}

fn inner(json: &Json) -> Vec<&Json> {
    match json {
        Json::Array(items) => items.iter().collect(),
        Json::Object(entries) => entries.values().collect(),
        _ => Vec::new(),
    }
}
