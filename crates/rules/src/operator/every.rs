//! `every`: each entry of a list satisfies a condition. Never vacuously true: where no entry is judged, nothing is known.

use super::Part;
use crate::way::{MOST, Way, together};
use serde::{Deserialize, Serialize};

use super::entries::Entries;
use super::{Condition, Operator, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::load::conditions::Asked;
use crate::truth::Truth;

/// `{ every = { in = "data.datasets", require = { present = ".source" } } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Every(Entries);

impl Operator for Every {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        self.0.evaluate(scope, join, Truth::True)
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        self.0.say(speaker, "operator.every")
    }

    fn can_be_false(&self) -> bool {
        self.0.require.can_be_false()
    }

    fn children(&self) -> Vec<&Condition> {
        self.0.children()
    }

    fn children_mut(&mut self) -> Vec<&mut Condition> {
        self.0.children_mut()
    }

    fn parts(&self, scope: Scope<'_>) -> Vec<Part<'_>> {
        self.0.parts(scope)
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        let entries = self.0.counting(scope);
        if !holds {
            return Vec::new();
        }
        if entries.is_empty() {
            return self.0.another(scope);
        }
        let required = entries.iter().enumerate().map(|(at, place)| {
            let scope = Scope { place, ..scope };
            let mut ways = self.0.require.ways(scope, true);
            // As many ways as are told in all differ in the first entries already.
            if at >= MOST {
                ways.truncate(1);
            }
            ways
        });
        together(required.collect())
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        Entries::load(asked).map(Self)
    }
}

/// An entry of which it is unknown whether it counts cannot fail alone.
fn join(filter: Answer, judged: Answer) -> Answer {
    if filter.truth == Truth::Unknown && judged.truth != Truth::True {
        let reads = filter.reads.into_iter().chain(judged.reads).collect();
        return Answer::declared(Truth::Unknown, filter.reason, reads);
    }
    judged.placed_by(filter.reads)
}
