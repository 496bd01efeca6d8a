//! What operators may ask of a project.

use std::borrow::Cow;
use std::collections::BTreeMap;

use garant_source::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Reason};
use crate::figure::{Ask, Compared, Figure};
use crate::operator::Quantity;
use crate::truth::Truth;
use crate::value::Value;

/// A project as operators see it. Paths are concrete: `data.datasets[0].name`.
pub trait Facts {
    /// The audit's date.
    fn as_of(&self) -> Date;
    /// What stands at a path.
    fn look_up(&self, path: &str) -> Found;
    /// The state of the evidence with an id.
    fn evidence(&self, id: &str) -> Exhibit;
    /// A figure computed again from a piece of evidence.
    fn figure(&self, ask: &Ask) -> Figure;
    /// The same as [`Facts::look_up`], where nobody keeps what is found.
    fn find(&self, path: &str) -> Cow<'_, Found> {
        Cow::Owned(self.look_up(path))
    }
    /// The same, of a key that an entry's path begins: `.name` of `data.datasets[0]`.
    fn find_in(&self, entry: &str, key: &str) -> Cow<'_, Found> {
        self.find(&[entry, key].concat())
    }
    /// Why a piece of evidence proves nothing, if it does not, and whether a person other than the declarant has reviewed it: what
    /// [`Facts::evidence`] tells, without where it stands.
    fn proof(&self, id: &str) -> (Option<Reason>, bool) {
        let exhibit = self.evidence(id);
        (exhibit.problem, exhibit.reviewed)
    }
    /// What a named condition answered before, where nobody reads what it read.
    fn recall(&self, _definition: &str) -> Option<Answer> {
        None
    }
    /// Keeps what a named condition answered.
    fn keep(&self, _definition: &str, _answer: &Answer) {}
    /// Whether answers tell what was read; without, the same truth and reason come sooner.
    fn keeps_reads(&self) -> bool {
        true
    }
}

/// What stands at a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// An answer.
    Value(Value, Option<Span>),
    /// Something is written, and it says nothing: a placeholder, or an empty list.
    Empty {
        /// A text such as "N/A"; false for a written empty list.
        placeholder: bool,
        /// Where it stands.
        span: Option<Span>,
    },
    /// Nothing is written; the span is the nearest table that should hold it.
    Missing(Option<Span>),
}

/// A piece of evidence as found.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// Why it proves nothing, if it does not.
    pub problem: Option<Reason>,
    /// Whether a person other than the declarant has reviewed it.
    pub reviewed: bool,
    /// Where its entry stands.
    pub read: Read,
}

/// One read of the project: what was looked for, and what stood there.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The concrete path.
    pub path: String,
    /// What was found.
    pub found: Found,
    /// Whether it belongs to the branches that decided.
    pub decided: bool,
    /// The entry of a list that it was read for and that does not hold with it: `deployment.sites[0]`.
    pub within: Option<String>,
    /// The figures that stand on it, each compared with a bound.
    pub figures: Vec<Compared>,
}

/// Where a condition is judged: the facts, the entry that relative paths belong to, and the criterion's parameters.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The project.
    pub facts: &'a dyn Facts,
    /// The entry, or nothing at the root.
    pub place: &'a str,
    /// Values of the criterion's parameters.
    pub parameters: &'a Parameters,
}

/// Values by name.
pub type Parameters = BTreeMap<String, Value>;

impl std::fmt::Debug for Scope<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scope")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

impl<'a> Scope<'a> {
    /// The concrete path of a condition's path: one that begins with a point belongs to the entry.
    pub fn path(&self, path: &str) -> String {
        if !path.starts_with('.') {
            return path.to_owned();
        }
        let mut whole = String::with_capacity(self.place.len() + path.len());
        whole.push_str(self.place);
        whole.push_str(path);
        whole
    }

    /// Reads a path.
    pub fn read(&self, path: &str) -> Read {
        if !self.facts.keeps_reads() {
            return Read::new(String::new(), self.find(path).into_owned());
        }
        let path = self.path(path);
        let found = self.facts.look_up(&path);
        Read::new(path, found)
    }

    /// What stands at a path, for those of whom nobody asks what they read.
    pub(crate) fn find(&self, path: &str) -> Cow<'a, Found> {
        if path.starts_with('.') {
            self.facts.find_in(self.place, path)
        } else {
            self.facts.find(path)
        }
    }

    /// Reads as an answer tells them: none where nobody asks.
    pub(crate) fn kept<const N: usize>(&self, reads: [Read; N]) -> Vec<Read> {
        if self.facts.keeps_reads() {
            reads.into()
        } else {
            Vec::new()
        }
    }

    /// Judges what stands at a path alone.
    pub fn judge(&self, path: &str, truth: impl FnOnce(&Found) -> Truth) -> Answer {
        if self.facts.keeps_reads() {
            let read = self.read(path);
            return Answer::declared(truth(&read.found), read.reason(), vec![read]);
        }
        let found = self.find(path);
        Answer::declared(truth(&found), found.reason(), Vec::new())
    }

    /// Compares a value with a constant: numbers as numbers, lengths of time as calendar time from the audit's date.
    pub fn compare(&self, value: &Value, with: &Quantity) -> Option<std::cmp::Ordering> {
        let bound = with.value(*self)?;
        if let (Value::Duration(value), Value::Duration(bound)) = (value, bound) {
            let today = self.facts.as_of();
            return Some(value.after(today).cmp(&bound.after(today)));
        }
        value.number()?.partial_cmp(&bound.number()?)
    }
}

impl Read {
    /// A read, decisive until a combination of conditions says otherwise.
    pub fn new(path: impl Into<String>, found: Found) -> Self {
        Self {
            path: path.into(),
            found,
            decided: true,
            within: None,
            figures: Vec::new(),
        }
    }

    /// The value read, if there is one.
    pub fn value(&self) -> Option<&Value> {
        self.found.value()
    }

    /// Why nothing was found.
    pub fn reason(&self) -> Option<Reason> {
        self.found.reason()
    }

    /// Where it stands.
    pub fn span(&self) -> Option<Span> {
        match self.found {
            Found::Value(_, span) | Found::Empty { span, .. } | Found::Missing(span) => span,
        }
    }
}

/// The kind of what stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FoundKind {
    /// An answer.
    Value,
    /// Nothing is written.
    Missing,
    /// Something that says nothing.
    Empty,
}

impl Found {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Value(value, _) => Some(value),
            _ => None,
        }
    }

    /// Why nothing was found.
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::Value(..) => None,
            Self::Empty {
                placeholder: true, ..
            } => Some(Reason::Placeholder),
            Self::Empty { .. } | Self::Missing(_) => Some(Reason::Unstated),
        }
    }

    /// The kind.
    pub fn kind(&self) -> FoundKind {
        match self {
            Self::Value(..) => FoundKind::Value,
            Self::Empty { .. } => FoundKind::Empty,
            Self::Missing(_) => FoundKind::Missing,
        }
    }
}
