//! What a document may be at most: a card describes one system, and a hostile file must cost nothing.

/// Bytes of a file: 5 MiB.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// Levels of lists and tables within each other.
pub const MAX_DEPTH: usize = 48;
/// Values, lists and tables of a file.
pub const MAX_PARTS: usize = 200_000;
/// Bytes of a front matter: 256 KiB.
pub const MAX_FRONT: usize = 256 * 1024;
/// Headings of a card, and bullets with a label.
pub const MAX_HEADINGS: usize = 5_000;
/// Characters of a text that is taken; the rest is cut, and told.
pub const MAX_TEXT: usize = 4_000;
/// Texts of one answer.
pub const MAX_TEXTS: usize = 100;
/// Entries of one list of the descriptor.
pub const MAX_ENTRIES: usize = 200;
/// Bytes of all texts taken: with keys, comments and escapes, the descriptor stays below its own limit.
pub const MAX_TAKEN: usize = 512 * 1024;
/// Remarks on one document.
pub const MAX_REMARKS: usize = 1_000;
