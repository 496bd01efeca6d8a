//! `equals`: a value is a constant. For closed answers only, never for free text.

use crate::way::{Need, Wanted, Way};
use serde::{Deserialize, Serialize};

use super::{Operator, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::field::Kind;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;

/// `{ equals = { path = "human-guarantee.override.possible", value = true } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Equals {
    path: String,
    value: Value,
}

impl Operator for Equals {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        scope.judge(&self.path, |found| match found.value() {
            Some(value) => Truth::from(*value == self.value),
            None => Truth::Unknown,
        })
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        speaker.fill(
            "operator.equals",
            &[
                ("field", &speaker.title(&self.path)),
                ("value", &speaker.value(&self.path, &self.value)),
            ],
        )
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        let read = scope.read(&self.path);
        let value = self.value.clone();
        let wanted = if holds {
            Wanted::Equal(value)
        } else {
            Wanted::Other(value)
        };
        vec![Way::one(Need::of(&read, scope.path(&self.path), wanted))]
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let field = inner.path("path", &[Kind::Bool, Kind::Choice, Kind::Integer])?;
        let value = inner.value_of("value", &field)?;
        Some(Self {
            path: field.path,
            value,
        })
    }
}
