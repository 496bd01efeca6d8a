//! What is printed of an audit.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod bytes;
mod harness;
mod hostile;
mod program;
mod verdicts;
