//! `definition`: a condition with a name and words of its own, declared once in the catalog.

use crate::way::Way;
use serde::{Deserialize, Serialize};

use super::all::All;
use super::{Condition, Operator, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::lang::Said;
use crate::load::conditions::Asked;

/// `{ definition = "used-for-care" }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    id: String,
    says: Said,
    condition: Box<Condition>,
}

impl Definition {
    /// The name.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Leaves nothing but the name.
    pub(super) fn strip(&mut self) {
        self.says = Said::default();
        *self.condition = Condition::All(All::default());
    }
}

impl Operator for Definition {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        // It has neither an entry nor parameters of its own.
        if scope.facts.keeps_reads() {
            return self.condition.evaluate(scope);
        }
        if let Some(answer) = scope.facts.recall(&self.id) {
            return answer;
        }
        let answer = self.condition.evaluate(scope);
        scope.facts.keep(&self.id, &answer);
        answer
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        self.says.get(speaker.lang).to_owned()
    }

    fn can_be_false(&self) -> bool {
        self.condition.can_be_false()
    }

    fn children(&self) -> Vec<&Condition> {
        vec![&self.condition]
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        self.condition.ways(scope, holds)
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let (id, (says, condition)) = asked.own_definition()?;
        Some(Self {
            id,
            says,
            condition: Box::new(condition),
        })
    }
}
