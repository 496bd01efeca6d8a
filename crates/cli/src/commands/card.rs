//! `garant write card`: a card for other tools, in the formats that `garant import` reads.

use clap::ArgMatches;
use clap::parser::ValueSource;
use garant_core::audience::Audience;
use garant_core::stated::Answer;
use garant_core::{Request, Stated};
use garant_intake::document::{Kind, card};
use garant_rules::words::fill;
use garant_source::visible::visible;

use super::kept::refuse_cited;
use super::placing::{names, place};
use super::{as_of, descriptor, string};
use crate::exit::Exit;
use crate::input::shown;
use crate::output;
use crate::setting::Setting;

/// Options of the other documents.
const VOID: [&str; 7] = [
    "profile",
    "logo",
    "organisation",
    "templates",
    "ignore-waivers",
    "allow-outside",
    "rows",
];

pub(super) fn wrote(setting: &Setting, matches: &ArgMatches) -> Result<Exit, Exit> {
    let words = &setting.words;
    let path = string(matches, "path").map_or("garant.toml", String::as_str);
    if string(matches, "since").is_some() {
        setting.fail("write.since", &[]);
        return Err(Exit::Failed);
    }
    // Nothing is judged for a card, and its form is others': what would have no effect is refused.
    for option in VOID {
        if matches.value_source(option) == Some(ValueSource::CommandLine) {
            let option = format!("--{option}");
            setting.fail("write.card-option", &[("option", &option)]);
            return Err(Exit::Failed);
        }
    }
    let files = files(setting, matches)?;
    let asked = asked(setting, matches)?;
    let as_of = as_of(setting, matches)?;
    let catalog = setting
        .catalog(string(matches, "catalog"))
        .ok_or(Exit::Failed)?;
    let text = descriptor(setting, path).ok_or(Exit::Failed)?;
    refuse_cited(setting, &catalog, &names(&files), (path, &text))?;
    let name = shown(path);
    let request = Request::new(&name, &text, as_of);
    let stated = Stated::new(&catalog, &request).map_err(|error| {
        setting.no_audit(&catalog, &error);
        Exit::Failed
    })?;
    // A card is made to be handed on: more than the public sees is asked for.
    let audience = string(matches, "audience").and_then(|code| Audience::of(code));
    let wanted = card::Asked {
        audience: audience.unwrap_or(Audience::Public),
        lang: setting.lang,
        day: &words.date(&as_of.to_string()),
    };
    let shown = match asked {
        None if files.is_empty() => Some(Kind::HuggingFace),
        asked => asked,
    };
    let mut written = Vec::new();
    for kind in files.iter().map(|(_, kind)| *kind).chain(shown) {
        match card::write(&stated, kind, wanted) {
            Ok(Some(card)) => written.push(card),
            Ok(None) => {
                refused(setting, &stated, &name);
                return Ok(Exit::Open);
            }
            Err(error) => {
                output::err(&format!("{error}\n"));
                return Err(Exit::Failed);
            }
        }
    }
    let last = shown.and_then(|_| written.pop());
    let texts: Vec<(&str, &[u8])> = files
        .iter()
        .zip(&written)
        .map(|((file, _), card)| (file.as_str(), card.text.as_bytes()))
        .collect();
    let show = || {
        if let Some(card) = &last {
            output::out(&card.text);
        }
    };
    place(setting, &texts, show, true)?;
    for card in written.iter().chain(&last) {
        let told = words.count("write.unstated", card.unstated.len());
        output::err(&format!("{told}\n"));
        if card.masked > 0 {
            let told = words.count("write.masked", card.masked);
            output::err(&format!("{told}\n"));
        }
        lost(setting, &stated, &name, &card.lost);
    }
    Ok(Exit::Holds)
}

/// The files to write, with the kind of card that their ending asks for.
fn files<'m>(setting: &Setting, matches: &'m ArgMatches) -> Result<Vec<(&'m String, Kind)>, Exit> {
    let mut files = Vec::new();
    for file in matches.get_many::<String>("output").into_iter().flatten() {
        let low = file.to_lowercase();
        let known = card::KINDS.iter().find(|(ending, _)| low.ends_with(ending));
        let Some((_, kind)) = known else {
            let endings = card::KINDS.map(|(ending, _)| ending).join(", ");
            let args = [("path", file.as_str()), ("endings", &endings)];
            setting.fail("terminal.bad-ending", &args);
            return Err(Exit::Failed);
        };
        files.push((file, *kind));
    }
    Ok(files)
}

/// The kind of card that standard output is asked to show.
fn asked(setting: &Setting, matches: &ArgMatches) -> Result<Option<Kind>, Exit> {
    let Some(name) = string(matches, "format") else {
        return Ok(None);
    };
    let known = card::KINDS
        .iter()
        .find(|(ending, _)| ending.trim_start_matches('.') == name);
    let Some((_, kind)) = known else {
        let formats = card::KINDS.map(|(ending, _)| ending.trim_start_matches('.'));
        let args = [
            ("document", "card"),
            ("found", name.as_str()),
            ("formats", &formats.join(", ")),
        ];
        setting.fail("write.no-format", &args);
        return Err(Exit::Failed);
    };
    Ok(Some(*kind))
}

/// Names the answers that a card does not carry as they are.
fn lost(setting: &Setting, stated: &Stated<'_>, file: &str, paths: &[String]) {
    let words = &setting.words;
    if paths.is_empty() {
        return;
    }
    let mut told = format!("{}\n", words.count("write.lost", paths.len()));
    for path in paths {
        let title = stated
            .field(path)
            .map(|field| field.title.get(setting.lang));
        let place = placed(setting, stated, file, path);
        let args = [("title", title.unwrap_or_default()), ("place", &place)];
        told.push_str(&format!("- {}\n", words.fill("write.lost-one", &args)));
    }
    output::err(&visible(&told, true));
}

/// The path of an answer, and its line.
fn placed(setting: &Setting, stated: &Stated<'_>, file: &str, path: &str) -> String {
    let line = stated.line(path).unwrap_or(1).to_string();
    let args = [("path", path), ("file", file), ("line", &line)];
    setting.words.fill("write.place", &args)
}

/// Names what a card cannot do without.
fn refused(setting: &Setting, stated: &Stated<'_>, path: &str) {
    let words = &setting.words;
    let field = stated.field(card::NAME);
    let title = field.map_or("", |field| field.title.get(setting.lang));
    let place = placed(setting, stated, path, card::NAME);
    let head = fill(
        &words.count("write.refused", 1),
        &[("document", words.get("write.name.card"))],
    );
    let silent = stated.placeholder(card::NAME);
    let key = match stated.answer(card::NAME) {
        Answer::Value(_) => "write.control",
        Answer::Empty if silent.is_some() => "write.placeholder",
        Answer::Empty => "write.empty",
        Answer::Missing => "write.missing",
    };
    let why = silent.unwrap_or_default();
    let args = [("title", title), ("place", &place), ("why", why)];
    let said = words.fill(key, &args);
    let told = format!("{head}\n- {}\n  {said}\n", words.get("write.no-name"));
    output::err(&visible(&told, true));
}
