//! `same`: two answers are the same. Texts are compared without the spaces around them, numbers as numbers.

use crate::facts::Read;
use crate::way::{Need, Wanted, Way};
use serde::{Deserialize, Serialize};

use super::pair::Pair;
use super::{Operator, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::field::Kind;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;

/// `{ same = { path = ".version", as = "evaluation.version" } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Same(Pair);

impl Operator for Same {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        self.0.evaluate(scope, same)
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        self.0.say(speaker, "operator.same")
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        if !holds {
            return Vec::new();
        }
        let (own, other) = (scope.read(&self.0.path), scope.read(&self.0.other));
        let need = |read: &Read, path: &str, wanted| Need::of(read, scope.path(path), wanted);
        match (own.value(), other.value()) {
            (None, None) => vec![Way {
                needs: vec![
                    need(&own, &self.0.path, Wanted::Stated),
                    need(&other, &self.0.other, Wanted::Stated),
                ],
            }],
            (None, Some(value)) => {
                let wanted = Wanted::Equal(value.clone());
                vec![Way::one(need(&own, &self.0.path, wanted))]
            }
            // What is compared with, sooner than what is in use, comes into line.
            (Some(value), stated) => {
                let wanted = Wanted::Equal(value.clone());
                let first = Way::one(need(&other, &self.0.other, wanted));
                let second = stated.map(|value| {
                    let wanted = Wanted::Equal(value.clone());
                    Way::one(need(&own, &self.0.path, wanted))
                });
                [first].into_iter().chain(second).collect()
            }
        }
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let numbers = [Kind::Number, Kind::Integer];
        let field = inner.path(
            "path",
            &[Kind::Text, Kind::Choice, Kind::Number, Kind::Integer],
        )?;
        let own = [field.kind];
        // Answers of different kinds would never be the same.
        let kinds = if numbers.contains(&field.kind) {
            numbers.as_slice()
        } else {
            own.as_slice()
        };
        let other = inner.path("as", kinds)?;
        Some(Self(Pair {
            path: field.path,
            other: other.path,
        }))
    }
}

fn same(value: &Value, other: &Value) -> Truth {
    match (value, other) {
        (Value::Text(value), Value::Text(other)) => Truth::from(value.trim() == other.trim()),
        (Value::Choice(value), Value::Choice(other)) => Truth::from(value == other),
        _ => value
            .number()
            .zip(other.number())
            .and_then(|(value, other)| value.partial_cmp(&other))
            .map_or(Truth::Unknown, |order| Truth::from(order.is_eq())),
    }
}
