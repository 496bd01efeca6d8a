//! `garant catalog`: a user's own pack, begun and checked; editions compared.

use std::path::Path;

use clap::ArgMatches;
use garant_core::fixture::{self, AS_OF, Fault, Fixture};
use garant_report::skeleton;
use garant_rules::Catalog;
use garant_rules::load::File;

use super::string;
use crate::exit::Exit;
use crate::setting::Setting;
use crate::{input, output};

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    match matches.subcommand() {
        Some(("check", matches)) => check(setting, folder(matches)),
        Some(("new", matches)) => {
            let id = string(matches, "id").map_or("", String::as_str);
            new(setting, folder(matches), id)
        }
        Some(("changes", matches)) => super::editions::run(setting, matches),
        _ => Exit::Failed,
    }
}

fn folder(matches: &ArgMatches) -> &str {
    string(matches, "folder").map_or("", String::as_str)
}

/// Loads a pack, tells all its errors, and runs its fixtures.
fn check(setting: &Setting, folder: &str) -> Exit {
    let Some(built_in) = setting.catalog(None) else {
        return Exit::Failed;
    };
    let Some((catalog, files)) = setting.open(&built_in, folder) else {
        setting.fail("terminal.broken-catalog", &[("path", folder)]);
        return Exit::Failed;
    };
    let own = own(&built_in, &catalog, &files);
    let fixtures = fixtures(&catalog, &files);
    let mut sound = true;
    let mut out = String::new();
    for criterion in &own {
        let mine: Vec<&Fixture> = fixtures
            .iter()
            .filter(|fixture| fixture.criterion == criterion.id)
            .collect();
        out.push_str(&setting.words.fill(
            "pack.criterion",
            &[
                ("code", &criterion.code),
                ("title", criterion.title.get(setting.lang)),
                (
                    "fixtures",
                    &setting.words.count("pack.fixtures", mine.len()),
                ),
            ],
        ));
        out.push('\n');
        for fixture in mine {
            if let Some(fault) = fixture.fault(&catalog, AS_OF) {
                sound = false;
                let name = format!("{}.toml", fixture.name);
                let why = why(setting, &catalog, &fault);
                let told = [("name", name.as_str()), ("why", why.as_str())];
                out.push_str(&format!(
                    "    {}\n",
                    setting.words.fill("pack.fault", &told)
                ));
            }
        }
        for verdict in fixture::missing(criterion, &fixtures) {
            sound = false;
            let key = format!("verdict.{}", verdict.code());
            let said = catalog.words.get(&key, setting.lang);
            let told = [("verdict", said), ("name", verdict.code())];
            out.push_str(&format!(
                "    {}\n",
                setting.words.fill("pack.missing", &told)
            ));
        }
    }
    let strays: Vec<&Fixture> = fixtures
        .iter()
        .filter(|fixture| {
            own.iter()
                .all(|criterion| criterion.id != fixture.criterion)
        })
        .collect();
    for fixture in strays {
        sound = false;
        let told = [
            ("path", fixture.criterion.as_str()),
            ("name", fixture.name.as_str()),
        ];
        out.push_str(&format!("{}\n", setting.words.fill("pack.stray", &told)));
    }
    let key = if sound { "pack.sound" } else { "pack.unsound" };
    let criteria = setting.words.count("list.criteria", own.len());
    out.push_str(&format!(
        "\n{}\n",
        setting.words.fill(key, &[("criteria", &criteria)])
    ));
    output::out(&garant_source::visible::visible(&out, true));
    if sound { Exit::Holds } else { Exit::Open }
}

/// What is wrong with a fixture, in the user's language.
fn why(setting: &Setting, catalog: &Catalog, fault: &Fault) -> String {
    let list = |lines: &[usize]| {
        let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
        if lines.is_empty() {
            "–".to_owned()
        } else {
            lines.join(", ")
        }
    };
    let said = |key: String| catalog.words.get(&key, setting.lang).to_owned();
    match fault {
        Fault::Invalid(problems) => {
            let told: Vec<String> = problems
                .iter()
                .map(|problem| catalog.words.told(problem, setting.lang))
                .collect();
            told.join(" ; ")
        }
        Fault::Verdict {
            verdict, reason, ..
        } => {
            let reason = reason
                .as_ref()
                .map_or_else(|| "–".to_owned(), |reason| said(format!("reason.{reason}")));
            let told = [
                ("verdict", said(format!("verdict.{verdict}"))),
                ("reason", reason),
            ];
            let told: Vec<(&str, &str)> = told
                .iter()
                .map(|(key, value)| (*key, value.as_str()))
                .collect();
            setting.words.fill("pack.fault-verdict", &told)
        }
        Fault::Unmarked => setting.words.get("pack.fault-unmarked").to_owned(),
        Fault::Strays { strays, decided } => setting.words.fill(
            "pack.fault-strays",
            &[("strays", &list(strays)), ("decided", &list(decided))],
        ),
        Fault::NoProfile(_) | Fault::NoCriterion => {
            setting.words.get("pack.fault-not-judged").to_owned()
        }
    }
}

