//! `garant init --xlsx`: a workbook to fill in, empty or with the answers of a descriptor.

use std::path::Path;

use clap::ArgMatches;
use garant_core::validate;
use garant_intake::workbook::{Order, UnwritableError, write};
use garant_rules::Catalog;
use garant_rules::profile::Profile;

use super::super::{as_of, descriptor, string};
use crate::exit::Exit;
use crate::setting::Setting;
use crate::{input, output};

const ENDING: &str = ".xlsx";

pub(super) fn run(
    setting: &Setting,
    matches: &ArgMatches,
    catalog: &Catalog,
    profile: Option<&Profile>,
    file: &str,
) -> Exit {
    let as_of = match as_of(setting, matches) {
        Ok(date) => date,
        Err(exit) => return exit,
    };
    // A spreadsheet does not open a workbook under another ending.
    if !file.to_lowercase().ends_with(ENDING) {
        setting.fail(
            "terminal.bad-ending",
            &[("path", file), ("endings", ENDING)],
        );
        return Exit::Failed;
    }
    if input::exists(Path::new(file)) {
        setting.fail("terminal.exists", &[("path", file)]);
        return Exit::Failed;
    }
    let mut facts = None;
    let path = string(matches, "path").map(String::as_str);
    if let Some(path) = path {
        let Some(text) = descriptor(setting, path) else {
            return Exit::Failed;
        };
        match validate::descriptor(catalog, &input::shown(path), &text) {
            Ok(read) => facts = Some(read),
            Err(problems) => {
                setting.show(catalog, &problems);
                return Exit::Failed;
            }
        }
    }
    let words = |key: &str| setting.words.get(key).to_owned();
    let order = Order {
        profile,
        lang: setting.lang,
        facts: facts.as_ref(),
        as_of,
        words: &words,
    };
    let bytes = match write(catalog, &order) {
        Ok(bytes) => bytes,
        Err(error) => {
            told(setting, catalog, path.unwrap_or(""), &error);
            return Exit::Failed;
        }
    };
    if output::file(file, &bytes).is_err() {
        setting.fail("terminal.no-write", &[("path", file)]);
        return Exit::Failed;
    }
    let written = setting.words.fill("terminal.written", &[("path", file)]);
    output::err(&format!("{written}\n"));
    Exit::Holds
}

fn told(setting: &Setting, catalog: &Catalog, path: &str, error: &UnwritableError) {
    match error {
        UnwritableError::Facts(error) => setting.no_audit(catalog, error),
        UnwritableError::Answers(lost) => {
            for one in lost {
                let line = one.line.to_string();
                let place = format!("{path} ({})", one.path);
                setting.fail("init.xlsx-unwritten", &[("path", &place), ("line", &line)]);
            }
        }
        other => setting.fail("init.xlsx-failed", &[("why", &other.to_string())]),
    }
}
