//! Documents for people, written from an audit and from what its descriptor states: for a committee, a patient, the public. What they say,
//! and which facts they cannot do without, is data of `reports/documents/`; nothing is judged here.
//!
//! ```
//! use garant_core::{Date, NoFiles, Request, Stated, audit};
//! use garant_report::documents::{Format, Kind, Sources, Written, write};
//! use garant_report::{Assets, Lang};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let catalog = garant_catalog::catalog()?;
//! let request = Request::new("garant.toml", "garant = 1\n", Date::constant(2026, 11, 23));
//! let audit = audit(&catalog, &request, &NoFiles)?;
//! let stated = Stated::new(&catalog, &request)?;
//! let sources = Sources::new(&audit, &stated);
//! // Nothing is stated: the patient's notice is refused, with what it lacks.
//! match write(Kind::Notice, &sources, Format::Text, Lang::Fr, &Assets::default())? {
//!     Written::Refused(missing) => assert!(!missing.is_empty()),
//!     Written::Text(_) => unreachable!(),
//! }
//! # Ok(())
//! # }
//! ```

mod aside;
mod committee;
mod conflict;
mod fact;
mod missing;
mod notice;
mod plain;
mod quoted;
mod reading;
mod say;
mod statement;

use garant_core::{Audit, Changes, Lang, Stated};
use garant_rules::Catalog;
use minijinja::Value;
use serde::de::DeserializeOwned;

pub use missing::{Missing, Why};
pub use reading::Reading;

use crate::assets::Assets;
use crate::lang::Words;
use crate::render::RenderError;
use crate::{markdown, page};

/// A document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A file for a session of the committee.
    Committee,
    /// The patient's information.
    Notice,
    /// What is met and what is not, for the public.
    Statement,
}

/// A format of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One self-contained page without script.
    Html,
    /// Markdown.
    Markdown,
    /// Plain text, for a letter or a message.
    Text,
}

/// Names of formats on the command line, and the endings of their files.
const NAMES: [(&str, &str, Format); 3] = [
    ("html", ".html", Format::Html),
    ("md", ".md", Format::Markdown),
    ("text", ".txt", Format::Text),
];

impl Kind {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 3] = [
        ("committee", Self::Committee),
        ("notice", Self::Notice),
        ("statement", Self::Statement),
    ];

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == name).map(|(_, own)| *own)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        let own = Self::ALL.iter().find(|(_, kind)| *kind == self);
        own.map_or("", |(name, _)| name)
    }

    /// Its formats, the one that standard output takes first.
    pub fn formats(self) -> &'static [Format] {
        match self {
            Self::Committee | Self::Notice | Self::Statement => {
                &[Format::Text, Format::Markdown, Format::Html]
            }
        }
    }
}

impl Format {
    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = NAMES.iter();
        all.find(|(known, ..)| *known == name)
            .map(|(.., format)| *format)
    }

    /// The one of a file's ending.
    pub fn of_file(path: &str) -> Option<Self> {
        let path = path.to_lowercase();
        let mut all = NAMES.iter();
        all.find(|(_, ending, _)| path.ends_with(ending))
            .map(|(.., format)| *format)
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        let own = NAMES.iter().find(|(.., format)| *format == self);
        own.map_or("", |(name, ..)| name)
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        let own = NAMES.iter().find(|(.., format)| *format == self);
        own.map_or("", |(_, ending, _)| ending)
    }

    /// All names on the command line.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, ..)| *name)
    }

    /// What its templates end with.
    fn template(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Text => "txt",
        }
    }
}

/// What a document is written from.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Sources<'a> {
    /// The audit.
    pub audit: &'a Audit,
    /// What the descriptor of that audit states.
    pub stated: &'a Stated<'a>,
    /// What changed since an older audit, where one was given.
    pub changes: Option<&'a Changes>,
}

impl<'a> Sources<'a> {
    /// An audit, and what its descriptor states.
    pub fn new(audit: &'a Audit, stated: &'a Stated<'a>) -> Self {
        Self {
            audit,
            stated,
            changes: None,
        }
    }

    /// The same, with what changed since an older audit.
    #[must_use]
    pub fn since(self, changes: Option<&'a Changes>) -> Self {
        Self { changes, ..self }
    }
}

/// A document, or what it lacks.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// The document, in UTF-8.
    Text(String),
    /// The document is refused while these facts are not established.
    Refused(Vec<Missing>),
}

/// A document could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A template is broken, or the audit has no words of the language.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The data of a document cannot be read.
    #[error("`{name}` cannot be read")]
    Data {
        /// The file, below `reports/`.
        name: &'static str,
        /// Why.
        source: toml::de::Error,
    },
    /// The document has no such format.
    #[error("`{}` is not written as `{}`", kind.name(), format.ending())]
    Format {
        /// The document.
        kind: Kind,
        /// The format.
        format: Format,
    },
}

/// Writes a document. The same sources, format, language and assets give the same bytes.
///
/// # Errors
/// [`WriteError::Format`] where the document has no such format; [`WriteError::Render`] where a template of the assets is broken. That facts
/// are missing is no error: the document is then [`Written::Refused`].
pub fn write(
    kind: Kind,
    sources: &Sources<'_>,
    format: Format,
    lang: Lang,
    assets: &Assets,
) -> Result<Written, WriteError> {
    if !kind.formats().contains(&format) {
        return Err(WriteError::Format { kind, format });
    }
    let words = Words::new(assets, lang);
    match kind {
        Kind::Committee => committee::write(sources, format, &words, assets),
        Kind::Notice => notice::write(sources, format, &words, assets),
        Kind::Statement => statement::write(sources, format, &words, assets),
    }
}

/// Renders a view through the templates of a document.
fn rendered(
    kind: Kind,
    seen: Value,
    format: Format,
    words: &Words,
    assets: &Assets,
) -> Result<Written, WriteError> {
    let (name, ending) = (kind.name(), format.template());
    let template = format!("templates/documents/{name}.{ending}.j2");
    let text = page::spoken(seen, words, &page::unspoken(assets)?, &template)?;
    Ok(Written::Text(match format {
        Format::Html => text,
        Format::Markdown => markdown::spaced(&text),
        Format::Text => plain::wrapped(&text),
    }))
}

/// The data of a document.
fn data<T: DeserializeOwned>(assets: &Assets, name: &'static str) -> Result<T, WriteError> {
    toml::from_str(assets.get(name)).map_err(|source| WriteError::Data { name, source })
}

/// A text and its place, as cited in a line.
fn cited(catalog: &Catalog, source: &str, at: Option<&str>, words: &Words) -> String {
    let own = catalog.source(source);
    let short = own.map_or(source, |own| own.short.get(words.lang));
    let Some(at) = at else {
        return short.to_owned();
    };
    // Of a text of law, a number is that of an article; other places have names of their own.
    let article = at.starts_with(|first: char| first.is_ascii_digit())
        && own.is_some_and(|own| own.force.binds());
    if article {
        words.fill("document.article", &[("text", short), ("at", at)])
    } else {
        format!("{short}, {at}")
    }
}
