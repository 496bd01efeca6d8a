//! `every`: each entry of a list satisfies a condition. Never vacuously true: where no entry is judged, nothing is known.

use serde::{Deserialize, Serialize};

use super::{Condition, Operator, Speaker};
use crate::answer::Answer;
use crate::facts::{Found, Scope};
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;

/// `{ every = { in = "data.datasets", require = { present = ".source" } } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Every {
    list: String,
    filter: Option<Box<Condition>>,
    require: Box<Condition>,
}

impl Operator for Every {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        let list = scope.read(&self.list);
        let entries = match &list.found {
            Found::Value(Value::List(count), _) => *count,
            _ => return Answer::declared(Truth::Unknown, list.reason(), vec![list]),
        };
        let path = scope.path(&self.list);
        let mut answers = Vec::new();
        let mut left = Vec::new();
        for index in 0..entries {
            let place = format!("{path}[{index}]");
            let entry = Scope {
                place: &place,
                ..scope
            };
            let judged = self.require.evaluate(entry);
            match self.filter.as_ref().map(|filter| filter.evaluate(entry)) {
                None => answers.push(judged),
                Some(filter) if filter.truth == Truth::False => left.extend(filter.reads),
                // An entry of which it is unknown whether it counts cannot decide alone.
                Some(filter) if filter.truth == Truth::Unknown && judged.truth != Truth::True => {
                    let reads = filter.reads.into_iter().chain(judged.reads).collect();
                    answers.push(Answer::declared(Truth::Unknown, filter.reason, reads));
                }
                Some(filter) => answers.push(judged.placed_by(filter.reads)),
            }
        }
        if answers.is_empty() {
            left.insert(0, list);
            return Answer::declared(Truth::Unknown, None, left);
        }
        Answer::all(answers).placed_by(left)
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        let inner = Speaker {
            list: &self.list,
            ..*speaker
        };
        let condition = self.require.say(&inner);
        let title = speaker.title(&self.list);
        match &self.filter {
            None => speaker.fill(
                "operator.every",
                &[("field", &title), ("condition", &condition)],
            ),
            Some(filter) => speaker.fill(
                "operator.every-where",
                &[
                    ("field", &title),
                    ("filter", &filter.say(&inner)),
                    ("condition", &condition),
                ],
            ),
        }
    }

    fn can_be_false(&self) -> bool {
        self.require.can_be_false()
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
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
