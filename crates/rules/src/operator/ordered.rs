//! `ordered`: one date is not after another.

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

/// `{ ordered = { first = ".decided-on", then = "evaluation.performed-on" } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ordered(Pair);

impl Operator for Ordered {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        self.0.evaluate(scope, |first, then| match (first, then) {
            (Value::Date(first), Value::Date(then)) => Truth::from(first <= then),
            _ => Truth::Unknown,
        })
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        self.0.say(speaker, "operator.ordered")
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        if !holds {
            return Vec::new();
        }
        let date = |read: &Read| match read.value() {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        };
        let (first, then) = (scope.read(&self.0.path), scope.read(&self.0.other));
        let until = |until| {
            let wanted = Wanted::Days { from: None, until };
            Need::of(&first, scope.path(&self.0.path), wanted)
        };
        let from = |from| {
            let wanted = Wanted::Days { from, until: None };
            Need::of(&then, scope.path(&self.0.other), wanted)
        };
        match (date(&first), date(&then)) {
            (None, None) => vec![Way {
                needs: vec![until(None), from(None)],
            }],
            (None, then) => vec![Way::one(until(then))],
            (first, None) => vec![Way::one(from(first))],
            (first, then) => vec![Way::one(from(first)), Way::one(until(then))],
        }
    }

    fn order(&self) -> Option<(&str, &str)> {
        Some((&self.0.path, &self.0.other))
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let first = inner.path("first", &[Kind::Date])?;
        let then = inner.path("then", &[Kind::Date])?;
        Some(Self(Pair {
            path: first.path,
            other: then.path,
        }))
    }
}
