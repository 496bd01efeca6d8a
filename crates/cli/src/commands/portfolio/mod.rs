//! `garant portfolio`: all descriptors below a folder audited, and an index of them, written last.

mod all;
mod one;
mod refusal;
mod register;
mod told;

use std::collections::BTreeSet;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Mutex;

use clap::ArgMatches;
use garant_core::Judge;
use garant_core::audience::Audience;
use garant_core::portfolio::{Answered, Builder, Entry, Portfolio, Refused, Setting as About};
use garant_report::{Renderer, Separator, portfolio as shown};
use garant_rules::words::fill;
use garant_source::visible::visible;

use super::kept::refuse_shelf;
use super::rendering::broken;
use super::{as_of, string};
use crate::exit::Exit;
use crate::input;
use crate::input::{Found, Kind};
use crate::output::{self, Shelf, ShelfError};
use crate::setting::Setting;
use all::All;
use one::One;
use refusal::Speaker;

pub(super) fn run(mut setting: Setting, matches: &ArgMatches) -> Exit {
    match portfolio(&mut setting, matches) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn portfolio(setting: &mut Setting, matches: &ArgMatches) -> Result<Exit, Exit> {
    if !setting.with_templates(string(matches, "templates")) {
        return Err(Exit::Failed);
    }
    let setting = &*setting;
    let as_of = as_of(setting, matches)?;
    let look = setting.look(matches).ok_or(Exit::Failed)?;
    let catalog = setting
        .catalog(string(matches, "catalog"))
        .ok_or(Exit::Failed)?;
    let profile = string(matches, "profile").map(String::as_str);
    if profile.is_some() {
        setting.profile(&catalog, profile).ok_or(Exit::Failed)?;
    }
    let jobs = jobs(setting, string(matches, "jobs"))?;
    let register = match string(matches, "register") {
        Some(path) => Some(register::read(setting, path)?),
        None => None,
    };
    let (folder, out) = folders(matches);
    let Some(root) = input::resolved_folder(folder) else {
        return Err(fail(setting, "portfolio.no-folder", folder));
    };
    let shelf = Shelf::look(out, &root).map_err(|error| no_shelf(setting, &error, out))?;
    let found = input::search(&root, shelf.root().as_deref());
    if found.descriptors.is_empty() {
        for one in Speaker::new(setting, &catalog).unread(&found) {
            told::refusal(setting, &one);
        }
        return Err(fail(setting, "portfolio.nothing-found", folder));
    }
    if let Some(path) = string(matches, "register")
        && input::place_of(Path::new(path)).is_some_and(|place| shelf.has(&place))
    {
        return Err(fail(setting, "write.itself", path));
    }
    let descriptors = found.descriptors.iter();
    let plain = descriptors.filter(|one| one.kind == Kind::Plain);
    refuse_shelf(
        setting,
        &catalog,
        &shelf,
        plain.map(|one| join(folder, &one.path)),
    )?;
    let audience = string(matches, "audience").and_then(|code| Audience::of(code));
    let reports = !matches.get_flag("no-reports");
    let mut renderer = Renderer::new(setting.lang, &setting.assets);
    if reports {
        renderer = renderer
            .prepared()
            .map_err(|error| broken(setting, &error))?;
    }
    let shelf = shelf
        .made(&root)
        .map_err(|error| no_shelf(setting, &error, out))?;
    let one = One {
        setting,
        judge: Judge::new(&catalog),
        renderer,
        folder,
        as_of,
        profile,
        gate: string(matches, "gate").map(String::as_str),
        ignore_waivers: matches.get_flag("ignore-waivers"),
        allow_outside: matches.get_flag("allow-outside"),
        rows: matches.get_flag("rows"),
        audience: audience.unwrap_or_default(),
        look: &look,
        shelf: reports.then_some(&shelf),
        places: one::places(&found),
        outside: Mutex::default(),
        speaker: Speaker::new(setting, &catalog),
        answered: Answered::new(&catalog),
    };
    let head = head(setting);
    let no_write = |name: &str| fail(setting, "terminal.no-write", &join(out, name));
    let planned = one.planned();
    shelf.begin(&head, &planned).map_err(|_| no_write(""))?;
    let about = About::new(as_of)
        .audience(one.audience)
        .waivers_ignored(one.ignore_waivers)
        .organisation(look.organisation.clone());
    let mut builder = Builder::new(&catalog, about);
    builder.ignored(found.ignored);
    for folder in one.speaker.unread(&found) {
        builder.unread(folder);
    }
    let all = All {
        one: &one,
        found: &found.descriptors,
        jobs,
    };
    let (builder, stopped) = all.run(builder);
    if let Some(stopped) = stopped {
        return Err(stopped.tell(setting, out));
    }
    for told in one.outside() {
        output::err(&format!("{}\n", visible(&told, false)));
    }
    let portfolio = finish(setting, builder, &found, register)?;
    let written = portfolio.systems.iter();
    let written: BTreeSet<String> = written.filter_map(|system| system.report.clone()).collect();
    let separator = if matches.get_flag("semicolon") {
        Separator::Semicolon
    } else {
        Separator::Comma
    };
    let index = shown::Page::new(
        &portfolio,
        setting.lang,
        look.logo.as_ref(),
        &setting.assets,
    )
    .map_err(|error| broken(setting, &error))?;
    shelf.sweep(&head, &written).map_err(|_| no_write(""))?;
    let write = |name: &str, text: &str| {
        let done = shelf.write(name, text.as_bytes());
        done.map_err(|_| no_write(name))
    };
    for (name, table) in shown::tables(&portfolio, &setting.words, separator) {
        write(name, &table)?;
    }
    let json = shelf.write_with("portfolio.json", |to| {
        shown::json(&portfolio, BufWriter::new(to))
    });
    json.map_err(|_| no_write("portfolio.json"))?;
    let written = shelf.write_with("index.html", |to| index.write(&mut BufWriter::new(to)));
    written.map_err(|error| {
        let broken_row = error.get_ref().and_then(|error| error.downcast_ref());
        broken_row.map_or_else(|| no_write("index.html"), |error| broken(setting, error))
    })?;
    told::summary(setting, &portfolio, out);
    Ok(exit(&portfolio, matches.get_flag("allow-undetermined")))
}

/// Says why a folder cannot be the portfolio's.
fn no_shelf(setting: &Setting, error: &ShelfError, out: &str) -> Exit {
    let key = match error {
        ShelfError::Empty => "portfolio.out-empty",
        ShelfError::Unclear => "portfolio.out-unclear",
        ShelfError::Foreign => "portfolio.foreign",
        ShelfError::NoFolder => "portfolio.out-no-folder",
        ShelfError::Searched => "portfolio.out-searched",
        ShelfError::Unreadable => "portfolio.out-unreadable",
        ShelfError::NoWrite => "terminal.no-write",
        ShelfError::Busy => "portfolio.out-busy",
    };
    fail(setting, key, out)
}

fn folders(matches: &ArgMatches) -> (&str, &str) {
    let of = |name| string(matches, name).map_or("", String::as_str);
    (of("folder"), of("output"))
}

/// How many threads; the machine's, unless asked.
fn jobs(setting: &Setting, asked: Option<&String>) -> Result<usize, Exit> {
    let Some(asked) = asked else {
        return Ok(std::thread::available_parallelism().map_or(1, usize::from));
    };
    let jobs = asked.parse().ok().filter(|jobs| (1..=256).contains(jobs));
    jobs.ok_or_else(|| {
        setting.fail("portfolio.bad-jobs", &[("found", asked)]);
        Exit::Failed
    })
}

fn finish(
    setting: &Setting,
    builder: Builder<'_>,
    found: &Found,
    register: Option<Vec<Entry>>,
) -> Result<Portfolio, Exit> {
    let finished = builder.finish(found.descriptors.len(), register);
    finished.map_err(|error| {
        let (found, told) = (error.found.to_string(), error.told.to_string());
        setting.fail(
            "portfolio.miscounted",
            &[("found", &found), ("told", &told)],
        );
        Exit::Failed
    })
}

/// What the folder is, in both languages.
fn head(setting: &Setting) -> String {
    let words = garant_rules::Lang::ALL.map(|lang| {
        let words = garant_report::Words::new(&setting.assets, lang);
        words.get("portfolio.marker").to_owned()
    });
    words.join("\n")
}

fn join(out: &str, name: &str) -> String {
    fill(
        "{out}/{name}",
        &[("out", out.trim_end_matches('/')), ("name", name)],
    )
}

fn fail(setting: &Setting, key: &str, path: &str) -> Exit {
    setting.fail(key, &[("path", path)]);
    Exit::Failed
}

fn exit(portfolio: &Portfolio, lenient: bool) -> Exit {
    let counts = portfolio.counts;
    if counts.refused + counts.unread + counts.unwritten > 0 {
        Exit::Failed
    } else if counts.fails > 0 || (counts.inconclusive > 0 && !lenient) {
        Exit::Open
    } else {
        Exit::Holds
    }
}

/// The first message of a refusal, an error before a warning.
fn first(refused: &Refused) -> Option<&garant_core::portfolio::Message> {
    let mut errors = refused.messages.iter();
    let error = errors.find(|message| message.severity == "error");
    error.or_else(|| refused.messages.first())
}
