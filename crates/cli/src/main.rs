//! The `garant` program: reads files, asks the library, writes files and a terminal.

mod args;
mod commands;
mod exit;
mod git;
mod input;
mod output;
mod setting;
mod usage;

use std::process::ExitCode;

fn main() -> ExitCode {
    commands::run(input::arguments()).into()
}
