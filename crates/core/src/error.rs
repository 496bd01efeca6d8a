//! Why there is no audit.

use garant_source::Diagnostic;

use crate::value::ValueError;

/// There is no audit. What is wrong with a project is never an error, and neither is what is wrong with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// The descriptor has errors: all that was found, warnings included, in the order of the text, and at most 1,000 errors. `garant_core::notice` gives the
    /// sentence of each.
    #[error("the descriptor cannot be used: {}", problems(.0))]
    Descriptor(Vec<Diagnostic>),
    /// The value has no form in a descriptor.
    #[error("the value is no descriptor: {0}")]
    Value(#[from] ValueError),
    /// The request names a profile that the catalog has not.
    #[error("the catalog has no profile `{found}`, but {}", .known.join(", "))]
    Profile {
        /// What was asked for.
        found: String,
        /// The profiles that there are.
        known: Vec<String>,
    },
    /// The request names a level for the gate that the catalog has not.
    #[error("the catalog has no level `{found}`, but {}", .known.join(", "))]
    Gate {
        /// What was asked for.
        found: String,
        /// The levels that there are, and `never`.
        known: Vec<String>,
    },
    /// A plan would have more steps than one may have: of this list, so many entries would have to be completed.
    #[error("a plan has at most {most} steps; complete {entries} entries of `{list}` first")]
    Long {
        /// The most steps.
        most: usize,
        /// The list.
        list: String,
        /// How many of its entries.
        entries: usize,
    },
}

impl From<Vec<Diagnostic>> for AuditError {
    fn from(problems: Vec<Diagnostic>) -> Self {
        Self::Descriptor(problems)
    }
}

fn problems(all: &[Diagnostic]) -> String {
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    all.join("; ")
}
