//! The commands, one verb a file.

mod audit;
mod card;
mod catalog;
mod completions;
mod crosswalk;
mod diff;
mod editions;
mod explain;
mod followed;
mod import;
mod init;
mod interactive;
mod kept;
mod list;
mod listing;
mod measure;
mod migrate;
mod placing;
mod plan;
mod portfolio;
mod rendering;
mod report;
mod schema;
mod scope;
mod seal;
mod write;

use std::ffi::OsString;
use std::panic;

use clap::ArgMatches;
use clap::error::ErrorKind;
use garant_rules::Lang;
use jiff::civil::Date;

use crate::exit::Exit;
use crate::press::Press;
use crate::setting::Setting;
use crate::{args, input, output, usage};

/// Runs the program. What standard output could not take was not told, whatever it said.
pub(crate) fn run(arguments: Vec<OsString>, presses: &'static [Press]) -> Exit {
    stay_silent_of_caught_panics();
    let lang = asked_language(&arguments).unwrap_or_else(input::language);
    let exit = command(Setting::new(lang).with_presses(presses), arguments);
    if output::lost() {
        Setting::new(lang).fail("terminal.no-output", &[]);
        return Exit::Failed;
    }
    exit
}

/// A table that makes its decoder panic is told as a damaged file; the panic's own message would name folders of whoever built the program.
fn stay_silent_of_caught_panics() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !garant_measure::table::catches_panics() {
            tell(panic);
        }
    }));
}

fn command(setting: Setting, arguments: Vec<OsString>) -> Exit {
    let matches = match args::command(&setting.words).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) =>
        {
            output::out(&error.render().ansi().to_string());
            return Exit::Holds;
        }
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            output::err(&error.render().ansi().to_string());
            return Exit::Failed;
        }
        Err(error) => {
            output::err(&usage::say(&error, &setting.words));
            return Exit::Failed;
        }
    };
    match matches.subcommand() {
        Some(("audit", matches)) => audit::run(setting, matches),
        Some(("seal", matches)) => seal::run(&setting, matches),
        Some(("report", matches)) => report::run(setting, matches),
        Some(("portfolio", matches)) => portfolio::run(setting, matches),
        Some(("write", matches)) => write::run(setting, matches),
        Some(("plan", matches)) => plan::run(setting, matches),
        Some(("diff", matches)) => diff::run(&setting, matches),
        Some(("explain", matches)) => explain::run(&setting, matches),
        Some(("list", matches)) => list::run(&setting, matches),
        Some(("import", matches)) => import::run(&setting, matches),
        Some(("migrate", matches)) => migrate::run(&setting, matches),
        Some(("init", matches)) => init::run(&setting, matches),
        Some(("catalog", matches)) => catalog::run(&setting, matches),
        Some(("measure", matches)) => measure::run(&setting, matches),
        Some(("schema", matches)) => schema::run(&setting, matches),
        Some(("completions", matches)) => completions::run(&setting, matches),
        _ => Exit::Failed,
    }
}

/// The language is needed before the command line is read, for its help.
fn asked_language(arguments: &[OsString]) -> Option<Lang> {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        if let Some(code) = word.strip_prefix("--lang=") {
            return Lang::of(code);
        }
        if word == "--lang" {
            return Lang::of(words.next()?);
        }
    }
    None
}

fn string<'m>(matches: &'m ArgMatches, name: &str) -> Option<&'m String> {
    matches.get_one::<String>(name)
}

/// The date of the audit, today by default; an error is said.
fn as_of(setting: &Setting, matches: &ArgMatches) -> Result<Date, Exit> {
    match string(matches, "as-of") {
        Some(text) => day(setting, text),
        None => Ok(input::today()),
    }
}

/// A date of the command line; an error is said.
fn day(setting: &Setting, text: &str) -> Result<Date, Exit> {
    let day: Date = text.parse().map_err(|_| {
        setting.fail("terminal.bad-date", &[("found", text)]);
        Exit::Failed
    })?;
    if !garant_core::stored::is_writable(day) {
        setting.fail("terminal.year", &[("found", text)]);
        return Err(Exit::Failed);
    }
    Ok(day)
}

/// Reads a descriptor, or says why it cannot be.
fn descriptor(setting: &Setting, path: &str) -> Option<String> {
    match input::text(path) {
        Ok(text) => Some(text),
        Err(error) => {
            unreadable(setting, path, &error);
            None
        }
    }
}

/// Says why a text cannot be read.
fn unreadable(setting: &Setting, path: &str, error: &input::Unreadable) {
    use input::Unreadable;
    let mut at = String::new();
    let key = match error {
        Unreadable::NoFile => "terminal.no-file",
        Unreadable::Folder if std::path::Path::new(path).join("garant.toml").is_file() => {
            "terminal.is-folder"
        }
        Unreadable::Folder => "terminal.no-descriptor",
        Unreadable::NotUtf8(line) => {
            at = line.to_string();
            "terminal.no-utf8"
        }
        Unreadable::TooLarge => "terminal.too-large",
        Unreadable::NotAFile => "terminal.not-a-file",
        Unreadable::Other => "terminal.io",
    };
    let why = setting
        .words
        .fill(key, &[("path", path.trim_end_matches('/')), ("line", &at)]);
    setting.fail("terminal.unreadable", &[("path", path), ("why", &why)]);
}
