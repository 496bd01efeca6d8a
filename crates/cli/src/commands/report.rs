//! `garant report`: a stored audit rendered again, without judging again.

use std::path::Path;

use clap::ArgMatches;
use garant_core::Audit;
use garant_core::audience::Audience;
use garant_core::redact::redact;
use garant_core::stored::StoredError;
use garant_report::Format;
use garant_report::look::ejected;
use garant_rules::words::fill;
use garant_source::visible::visible;

use super::kept::refuse_told;
use super::rendering::Rendering;
use super::{string, unreadable};
use crate::exit::Exit;
use crate::input::Unreadable;
use crate::setting::Setting;
use crate::{input, output};

pub(super) fn run(mut setting: Setting, matches: &ArgMatches) -> Exit {
    if let Some(folder) = string(matches, "eject") {
        return eject(&setting, folder);
    }
    if !setting.with_templates(string(matches, "templates")) {
        return Exit::Failed;
    }
    let Some(path) = string(matches, "path") else {
        let missing = setting
            .words
            .fill("usage.missing", &[("arg", "AUDIT.json")]);
        setting.fail(
            "terminal.unreadable",
            &[("path", "garant report"), ("why", &missing)],
        );
        return Exit::Failed;
    };
    let Some(rendering) = Rendering::new(&setting, matches) else {
        return Exit::Failed;
    };
    let Some(audit) = stored(&setting, path) else {
        return Exit::Failed;
    };
    if refuse_told(&setting, &rendering.files(), path, &audit).is_err() {
        return Exit::Failed;
    }
    let asked = string(matches, "audience").and_then(|code| Audience::of(code));
    let asked = asked.unwrap_or(audit.audience);
    let mut audit = match redact(audit, asked) {
        Ok(audit) => audit,
        Err(wider) => {
            let (from, to) = (wider.from.code(), wider.to.code());
            let args = [("path", path.as_str()), ("from", from), ("to", to)];
            setting.fail("terminal.wider-audience", &args);
            return Exit::Failed;
        }
    };
    let Some(asked) = setting.look(matches) else {
        return Exit::Failed;
    };
    audit.look = asked.over(audit.look);
    let asked = rendering.asked();
    let shown = match asked {
        None if !rendering.has_files() => Some(Format::Text),
        asked => asked,
    };
    match rendering.write(&setting, &audit, shown, false) {
        Ok(()) => Exit::Holds,
        Err(exit) => exit,
    }
}

/// Reads a stored audit, or says why it is none: all parts that do not agree at once.
pub(super) fn stored(setting: &Setting, path: &str) -> Option<Audit> {
    let bytes = match input::stored(path) {
        Ok(bytes) => bytes,
        Err(Unreadable::TooLarge) => {
            let why = setting.words.get("terminal.audit-too-large");
            setting.fail("terminal.unreadable", &[("path", path), ("why", why)]);
            return None;
        }
        Err(Unreadable::NoFile) => {
            let why = setting.words.get("terminal.no-stored");
            setting.fail("terminal.unreadable", &[("path", path), ("why", why)]);
            return None;
        }
        Err(Unreadable::NotAFile) => {
            unreadable(setting, path, &Unreadable::NotAFile);
            return None;
        }
        Err(_) => {
            not_stored(setting, path, StoredError::Format);
            return None;
        }
    };
    let read = String::from_utf8(bytes).map_err(|_| StoredError::Format);
    match read.and_then(|text| garant_core::stored::read(&text)) {
        Ok(audit) => Some(audit),
        Err(why) => {
            not_stored(setting, path, why);
            None
        }
    }
}

/// Says why a text is no stored audit.
pub(super) fn not_stored(setting: &Setting, path: &str, why: StoredError) {
    match why {
        StoredError::Syntax {
            line,
            column,
            detail,
        } => {
            let (line, column) = (line.to_string(), column.to_string());
            let args = [
                ("path", path),
                ("line", &line),
                ("column", &column),
                ("detail", &detail),
            ];
            setting.fail("terminal.bad-audit-json", &args);
        }
        StoredError::Unsound(faults) => {
            setting.fail("terminal.unsound-audit", &[("path", path)]);
            for fault in faults {
                let key = format!("stored.{}", fault.code);
                let said = setting.words.fill(&key, &[("at", &fault.at)]);
                output::err(&format!("  - {}\n", visible(&said, false)));
            }
        }
        _ => setting.fail("terminal.bad-audit", &[("path", path)]),
    }
}

/// Writes the built-in look into a folder, all of it or nothing.
fn eject(setting: &Setting, folder: &str) -> Exit {
    let files = ejected();
    let place = |name: &str| Path::new(folder).join(name);
    let there = files.iter().filter(|(name, _)| input::exists(&place(name)));
    let there: Vec<String> = there
        .map(|(name, _)| place(name).to_string_lossy().into_owned())
        .collect();
    if !there.is_empty() {
        for path in &there {
            setting.fail("terminal.exists", &[("path", path)]);
        }
        return Exit::Failed;
    }
    if let Err(path) = output::files(Path::new(folder), &files) {
        setting.fail("terminal.no-write", &[("path", &path.to_string_lossy())]);
        return Exit::Failed;
    }
    let told = setting.words.count("look.ejected", files.len());
    let told = fill(&told, &[("path", folder)]);
    output::err(&format!("{}\n", visible(&told, false)));
    Exit::Holds
}
