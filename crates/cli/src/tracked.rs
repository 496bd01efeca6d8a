//! The only question put to git: whether a table is among the files that it tracks.

use std::path::Path;
use std::process::{Command, Stdio};

/// The endings of tables.
const ENDINGS: [&str; 3] = [".csv", ".tsv", ".parquet"];

/// Whether git tracks a table of a folder. False where there is no git, no repository, or no such file in it.
///
/// Nothing that the repository configures is run: neither a monitor of files, nor a hook, nor a transfer; and nothing is written.
pub(crate) fn is_tracked_table(folder: &Path, path: &str) -> bool {
    let ending = path.to_lowercase();
    if !ENDINGS.iter().any(|known| ending.ends_with(known)) {
        return false;
    }
    Command::new("git")
        .args(["--literal-pathspecs", "-c", "core.fsmonitor=false"])
        .args(["-c", "core.hooksPath=/dev/null"])
        .args(["ls-files", "--error-unmatch", "--", path])
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