/// The criteria that the folder adds.
fn own<'c>(
    built_in: &Catalog,
    catalog: &'c Catalog,
    files: &[File],
) -> Vec<&'c garant_rules::criterion::Criterion> {
    let whole = files.iter().any(|(path, _)| path == "catalog.toml");
    catalog
        .criteria
        .iter()
        .filter(|criterion| {
            whole
                || built_in
                    .criteria
                    .iter()
                    .all(|known| known.id != criterion.id)
        })
        .collect()
}

/// The fixtures in `fixtures/ID/VERDICT.toml`, or `fixtures/PACK/ID/VERDICT.toml` in a whole catalog.
fn fixtures(catalog: &Catalog, files: &[File]) -> Vec<Fixture> {
    let last = catalog.packs.last().map_or("", |pack| pack.id.as_str());
    files
        .iter()
        .filter_map(|(path, text)| {
            let (criterion, name) = path.strip_prefix("fixtures/")?.rsplit_once('/')?;
            let criterion = if criterion.contains('/') {
                criterion.to_owned()
            } else {
                format!("{last}/{criterion}")
            };
            Some(Fixture {
                criterion,
                name: name.trim_end_matches(".toml").to_owned(),
                text: text.clone(),
            })
        })
        .collect()
}

/// Writes a criterion to fill in with its fixtures, and the pack around it if there is none.
fn new(setting: &Setting, folder: &str, id: &str) -> Exit {
    if !skeleton::is_id(id) {
        setting.fail("terminal.bad-id", &[("found", id)]);
        return Exit::Failed;
    }
    let there = match input::folder(Path::new(folder), &[".toml"]) {
        Ok(files) => files,
        Err(error) if error.cause.kind() == std::io::ErrorKind::NotFound && error.root => {
            Vec::new()
        }
        Err(error) => {
            setting.refuse(folder, &error);
            return Exit::Failed;
        }
    };
    let pack = skeleton::pack_of(folder, &there);
    if !skeleton::is_id(&pack) {
        setting.fail("terminal.bad-id", &[("found", &pack)]);
        return Exit::Failed;
    }
    let head = format!("{}-", skeleton::prefix(&pack));
    let number = there
        .iter()
        .filter(|(path, _)| path.starts_with("criteria/"))
        .filter_map(|(_, text)| skeleton::number(text, &head))
        .max()
        .unwrap_or(0)
        + 1;
    let mut files = Vec::new();
    if there.iter().all(|(path, _)| path != "pack.toml") {
        files.push(skeleton::pack(&setting.assets, &pack));
    }
    let code = format!("{head}{number:02}");
    files.extend(skeleton::criterion(&setting.assets, id, &code, "benefit"));
    if let Some((path, _)) = files
        .iter()
        .find(|(path, _)| input::exists(&Path::new(folder).join(path)))
    {
        let path = format!("{folder}/{path}");
        setting.fail("terminal.exists", &[("path", &path)]);
        return Exit::Failed;
    }
    for (path, text) in files {
        let path = Path::new(folder).join(path);
        let shown = path.to_string_lossy().into_owned();
        let made = path.parent().map_or(Ok(()), output::folder);
        if made.is_err() || output::file(&shown, text.as_bytes()).is_err() {
            setting.fail("terminal.no-write", &[("path", &shown)]);
            return Exit::Failed;
        }
        let told = setting.words.fill("terminal.written", &[("path", &shown)]);
        output::err(&format!("{told}\n"));
    }
    output::err(&format!(
        "{}\n",
        setting.words.fill("pack.next", &[("path", folder)])
    ));
    Exit::Holds
}
