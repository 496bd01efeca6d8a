//! What is shown: an audit in one format. Never judges: [`render()`] takes an [`Audit`] and renders what it says.
//!
//! Templates, words and style sheet are the files of `reports/`, built in, which a user may replace ([`Assets::own`]). Nothing is read or
//! fetched; the same audit, options and assets give the same bytes, in any thread.
//!
//! ```
//! use garant_core::{Date, NoFiles, Request, audit};
//! use garant_report::{Assets, Format, Lang, Options, render};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let catalog = garant_catalog::catalog()?;
//! let request = Request::new("garant.toml", "garant = 1", Date::constant(2026, 11, 23));
//! let audit = audit(&catalog, &request, &NoFiles)?;
//! let assets = Assets::default();
//! let page = render(&audit, Options::new(Format::Html, Lang::Fr), &assets)?;
//! assert!(page.text().is_some_and(|page| page.starts_with("<!DOCTYPE html>")));
//!
//! // A stored audit renders the same later.
//! let stored = render(&audit, Options::new(Format::Json, Lang::Fr), &assets)?;
//! let again: garant_core::Audit = serde_json::from_slice(stored.bytes())?;
//! assert_eq!(render(&again, Options::new(Format::Html, Lang::Fr), &assets)?, page);
//! # Ok(())
//! # }
//! ```

mod annotations;
pub mod assets;
pub mod changes;
pub mod charts;
pub mod criterion;
pub mod documents;
pub mod editions;
pub mod figures;
pub mod findings;
mod flatten;
pub mod format;
mod html;
pub mod index;
mod junit;
pub mod lang;
mod level;
pub mod look;
pub mod markdown;
mod message;
mod oscal;
pub mod page;
mod place;
pub mod plan;
pub mod portfolio;
pub mod reasoning;
pub mod render;
mod sarif;
pub mod skeleton;
pub mod terminal;
pub mod view;
mod workbook;

/// The program of the guide, so that it compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide/embedding.md")]
mod guide {}

pub use assets::Assets;
pub use documents::write;
pub use format::Format;
pub use garant_core::{Audit, Lang};
pub use lang::Words;
pub use render::{
    Extent, Options, RenderError, Rendered, Renderer, Separator, Undetermined, render,
};
