//! Whether a table is among the files that git tracks.

use std::path::Path;
use std::process::Stdio;

use super::command;

/// The endings of tables.
const ENDINGS: [&str; 3] = [".csv", ".tsv", ".parquet"];

/// Whether git tracks a table of a folder. False where there is no git, no repository, or no such file in it.
pub(crate) fn is_tracked_table(folder: &Path, path: &str) -> bool {
    let ending = path.to_lowercase();
    if !ENDINGS.iter().any(|known| ending.ends_with(known)) {
        return false;
    }
    command()
        .args(["ls-files", "--error-unmatch", "--", path])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
