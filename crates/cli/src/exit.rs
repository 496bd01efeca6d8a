//! The exit codes.

use std::process::ExitCode;

/// How a run ends. Of several paths, the worst counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// 0: audited and the gate holds; or done.
    Holds,
    /// 1: audited, and the gate fails or nothing can be concluded.
    Open,
    /// 2: could not audit; nothing half written.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Holds => 0,
            Exit::Open => 1,
            Exit::Failed => 2,
        })
    }
}
