//! `documented`: the evidence that a field cites is there. Never false: a missing file proves nothing either way.

use crate::way::{Need, Wanted, Way};
use serde::{Deserialize, Serialize};

use super::{Operator, Speaker};
use crate::answer::{Answer, Footing, Reason};
use crate::facts::{Read, Scope};
use crate::field::Kind;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;

/// `{ documented = "evaluation.report" }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Documented {
    path: String,
}

impl Documented {
    /// The answer without what was read.
    fn bare(&self, scope: Scope<'_>) -> Answer {
        let found = scope.find(&self.path);
        let Some(Value::Text(id)) = found.value() else {
            return Answer::declared(Truth::Unknown, found.reason(), Vec::new());
        };
        let (problem, reviewed) = scope.facts.proof(id);
        answer(problem, reviewed, Vec::new())
    }
}

/// What a piece of evidence proves.
fn answer(problem: Option<Reason>, reviewed: bool, reads: Vec<Read>) -> Answer {
    let truth = if problem.is_none() {
        Truth::True
    } else {
        Truth::Unknown
    };
    Answer {
        footing: Footing::Documented,
        reviewed,
        ..Answer::declared(truth, problem, reads)
    }
}

impl Operator for Documented {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        if !scope.facts.keeps_reads() {
            return self.bare(scope);
        }
        let read = scope.read(&self.path);
        let id = match read.value() {
            Some(Value::Text(id)) => id.clone(),
            _ => return Answer::declared(Truth::Unknown, read.reason(), vec![read]),
        };
        let exhibit = scope.facts.evidence(&id);
        let reads = vec![read, exhibit.read];
        answer(exhibit.problem, exhibit.reviewed, reads)
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        speaker.fill(
            "operator.documented",
            &[("field", &speaker.title(&self.path))],
        )
    }

    fn can_be_false(&self) -> bool {
        false
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        if !holds {
            return Vec::new();
        }
        let read = scope.read(&self.path);
        let need = Need::of(&read, scope.path(&self.path), Wanted::Proof);
        vec![Way::one(need)]
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        Some(Self {
            path: asked.own_path(&[Kind::Evidence])?,
        })
    }
}
