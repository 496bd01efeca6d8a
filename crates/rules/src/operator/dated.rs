//! `dated`: a date is not after the audit's date and, if a length of time is given, not older than it.

use crate::way::{Need, Wanted, Way};
use serde::{Deserialize, Serialize};

use super::{Operator, Quantity, Speaker};
use crate::answer::Answer;
use crate::facts::{Read, Scope};
use crate::field::Kind;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::{Duration, Value};

/// `{ dated = { path = "…", within = "P12M" } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dated {
    path: String,
    within: Option<Within>,
}

/// How old a date may be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Within {
    Quantity(Quantity),
    Path(String),
}

impl Operator for Dated {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        let read = scope.read(&self.path);
        let mut reason = read.reason();
        let as_of = scope.facts.as_of();
        let date = match read.value() {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        };
        let mut truth = date.map_or(Truth::Unknown, |date| Truth::from(date <= as_of));
        let mut reads = scope.kept([read]);
        if let Some(within) = &self.within {
            let age = match within {
                Within::Quantity(quantity) => duration(quantity.value(scope)),
                Within::Path(path) => {
                    let read: Read = scope.read(path);
                    let age = duration(read.value());
                    reason = [reason, read.reason()].into_iter().flatten().min();
                    reads.extend(scope.kept([read]));
                    age
                }
            };
            let fresh = match (date, age) {
                (Some(date), Some(age)) => Truth::from(age.after(date) >= as_of),
                _ => Truth::Unknown,
            };
            truth = truth.and(fresh);
        }
        Answer::declared(truth, reason, reads)
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        let title = speaker.title(&self.path);
        match &self.within {
            None => speaker.fill("operator.dated", &[("field", &title)]),
            Some(Within::Quantity(quantity)) => {
                let age = quantity.say(&self.path, speaker);
                speaker.fill("operator.dated-within", &[("field", &title), ("age", &age)])
            }
            Some(Within::Path(path)) => speaker.fill(
                "operator.dated-rhythm",
                &[("field", &title), ("other", &speaker.title(path))],
            ),
        }
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        let as_of = scope.facts.as_of();
        let read = scope.read(&self.path);
        let need = |from, until| {
            let wanted = Wanted::Days { from, until };
            Need::of(&read, scope.path(&self.path), wanted)
        };
        if !holds {
            return match self.within {
                None => vec![Way::one(need(as_of.tomorrow().ok(), None))],
                Some(_) => Vec::new(),
            };
        }
        let (age, rhythm) = match &self.within {
            None => (None, None),
            Some(Within::Quantity(quantity)) => (duration(quantity.value(scope)), None),
            Some(Within::Path(path)) => {
                let read = scope.read(path);
                let age = duration(read.value());
                let unstated = age.is_none();
                let need = unstated.then(|| Need::of(&read, scope.path(path), Wanted::Stated));
                (age, need)
            }
        };
        let from = age.map(|age| age.first_reaching(as_of));
        let needs = rhythm.into_iter().chain([need(from, Some(as_of))]);
        vec![Way {
            needs: needs.collect(),
        }]
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let field = inner.path("path", &[Kind::Date])?;
        let within = if let Some(path) = inner.maybe_nested_path("within", &[Kind::Duration]) {
            Some(Within::Path(path.path))
        } else {
            inner
                .maybe_quantity("within", Kind::Duration)
                .map(Within::Quantity)
        };
        Some(Self {
            path: field.path,
            within,
        })
    }
}

fn duration(value: Option<&Value>) -> Option<Duration> {
    match value {
        Some(Value::Duration(duration)) => Some(*duration),
        _ => None,
    }
}
