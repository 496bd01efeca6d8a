//! The `garant-paper` program: `garant`, which also writes `.pdf` and `.docx`.

use std::process::ExitCode;

/// As in `garant`.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    garant_cli::run_with(garant_cli::arguments(), garant_paper::PRESSES).into()
}
