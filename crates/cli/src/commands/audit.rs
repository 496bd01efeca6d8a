//! `garant audit`: descriptors judged, reports written whole or not at all.

use clap::ArgMatches;
use garant_core::audience::Audience;
use garant_core::evidence::row_tables;
use garant_core::gate::State;
use garant_core::{Audit, Request, audit, validate};
use garant_report::{Extent, Format, RenderError, look, render};
use garant_rules::Catalog;
use garant_source::visible::visible;

use super::{as_of, descriptor, string};
use crate::exit::Exit;
use crate::input::{Folder, shown};
use crate::setting::Setting;
use crate::{input, output, tracked};

pub(super) fn run(mut setting: Setting, matches: &ArgMatches) -> Exit {
    if !setting.with_templates(string(matches, "templates")) {
        return Exit::Failed;
    }
    let default = "garant.toml".to_owned();
    let mut paths: Vec<&String> = matches.get_many("path").into_iter().flatten().collect();
    if paths.is_empty() {
        paths.push(&default);
    }
    let files: Vec<&String> = matches.get_many("output").into_iter().flatten().collect();
    if paths.len() > 1 && !files.is_empty() {
        setting.fail("terminal.many-outputs", &[]);
        return Exit::Failed;
    }
    for file in &files {
        if Format::of_file(file).is_none() {
            setting.fail("terminal.bad-ending", &[("path", file)]);
            return Exit::Failed;
        }
    }
    let Ok(as_of) = as_of(&setting, matches) else {
        return Exit::Failed;
    };
    let Some(look) = setting.look(matches) else {
        return Exit::Failed;
    };
    let Some(catalog) = setting.catalog(string(matches, "catalog")) else {
        return Exit::Failed;
    };
    let format = string(matches, "format")
        .and_then(|name| Format::named(name))
        .unwrap_or(Format::Text);
    let mut worst = Exit::Holds;
    for path in paths {
        let Some(text) = descriptor(&setting, path) else {
            worst = Exit::Failed;
            continue;
        };
        let name = shown(path);
        let request = Request {
            profile: string(matches, "profile").map(String::as_str),
            gate: string(matches, "gate").map(String::as_str),
            ignore_waivers: matches.get_flag("ignore-waivers"),
            rows: matches.get_flag("rows"),
            audience: string(matches, "audience")
                .and_then(|code| Audience::of(code))
                .unwrap_or_default(),
            look: look.clone(),
            ..Request::new(&name, &text, as_of)
        };
        let evidence = Folder::of(path, matches.get_flag("allow-outside"));
        match audit(&catalog, &request, &evidence) {
            Err(problems) => {
                setting.show(&catalog, &problems);
                worst = Exit::Failed;
            }
            Ok(audit) => {
                warn_of_tracked_tables(&setting, &catalog, path, &text);
                let exit = write(
                    &setting,
                    &audit,
                    format,
                    &files,
                    extent(matches),
                    matches.get_flag("allow-undetermined"),
                );
                worst = worst.max(exit);
            }
        }
    }
    worst
}

/// Says which tables with a row a case git would hand on with the folder.
fn warn_of_tracked_tables(setting: &Setting, catalog: &Catalog, path: &str, text: &str) {
    let Ok(descriptor) = validate::descriptor(catalog, path, text) else {
        return;
    };
    let folder = input::folder_of(path);
    for table in row_tables(&descriptor) {
        if tracked::is_tracked_table(folder, &table.path) {
            let line = table.line.to_string();
            let args = [("line", line.as_str()), ("path", &table.path)];
            let told = setting.words.fill("terminal.tracked-table", &args);
            output::err(&format!("{}\n", visible(&told, false)));
        }
    }
}

fn write(
    setting: &Setting,
    audit: &Audit,
    format: Format,
    files: &[&String],
    extent: Extent,
    lenient: bool,
) -> Exit {
    let mut rendered = Vec::new();
    for file in files {
        let format = Format::of_file(file).unwrap_or(Format::Text);
        match render(audit, format, setting.lang, &setting.assets, extent) {
            Ok(text) => rendered.push((file, plain(format, text))),
            Err(error) => return broken(setting, &error),
        }
    }
    match render(audit, format, setting.lang, &setting.assets, extent) {
        Ok(text) => output::out(&text),
        Err(error) => return broken(setting, &error),
    }
    for (file, text) in rendered {
        if output::file(file, &text).is_err() {
            setting.fail("terminal.no-write", &[("path", file)]);
            return Exit::Failed;
        }
        output::err(&format!(
            "{}\n",
            setting.words.fill("terminal.written", &[("path", file)])
        ));
    }
    match audit.gate.state {
        State::Holds | State::NotAsked => Exit::Holds,
        State::Inconclusive if lenient => Exit::Holds,
        State::Inconclusive | State::Fails => Exit::Open,
    }
}

/// How much of the report is asked for.
pub(super) fn extent(matches: &ArgMatches) -> Extent {
    if matches.get_flag("summary") {
        Extent::Summary
    } else {
        Extent::Full
    }
}

/// A file never holds a terminal's styles.
pub(super) fn plain(format: Format, text: String) -> String {
    match format {
        Format::Text | Format::Concise => anstream::adapter::strip_str(&text).to_string(),
        _ => text,
    }
}

/// Says that a template is broken, at its line, or else with its causes.
pub(super) fn broken(setting: &Setting, error: &RenderError) -> Exit {
    if let Some(problem) = look::broken(error, &setting.assets, &setting.words) {
        setting.show_look(&[problem]);
        return Exit::Failed;
    }
    let mut why = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        why = format!("{why}: {error}");
        cause = error.source();
    }
    setting.fail(
        "terminal.unreadable",
        &[("path", "templates"), ("why", &why)],
    );
    Exit::Failed
}
