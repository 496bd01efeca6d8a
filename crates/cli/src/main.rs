//! The `garant` program: reads files, asks the library, writes files and a terminal.

use std::process::ExitCode;

/// Judging many projects takes and gives back much small memory.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    garant_cli::run(garant_cli::arguments()).into()
}
