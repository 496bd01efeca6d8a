//! Named texts, spans in them, diagnostics about them, and TOML read with spans.
//!
//! Knows nothing of ethics, of catalogs or of languages: a [`diagnostic::Diagnostic`] is a code with arguments, and its words are
//! data that other rooms hold.
//!
//! ```
//! use garant_source::{text::Text, tree};
//!
//! let text = Text::new("garant.toml", "a = 1\nb = \"x\"\n");
//! let (root, problems) = tree::parse(&text);
//! assert!(problems.is_empty());
//! let b = root.get("b").expect("b is written");
//! assert_eq!(text.position(b.span.start).line, 2);
//! ```

pub mod diagnostic;
mod quoted;
pub mod reader;
pub mod text;
pub mod tree;
pub mod visible;

pub use diagnostic::{Diagnostic, Severity};
pub use quoted::quoted;
pub use reader::Reader;
pub use text::{Position, Span, Text};
pub use tree::{Node, Table, Tree};
