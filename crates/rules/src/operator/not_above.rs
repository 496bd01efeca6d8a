//! `not-above`: a quantity is not above another one that the project states. Numbers are compared as numbers, lengths of time as
//! calendar time from the audit's date.

use crate::facts::Read;
use crate::way::{Need, Wanted, Way};
use serde::{Deserialize, Serialize};

use super::pair::Pair;
use super::{Operator, Quantity, Speaker};
use crate::answer::Answer;
use crate::facts::Scope;
use crate::field::Kind;
use crate::load::conditions::{Asked, QUANTITIES};
use crate::truth::Truth;

/// `{ not-above = { path = "security.recovery-hours", other = "security.recovery-objective-hours" } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NotAbove(Pair);

impl Operator for NotAbove {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        self.0.evaluate(scope, |value, bound| {
            let bound = Quantity::Constant(bound.clone());
            let order = scope.compare(value, &bound);
            order.map_or(Truth::Unknown, |order| Truth::from(order.is_le()))
        })
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        self.0.say(speaker, "operator.not-above")
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        if !holds {
            return Vec::new();
        }
        let (own, bound) = (scope.read(&self.0.path), scope.read(&self.0.other));
        let need = |read: &Read, path: &str, wanted| Need::of(read, scope.path(path), wanted);
        match (own.value(), bound.value()) {
            (None, None) => vec![Way {
                needs: vec![
                    need(&own, &self.0.path, Wanted::Stated),
                    need(&bound, &self.0.other, Wanted::Stated),
                ],
            }],
            (Some(value), None) => {
                let wanted = Wanted::AtLeast(value.clone());
                vec![Way::one(need(&bound, &self.0.other, wanted))]
            }
            (own_value, Some(value)) => {
                let lower = Wanted::AtMost(value.clone());
                let lower = Way::one(need(&own, &self.0.path, lower));
                let higher = own_value.map(|own| {
                    let wanted = Wanted::AtLeast(own.clone());
                    Way::one(need(&bound, &self.0.other, wanted))
                });
                // Which of the two was set beforehand, and stays, its field tells.
                [lower].into_iter().chain(higher).collect()
            }
        }
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        let field = inner.path("path", QUANTITIES)?;
        let kinds = if field.kind == Kind::Duration {
            &[Kind::Duration][..]
        } else {
            &[Kind::Number, Kind::Integer]
        };
        let other = inner.path("other", kinds)?;
        Some(Self(Pair {
            path: field.path,
            other: other.path,
        }))
    }
}
