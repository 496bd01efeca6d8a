//! The entries of a list under a condition: what `every` and `some` share. Knows nothing of how the answers are combined.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::{Condition, Part, Speaker};
use crate::answer::{Answer, Several};
use crate::facts::{Found, Scope};
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;
use crate::way::{Need, Wanted, Way, together};

/// `in`, `where` and `require`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entries {
    pub(super) list: String,
    filter: Option<Box<Condition>>,
    pub(super) require: Box<Condition>,
}

impl Entries {
    /// Judges each entry that counts and combines the answers; where no entry is judged, nothing is known.
    ///
    /// `unit` is true where each entry is to hold, and false where one is. `join` makes one answer of a filter that does not leave the
    /// entry out, and of what is required of it.
    pub(super) fn evaluate(
        &self,
        scope: Scope<'_>,
        join: fn(Answer, Answer) -> Answer,
        unit: Truth,
    ) -> Answer {
        let list = scope.read(&self.list);
        let Found::Value(Value::List(entries), _) = list.found else {
            return Answer::declared(Truth::Unknown, list.reason(), scope.kept([list]));
        };
        let path = scope.path(&self.list);
        let mut answers = Several::new(unit);
        let mut left = Vec::new();
        let mut place = path.clone();
        for index in 0..entries {
            place.truncate(path.len());
            // A text takes what is written to it.
            let _ = write!(place, "[{index}]");
            let entry = Scope {
                place: &place,
                ..scope
            };
            let filter = self.filter.as_ref().map(|filter| filter.evaluate(entry));
            let leaves_out = |filter: &Answer| filter.truth == Truth::False;
            // An entry that does not count, and that nobody reads, need not be judged.
            if filter.as_ref().is_some_and(leaves_out) && !scope.facts.keeps_reads() {
                continue;
            }
            let mut judged = self.require.evaluate(entry);
            if judged.truth != Truth::True {
                for read in &mut judged.reads {
                    read.within.get_or_insert_with(|| place.clone());
                }
            }
            match filter {
                None => answers.push(judged),
                Some(filter) if filter.truth == Truth::False => left.extend(filter.reads),
                Some(filter) => answers.push(join(filter, judged)),
            }
        }
        if answers.is_empty() {
            left.insert(0, list);
            return Answer::declared(Truth::Unknown, None, left);
        }
        answers.one().placed_by(left)
    }

    /// The entries that are written.
    pub(super) fn places(&self, scope: Scope<'_>) -> Vec<String> {
        let Found::Value(Value::List(entries), _) = scope.read(&self.list).found else {
            return Vec::new();
        };
        let path = scope.path(&self.list);
        (0..entries).map(|at| format!("{path}[{at}]")).collect()
    }

    /// The entries that count, or may.
    pub(super) fn counting(&self, scope: Scope<'_>) -> Vec<String> {
        let mut places = self.places(scope);
        places.retain(|place| {
            let scope = Scope { place, ..scope };
            let filter = self.filter.as_ref();
            filter.is_none_or(|filter| filter.evaluate(scope).truth != Truth::False)
        });
        places
    }

    /// What would make one entry count and hold.
    pub(super) fn ways_in(&self, scope: Scope<'_>, place: &str) -> Vec<Way> {
        let scope = Scope { place, ..scope };
        let filter = self.filter.as_ref();
        let filter = filter.map(|filter| filter.ways(scope, true));
        let required = self.require.ways(scope, true);
        together(filter.into_iter().chain([required]).collect())
    }

    /// Another entry, which counts and holds.
    pub(super) fn another(&self, scope: Scope<'_>) -> Vec<Way> {
        let path = scope.path(&self.list);
        let place = format!("{path}[{}]", self.places(scope).len());
        let read = scope.read(&place);
        let entry = Way::one(Need::of(&read, place.clone(), Wanted::Entry));
        together(vec![vec![entry], self.ways_in(scope, &place)])
    }

    /// Both conditions, entry by entry; where no entry is written, none was judged.
    pub(super) fn parts(&self, scope: Scope<'_>) -> Vec<Part<'_>> {
        let part = |condition, place: &String, filter| Part {
            condition,
            list: &self.list,
            place: Some(place.clone()),
            filter,
        };
        let mut parts = Vec::new();
        for place in &self.places(scope) {
            let filter = self.filter.as_deref();
            parts.extend(filter.map(|filter| part(filter, place, true)));
            let entry = Scope { place, ..scope };
            if filter.is_none_or(|filter| filter.evaluate(entry).truth != Truth::False) {
                parts.push(part(&self.require, place, false));
            }
        }
        parts
    }

    pub(super) fn children(&self) -> Vec<&Condition> {
        self.filter
            .as_deref()
            .into_iter()
            .chain([&*self.require])
            .collect()
    }

    pub(super) fn children_mut(&mut self) -> Vec<&mut Condition> {
        self.filter
            .as_deref_mut()
            .into_iter()
            .chain([&mut *self.require])
            .collect()
    }

    /// Says itself with the words of `key`, or of `key-where` under a filter.
    pub(super) fn say(&self, speaker: &Speaker<'_>, key: &str) -> String {
        let inner = Speaker {
            list: &self.list,
            ..*speaker
        };
        let condition = self.require.say(&inner);
        let title = speaker.title(&self.list);
        match &self.filter {
            None => speaker.fill(key, &[("field", &title), ("condition", &condition)]),
            Some(filter) => speaker.fill(
                &format!("{key}-where"),
                &[
                    ("field", &title),
                    ("filter", &filter.say(&inner)),
                    ("condition", &condition),
                ],
            ),
        }
    }

    pub(super) fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let field = inner.list("in")?;
        let filter = inner.maybe_condition("where", Some(&field.path));
        let require = inner.condition("require", Some(&field.path))?;
        Some(Self {
            list: field.path,
            filter: filter.map(Box::new),
            require: Box::new(require),
        })
    }
}
