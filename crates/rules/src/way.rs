//! What would decide a condition: the answers that it lacks or that do not fit, as operators tell them. Nothing is said here of whether they
//! can be given truthfully.

use jiff::civil::Date;

use crate::facts::{Found, Read};
use crate::figure::Ask;
use crate::range::Range;
use crate::value::Value;

/// The most ways that a condition tells, the cheapest first.
const MOST: usize = 12;

/// What an answer has to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// Whatever it is, as long as it says something.
    Stated,
    /// This one.
    Equal(Value),
    /// Another one than this.
    Other(Value),
    /// One of these choices.
    OneOf(Vec<String>),
    /// None of these choices.
    NoneOf(Vec<String>),
    /// With this choice among others.
    With(String),
    /// Without this choice.
    Without(String),
    /// Not less.
    AtLeast(Value),
    /// Not more.
    AtMost(Value),
    /// At least so many entries.
    Entries(usize),
    /// A written empty list, or so few entries.
    FewEntries(usize),
    /// A day in this time, bounds included.
    Days {
        /// The first.
        from: Option<Date>,
        /// The last.
        until: Option<Date>,
    },
    /// Another entry of a list; the path is the entry's.
    Entry,
    /// A document that is there, unaltered and in date, cited by the answer.
    Proof,
    /// A table or a tally, cited by the answer, whose figure keeps a limit.
    Figure(Box<Sought>),
}

/// A figure that is sought.
#[derive(Clone, Debug, PartialEq)]
pub struct Sought {
    /// Which one; the evidence is not known yet.
    pub ask: Ask,
    /// The limit to keep.
    pub range: Range,
    /// The day that the evidence must be later than.
    pub after: Option<Date>,
    /// About how many more cases would decide, where there are too few.
    pub more: Option<u64>,
}

/// One answer that a condition needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// The concrete path.
    pub path: String,
    /// What it has to be.
    pub wanted: Wanted,
    /// How dear it is beside others: what is unstated is asked for before what is stated is done otherwise.
    pub weight: u32,
}

/// Answers that together would decide a condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way {
    /// What it needs, in the order of the condition.
    pub needs: Vec<Need>,
}

impl Need {
    /// A need of the answer that was read.
    pub fn of(read: &Read, path: String, wanted: Wanted) -> Self {
        let stated = matches!(read.found, Found::Value(..));
        let weight = match (&wanted, stated) {
            (Wanted::Figure(_), false) => 6,
            (Wanted::Figure(_), true) => 10,
            (Wanted::Proof, false) => 2,
            (Wanted::Proof, true) => 3,
            (Wanted::Entry, _) => 2,
            (_, false) => 1,
            (_, true) => 6,
        };
        Self {
            path,
            wanted,
            weight,
        }
    }
}

impl Way {
    /// The way of one need.
    pub fn one(need: Need) -> Self {
        Self { needs: vec![need] }
    }

    /// How dear it is.
    pub fn weight(&self) -> u32 {
        self.needs.iter().map(|need| need.weight).sum()
    }

    fn with(&self, other: &Self) -> Self {
        let mut needs = self.needs.clone();
        for need in &other.needs {
            let known = |own: &Need| own.path == need.path && own.wanted == need.wanted;
            if !needs.iter().any(known) {
                needs.push(need.clone());
            }
        }
        Self { needs }
    }
}

/// All parts at once: each way of one joined to each of the others. Where a part has no way, the whole has none.
pub fn together(parts: Vec<Vec<Way>>) -> Vec<Way> {
    parts.into_iter().fold(vec![Way::default()], |ways, part| {
        let joined = ways
            .iter()
            .flat_map(|way| part.iter().map(|other| way.with(other)));
        cheapest(joined.collect())
    })
}

/// One part or another.
pub fn either(parts: Vec<Vec<Way>>) -> Vec<Way> {
    cheapest(parts.into_iter().flatten().collect())
}

/// The cheapest first; of two that are as dear, the first of the condition.
fn cheapest(mut ways: Vec<Way>) -> Vec<Way> {
    ways.sort_by_key(Way::weight);
    ways.truncate(MOST);
    ways
}
