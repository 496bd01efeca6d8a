//! What changed between two audits, in one format. Nothing is compared here.

mod acceptance;
mod advice;
mod beside;
mod cause;
mod sheet;
mod terminal;

use garant_core::Lang;
use garant_core::change::Changes;

use crate::assets::Assets;
use crate::lang::Words;
use crate::render::{RenderError, json};
use crate::{markdown, page};
pub(crate) use sheet::Sheet;

/// A format of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// For a terminal, with styles; the caller strips them where they are not wanted.
    Text,
    /// Markdown, for a comment on a merge request.
    Markdown,
    /// JSON, as the schema says.
    Json,
}

impl Format {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 3] = [
        ("text", Self::Text),
        ("markdown", Self::Markdown),
        ("json", Self::Json),
    ];
    /// All, with the endings of their files.
    pub const ENDINGS: [(&'static str, Self); 3] = [
        (".md", Self::Markdown),
        (".json", Self::Json),
        (".txt", Self::Text),
    ];

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == name).map(|(_, own)| *own)
    }

    /// The one of a file's ending.
    pub fn of_file(path: &str) -> Option<Self> {
        let path = path.to_lowercase();
        let mut all = Self::ENDINGS.iter();
        all.find(|(ending, _)| path.ends_with(ending))
            .map(|(_, own)| *own)
    }
}

/// Renders changes. The same changes, format, language and assets give the same bytes.
///
/// # Errors
///
/// [`RenderError::Language`] where neither audit holds words of the language; [`RenderError::Template`] where the template is broken.
pub fn render(
    changes: &Changes,
    format: Format,
    lang: Lang,
    assets: &Assets,
) -> Result<String, RenderError> {
    if format == Format::Json {
        return json(changes);
    }
    let (sheet, words) = sheet(changes, lang, assets)?;
    if format == Format::Text {
        return Ok(terminal::full(&sheet, changes, &words));
    }
    let text = page::render(&sheet, &words, assets, "templates/changes.md.j2")?;
    Ok(markdown::spaced(&text))
}

/// What a report of changes says, for another document to tell too, and the words that it needs.
pub(crate) fn sheet(
    changes: &Changes,
    lang: Lang,
    assets: &Assets,
) -> Result<(Sheet, Words), RenderError> {
    let texts = changes
        .texts
        .get(lang.code())
        .ok_or(RenderError::Language(lang.code()))?;
    let words = Words::new(assets, lang).with_choices(texts.words.clone());
    Ok((Sheet::new(changes, texts, &words), words))
}
