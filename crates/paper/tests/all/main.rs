//! What is printed of an audit.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "test code"
)]

mod bytes;
mod harness;
mod hostile;
mod program;
mod verdicts;
