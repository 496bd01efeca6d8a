//! The exit codes.

use std::process::ExitCode;

/// How a run ends. Of several paths, the worst counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: audited and the gate holds; or done.
    Holds,
    /// 1: audited, and the gate fails or nothing can be concluded.
    Open,
    /// 2: could not audit; nothing half written.
    Failed,
}

impl Exit {
    /// The code that a process ends with.
    pub fn code(self) -> u8 {
        match self {
            Self::Holds => 0,
            Self::Open => 1,
            Self::Failed => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
