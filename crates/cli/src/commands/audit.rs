//! `garant audit`: descriptors judged, reports written whole or not at all.

use clap::ArgMatches;
use garant_core::audience::Audience;
use garant_core::evidence::{ROW_KINDS, row_tables};
use garant_core::gate::State;
use garant_core::{Audit, Request, audit, validate};
use garant_report::Format;
use garant_rules::Catalog;
use garant_rules::words::fill;
use garant_source::visible::visible;

use super::kept::refuse_cited;
use super::rendering::Rendering;
use super::{as_of, descriptor, string};
use crate::exit::Exit;
use crate::git::is_tracked_table;
use crate::input::{Folder, shown};
use crate::setting::Setting;
use crate::{input, output};

pub(super) fn run(mut setting: Setting, matches: &ArgMatches) -> Exit {
    if !setting.with_templates(string(matches, "templates")) {
        return Exit::Failed;
    }
    let default = "garant.toml".to_owned();
    let mut paths: Vec<&String> = matches.get_many("path").into_iter().flatten().collect();
    if paths.is_empty() {
        paths.push(&default);
    }
    let Some(rendering) = Rendering::new(&setting, matches) else {
        return Exit::Failed;
    };
    let format = rendering.asked().unwrap_or(Format::Text);
    if paths.len() > 1 && (rendering.has_files() || !follows_another(format)) {
        setting.fail("terminal.many-outputs", &[]);
        return Exit::Failed;
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
    let lenient = matches.get_flag("allow-undetermined");
    let mut worst = Exit::Holds;
    for path in paths {
        let Some(text) = descriptor(&setting, path) else {
            worst = Exit::Failed;
            continue;
        };
        if refuse_cited(&setting, &catalog, &rendering.files(), (path, &text)).is_err() {
            return Exit::Failed;
        }
        let name = shown(path);
        let audience = string(matches, "audience").and_then(|code| Audience::of(code));
        let mut request = Request::new(&name, &text, as_of)
            .profile(string(matches, "profile").map(String::as_str))
            .gate(string(matches, "gate").map(String::as_str))
            .ignore_waivers(matches.get_flag("ignore-waivers"))
            .rows(matches.get_flag("rows"))
            .audience(audience.unwrap_or_default())
            .look(look.clone());
        if !rendering.stores(format) {
            request = request.only(setting.lang);
        }
        let evidence = Folder::of(path, matches.get_flag("allow-outside"));
        match audit(&catalog, &request, &evidence) {
            Err(error) => {
                setting.no_audit(&catalog, &error);
                worst = Exit::Failed;
            }
            Ok(audit) => {
                // The descriptor is read again for these alone.
                if audit
                    .evidence
                    .iter()
                    .any(|own| ROW_KINDS.contains(&&*own.kind))
                {
                    warn_of_tracked_tables(&setting, &catalog, path, &text);
                }
                if matches.contains_id("catalog") {
                    warn_of_packs_left_out(&setting, &catalog, &audit);
                }
                let exit = match rendering.write(&setting, &audit, Some(format), true) {
                    Ok(()) => exit(audit.gate.state, lenient),
                    Err(exit) => return exit,
                };
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
        if is_tracked_table(folder, &table.path) {
            let line = table.line.to_string();
            let args = [("line", line.as_str()), ("path", &table.path)];
            let told = setting.words.fill("terminal.tracked-table", &args);
            output::err(&format!("{}\n", visible(&told, false)));
        }
    }
}

/// Says which packs that the user brought have no criterion in the audit: a profile that selects packs or actors leaves them out.
fn warn_of_packs_left_out(setting: &Setting, catalog: &Catalog, audit: &Audit) {
    let Ok(built_in) = garant_catalog::catalog() else {
        return;
    };
    let profile = catalog.profile(&audit.profile);
    let profile = profile.map_or(&*audit.profile, |own| own.title.get(setting.lang));
    for pack in &catalog.packs {
        let own = |id: &str| catalog.pack_of(id).is_some_and(|own| own.id == pack.id);
        let known = built_in.packs.iter().any(|known| known.id == pack.id);
        if known || audit.findings.iter().any(|found| own(&found.criterion)) {
            continue;
        }
        let count = catalog.criteria.iter().filter(|one| own(&one.id)).count();
        let told = setting.words.count("terminal.pack-left-out", count);
        let told = fill(&told, &[("pack", &pack.id), ("profile", profile)]);
        output::err(&format!("{}\n", visible(&told, false)));
    }
}

/// Whether one rendered audit may stand after another: what is one document does not.
fn follows_another(format: Format) -> bool {
    matches!(
        format,
        Format::Text | Format::Concise | Format::Markdown | Format::Github | Format::GithubSummary
    )
}

fn exit(state: State, lenient: bool) -> Exit {
    match state {
        State::Holds | State::NotAsked => Exit::Holds,
        State::Inconclusive if lenient => Exit::Holds,
        State::Inconclusive | State::Fails => Exit::Open,
    }
}
