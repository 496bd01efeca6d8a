//! `same`: two answers are the same. Texts are compared without the spaces around them, numbers as numbers.

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
