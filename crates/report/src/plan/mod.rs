//! A way to the gate, in one format. Nothing is planned or judged here.

mod notes;
mod row;
pub(crate) mod said;
pub mod sheet;
mod table;
mod terminal;

use garant_core::plan::Plan;
use garant_core::{Catalog, Lang};

use crate::assets::Assets;
use crate::lang::Words;
use crate::render::{RenderError, Separator, json};
use crate::{markdown, page};
pub use sheet::Sheet;

/// A format of plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// For a terminal.
    Text,
    /// Markdown.
    Markdown,
    /// A row a step.
    Csv,
    /// JSON, as the schema says.
    Json,
}

impl Format {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 4] = [
        ("text", Self::Text),
        ("md", Self::Markdown),
        ("csv", Self::Csv),
        ("json", Self::Json),
    ];
    /// All, with the endings of their files.
    pub const ENDINGS: [(&'static str, Self); 4] = [
        (".md", Self::Markdown),
        (".csv", Self::Csv),
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

/// Renders a plan with the catalog that it was made with. The same plan, catalog, format, language and assets give the same bytes.
///
/// # Errors
/// When the template is broken.
pub fn render(
    plan: &Plan,
    catalog: &Catalog,
    format: Format,
    separator: Separator,
    lang: Lang,
    assets: &Assets,
) -> Result<String, RenderError> {
    if format == Format::Json {
        return json(plan);
    }
    let words = Words::new(assets, lang);
    let sheet = Sheet::new(plan, catalog, &words);
    Ok(match format {
        Format::Text => terminal::full(&sheet, &words),
        Format::Csv => table::table(plan, &sheet).csv(separator),
        _ => {
            let text = page::render(&sheet, &words, assets, "templates/plan.md.j2")?;
            markdown::spaced(&text)
        }
    })
}

/// The steps alone, as lines for a terminal: what would change one criterion.
pub fn steps(plan: &Plan, catalog: &Catalog, words: &Words) -> String {
    let sheet = Sheet::new(plan, catalog, words);
    terminal::steps(&sheet, words)
}
