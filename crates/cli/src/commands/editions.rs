//! `garant catalog changes`: what changed from one edition of the catalog to another.

use clap::ArgMatches;
use garant_report::editions;
use garant_rules::edition::Changes;

use super::placing::place;
use super::string;
use crate::exit::Exit;
use crate::input::shown;
use crate::output;
use crate::setting::Setting;

/// How a changelog is written.
#[derive(Clone, Copy)]
enum Form {
    Text,
    Markdown,
    Json,
}

/// The endings of files.
const ENDINGS: [(&str, Form); 3] = [
    (".txt", Form::Text),
    (".md", Form::Markdown),
    (".json", Form::Json),
];

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let mut wanted = Vec::new();
    for file in matches.get_many::<String>("output").into_iter().flatten() {
        let Some((_, form)) = ENDINGS.iter().find(|(ending, _)| file.ends_with(ending)) else {
            let endings = ENDINGS.map(|(ending, _)| ending).join(", ");
            let args = [("path", file.as_str()), ("endings", &endings)];
            setting.fail("terminal.bad-ending", &args);
            return Exit::Failed;
        };
        wanted.push((file, *form));
    }
    let old = string(matches, "old").map_or("", String::as_str);
    let new = string(matches, "new").map(String::as_str);
    // Both are read before one is told to be broken, so that all errors show at once.
    let (before, after) = (setting.edition(Some(old)), setting.edition(new));
    let (Some(before), Some(after)) = (before, after) else {
        return Exit::Failed;
    };
    let mut changes = Changes::between(&before, &after);
    changes.old.asked = Some(shown(old));
    changes.new.asked = new.map(shown);
    match written(setting, &changes, &wanted, form(matches)) {
        Ok(()) => Exit::Holds,
        Err(exit) => exit,
    }
}

fn form(matches: &ArgMatches) -> Form {
    match string(matches, "format").map(String::as_str) {
        Some("json") => Form::Json,
        Some("markdown") => Form::Markdown,
        _ => Form::Text,
    }
}

/// Renders everything, then writes: what cannot be rendered leaves nothing behind.
fn written(
    setting: &Setting,
    changes: &Changes,
    files: &[(&String, Form)],
    shown: Form,
) -> Result<(), Exit> {
    let shown = rendered(setting, changes, shown)?;
    let mut texts = Vec::new();
    for (file, form) in files {
        texts.push((file.as_str(), rendered(setting, changes, *form)?));
    }
    let files: Vec<(&str, &[u8])> = texts
        .iter()
        .map(|(file, text)| (*file, text.as_bytes()))
        .collect();
    place(setting, &files, || output::out(&shown), true)
}

fn rendered(setting: &Setting, changes: &Changes, form: Form) -> Result<String, Exit> {
    match form {
        Form::Text => Ok(editions::text(changes, &setting.words)),
        Form::Markdown => editions::markdown(changes, false, setting.lang, &setting.assets)
            .map_err(|error| super::rendering::broken(setting, &error)),
        Form::Json => {
            let text = serde_json::to_string_pretty(changes).unwrap_or_default();
            Ok(format!("{text}\n"))
        }
    }
}
