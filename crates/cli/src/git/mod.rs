//! Questions put to git, which only reads.

mod batch;
mod folder;
mod revision;
mod tracked;
mod tree;

use std::process::Command;

pub(crate) use folder::{Unreadable, folder};
pub(crate) use revision::{Missing, Revision};
pub(crate) use tracked::is_tracked_table;
pub(crate) use tree::Tree;

/// What would make git read another repository, another part of one, or another's settings than those of the folder where it runs.
const ELSEWHERE: [&str; 11] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
];

/// Git, so that nothing that the repository configures is run: neither a monitor of files, nor a hook, nor a transfer; and nothing is
/// written. An object is what its name says, whatever the repository would put in its place.
fn command() -> Command {
    let mut git = Command::new("git");
    for name in ELSEWHERE {
        git.env_remove(name);
    }
    git.args(["--no-pager", "--literal-pathspecs"])
        .args(["-c", "core.fsmonitor=false"])
        .args(["-c", "core.hooksPath=/dev/null"])
        .args(["-c", "protocol.allow=never"])
        .env("GIT_ALLOW_PROTOCOL", "")
        .env("GIT_GRAFT_FILE", "/dev/null")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C");
    git
}
