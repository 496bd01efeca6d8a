//! What to judge, and how: the descriptor, the date, and what the command line or a program asks for.

use garant_rules::Lang;
use garant_rules::catalog::Catalog;
use garant_rules::index::Index;
use jiff::civil::Date;
use serde::Serialize;

use crate::audience::Audience;
use crate::descriptor::Descriptor;
use crate::error::AuditError;
use crate::look::Look;
use crate::validate;
use crate::value::{Facts, ValueError};

/// What to judge, and how.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request<'a> {
    /// The descriptor's name, as reports print it: relative, without `..`.
    pub name: &'a str,
    /// The descriptor.
    pub source: Source<'a>,
    /// The audit's date: what is due, expired or in force is so on that day.
    pub as_of: Date,
    /// The id of a profile of the catalog, before the one that the descriptor names; without either, the catalog's own.
    pub profile: Option<&'a str>,
    /// The id of the level from which the gate counts, before the profile's; `never` asks for no gate.
    pub gate: Option<&'a str>,
    /// Judge as if there were no waivers.
    pub ignore_waivers: bool,
    /// Read tables with a row a case even where the descriptor does not declare them free of patients' data.
    pub rows: bool,
    /// For whom the report is: what they may not see is withheld once everything is judged, so that verdicts are the same.
    pub audience: Audience,
    /// How the report presents itself, before what the descriptor states.
    pub look: Look,
    /// The one language that the audit holds words of; all where none is named.
    pub only: Option<Lang>,
}

/// What a descriptor is given as.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Source<'a> {
    /// A TOML text, of at most [`MAX_BYTES`](crate::descriptor::MAX_BYTES) bytes: the audit tells its lines.
    Text(&'a str),
    /// The facts of a value: the audit tells no line.
    Value(Facts),
}

impl<'a> Request<'a> {
    /// A request about a TOML text.
    pub fn new(name: &'a str, text: &'a str, as_of: Date) -> Self {
        Self::of(name, Source::Text(text), as_of)
    }

    /// A request about a value that serialises: a struct, a map, a JSON value. It is read here, once; see [`Facts`] for the form that it
    /// needs.
    ///
    /// # Errors
    /// When the value cannot be a descriptor of any catalog.
    pub fn of_value<T: Serialize + ?Sized>(
        name: &'a str,
        value: &T,
        as_of: Date,
    ) -> Result<Self, ValueError> {
        Ok(Self::of(name, Source::Value(Facts::of(value)?), as_of))
    }

    /// A request with what the descriptor and its profile say of themselves: profile, gate, look.
    pub fn of(name: &'a str, source: Source<'a>, as_of: Date) -> Self {
        Self {
            name,
            source,
            as_of,
            profile: None,
            gate: None,
            ignore_waivers: false,
            rows: false,
            audience: Audience::default(),
            look: Look::default(),
            only: None,
        }
    }

    /// The same, by a profile of the catalog, whatever the descriptor names.
    #[must_use]
    pub fn profile(self, profile: Option<&'a str>) -> Self {
        Self { profile, ..self }
    }

    /// The same, with another gate than the profile's: a level of the catalog, or `never`.
    #[must_use]
    pub fn gate(self, gate: Option<&'a str>) -> Self {
        Self { gate, ..self }
    }

    /// The same, as if there were no waivers.
    #[must_use]
    pub fn ignore_waivers(self, ignore_waivers: bool) -> Self {
        Self {
            ignore_waivers,
            ..self
        }
    }

    /// The same, reading tables with a row a case even where the descriptor does not declare them free of patients' data.
    #[must_use]
    pub fn rows(self, rows: bool) -> Self {
        Self { rows, ..self }
    }

    /// The same, for other readers.
    #[must_use]
    pub fn audience(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }

    /// The same, presented otherwise than the descriptor states.
    #[must_use]
    pub fn look(self, look: Look) -> Self {
        Self { look, ..self }
    }

    /// The same, with the words of one language alone: for an audit that is rendered in that language at once, and kept by nobody.
    #[must_use]
    pub fn only(self, lang: Lang) -> Self {
        Self {
            only: Some(lang),
            ..self
        }
    }

    /// The descriptor read and checked, and the text that its digest is of.
    pub(crate) fn descriptor(
        &self,
        catalog: &Catalog,
        index: &Index<'_>,
    ) -> Result<Descriptor, AuditError> {
        match &self.source {
            Source::Text(text) => Ok(validate::indexed(catalog, index, self.name, text)?),
            Source::Value(facts) => {
                let canonical = facts.write(catalog)?;
                validate::canonical(catalog, index, self.name, canonical)
                    .map_err(AuditError::Descriptor)
            }
        }
    }
}
