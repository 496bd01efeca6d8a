//! The formats, and the one verb that renders an audit in any of them.

use garant_core::Audit;
use garant_rules::Lang;

use crate::assets::Assets;
use crate::lang::Words;
use crate::view::View;
use crate::{findings, markdown, page, terminal};

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a terminal, with the lines of the descriptor.
    Text,
    /// For a terminal, one line a finding.
    Concise,
    /// `garant.audit`, version 1.
    Json,
    /// One self-contained page without script.
    Html,
    /// Markdown.
    Markdown,
    /// Findings for a spreadsheet, a row a check.
    Csv,
}

impl Format {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 6] = [
        ("text", Self::Text),
        ("concise", Self::Concise),
        ("json", Self::Json),
        ("html", Self::Html),
        ("md", Self::Markdown),
        ("csv", Self::Csv),
    ];

    /// The format of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, format)| *format)
    }

    /// The format of a file's ending.
    pub fn of_file(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending {
            "txt" => Some(Self::Text),
            ending => {
                Self::named(ending).filter(|format| !matches!(format, Self::Text | Self::Concise))
            }
        }
    }
}

/// How much of a report is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    #[default]
    Full,
    /// The committee's part: identity, decision, principles, figures, accepted risks, opinion. Concerns HTML and Markdown.
    Summary,
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

/// Renders an audit. Terminal formats may hold styles; the caller strips them where they are not wanted.
pub fn render(
    audit: &Audit,
    format: Format,
    lang: Lang,
    assets: &Assets,
    extent: Extent,
) -> Result<String, RenderError> {
    let mut words = Words::new(assets, lang);
    if let Some(texts) = audit.texts.get(lang.code()) {
        words = words.with_choices(texts.words.clone());
    }
    if format == Format::Json {
        let mut text = serde_json::to_string_pretty(audit)?;
        text.push('\n');
        return Ok(text);
    }
    let view = View::new(audit, &words, extent).ok_or(RenderError::Language(lang.code()))?;
    let layout = if audit.layout == "page" {
        "page"
    } else {
        "report"
    };
    let template = |ending: &str| format!("templates/{layout}.{ending}.j2");
    match format {
        Format::Text => Ok(terminal::full(&view, &words)),
        Format::Concise => Ok(terminal::concise(&view, &words)),
        Format::Html => page::render(&view, &words, assets, &template("html")),
        Format::Markdown => {
            let text = page::render(&view, &words, assets, &template("md"))?;
            Ok(markdown::spaced(&text))
        }
        Format::Csv => Ok(findings::render(&view, &words)),
        Format::Json => Ok(String::new()),
    }
}
