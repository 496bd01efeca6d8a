//! `garant measure predictions` and `garant measure sql`.

use clap::ArgMatches;
use garant_measure::Problem;
use garant_measure::predictions::{Reading, Report, Tally, read, tally};
use garant_measure::sql::{Dialect, query};

use super::super::string;
use super::{asked, show};
use crate::exit::Exit;
use crate::setting::Setting;
use crate::{input, output};

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let path = string(matches, "file").map_or("-", String::as_str);
    let done = figures(setting, matches, path);
    match done {
        Ok((report, tally)) => {
            if let Some(target) = string(matches, "tally") {
                let text = show::json(&tally);
                if output::file(target, text.as_bytes()).is_err() {
                    setting.fail("terminal.unwritable", &[("path", target)]);
                    return Exit::Failed;
                }
                show::warn_of_small(setting, target, &tally);
            }
            let report = if matches.get_flag("no-mask") {
                report
            } else {
                report.mask(&tally)
            };
            show::write(setting, matches, &show::Shown::Predictions(&report))
        }
        Err(problem) => {
            show::problem(setting, path, &problem);
            Exit::Failed
        }
    }
}

fn figures(
    setting: &Setting,
    matches: &ArgMatches,
    path: &str,
) -> Result<(Report, Tally), Problem> {
    let options = asked::options(matches)?;
    if path != "-" && Tally::recognises(&input::beginning(path)?) {
        let tally = Tally::parse(&input::bytes(path, tally::MAX_BYTES)?)?;
        return Ok((Report::new(&tally, None, &options)?, tally));
    }
    if string(matches, "label").is_none() {
        return Err(Problem::new("no-label-column"));
    }
    let spec = asked::predictions(matches)?;
    let table = asked::table(path, &asked::format(matches)?)?;
    let mut progress = show::Progress::new(setting);
    let Reading { tally, ranks, .. } = read(&spec, table, &mut |rows| progress.tell(rows))?;
    progress.computing();
    let report = Report::new(&tally, ranks.as_ref(), &options)?;
    progress.done();
    Ok((report, tally))
}

pub(super) fn sql(setting: &Setting, matches: &ArgMatches) -> Exit {
    let table = string(matches, "table").map_or("", String::as_str);
    let dialect = match string(matches, "dialect").map(String::as_str) {
        Some("spark") => Dialect::Spark,
        _ => Dialect::Duckdb,
    };
    let text = asked::predictions(matches).and_then(|spec| query(&spec, dialect, table));
    match text {
        Ok(text) => {
            output::out(&text);
            Exit::Holds
        }
        Err(problem) => {
            show::problem(setting, table, &problem);
            Exit::Failed
        }
    }
}
