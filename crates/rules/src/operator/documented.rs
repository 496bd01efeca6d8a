//! `documented`: the evidence that a field cites is there. Never false: a missing file proves nothing either way.

use crate::way::{Need, Wanted, Way};
use serde::{Deserialize, Serialize};

use super::{Operator, Speaker};
use crate::answer::{Answer, Footing};
use crate::facts::Scope;
use crate::field::Kind;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;

/// `{ documented = "evaluation.report" }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Documented {
    path: String,
}

impl Operator for Documented {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        let read = scope.read(&self.path);
        let id = match read.value() {
            Some(Value::Text(id)) => id.clone(),
            _ => return Answer::declared(Truth::Unknown, read.reason(), vec![read]),
        };
        let exhibit = scope.facts.evidence(&id);
        let truth = if exhibit.problem.is_none() {
            Truth::True
        } else {
            Truth::Unknown
        };
        Answer {
            footing: Footing::Documented,
            reviewed: exhibit.reviewed,
            ..Answer::declared(truth, exhibit.problem, vec![read, exhibit.read])
        }
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
