//! The `garant` program for whoever starts it by another way than its binary: its command line, its commands, the folder of its
//! evidence.
//!
//! Whoever wants audits, and not the program, takes `garant-core` and `garant-report`: this crate reads files, the environment and the
//! clock, and writes to the terminal.

mod args;
mod commands;
mod exit;
mod git;
mod input;
mod output;
mod press;
mod setting;
mod usage;

use std::ffi::OsString;

use garant_report::{Assets, Words};
use garant_rules::Lang;

pub use exit::Exit;
pub use input::{Folder, arguments};
pub use press::Press;

/// Runs the program on the words of a command line, the program's own name first. A process runs it once: what is lost on standard
/// output stays lost.
pub fn run(arguments: Vec<OsString>) -> Exit {
    run_with(arguments, &[])
}

/// The same, with ways to print a page beside those of this program: `garant audit`, `report` and `write` take their endings after `-o`.
pub fn run_with(arguments: Vec<OsString>, presses: &'static [Press]) -> Exit {
    commands::run(arguments, presses)
}

/// All commands and flags with their help in a language, for manual pages and completions.
pub fn command(lang: Lang) -> clap::Command {
    args::command(&Words::new(&Assets::default(), lang))
}
