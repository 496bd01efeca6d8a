//! `includes`: several choices include one. A written empty list includes nothing.

use crate::way::{Need, Wanted, Way};
use serde::{Deserialize, Serialize};

use super::{Operator, Speaker};
use crate::answer::Answer;
use crate::facts::{Found, Scope};
use crate::field::Kind;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;

/// `{ includes = { path = "explicability.audiences", value = "professional" } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Includes {
    path: String,
    value: String,
}

impl Operator for Includes {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        scope.judge(&self.path, |found| match found {
            Found::Value(Value::Choices(ids), _) => Truth::from(ids.contains(&self.value)),
            Found::Empty {
                placeholder: false, ..
            } => Truth::False,
            _ => Truth::Unknown,
        })
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        let value = Value::Choice(self.value.clone());
        speaker.fill(
            "operator.includes",
            &[
                ("field", &speaker.title(&self.path)),
                ("value", &speaker.value(&self.path, &value)),
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
            Wanted::With(value)
        } else {
            Wanted::Without(value)
        };
        vec![Way::one(Need::of(&read, scope.path(&self.path), wanted))]
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let field = inner.path("path", &[Kind::Choices])?;
        let value = inner.choice("value", &field)?;
        Some(Self {
            path: field.path,
            value,
        })
    }
}
