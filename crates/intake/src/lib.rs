//! What comes in: workbooks and documents that teams already have, as answers, merged into a descriptor.
//!
//! Opens no file and reads no clock: bytes and texts in, answers and texts out. Judges nothing.

pub mod answer;
pub mod document;

pub use answer::{Answer, Given, Origin};
