//! `garant measure`: figures of a table alone, without an audit.

mod asked;
mod logs;
mod merge;
mod predictions;
mod show;

use clap::ArgMatches;

use super::kept::refuse_read;
use crate::exit::Exit;
use crate::setting::Setting;

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    if let Some((_, matches)) = matches.subcommand()
        && keep(setting, matches).is_err()
    {
        return Exit::Failed;
    }
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

/// Refuses an output that would replace a table or a tally that is read.
fn keep(setting: &Setting, matches: &ArgMatches) -> Result<(), Exit> {
    let all = |name: &str| matches.try_get_many::<String>(name).ok().flatten();
    let outputs = ["output", "tally"].into_iter().filter_map(all).flatten();
    let outputs: Vec<&str> = outputs.map(String::as_str).collect();
    let read: Vec<&str> = all("file")
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    refuse_read(setting, &outputs, &read)
}
