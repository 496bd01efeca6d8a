//! A descriptor that never was a text: any value that serialises, checked, and written as the TOML that it stands for.
//!
//! A value is judged as its canonical text: keys in the order of their bytes, a line an answer, lists as they were. That text has
//! the limits of any descriptor, its digest is the one that the audit tells, and whoever keeps it ([`Facts::canonical`]) can judge it
//! again with the program. Nobody wrote its lines, so the audit tells none: lines, columns and excerpts are null, or 0 where the
//! audit's format has no null.

mod serializer;
mod unplace;
mod write;

use std::collections::BTreeMap;

use garant_rules::Catalog;
use serde::Serialize;

use crate::descriptor::MAX_BYTES;
pub(crate) use unplace::unplace;
pub(crate) use write::Canonical;

/// How deep a value may nest, options and new types included.
pub const MAX_DEPTH: usize = 64;

/// A value that can be a descriptor.
///
/// A map, or a struct, becomes a table, and so on down. What is null (`None`, `()`) under a key is not stated. An enum's variant is
/// its name, or a table with its name as the only key where it holds something. A date is a text such as `2026-11-23` under a key that
/// asks for a date, or TOML's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts(BTreeMap<String, Node>);

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    /// A date, a time or both, as TOML writes it.
    Moment(String),
    List(Vec<Self>),
    Table(BTreeMap<String, Self>),
}

impl Facts {
    /// The facts of a value, whatever the catalog: whether its keys are those of a descriptor is told by the audit.
    ///
    /// # Errors
    /// The first place where the value has no form in TOML, or where it is too deep or too large.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, ValueError> {
        match serializer::node(value)? {
            Some(Node::Table(table)) => Ok(Self(table)),
            _ => Err(ValueError::new(ValueProblem::NoMap)),
        }
    }

    /// The TOML text that is judged in the place of the value. It depends on the catalog for dates alone, which it writes without
    /// quotes where a field asks for one.
    ///
    /// # Errors
    /// When it would have more than [`MAX_BYTES`] bytes.
    pub fn canonical(&self, catalog: &Catalog) -> Result<String, ValueError> {
        self.write(catalog).map(|written| written.text)
    }

    pub(crate) fn write(&self, catalog: &Catalog) -> Result<Canonical, ValueError> {
        write::canonical(catalog, &self.0)
    }
}

/// A value cannot be a descriptor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{problem}", place(.path))]
#[non_exhaustive]
pub struct ValueError {
    /// The concrete path (`data.datasets[0].name`), cut at 200 characters; empty for the value as a whole.
    pub path: String,
    /// What is wrong there.
    pub problem: ValueProblem,
}

/// Why a value cannot be a descriptor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueProblem {
    /// It is neither a map nor a struct.
    #[error("a descriptor is a map")]
    NoMap,
    /// A list holds a null.
    #[error("a list cannot hold a null")]
    Null,
    /// The key of a map is no text.
    #[error("a key is a text")]
    Key,
    /// A map gives the same key twice.
    #[error("the key stands twice")]
    DoubleKey,
    /// A whole number does not fit in 64 bits with a sign.
    #[error("the number `{0}` is too large")]
    TooLargeNumber(String),
    /// A number is not a number, or infinite.
    #[error("the number is not finite")]
    NotFinite,
    /// Bytes are neither a text nor a list.
    #[error("bytes have no form in a descriptor")]
    Bytes,
    /// It nests deeper than [`MAX_DEPTH`].
    #[error("nests deeper than {MAX_DEPTH}")]
    TooDeep,
    /// It has more than [`MAX_BYTES`] bytes.
    #[error("has more than {MAX_BYTES} bytes")]
    TooLarge,
    /// Its own `Serialize` refuses, with these words.
    #[error("{0}")]
    Refused(String),
}

impl ValueError {
    fn new(problem: ValueProblem) -> Self {
        Self {
            path: String::new(),
            problem,
        }
    }

    /// The same, one step further from where it was found.
    fn under(self, step: &str) -> Self {
        let between = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        let path = format!("{step}{between}{}", self.path);
        Self {
            path: crate::trace::cut(&path, &mut false),
            ..self
        }
    }
}

fn place(path: &str) -> String {
    if path.is_empty() {
        String::new()
    } else {
        format!("`{path}`: ")
    }
}
