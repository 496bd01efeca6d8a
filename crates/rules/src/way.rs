//! What would decide a condition: the answers that it lacks or that do not fit, as operators tell them. Nothing is said here of whether they
//! can be given truthfully.

use jiff::civil::Date;

use crate::facts::{Found, Read};
use crate::figure::Ask;
use crate::range::Range;
use crate::value::Value;

/// The most ways that a condition tells, the cheapest first.
pub(crate) const MOST: usize = 12;

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
    /// The concrete paths of the limit, and of the day on which it was set.
    pub set_by: Vec<String>,
    /// About how many more cases would decide, where there are too few.
    pub more: Option<u64>,
    /// Whether a figure that is there lies beyond the limit, whatever its interval.
    pub beyond: bool,
    /// Whether it does so while its interval reaches back across the limit: nothing is decided.
    pub undecided: bool,
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
            (Wanted::Proof, false) | (Wanted::Entry, _) => 2,
            (Wanted::Proof, true) => 3,
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

    /// Both at once. An entry that both add is one where one can serve both, else two.
    fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.join(other);
        both
    }

    fn join(&mut self, other: &Self) {
        for need in self.beside(other).needs {
            let known = |own: &Need| own.path == need.path && own.wanted == need.wanted;
            if !self.needs.iter().any(known) {
                self.needs.push(need);
            }
        }
    }
}

impl Way {
    /// Another way, its new entries put after those of this one that could not serve both.
    fn beside(&self, other: &Self) -> Self {
        let mut moved = other.clone();
        for entry in other.entries() {
            let Some((list, index)) = entry
                .strip_suffix(']')
                .and_then(|entry| entry.rsplit_once('['))
                .and_then(|(list, index)| Some((list, index.parse::<usize>().ok()?)))
            else {
                continue;
            };
            let mut at = index;
            let mut place = entry.to_owned();
            while self.entries().any(|own| own == place) && self.contradicts(&moved, &place) {
                at += 1;
                let next = format!("{list}[{at}]");
                moved.rename(&place, &next);
                place = next;
            }
        }
        moved
    }

    fn entries(&self) -> impl Iterator<Item = &str> {
        let entries = self
            .needs
            .iter()
            .filter(|need| need.wanted == Wanted::Entry);
        entries.map(|need| need.path.as_str())
    }

    /// Whether two ways want what cannot be of one entry.
    fn contradicts(&self, other: &Self, entry: &str) -> bool {
        let of_entry = |need: &&Need| need.path.starts_with(entry);
        self.needs.iter().filter(of_entry).any(|own| {
            let mut others = other.needs.iter().filter(of_entry);
            others.any(|need| need.path == own.path && own.wanted.excludes(&need.wanted))
        })
    }

    fn rename(&mut self, from: &str, to: &str) {
        for need in &mut self.needs {
            if let Some(rest) = need.path.strip_prefix(from) {
                need.path = format!("{to}{rest}");
            }
        }
    }
}

impl Wanted {
    /// The choices that fit, where it names some.
    fn choices(&self) -> Option<Vec<&str>> {
        match self {
            Self::Equal(Value::Choice(id)) => Some(vec![id]),
            Self::OneOf(ids) => Some(ids.iter().map(String::as_str).collect()),
            _ => None,
        }
    }

    /// The choices that do not fit.
    fn excluded(&self) -> Vec<&str> {
        match self {
            Self::Other(Value::Choice(id)) => vec![id],
            Self::NoneOf(ids) => ids.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether no value is both.
    fn excludes(&self, other: &Self) -> bool {
        let bare = |own: &Self, other: &Self| {
            let excluded = other.excluded();
            own.choices()
                .is_some_and(|own| own.iter().all(|id| excluded.contains(id)))
        };
        match (self, other, self.choices(), other.choices()) {
            (Self::Equal(own), Self::Equal(other), _, _) => own != other,
            (_, _, Some(own), Some(other)) => !own.iter().any(|id| other.contains(id)),
            _ => bare(self, other) || bare(other, self),
        }
    }
}

/// All parts at once: each way of one joined to each of the others. Where a part has no way, the whole has none.
pub fn together(parts: Vec<Vec<Way>>) -> Vec<Way> {
    parts
        .into_iter()
        .fold(vec![Way::default()], |mut ways, part| {
            if let [other] = part.as_slice() {
                for way in &mut ways {
                    way.join(other);
                }
                return cheapest(ways);
            }
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
