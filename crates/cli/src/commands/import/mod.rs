//! `garant import`: the answers of other files, brought into a descriptor.

mod source;
mod told;

use std::path::Path;

use clap::ArgMatches;
use garant_intake::merge::{Entries, MergeError, Merged, Source, merge};

use super::{descriptor, string};
use crate::exit::Exit;
use crate::input::{self, shown};
use crate::output;
use crate::setting::Setting;
use source::Read;
use told::Outcome;

pub(super) use told::{said, why};

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let Some(catalog) = setting.catalog(string(matches, "catalog")) else {
        return Exit::Failed;
    };
    let target = string(matches, "to").map_or("garant.toml", String::as_str);
    let files: Vec<&String> = matches.get_many("file").into_iter().flatten().collect();
    let mut read: Vec<Read> = Vec::new();
    for file in files {
        if input::same_file(file, target) {
            setting.fail("import.itself", &[("path", file)]);
            return Exit::Failed;
        }
        let Some(source) = source::read(setting, &catalog, file) else {
            return Exit::Failed;
        };
        read.push(source);
    }
    let before = if input::exists(Path::new(target)) {
        let Some(text) = descriptor(setting, target) else {
            return Exit::Failed;
        };
        Some(text)
    } else {
        None
    };
    let update = matches.get_flag("update");
    let sources: Vec<Source<'_>> = read
        .iter()
        .map(|one| Source {
            update,
            entries: if one.numbered {
                Entries::Numbered
            } else {
                Entries::Own
            },
            placeholders: one.placeholders,
            ..Source::new(&one.answers)
        })
        .collect();
    let merged = match merge(&catalog, &shown(target), before.as_deref(), &sources) {
        Ok(merged) => merged,
        Err(MergeError::Descriptor(problems)) => {
            setting.show(&catalog, &problems);
            setting.fail("import.refused-target", &[("path", target)]);
            return Exit::Failed;
        }
        Err(_) => {
            setting.fail("import.layout", &[("path", target)]);
            return Exit::Failed;
        }
    };
    let dry = matches.get_flag("dry-run");
    let out = string(matches, "output").map(String::as_str);
    if !dry && !put(setting, &merged, before.as_deref(), target, out) {
        return Exit::Failed;
    }
    let outcome = Outcome {
        setting,
        catalog: &catalog,
        merged: &merged,
        read: &read,
        dry,
    };
    let told = if string(matches, "format").is_some_and(|format| format == "json") {
        outcome.json(&shown(out.unwrap_or(target)))
    } else {
        outcome.text()
    };
    // Standard output is the descriptor's where that is asked for.
    if out == Some("-") && !dry {
        output::err(&told);
    } else {
        output::out(&told);
    }
    let refused = read.iter().any(|one| !one.refused.is_empty());
    if merged.kept.is_empty() && merged.refused.is_empty() && !refused {
        Exit::Holds
    } else {
        Exit::Open
    }
}

/// Writes the result where it goes; nothing where it says what is there already.
fn put(
    setting: &Setting,
    merged: &Merged,
    before: Option<&str>,
    target: &str,
    out: Option<&str>,
) -> bool {
    let path = out.unwrap_or(target);
    if path == "-" {
        output::out(&merged.text);
        return true;
    }
    if out.is_none() && (before == Some(&merged.text) || merged.written.is_empty()) {
        return true;
    }
    if output::whole(path, &merged.text).is_err() {
        setting.fail("terminal.no-write", &[("path", path)]);
        return false;
    }
    let told = setting.words.fill("terminal.written", &[("path", path)]);
    output::err(&format!("{told}\n"));
    true
}
