//! What is shown: an audit in one format. Never judges: it takes an [`Audit`] and renders what it says.
//!
//! Templates, words and style sheet are the files of `reports/`, which a user may replace ([`Assets::own`]).

pub mod assets;
pub mod charts;
pub mod criterion;
pub mod figures;
pub mod findings;
pub mod format;
pub mod index;
pub mod lang;
pub mod look;
pub mod markdown;
pub mod page;
pub mod skeleton;
pub mod terminal;
pub mod view;

pub use assets::Assets;
pub use format::{Extent, Format, RenderError, render};
pub use garant_core::Audit;
pub use lang::Words;
