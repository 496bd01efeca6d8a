//! `garant measure merge`: tallies of the parts of a table give the tally of the whole.

use clap::ArgMatches;
use garant_measure::Problem;
use garant_measure::predictions::{Tally, tally};

use super::super::string;
use super::{asked, show};
use crate::exit::Exit;
use crate::setting::Setting;
use crate::{input, output};

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let mut whole: Option<Tally> = None;
    for path in asked::many(matches, "file") {
        let read = input::bytes(&path, tally::MAX_BYTES).and_then(|bytes| Tally::parse(&bytes));
        let joined = read.and_then(|own| match whole.take() {
            Some(whole) => whole.merge(&own),
            None => Ok(own),
        });
        match joined {
            Ok(tally) => whole = Some(tally),
            Err(problem) => {
                show::problem(setting, &path, &problem);
                return Exit::Failed;
            }
        }
    }
    let Some(whole) = whole else {
        show::problem(setting, "-", &Problem::new("no-rows"));
        return Exit::Failed;
    };
    let text = show::json(&whole);
    match string(matches, "output") {
        Some(target) => {
            if output::file(target, text.as_bytes()).is_err() {
                setting.fail("terminal.unwritable", &[("path", target)]);
                return Exit::Failed;
            }
            show::warn_of_small(setting, target, &whole);
        }
        None => output::out(&text),
    }
    Exit::Holds
}
