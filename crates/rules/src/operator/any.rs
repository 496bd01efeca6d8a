//! `any`: one condition holds at least. Every branch is read before answering.

use crate::way::{Way, either, together};
use serde::{Deserialize, Serialize};

use super::{Condition, Operator, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::load::conditions::Asked;

/// `{ any = [ … ] }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Any {
    conditions: Vec<Condition>,
}

impl Operator for Any {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        Answer::any(
            self.conditions
                .iter()
                .map(|condition| condition.evaluate(scope)),
        )
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        let parts: Vec<String> = self
            .conditions
            .iter()
            .map(|condition| condition.say(speaker))
            .collect();
        let parts = parts.join(&speaker.fill("operator.separator", &[]));
        speaker.fill("operator.any", &[("parts", &parts)])
    }

    fn can_be_false(&self) -> bool {
        self.conditions.iter().all(Condition::can_be_false)
    }

    fn children(&self) -> Vec<&Condition> {
        self.conditions.iter().collect()
    }

    fn children_mut(&mut self) -> Vec<&mut Condition> {
        self.conditions.iter_mut().collect()
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        let conditions = self.conditions.iter();
        let parts = conditions.map(|condition| condition.ways(scope, holds));
        if holds {
            either(parts.collect())
        } else {
            together(parts.collect())
        }
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        Some(Self {
            conditions: asked.conditions()?,
        })
    }
}
