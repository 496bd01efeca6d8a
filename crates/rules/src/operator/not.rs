//! `not`: a condition does not hold. What is unknown stays unknown.

use crate::way::Way;
use serde::{Deserialize, Serialize};

use super::{Condition, Operator, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::load::conditions::Asked;

/// `{ not = { … } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Not {
    condition: Box<Condition>,
}

impl Operator for Not {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        let answer = self.condition.evaluate(scope);
        Answer {
            truth: !answer.truth,
            ..answer
        }
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        speaker.fill(
            "operator.not",
            &[("condition", &self.condition.say(speaker))],
        )
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn children(&self) -> Vec<&Condition> {
        vec![&self.condition]
    }

    fn children_mut(&mut self) -> Vec<&mut Condition> {
        vec![&mut self.condition]
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        self.condition.ways(scope, !holds)
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        Some(Self {
            condition: Box::new(asked.own_condition()?),
        })
    }
}
