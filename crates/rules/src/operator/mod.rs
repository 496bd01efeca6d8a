//! The operators: each reads the project, answers in three values, records every read, and says itself in words.

pub mod after;
pub mod all;
pub mod any;
pub mod at_least;
pub mod at_most;
pub mod before;
pub mod count;
pub mod dated;
pub mod declared;
pub mod definition;
pub mod documented;
pub mod entries;
pub mod equals;
pub mod every;
pub mod includes;
pub mod limit;
pub mod measured;
pub mod not;
pub mod not_above;
pub mod one_of;
pub mod ordered;
pub mod pair;
pub mod present;
pub mod quantity;
pub mod same;
pub mod some;
pub mod speaker;
pub mod subject;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use quantity::Quantity;
pub use speaker::Speaker;

use crate::answer::Answer;
use crate::facts::Scope;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::way::Way;

/// What every operator does.
pub trait Operator: Sized {
    /// Reads the project and answers.
    fn evaluate(&self, scope: Scope<'_>) -> Answer;
    /// Says itself in words.
    fn say(&self, speaker: &Speaker<'_>) -> String;
    /// Whether it can ever be false.
    fn can_be_false(&self) -> bool;
    /// The conditions that it combines.
    fn children(&self) -> Vec<&Condition> {
        Vec::new()
    }
    /// The same, to be changed; those of a named condition stay as they are.
    fn children_mut(&mut self) -> Vec<&mut Condition> {
        Vec::new()
    }
    /// The conditions that it combines, each where it is judged.
    fn parts(&self, scope: Scope<'_>) -> Vec<Part<'_>> {
        let _ = scope;
        let children = self.children().into_iter();
        children.map(Part::here).collect()
    }
    /// What would make it hold, or not hold; asked only where it does not so already. None where nothing that a project states would.
    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way>;
    /// The two dates of which it wants the first not to be after the other, as it names them.
    fn order(&self) -> Option<(&str, &str)> {
        None
    }
    /// Reads itself from a catalog; `None` after a problem was recorded.
    fn load(asked: &Asked<'_, '_>) -> Option<Self>;
}

/// A condition that another one combines, and where it is judged.
#[derive(Clone, Debug)]
pub struct Part<'c> {
    /// The condition.
    pub condition: &'c Condition,
    /// The list that its relative paths belong to, where it is another one than before.
    pub list: &'c str,
    /// The entry that it is judged for, where it is another one than before.
    pub place: Option<String>,
    /// Whether it only says which entries count.
    pub filter: bool,
}

impl<'c> Part<'c> {
    fn here(condition: &'c Condition) -> Self {
        Self {
            condition,
            list: "",
            place: None,
            filter: false,
        }
    }
}

macro_rules! operators {
    ($($name:ident, $key:literal, $module:ident, $doc:literal;)+) => {
        /// A condition over a project's facts.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Condition {
            $(#[doc = $doc] $name($module::$name),)+
        }

        impl Condition {
            /// The keys of the operators, as a catalog writes them.
            pub const KEYS: &[&str] = &[$($key),+];

            /// Reads the project and answers. Every branch is read.
            pub fn evaluate(&self, scope: Scope<'_>) -> Answer {
                let mut answer = match self {
                    $(Self::$name(operator) => operator.evaluate(scope),)+
                };
                if !scope.facts.keeps_reads() {
                    answer.reads = Vec::new();
                }
                answer
            }

            /// Says itself in words.
            pub fn say(&self, speaker: &Speaker<'_>) -> String {
                match self { $(Self::$name(operator) => operator.say(speaker),)+ }
            }

            /// Whether it can ever be false.
            pub fn can_be_false(&self) -> bool {
                match self { $(Self::$name(operator) => operator.can_be_false(),)+ }
            }

            /// The conditions that it combines.
            pub fn children(&self) -> Vec<&Condition> {
                match self { $(Self::$name(operator) => operator.children(),)+ }
            }

            /// The conditions that it combines, each where it is judged.
            pub fn parts(&self, scope: Scope<'_>) -> Vec<Part<'_>> {
                match self { $(Self::$name(operator) => operator.parts(scope),)+ }
            }

            /// What would make it hold, or not hold, the cheapest first; one way with no need where it does so already.
            pub fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
                if self.evaluate(scope).truth == Truth::from(holds) {
                    return vec![Way::default()];
                }
                match self { $(Self::$name(operator) => operator.ways(scope, holds),)+ }
            }

            /// The two dates of which it wants the first not to be after the other, as it names them.
            pub fn order(&self) -> Option<(&str, &str)> {
                match self { $(Self::$name(operator) => operator.order(),)+ }
            }

            fn children_mut(&mut self) -> Vec<&mut Condition> {
                match self { $(Self::$name(operator) => operator.children_mut(),)+ }
            }

            /// The key of the operator.
            pub fn key(&self) -> &'static str {
                match self { $(Self::$name(_) => $key,)+ }
            }

            pub(crate) fn load(key: &str, asked: &Asked<'_, '_>) -> Option<Self> {
                match key { $($key => Operator::load(asked).map(Self::$name),)+ _ => None }
            }
        }
    };
}

operators! {
    Present, "present", present, "Something is stated.";
    Equals, "equals", equals, "A value is a constant.";
    OneOf, "one-of", one_of, "A choice is one of several.";
    Includes, "includes", includes, "Several choices include one.";
    AtLeast, "at-least", at_least, "A quantity is not below a bound.";
    AtMost, "at-most", at_most, "A quantity is not above a bound.";
    Count, "count", count, "A list has so many entries.";
    Before, "before", before, "A date lies before a constant.";
    After, "after", after, "A date lies after a constant.";
    Dated, "dated", dated, "A date is not in the future, and not too old.";
    Ordered, "ordered", ordered, "One date is not after another.";
    NotAbove, "not-above", not_above, "A quantity is not above another one that is stated.";
    Same, "same", same, "Two answers are the same.";
    Every, "every", every, "Each entry of a list satisfies a condition.";
    Some, "some", some, "An entry of a list satisfies a condition.";
    Documented, "documented", documented, "The cited evidence is there.";
    Measured, "measured", measured, "A figure computed again keeps a limit.";
    All, "all", all, "All conditions hold.";
    Any, "any", any, "One condition holds at least.";
    Not, "not", not, "A condition does not hold.";
    Definition, "definition", definition, "A condition with a name.";
}

impl Condition {
    /// Whether an operator occurs in it, at any depth.
    pub fn uses(&self, key: &str) -> bool {
        self.key() == key || self.children().into_iter().any(|child| child.uses(key))
    }

    /// The ids of the named conditions that it uses, at any depth, those that named ones use included.
    pub fn names(&self) -> BTreeSet<&str> {
        let own = match self {
            Self::Definition(named) => Some(named.id()),
            _ => None,
        };
        let children = self.children().into_iter().flat_map(Self::names);
        own.into_iter().chain(children).collect()
    }

    /// The same condition, in which a named one is its name alone.
    #[must_use]
    pub fn bare(&self) -> Self {
        let mut bare = self.clone();
        bare.strip();
        bare
    }

    fn strip(&mut self) {
        if let Self::Definition(named) = self {
            named.strip();
            return;
        }
        for child in self.children_mut() {
            child.strip();
        }
    }
}
