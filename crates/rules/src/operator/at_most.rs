//! `at-most`: a quantity is not above a bound. Lengths of time are compared as calendar time from the audit's date.

use crate::way::{Need, Wanted, Way};
use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Operator, Quantity, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::load::conditions::{Asked, QUANTITIES};
use crate::truth::Truth;

/// `{ at-most = { path = "…", value = 6 } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AtMost {
    path: String,
    value: Quantity,
}

impl Operator for AtMost {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        scope.judge(&self.path, |found| {
            let value = found.value();
            let order = value.and_then(|value| scope.compare(value, &self.value));
            order.map_or(Truth::Unknown, |order| Truth::from(Ordering::is_le(order)))
        })
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        speaker.fill(
            "operator.at-most",
            &[
                ("field", &speaker.title(&self.path)),
                ("value", &self.value.say(&self.path, speaker)),
            ],
        )
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        let Some(bound) = self.value.value(scope).filter(|_| holds) else {
            return Vec::new();
        };
        let read = scope.read(&self.path);
        let wanted = Wanted::AtMost(bound.clone());
        vec![Way::one(Need::of(&read, scope.path(&self.path), wanted))]
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let field = inner.path("path", QUANTITIES)?;
        let value = inner.quantity("value", field.kind)?;
        Some(Self {
            path: field.path,
            value,
        })
    }
}
