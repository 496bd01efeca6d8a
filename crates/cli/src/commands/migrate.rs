//! `garant migrate`: keys under their names of today.

use clap::ArgMatches;
use garant_intake::merge::{MergeError, migrate};
use garant_source::visible::visible;

use super::{descriptor, string};
use crate::exit::Exit;
use crate::input::shown;
use crate::output;
use crate::setting::Setting;

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let path = string(matches, "path").map_or("garant.toml", String::as_str);
    if path == "-" {
        setting.fail("migrate.no-stdin", &[]);
        return Exit::Failed;
    }
    let Some(catalog) = setting.catalog(string(matches, "catalog")) else {
        return Exit::Failed;
    };
    let Some(text) = descriptor(setting, path) else {
        return Exit::Failed;
    };
    let migrated = match migrate(&catalog, &shown(path), &text) {
        Ok(migrated) => migrated,
        Err(MergeError::Descriptor(problems)) => {
            setting.show(&catalog, &problems);
            setting.fail("migrate.refused", &[("path", path)]);
            return Exit::Failed;
        }
        Err(_) => {
            setting.fail("migrate.layout", &[("path", path)]);
            return Exit::Failed;
        }
    };
    let words = &setting.words;
    if migrated.moved.is_empty() {
        output::out(&format!("{}\n", words.get("migrate.none")));
        return Exit::Holds;
    }
    let check = matches.get_flag("check");
    if !check && output::replace(path, &migrated.text).is_err() {
        setting.fail("terminal.no-write", &[("path", path)]);
        return Exit::Failed;
    }
    let key = if check {
        "migrate.to-move"
    } else {
        "migrate.moved"
    };
    for one in &migrated.moved {
        let line = one.line.to_string();
        let args = [
            ("line", line.as_str()),
            ("from", &one.from),
            ("to", &one.to),
        ];
        output::out(&format!("{}\n", visible(&words.fill(key, &args), false)));
    }
    if check {
        let told = words.count("migrate.open", migrated.moved.len());
        output::out(&format!("{told}\n"));
        return Exit::Open;
    }
    let written = words.fill("terminal.written", &[("path", path)]);
    output::err(&format!("{written}\n"));
    Exit::Holds
}
