//! `garant measure`: figures of a table alone, without an audit.

mod asked;
mod logs;
mod merge;
mod predictions;
mod show;

use clap::ArgMatches;

use crate::exit::Exit;
use crate::setting::Setting;

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    match matches.subcommand() {
        Some(("predictions", matches)) => predictions::run(setting, matches),
        Some(("oversight", matches)) => logs::oversight(setting, matches),
        Some(("perturbation", matches)) => logs::perturbation(setting, matches),
        Some(("drift", matches)) => logs::drift(setting, matches),
        Some(("merge", matches)) => merge::run(setting, matches),
        Some(("sql", matches)) => predictions::sql(setting, matches),
        _ => Exit::Failed,
    }
}
