//! One requirement that can be judged.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lang::Said;
use crate::operator::Condition;
use crate::value::Value;

/// A criterion. Words are ours; the sources are cited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// `PACK/ID`.
    pub id: String,
    /// For people to say aloud: `HUM-04`.
    pub code: String,
    /// Draft criteria are shown, never counted.
    pub draft: bool,
    /// The catalog's version that brought it.
    pub since: String,
    /// Garant's grouping.
    pub principle: String,
    /// Places on the official axis.
    pub cens: Vec<Placement>,
    /// The phase from which it is due.
    pub phase: String,
    /// Who owes it.
    pub actors: Vec<String>,
    /// Who depends on it without owing it.
    pub relied_on_by: Vec<String>,
    /// The catalog's choice.
    pub level: String,
    /// hours, days or weeks.
    pub effort: String,
    /// Who reviewed the wording, if anybody did.
    pub reviewed_by: Option<String>,
    /// The texts.
    pub sources: Vec<Citation>,
    /// What holds when it is met.
    pub title: Said,
    /// What is asked.
    pub asks: Said,
    /// Why it matters.
    pub why: Said,
    /// What to do.
    pub remedy: Said,
    /// What a committee may ask the declarant while it is open, if anybody wrote it.
    pub question: Option<Said>,
    /// Parameters, which profiles may set.
    pub parameters: BTreeMap<String, Parameter>,
    /// When it applies; always if absent.
    pub applies: Option<Condition>,
    /// The checks, all of which must hold.
    pub checks: Vec<Check>,
}

/// A place on the official axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The CENS principle.
    pub principle: String,
    /// `official` where a text places it there, else `ours`.
    pub placement: String,
}

/// A source cited by a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The source's id.
    pub source: String,
    /// Article, item or page.
    pub at: Option<String>,
    /// Whether the text requires it (else: inspired by).
    pub requires: bool,
}

impl Citation {
    /// The code of the relation.
    pub fn relation(&self) -> &'static str {
        if self.requires {
            "requires"
        } else {
            "inspired-by"
        }
    }
}

/// A number or a length of time that a profile may set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// The catalog's value.
    pub value: Value,
    /// What it is.
    pub says: Said,
}

/// One statement that must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Kebab-case, unique in the criterion.
    pub id: String,
    /// The statement.
    pub says: Said,
    /// When it is asked; always if absent.
    pub applies: Option<Condition>,
    /// How it is decided.
    pub require: Condition,
}
