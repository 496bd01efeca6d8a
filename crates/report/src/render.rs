//! The one verb that renders an audit in any format.

use std::sync::OnceLock;

use garant_core::Audit;
use garant_rules::Lang;

use crate::assets::Assets;
use crate::format::Format;
use crate::lang::Words;
use crate::view::{self, View};
use crate::{annotations, findings, junit, markdown, oscal, page, sarif, terminal, workbook};

/// What is wanted of an audit.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Options {
    /// In which format.
    pub format: Format,
    /// In which language.
    pub lang: Lang,
    /// How much.
    pub extent: Extent,
    /// As what a criterion that remains to be established counts, where a format has no word for it.
    pub undetermined: Undetermined,
    /// What stands between the cells of CSV.
    pub separator: Separator,
}

impl Options {
    /// A full report in a format and a language.
    pub fn new(format: Format, lang: Lang) -> Self {
        Self {
            format,
            lang,
            extent: Extent::default(),
            undetermined: Undetermined::default(),
            separator: Separator::default(),
        }
    }

    /// The same, of another extent.
    #[must_use]
    pub fn extent(self, extent: Extent) -> Self {
        Self { extent, ..self }
    }

    /// The same, with another word for what remains to be established.
    #[must_use]
    pub fn undetermined(self, undetermined: Undetermined) -> Self {
        Self {
            undetermined,
            ..self
        }
    }

    /// The same, with another separator of cells.
    #[must_use]
    pub fn separator(self, separator: Separator) -> Self {
        Self { separator, ..self }
    }
}

/// What stands between the cells of CSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// A comma, as RFC 4180 has it.
    #[default]
    Comma,
    /// A semicolon, which Excel expects where the comma is the decimal sign, as in French.
    Semicolon,
}

impl Separator {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Comma => ",",
            Self::Semicolon => ";",
        }
    }
}

/// How much of a report is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Extent {
    /// All of it.
    #[default]
    Full,
    /// The committee's part: identity, decision, principles, figures, accepted risks, opinion. Concerns HTML and Markdown.
    Summary,
}

/// As what a criterion that remains to be established counts in JUnit XML and in SARIF for GitHub. It never counts as a success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Undetermined {
    /// JUnit: an error, a test that could not be concluded. SARIF for GitHub: told in the run, not as an alert.
    #[default]
    Error,
    /// JUnit: a failure. SARIF for GitHub: a warning.
    Failure,
    /// JUnit: skipped. SARIF for GitHub: told in the run, not as an alert.
    Skipped,
}

impl Undetermined {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 3] = [
        ("error", Self::Error),
        ("failure", Self::Failure),
        ("skipped", Self::Skipped),
    ];

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == name).map(|(_, own)| *own)
    }
}

/// A rendered audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rendered {
    /// A text, in UTF-8. Terminal formats may hold styles; the caller strips them where they are not wanted.
    Text(String),
    /// The bytes of a workbook.
    Bytes(Vec<u8>),
}

impl Rendered {
    /// The bytes to write: a text's are UTF-8.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    /// The text; `None` of a workbook.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Bytes(_) => None,
        }
    }

    /// The text, taken; `None` of a workbook.
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Bytes(_) => None,
        }
    }
}

