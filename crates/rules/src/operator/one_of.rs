//! `one-of`: a choice is one of several.

use crate::way::{Need, Wanted, Way};
use serde::{Deserialize, Serialize};

use super::{Operator, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::field::Kind;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;

/// `{ one-of = { path = "evaluation.design", values = ["prospective", "randomised"] } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OneOf {
    path: String,
    values: Vec<String>,
}

impl Operator for OneOf {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        scope.judge(&self.path, |found| match found.value() {
            Some(Value::Choice(id)) => Truth::from(self.values.contains(id)),
            _ => Truth::Unknown,
        })
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        let values = Value::Choices(self.values.clone());
        speaker.fill(
            "operator.one-of",
            &[
                ("field", &speaker.title(&self.path)),
                ("values", &speaker.value(&self.path, &values)),
            ],
        )
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        let read = scope.read(&self.path);
        let values = self.values.clone();
        let wanted = if holds {
            Wanted::OneOf(values)
        } else {
            Wanted::NoneOf(values)
        };
        vec![Way::one(Need::of(&read, scope.path(&self.path), wanted))]
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let field = inner.path("path", &[Kind::Choice])?;
        let values = inner.choices("values", &field)?;
        Some(Self {
            path: field.path,
            values,
        })
    }
}
