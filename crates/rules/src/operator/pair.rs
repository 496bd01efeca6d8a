//! What operators that compare two answers share.

use serde::{Deserialize, Serialize};

use super::Speaker;
use crate::answer::Answer;
use crate::facts::Scope;
use crate::truth::Truth;
use crate::value::Value;

/// Two answers, by path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    pub(super) path: String,
    pub(super) other: String,
}

impl Pair {
    /// Compares the two answers; unknown while one of them says nothing.
    pub(super) fn evaluate(
        &self,
        scope: Scope<'_>,
        compare: impl FnOnce(&Value, &Value) -> Truth,
    ) -> Answer {
        let (read, other) = (scope.read(&self.path), scope.read(&self.other));
        let truth = match (read.value(), other.value()) {
            (Some(value), Some(other)) => compare(value, other),
            _ => Truth::Unknown,
        };
        let reason = [read.reason(), other.reason()].into_iter().flatten().min();
        Answer::declared(truth, reason, scope.kept([read, other]))
    }

    /// Says itself with the words of `key`.
    pub(super) fn say(&self, speaker: &Speaker<'_>, key: &str) -> String {
        let (field, other) = (speaker.title(&self.path), speaker.title(&self.other));
        speaker.fill(key, &[("field", &field), ("other", &other)])
    }
}
