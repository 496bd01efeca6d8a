//! `garant plan`: the shortest way to the gate, told and written. Nothing of the project is changed.

use clap::ArgMatches;
use garant_core::{Judge, Request};
use garant_report::Separator;
use garant_report::plan::{Format, render};

use super::kept::refuse_cited;
use super::placing::{files, names, place};
use super::rendering::broken;
use super::{as_of, descriptor, string};
use crate::exit::Exit;
use crate::input::{Folder, shown};
use crate::output;
use crate::setting::Setting;

pub(super) fn run(mut setting: Setting, matches: &ArgMatches) -> Exit {
    if !setting.with_templates(string(matches, "templates")) {
        return Exit::Failed;
    }
    match plan(&setting, matches) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn plan(setting: &Setting, matches: &ArgMatches) -> Result<Exit, Exit> {
    let path = string(matches, "path").map_or("garant.toml", String::as_str);
    let files = files(setting, matches, &Format::ENDINGS, Format::of_file, &[path])?;
    let as_of = as_of(setting, matches)?;
    let catalog = setting
        .catalog(string(matches, "catalog"))
        .ok_or(Exit::Failed)?;
    let text = descriptor(setting, path).ok_or(Exit::Failed)?;
    refuse_cited(setting, &catalog, &names(&files), (path, &text))?;
    let name = shown(path);
    let request = Request::new(&name, &text, as_of)
        .profile(string(matches, "profile").map(String::as_str))
        .gate(string(matches, "gate").map(String::as_str))
        .ignore_waivers(matches.get_flag("ignore-waivers"))
        .rows(matches.get_flag("rows"));
    let folder = Folder::of(path, matches.get_flag("allow-outside"));
    let plan = Judge::new(&catalog)
        .plan(&request, &folder)
        .map_err(|error| {
            setting.no_audit(&catalog, &error);
            Exit::Failed
        })?;
    let separator = if matches.get_flag("semicolon") {
        Separator::Semicolon
    } else {
        Separator::Comma
    };
    let rendered = |format: Format| {
        let text = render(
            &plan,
            &catalog,
            format,
            separator,
            setting.lang,
            &setting.assets,
        );
        text.map_err(|error| broken(setting, &error))
    };
    let asked = string(matches, "format").and_then(|name| Format::named(name));
    // Whoever asks for files alone is not shown the plan too.
    let shown = match asked {
        None if !files.is_empty() => None,
        asked => Some(rendered(asked.unwrap_or(Format::Text))?),
    };
    let mut texts = Vec::new();
    for (file, format) in &files {
        texts.push((file.as_str(), rendered(*format)?));
    }
    let drafts: Vec<(&str, &[u8])> = texts
        .iter()
        .map(|(file, text)| (*file, text.as_bytes()))
        .collect();
    let show = || {
        if let Some(text) = &shown {
            output::out(text);
        }
    };
    place(setting, &drafts, show, true)?;
    Ok(if plan.is_done() {
        Exit::Holds
    } else {
        Exit::Open
    })
}
