//! `garant completions`: shell completions.

use clap::ArgMatches;

use crate::exit::Exit;
use crate::setting::Setting;
use crate::{args, output};

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let Some(shell) = matches.get_one::<clap_complete::Shell>("shell") else {
        return Exit::Failed;
    };
    let mut bytes = Vec::new();
    clap_complete::generate(
        *shell,
        &mut args::command(&setting.words),
        "garant",
        &mut bytes,
    );
    output::out(&String::from_utf8_lossy(&bytes));
    Exit::Holds
}
