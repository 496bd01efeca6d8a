//! `garant write`: a document for people, from a descriptor and its audit; refused, with all that is missing, while it cannot be written.

use std::collections::BTreeSet;

use clap::ArgMatches;
use garant_core::audience::Audience;
use garant_core::redact::redact;
use garant_core::{Request, Stated, audit};
use garant_report::documents::{Format, Kind, Missing, Sources, Why, WriteError, Written, write};
use garant_rules::words::fill;
use garant_source::visible::visible;

use super::card;
use super::diff::{Side, Terms, since};
use super::kept::refuse_cited;
use super::placing::place;
use super::rendering::broken;
use super::{as_of, descriptor, string};
use crate::exit::Exit;
use crate::input::{Folder, shown};
use crate::output;
use crate::press::Press;
use crate::setting::Setting;

/// A file asked for, in which format its text is, and the way to print that where there is one.
type Wanted<'m> = (&'m String, Format, Option<Press>);

pub(super) fn run(mut setting: Setting, matches: &ArgMatches) -> Exit {
    let kind = string(matches, "kind").and_then(|name| Kind::named(name));
    let done = match kind {
        None => card::wrote(&setting, matches),
        Some(_) if !setting.with_templates(string(matches, "templates")) => Err(Exit::Failed),
        Some(kind) => wrote(&setting, matches, kind),
    };
    match done {
        Ok(exit) | Err(exit) => exit,
    }
}

fn wrote(setting: &Setting, matches: &ArgMatches, kind: Kind) -> Result<Exit, Exit> {
    let path = string(matches, "path").map_or("garant.toml", String::as_str);
    let files = files(setting, matches, kind)?;
    let asked = asked(setting, matches, kind)?;
    let as_of = as_of(setting, matches)?;
    let look = setting.look(matches).ok_or(Exit::Failed)?;
    let catalog = setting
        .catalog(string(matches, "catalog"))
        .ok_or(Exit::Failed)?;
    let text = descriptor(setting, path).ok_or(Exit::Failed)?;
    let outputs: Vec<&str> = files.iter().map(|(file, ..)| file.as_str()).collect();
    refuse_cited(setting, &catalog, &outputs, (path, &text))?;
    let name = shown(path);
    let profile = string(matches, "profile").map(String::as_str);
    let ignore_waivers = matches.get_flag("ignore-waivers");
    let rows = matches.get_flag("rows");
    let request = Request::new(&name, &text, as_of)
        .profile(profile)
        .ignore_waivers(ignore_waivers)
        .rows(rows)
        .look(look);
    let evidence = Folder::of(path, matches.get_flag("allow-outside"));
    let refuse = |error| {
        setting.no_audit(&catalog, &error);
        Exit::Failed
    };
    let whole = audit(&catalog, &request, &evidence).map_err(refuse)?;
    let stated = Stated::new(&catalog, &request).map_err(refuse)?;
    let audience = string(matches, "audience").and_then(|code| Audience::of(code));
    let changes = match string(matches, "since") {
        None => None,
        Some(_) if kind != Kind::Committee => {
            setting.fail("write.since", &[]);
            return Err(Exit::Failed);
        }
        Some(given) => {
            let new = (Side::of_text(&name, &text, evidence), whole.clone());
            let terms = Terms {
                profile,
                ignore_waivers,
                rows,
            };
            Some(since(setting, &catalog, given, new, terms, audience)?)
        }
    };
    // A statement is refused at the lines of what is missing, which only those who work on the project see; what it tells is public.
    let audience = match kind {
        Kind::Statement => Audience::Internal,
        _ => audience.unwrap_or_default(),
    };
    let audit = redact(whole, audience).map_err(|_| Exit::Failed)?;
    let sources = Sources::new(&audit, &stated).since(changes.as_ref());
    let shown = match asked {
        None if files.is_empty() => kind.formats().first().copied(),
        asked => asked,
    };
    let mut texts = Vec::new();
    for format in files.iter().map(|(_, format, _)| *format).chain(shown) {
        match write(kind, &sources, format, setting.lang, &setting.assets) {
            Ok(Written::Text(text)) => texts.push(text),
            Ok(Written::Refused(missing)) => {
                refused(setting, kind, &name, &missing);
                return Ok(Exit::Open);
            }
            Err(error) => return Err(unwritten(setting, kind, &error)),
        }
    }
    let shown = shown.and_then(|_| texts.pop());
    let written = files.iter().zip(texts).map(|((file, _, press), text)| {
        let bytes = match press {
            Some(press) => setting.print(*press, file, &text)?,
            None => text.into_bytes(),
        };
        Ok((file.as_str(), bytes))
    });
    let written = written.collect::<Result<Vec<(&str, Vec<u8>)>, Exit>>()?;
    let written: Vec<(&str, &[u8])> = written
        .iter()
        .map(|(file, bytes)| (*file, bytes.as_slice()))
        .collect();
    let show = || {
        if let Some(text) = shown {
            output::out(&text);
        }
    };
    place(setting, &written, show, true)?;
    Ok(Exit::Holds)
}

/// The files to write, with their formats.
fn files<'m>(
    setting: &Setting,
    matches: &'m ArgMatches,
    kind: Kind,
) -> Result<Vec<Wanted<'m>>, Exit> {
    let mut files = Vec::new();
    for file in matches.get_many::<String>("output").into_iter().flatten() {
        let press = setting.press(file);
        let format = press.map_or_else(|| Format::of_file(file), |_| Some(Format::Html));
        let Some(format) = format.filter(|format| kind.formats().contains(format)) else {
            let endings = setting.endings(kind.formats().iter().map(|own| own.ending()));
            let args = [("path", file.as_str()), ("endings", &endings)];
            setting.fail("terminal.bad-ending", &args);
            return Err(Exit::Failed);
        };
        files.push((file, format, press));
    }
    Ok(files)
}

