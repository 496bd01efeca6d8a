//! What is shown: an audit in one format. Never judges: it takes an [`Audit`] and renders what it says.
//!
//! Templates, words and style sheet are the files of `reports/`, which a user may replace ([`Assets::own`]).

mod annotations;
pub mod assets;
pub mod charts;
pub mod criterion;
pub mod figures;
pub mod findings;
pub mod format;
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
pub mod render;
mod sarif;
pub mod skeleton;
pub mod terminal;
pub mod view;
mod workbook;

pub use assets::Assets;
pub use format::Format;
pub use garant_core::Audit;
pub use lang::Words;
pub use render::{Extent, Options, RenderError, Rendered, Separator, Undetermined, render};
