//! `some`: an entry of a list satisfies a condition. A written empty list is an answer: it has no such entry.

use super::Part;
use crate::way::{Need, Wanted, Way, either, together};
use serde::{Deserialize, Serialize};

use super::entries::Entries;
use super::{Condition, Operator, Speaker};
use crate::answer::Answer;
use crate::facts::{Found, Scope};
use crate::load::conditions::Asked;
use crate::truth::Truth;

/// `{ some = { in = "data.datasets", require = { present = ".source" } } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Some(Entries);

impl Operator for Some {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        let list = scope.read(&self.0.list);
        if matches!(
            list.found,
            Found::Empty {
                placeholder: false,
                ..
            }
        ) {
            return Answer::declared(Truth::False, None, vec![list]);
        }
        let both = |filter, judged| Answer::all([filter, judged]);
        self.0.evaluate(scope, both, Truth::False)
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        self.0.say(speaker, "operator.some")
    }

    fn can_be_false(&self) -> bool {
        true
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
        let places = self.0.places(scope);
        if holds {
            let own = places.iter().map(|place| self.0.ways_in(scope, place));
            return either(own.chain([self.0.another(scope)]).collect());
        }
        if places.is_empty() {
            let read = scope.read(&self.0.list);
            let need = Need::of(&read, scope.path(&self.0.list), Wanted::FewEntries(0));
            return vec![Way::one(need)];
        }
        let left = places.iter().map(|place| {
            let scope = Scope { place, ..scope };
            self.0.require.ways(scope, false)
        });
        together(left.collect())
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        Entries::load(asked).map(Self)
    }
}
