//! `present`: something is stated. Never false: what is not written is not known.

use crate::way::{Need, Wanted, Way};
use serde::{Deserialize, Serialize};

use super::{Operator, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::load::conditions::Asked;
use crate::truth::Truth;

/// `{ present = "system.name" }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Present {
    path: String,
}

impl Operator for Present {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        scope.judge(&self.path, |found| match found.value() {
            Some(_) => Truth::True,
            None => Truth::Unknown,
        })
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        speaker.fill("operator.present", &[("field", &speaker.title(&self.path))])
    }

    fn can_be_false(&self) -> bool {
        false
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        // Nothing turns an absence into a fact.
        if !holds {
            return Vec::new();
        }
        let read = scope.read(&self.path);
        let need = Need::of(&read, scope.path(&self.path), Wanted::Stated);
        vec![Way::one(need)]
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        Some(Self {
            path: asked.own_path(&[])?,
        })
    }
}
