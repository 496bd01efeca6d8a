//! A descriptor and its evidence, as operators see them.

use std::borrow::Cow;
use std::cell::RefCell;

use garant_rules::answer::Answer;
use garant_rules::facts::{Exhibit, Facts, Found, Read};
use garant_rules::figure::{Ask, Figure};
use garant_rules::{Reason, Value};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::descriptor::Descriptor;
use crate::evidence::Evidence;
use crate::figures::Figures;
use crate::readership::Readership;
use crate::standing::Place;
use crate::trace::Trace;

/// What was found out once of a project, and is asked by many criteria. Empty at the start.
#[derive(Debug, Default)]
pub struct Memory {
    /// Answers of named conditions, where nobody reads what they read.
    named: RefCell<FxHashMap<String, Answer>>,
    /// Where paths of entries are written, to be looked up.
    path: RefCell<String>,
    /// The standing of texts, by source and place.
    places: RefCell<FxHashMap<(String, Option<String>), Place>>,
}

impl Memory {
    /// The standing of a place of a text, found out at the first question.
    pub(crate) fn place(
        &self,
        source: &str,
        at: Option<&str>,
        find: impl FnOnce() -> Place,
    ) -> Place {
        let key = (source.to_owned(), at.map(str::to_owned));
        let mut places = self.places.borrow_mut();
        places.entry(key).or_insert_with(find).clone()
    }
}

/// The facts of a project at a date.
#[derive(Debug)]
pub struct Project<'a> {
    /// The descriptor.
    pub descriptor: &'a Descriptor,
    /// Its evidence.
    pub evidence: &'a [Evidence],
    /// The audit's date.
    pub as_of: Date,
    /// Who may see which answer.
    pub readership: &'a Readership<'a>,
    /// What was computed again from the evidence.
    pub measures: &'a dyn Figures,
    /// Whether what is read is told.
    pub told: bool,
    /// What was found out once.
    pub memory: Memory,
}

impl Project<'_> {
    /// A read as an audit tells it.
    pub(crate) fn told(&self, read: &Read) -> Trace {
        Trace::new(&self.descriptor.text, read, self.readership)
    }

    fn piece(&self, id: &str) -> Option<(usize, &Evidence)> {
        let mut pieces = self.evidence.iter().enumerate();
        pieces.find(|(_, evidence)| evidence.id == id)
    }
}

impl Facts for Project<'_> {
    fn as_of(&self) -> Date {
        self.as_of
    }

    fn look_up(&self, path: &str) -> Found {
        if self.told {
            return self.descriptor.look_up(path);
        }
        // Where an answer is missing is for those who read of it.
        let found = self.descriptor.answers.get(path);
        found.cloned().unwrap_or(Found::Missing(None))
    }

    fn find(&self, path: &str) -> Cow<'_, Found> {
        let found = self.descriptor.answers.get(path);
        found.map_or(Cow::Owned(Found::Missing(None)), Cow::Borrowed)
    }

    fn find_in(&self, entry: &str, key: &str) -> Cow<'_, Found> {
        let mut path = self.memory.path.borrow_mut();
        path.clear();
        path.push_str(entry);
        path.push_str(key);
        self.find(&path)
    }

    fn proof(&self, id: &str) -> (Option<Reason>, bool) {
        match self.piece(id) {
            Some((_, piece)) => (piece.state.reason(), piece.reviewed_by.is_some()),
            None => (Some(Reason::EvidenceMissing), false),
        }
    }

    fn recall(&self, definition: &str) -> Option<Answer> {
        self.memory.named.borrow().get(definition).cloned()
    }

    fn keep(&self, definition: &str, answer: &Answer) {
        let mut named = self.memory.named.borrow_mut();
        named.insert(definition.to_owned(), answer.clone());
    }

    fn keeps_reads(&self) -> bool {
        self.told
    }

    fn evidence(&self, id: &str) -> Exhibit {
        let Some((index, evidence)) = self.piece(id) else {
            return Exhibit {
                problem: Some(Reason::EvidenceMissing),
                reviewed: false,
                read: Read::new("evidence", Found::Missing(None)),
            };
        };
        let (key, place) = match &evidence.url {
            Some(url) if evidence.path.is_empty() => ("url", url),
            _ => ("path", &evidence.path),
        };
        let path = format!("evidence[{index}].{key}");
        let found = Found::Value(
            Value::Text(place.clone()),
            Some(self.descriptor.span(&path)),
        );
        Exhibit {
            problem: evidence.state.reason(),
            reviewed: evidence.reviewed_by.is_some(),
            read: Read::new(path, found),
        }
    }

    fn figure(&self, ask: &Ask) -> Figure {
        let exhibit = self.evidence(&ask.evidence);
        let date = match self.piece(&ask.evidence) {
            Some((index, _)) => {
                let path = format!("evidence[{index}].date");
                let found = self.descriptor.look_up(&path);
                Read::new(path, found)
            }
            None => Read::new("evidence", Found::Missing(None)),
        };
        // A piece that proves nothing is not computed from, even where it could be.
        let estimates = match exhibit.problem {
            None => self.measures.figure(ask).unwrap_or_default(),
            Some(_) => Vec::new(),
        };
        Figure {
            estimates,
            problem: exhibit.problem,
            reviewed: exhibit.reviewed,
            read: exhibit.read,
            date,
        }
    }
}
