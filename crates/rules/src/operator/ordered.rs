//! `ordered`: one date is not after another.

use serde::{Deserialize, Serialize};

use super::{Operator, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::field::Kind;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;

/// `{ ordered = { first = ".decided-on", then = "evaluation.performed-on" } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ordered {
    first: String,
    then: String,
}

impl Operator for Ordered {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        let first = scope.read(&self.first);
        let then = scope.read(&self.then);
        let truth = match (first.value(), then.value()) {
            (Some(Value::Date(first)), Some(Value::Date(then))) => Truth::from(first <= then),
            _ => Truth::Unknown,
        };
        let reason = [first.reason(), then.reason()].into_iter().flatten().min();
        Answer::declared(truth, reason, vec![first, then])
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        speaker.fill(
            "operator.ordered",
            &[
                ("field", &speaker.title(&self.first)),
                ("other", &speaker.title(&self.then)),
            ],
        )
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let first = inner.path("first", &[Kind::Date])?;
        let then = inner.path("then", &[Kind::Date])?;
        Some(Self {
            first: first.path,
            then: then.path,
        })
    }
}
