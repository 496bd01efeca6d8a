//! `not-above`: a quantity is not above another one that the project states. Numbers are compared as numbers, lengths of time as
//! calendar time from the audit's date.

use serde::{Deserialize, Serialize};

use super::{Operator, Quantity, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::field::Kind;
use crate::load::conditions::{Asked, QUANTITIES};
use crate::truth::Truth;

/// `{ not-above = { path = "security.recovery-hours", other = "security.recovery-objective-hours" } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NotAbove {
    path: String,
    other: String,
}

impl Operator for NotAbove {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        let read = scope.read(&self.path);
        let other = scope.read(&self.other);
        let order = read
            .value()
            .zip(other.value().cloned())
            .and_then(|(value, bound)| scope.compare(value, &Quantity::Constant(bound)));
        let truth = order.map_or(Truth::Unknown, |order| Truth::from(order.is_le()));
        let reason = [read.reason(), other.reason()].into_iter().flatten().min();
        Answer::declared(truth, reason, vec![read, other])
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        speaker.fill(
            "operator.not-above",
            &[
                ("field", &speaker.title(&self.path)),
                ("other", &speaker.title(&self.other)),
            ],
        )
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let field = inner.path("path", QUANTITIES)?;
        let kinds = if field.kind == Kind::Duration {
            &[Kind::Duration][..]
        } else {
            &[Kind::Number, Kind::Integer]
        };
        let other = inner.path("other", kinds)?;
        Some(Self {
            path: field.path,
            other: other.path,
        })
    }
}