/// The format that standard output is asked to show.
fn asked(setting: &Setting, matches: &ArgMatches, kind: Kind) -> Result<Option<Format>, Exit> {
    let Some(name) = string(matches, "format") else {
        return Ok(None);
    };
    match Format::named(name).filter(|format| kind.formats().contains(format)) {
        Some(format) => Ok(Some(format)),
        None => Err(no_format(setting, kind, name)),
    }
}

fn no_format(setting: &Setting, kind: Kind, found: &str) -> Exit {
    let formats: Vec<&str> = kind.formats().iter().map(|own| own.name()).collect();
    let args = [
        ("document", kind.name()),
        ("found", found),
        ("formats", &formats.join(", ")),
    ];
    setting.fail("write.no-format", &args);
    Exit::Failed
}

/// Says why a document could not be written.
fn unwritten(setting: &Setting, kind: Kind, error: &WriteError) -> Exit {
    match error {
        WriteError::Render(error) => broken(setting, error),
        WriteError::Format { format, .. } => no_format(setting, kind, format.name()),
        WriteError::Data { name, source } => {
            let why = source.to_string();
            setting.fail("write.broken-data", &[("name", name), ("why", &why)]);
            Exit::Failed
        }
        other => {
            output::err(&format!("{other}\n"));
            Exit::Failed
        }
    }
}

/// Names every missing fact, with its place and what asks for it; first what decides whether a text applies.
fn refused(setting: &Setting, kind: Kind, path: &str, missing: &[Missing]) {
    let words = &setting.words;
    let document = words.get(&format!("write.name.{}", kind.name())).to_owned();
    let idle = missing.iter().find(|own| own.why == Why::Otherwise);
    let told = match idle {
        Some(own) => {
            let place = placed(setting, path, own);
            let args = [
                ("document", document.as_str()),
                ("title", &own.title),
                ("place", &place),
            ];
            format!("{}\n", words.fill("write.no-object", &args))
        }
        None => {
            let mut told = format!(
                "{}\n",
                fill(&head(setting, missing), &[("document", &document)])
            );
            let (first, then): (Vec<&Missing>, Vec<&Missing>) =
                missing.iter().partition(|own| own.decides);
            if !first.is_empty() {
                told.push_str(&format!("{}\n", words.get("write.first")));
            }
            told.push_str(&listed(setting, path, &first));
            if !first.is_empty() && !then.is_empty() {
                told.push_str(&format!("{}\n", words.get("write.then")));
            }
            told.push_str(&listed(setting, path, &then));
            told
        }
    };
    output::err(&visible(&told, true));
}

/// How much is missing: points, or criteria with the answers that would settle them.
fn head(setting: &Setting, missing: &[Missing]) -> String {
    let words = &setting.words;
    let all = missing.iter().map(|own| own.criterion.as_deref());
    let criteria: Option<BTreeSet<&str>> = all.collect();
    match criteria {
        Some(own) if own.len() != missing.len() => {
            let answers = words.count("write.answers", missing.len());
            let head = words.count("write.refused-criteria", own.len());
            fill(&head, &[("answers", &answers)])
        }
        _ => words.count("write.refused", missing.len()),
    }
}

fn listed(setting: &Setting, path: &str, missing: &[&Missing]) -> String {
    let words = &setting.words;
    let mut told = String::new();
    let mut last = None;
    for own in missing {
        let head = match own.decides {
            true if !own.cites.is_empty() => own.cites.join(", "),
            true => own.fact.clone(),
            false => format!("{} – {}", own.fact, because(setting, own)),
        };
        if last.as_ref() != Some(&head) {
            told.push_str(&format!("- {head}\n"));
            last = Some(head);
        }
        let (key, why) = match &own.why {
            Why::Empty => ("write.empty", ""),
            Why::Placeholder(words) => ("write.placeholder", words.as_str()),
            Why::Contradicts => ("write.contradicts", ""),
            Why::Several => ("write.several", ""),
            Why::Open(why) => ("write.open", why.as_str()),
            _ => ("write.missing", ""),
        };
        let place = placed(setting, path, own);
        let args = [
            ("title", own.title.as_str()),
            ("place", &place),
            ("why", why),
        ];
        told.push_str(&format!("  {}\n", words.fill(key, &args)));
    }
    told
}

/// Why a fact is asked for.
fn because(setting: &Setting, own: &Missing) -> String {
    let words = &setting.words;
    let named = [("write.cites", &own.cites), ("write.drawn", &own.drawn)];
    let named = named.into_iter().filter(|(_, texts)| !texts.is_empty());
    let named: Vec<String> = named
        .map(|(key, texts)| words.fill(key, &[("texts", &texts.join(", "))]))
        .collect();
    if !named.is_empty() {
        return named.join(words.get("report.sep"));
    }
    let key = match own.why {
        _ if own.criterion.is_some() => "write.settled",
        Why::Contradicts => "write.conflict",
        Why::Several => "write.single",
        _ => "write.needed",
    };
    words.get(key).to_owned()
}

/// The path of a fact, and its line.
fn placed(setting: &Setting, path: &str, own: &Missing) -> String {
    let line = own.line.map(|line| line.to_string());
    let mut args = vec![("path", own.path.as_str())];
    match &line {
        Some(line) => {
            args.extend([("file", path), ("line", line.as_str())]);
            setting.words.fill("write.place", &args)
        }
        None => setting.words.fill("write.no-line", &args),
    }
}
