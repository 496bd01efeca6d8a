//! What comes in: workbooks and documents that teams already have, as answers, merged into a descriptor.
//!
//! Opens no file and reads no clock: bytes and texts in, answers and texts out. Judges nothing.

pub mod answer;
pub mod asked;
pub mod document;
pub mod merge;
pub mod workbook;
pub mod written;

pub use answer::{Answer, Given, Origin};
