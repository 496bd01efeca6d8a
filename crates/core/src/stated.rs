//! What a descriptor states, for documents that quote it: each answer with its line and its readers, and where texts stand for the project,
//! whoever owes what they ask. Nothing is judged.

use garant_rules::catalog::declared;
use garant_rules::facts::Found;
use garant_rules::field::Field;
use garant_rules::{Catalog, Index, Value};
use jiff::civil::Date;

use crate::audience::{Audience, Readers};
use crate::descriptor::Descriptor;
use crate::error::AuditError;
use crate::figures::NoFigures;
use crate::project::{Memory, Project};
use crate::readership::Readership;
use crate::request::Request;
use crate::scope::Everyone;
use crate::standing::{self, Place};

/// The answers of one descriptor.
#[derive(Debug)]
pub struct Stated<'c> {
    catalog: &'c Catalog,
    readership: Readership<'c>,
    descriptor: Descriptor,
    as_of: Date,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer<'a> {
    /// An answer.
    Value(&'a Value),
    /// Something is written that says nothing.
    Empty,
    /// Nothing is written.
    Missing,
}

impl<'c> Stated<'c> {
    /// Reads the descriptor of a request; no evidence is opened.
    ///
    /// # Errors
    /// Those of the descriptor, as [`audit`](crate::audit()) gives them.
    pub fn new(catalog: &'c Catalog, request: &Request<'_>) -> Result<Self, AuditError> {
        let descriptor = request.descriptor(catalog, &Index::of(catalog))?;
        Ok(Self {
            catalog,
            readership: Readership::new(catalog, &descriptor),
            descriptor,
            as_of: request.as_of,
        })
    }

    /// The catalog that its fields are of.
    pub fn catalog(&self) -> &'c Catalog {
        self.catalog
    }

    /// The field of a concrete path.
    pub fn field(&self, path: &str) -> Option<&'c Field> {
        self.catalog.field(&declared(path))
    }

    /// What stands at a concrete path.
    pub fn answer(&self, path: &str) -> Answer<'_> {
        match self.descriptor.answers.get(path) {
            Some(Found::Value(value, _)) => Answer::Value(value),
            Some(Found::Empty { .. }) => Answer::Empty,
            Some(Found::Missing(_)) | None => Answer::Missing,
        }
    }

    /// The value at a concrete path; `None` where nothing is stated.
    pub fn value(&self, path: &str) -> Option<&Value> {
        match self.answer(path) {
            Answer::Value(value) => Some(value),
            Answer::Empty | Answer::Missing => None,
        }
    }

    /// The words at a concrete path that say nothing, as they are written (`x`, `to be completed`); `None` where something is said, where
    /// nothing is written, or no word.
    pub fn placeholder(&self, path: &str) -> Option<&str> {
        let Some(Found::Empty {
            placeholder: true,
            span: Some(span),
        }) = self.descriptor.answers.get(path)
        else {
            return None;
        };
        let around = |own: char| own == '"' || own == '\'' || own.is_whitespace();
        let words = self.descriptor.text.slice(*span).trim_matches(around);
        Some(words).filter(|words| !words.is_empty())
    }

    /// The text, or the id of the choice, at a concrete path.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.descriptor.string(path)
    }

    /// The concrete paths of the entries of a list, in the descriptor's order.
    pub fn entries(&self, list: &str) -> Vec<String> {
        self.descriptor.entries(list)
    }

    /// Who may see what stands at a concrete path.
    pub fn readers(&self, path: &str) -> Readers {
        self.readership.of(path, self.value(path))
    }

    /// The value at a concrete path, where an audience may see it.
    pub fn shown(&self, path: &str, audience: Audience) -> Option<&Value> {
        let value = self.value(path)?;
        self.readers(path).include(audience).then_some(value)
    }

    /// The line of what stands at a concrete path, or of the nearest table that should hold it; `None` where the facts were no text.
    pub fn line(&self, path: &str) -> Option<usize> {
        if self.descriptor.value.is_some() {
            return None;
        }
        let span = match self.descriptor.look_up(path) {
            Found::Value(_, span) | Found::Empty { span, .. } | Found::Missing(span) => span,
        };
        Some(self.descriptor.text.line_of(span.unwrap_or_default().start))
    }

    /// Where a text, or a place of it, stands for the project, whoever owes what it asks; `None` where the catalog has no such text.
    pub fn standing(&self, source: &str, at: Option<&str>) -> Option<Place> {
        let source = self.catalog.source(source)?;
        let project = Project {
            descriptor: &self.descriptor,
            evidence: &[],
            as_of: self.as_of,
            readership: &self.readership,
            measures: &NoFigures,
            told: true,
            memory: Memory::default(),
        };
        Some(standing::place(source, at, &Everyone(&project)))
    }
}