/// An audit could not be rendered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// A template is broken.
    #[error("the template cannot be rendered")]
    Template(#[from] minijinja::Error),
    /// The audit cannot be written as JSON.
    #[error("the audit cannot be written as json")]
    Json(#[from] serde_json::Error),
    /// The audit cannot be written as XML.
    #[error("the audit cannot be written as xml")]
    Xml(#[source] std::io::Error),
    /// The audit cannot be written as a workbook.
    #[error("the audit cannot be written as a workbook")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The figure asked for is not among those that can be drawn.
    #[error("the figure `{found}` is not drawn")]
    Metric {
        /// What was asked for.
        found: String,
        /// What can be drawn.
        known: Vec<String>,
    },
    /// The stored audit has no words of the language asked for.
    #[error("the audit holds no words of the language `{0}`")]
    Language(&'static str),
}

/// Renders an audit. The same audit, options and assets give the same bytes.
///
/// # Errors
///
/// [`RenderError::Language`] where a stored audit holds no words of the language; [`RenderError::Template`] where a template of the assets
/// is broken. The built-in assets render every audit that [`garant_core::audit()`] gives.
pub fn render(audit: &Audit, options: Options, assets: &Assets) -> Result<Rendered, RenderError> {
    Renderer::new(options.lang, assets).render(audit, options)
}

/// Words and templates made ready, in one language, to render many audits in any number of threads.
#[derive(Debug)]
pub struct Renderer {
    words: Words,
    assets: Assets,
    /// The engine of pages; most formats have none.
    engine: OnceLock<minijinja::Environment<'static>>,
    shelf: view::Shelf,
}

impl Renderer {
    /// Makes the words of the assets ready; each page reads the templates that it asks for.
    pub fn new(lang: Lang, assets: &Assets) -> Self {
        Self {
            words: Words::new(assets, lang),
            assets: assets.clone(),
            engine: OnceLock::new(),
            shelf: view::Shelf::new(assets),
        }
    }

    /// The same, with all templates read before the first page, for many pages.
    ///
    /// # Errors
    /// [`RenderError::Template`] where a template of the assets is broken.
    pub fn prepared(self) -> Result<Self, RenderError> {
        Ok(Self {
            engine: OnceLock::from(page::prepared(&self.assets)?),
            ..self
        })
    }

    fn engine(&self) -> Result<&minijinja::Environment<'static>, RenderError> {
        if let Some(engine) = self.engine.get() {
            return Ok(engine);
        }
        let made = page::unspoken(&self.assets)?;
        Ok(self.engine.get_or_init(|| made))
    }

    /// Renders an audit as [`render`] does, in the language of this renderer.
    ///
    /// # Errors
    /// Those of [`render`].
    pub fn render(&self, audit: &Audit, options: Options) -> Result<Rendered, RenderError> {
        if options.format == Format::Json {
            return json(audit).map(Rendered::Text);
        }
        let lang = self.words.lang;
        let mut words = self.words.clone();
        if let Some(texts) = audit.texts.get(lang.code()) {
            let own = texts.words.iter();
            words = words.with_choices(own.map(|(key, said)| (key.clone(), said.clone())));
        }
        let view =
            View::new(audit, &words, options.extent).ok_or(RenderError::Language(lang.code()))?;
        let layout = if audit.layout == "page" {
            "page"
        } else {
            "report"
        };
        let page = |name: &str| {
            let seen = view::value(&view, &self.shelf);
            page::spoken(seen, &words, self.engine()?, name)
        };
        let text = match options.format {
            Format::Text => terminal::full(&view, &words),
            Format::Concise => terminal::concise(&view, &words),
            Format::Html => page(&format!("templates/{layout}.html.j2"))?,
            Format::Markdown => markdown::spaced(&page(&format!("templates/{layout}.md.j2"))?),
            Format::Csv => findings::criteria::table(&view, &words).csv(options.separator),
            Format::CsvChecks => findings::checks::table(&view, &words).csv(options.separator),
            Format::Xlsx => return workbook::render(&view, &words).map(Rendered::Bytes),
            Format::Sarif => sarif::full(&view, &words)?,
            Format::SarifGithub => sarif::github(&view, &words, options.undetermined)?,
            Format::Junit => junit::render(&view, &words, options.undetermined)?,
            Format::Oscal => oscal::results(&view, &words)?,
            Format::OscalCatalog => oscal::catalog(&view, &words)?,
            Format::Github => annotations::render(&view, &words),
            Format::GithubSummary => markdown::spaced(&page("templates/summary.md.j2")?),
            Format::Json => json(audit)?,
        };
        Ok(Rendered::Text(text))
    }
}

/// A value as JSON for people and machines, with a last line end.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<String, RenderError> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}
