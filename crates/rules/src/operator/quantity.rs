//! A constant of a condition: written there, or a parameter of the criterion.

use serde::{Deserialize, Serialize};

use super::Speaker;
use crate::facts::Scope;
use crate::value::Value;

/// A constant or the name of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Quantity {
    /// Written in the condition.
    Constant(Value),
    /// A parameter of the criterion, which a profile may set.
    Parameter(String),
}

impl Quantity {
    /// The value in a scope.
    pub fn value<'a>(&'a self, scope: Scope<'a>) -> Option<&'a Value> {
        match self {
            Self::Constant(value) => Some(value),
            Self::Parameter(name) => scope.parameters.get(name),
        }
    }

    /// The value in words.
    pub fn say(&self, path: &str, speaker: &Speaker<'_>) -> String {
        match self {
            Self::Constant(value) => speaker.value(path, value),
            Self::Parameter(name) => speaker
                .parameters
                .get(name)
                .map_or_else(|| name.clone(), |value| speaker.value(path, value)),
        }
    }
}
