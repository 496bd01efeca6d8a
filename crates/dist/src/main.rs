//! `garant-dist [DIR]`: what a package ships beside the program, in DIR, else in `target/dist`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| checkout.join("target/dist"));
    match garant_dist::write(&checkout, &folder, &mut std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            use std::io::Write as _;
            let _ = writeln!(std::io::stderr(), "{}: {problem}", folder.display());
            ExitCode::FAILURE
        }
    }
}
