//! `garant import`: the answers of other files, brought into a descriptor.

mod source;
mod told;

use std::path::Path;

use clap::ArgMatches;
use garant_core::validate;
use garant_intake::merge::{Entries, MergeError, Merged, Source, merge};
use garant_rules::Catalog;
use garant_rules::facts::Found;

use super::{descriptor, string};
use crate::exit::Exit;
use crate::input::{self, shown};
use crate::output;
use crate::setting::Setting;
use source::{Read, SYSTEM};
use told::Outcome;

pub(super) use told::{said, why};

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let Some(catalog) = setting.catalog(string(matches, "catalog")) else {
        return Exit::Failed;
    };
    let target = string(matches, "to").map_or("garant.toml", String::as_str);
    let files: Vec<&String> = matches.get_many("file").into_iter().flatten().collect();
    let out = string(matches, "output").map(String::as_str);
    let mut read: Vec<Read> = Vec::new();
    for file in files {
        if input::same_file(file, target) {
            setting.fail("import.itself", &[("path", file)]);
            return Exit::Failed;
        }
        if out.is_some_and(|out| input::same_file(file, out)) {
            setting.fail("import.source-lost", &[("path", file)]);
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
    let refused = read.iter().any(|one| !one.refused.is_empty());
    if !refused
        && !matches.get_flag("same-system")
        && !same_system(setting, &catalog, target, before.as_deref(), &read)
    {
        return Exit::Failed;
    }
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
    let mut merged = match merge(&catalog, &shown(target), before.as_deref(), &sources) {
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
    if refused {
        // One cell that cannot be read, and nothing is taken, of no file: nothing else may be told as taken or kept.
        merged.written.clear();
        merged.kept.clear();
    } else if !dry && !put(setting, &merged, before.as_deref(), target, out) {
        return Exit::Failed;
    }
    let outcome = Outcome {
        setting,
        catalog: &catalog,
        merged: &merged,
        read: &read,
        dry,
        withdrawn: if refused {
            Vec::new()
        } else {
            withdrawn(setting, &merged, &read)
        },
    };
    let told = if string(matches, "format").is_some_and(|format| format == "json") {
        outcome.json(&shown(out.unwrap_or(target)))
    } else {
        outcome.text()
    };
    // Standard output is the descriptor's where that is asked for.
    if out == Some("-") && !dry && !refused {
        output::err(&told);
    } else {
        output::out(&told);
    }
    if refused {
        setting.fail("import.refused-cells", &[]);
        Exit::Failed
    } else if merged.kept.is_empty() && merged.refused.is_empty() && outcome.withdrawn.is_empty() {
        Exit::Holds
    } else {
        Exit::Open
    }
}

/// Whether documents are about the system of the descriptor, as far as both name it; else that is said, for the figures of one system are not
/// those of another.
fn same_system(
    setting: &Setting,
    catalog: &Catalog,
    target: &str,
    before: Option<&str>,
    read: &[Read],
) -> bool {
    let before = before.and_then(|text| validate::descriptor(catalog, target, text).ok());
    let mut own = before.and_then(|one| one.string(SYSTEM).map(str::to_owned));
    for one in read {
        let Some(about) = &one.about else { continue };
        match &own {
            Some(own) if !own.trim().eq_ignore_ascii_case(about.trim()) => {
                let args = [("file", one.file.as_str()), ("about", about), ("own", own)];
                setting.fail("import.other-system", &args);
                return false;
            }
            Some(_) => {}
            None => own = Some(about.clone()),
        }
    }
    true
}

/// What a workbook made from the descriptor no longer answers, and the descriptor still does: nothing is taken away without a person.
fn withdrawn(setting: &Setting, merged: &Merged, read: &[Read]) -> Vec<String> {
    let descriptor = &merged.descriptor;
    let mut told = Vec::new();
    for one in read {
        let blank = one
            .blank
            .iter()
            .filter(|(path, _)| matches!(descriptor.answers.get(path), Some(Found::Value(..))));
        told.extend(blank.map(|(path, place)| {
            let line = descriptor.line(path).to_string();
            let args = [
                ("line", line.as_str()),
                ("path", path),
                ("file", &one.file),
                ("place", place),
            ];
            setting.words.fill("import.withdrawn", &args)
        }));
        for (list, rows) in &one.entries {
            let held = descriptor.entries(list).len();
            if held > *rows {
                let (held, rows) = (held.to_string(), rows.to_string());
                let args = [
                    ("path", list.as_str()),
                    ("held", &held),
                    ("rows", &rows),
                    ("file", &one.file),
                ];
                told.push(setting.words.fill("import.fewer", &args));
            }
        }
    }
    told
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
