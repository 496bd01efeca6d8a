//! `garant seal`: the digests of the files that a descriptor cites, written into it.

use clap::ArgMatches;
use garant_core::seal::{Plan, Seal, State};
use garant_rules::Catalog;
use garant_source::visible::visible;

use super::{descriptor, string};
use crate::exit::Exit;
use crate::input::{Folder, shown};
use crate::output;
use crate::setting::Setting;

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let path = string(matches, "path").map_or("garant.toml", String::as_str);
    if path == "-" {
        setting.fail("seal.no-stdin", &[]);
        return Exit::Failed;
    }
    let Some(catalog) = setting.catalog(string(matches, "catalog")) else {
        return Exit::Failed;
    };
    let Some(text) = descriptor(setting, path) else {
        return Exit::Failed;
    };
    let files = Folder::of(path, matches.get_flag("allow-outside"));
    let plan = match Plan::read(&catalog, &shown(path), &text, &files) {
        Ok(plan) => plan,
        Err(problems) => {
            setting.show(&catalog, &problems);
            setting.fail("seal.refused", &[("path", path)]);
            return Exit::Failed;
        }
    };
    let run = Run {
        setting,
        catalog: &catalog,
        check: matches.get_flag("check"),
        update: matches.get_flag("update"),
    };
    run.end(&plan, path, &text)
}

struct Run<'a> {
    setting: &'a Setting,
    catalog: &'a Catalog,
    check: bool,
    update: bool,
}

impl Run<'_> {
    /// Tells each entry, and writes the file where something is to be written.
    fn end(&self, plan: &Plan, path: &str, text: &str) -> Exit {
        // A changed file may be the wrong one: nothing is written until the user says that it is meant.
        let stopped = !self.check && !self.update && plan.differs();
        let writes = !self.check && !stopped;
        let mut lines: Vec<usize> = plan.seals.iter().map(|seal| seal.line).collect();
        let mut changed = false;
        if writes {
            let Ok(written) = plan.write(self.catalog, self.update) else {
                self.setting.fail("seal.layout", &[("path", path)]);
                return Exit::Failed;
            };
            changed = written.text != text;
            if changed && output::replace(path, &written.text).is_err() {
                self.setting.fail("terminal.no-write", &[("path", path)]);
                return Exit::Failed;
            }
            lines = written.lines;
        }
        for (seal, line) in plan.seals.iter().zip(lines) {
            output::out(&self.told(seal, line, writes));
        }
        let unread = |seal: &Seal| matches!(seal.state, State::Unread(_));
        let complete = plan.is_complete() || (writes && !plan.seals.iter().any(unread));
        let key = if plan.seals.is_empty() {
            "seal.none"
        } else if stopped {
            "seal.stopped"
        } else if complete {
            "seal.complete"
        } else {
            "seal.open"
        };
        output::out(&format!("{}\n", self.setting.words.get(key)));
        if changed {
            let written = self
                .setting
                .words
                .fill("terminal.written", &[("path", path)]);
            output::err(&format!("{written}\n"));
        }
        if complete { Exit::Holds } else { Exit::Open }
    }

    fn told(&self, seal: &Seal, line: usize, writes: bool) -> String {
        let words = &self.setting.words;
        let said = |key: &str| words.get(&format!("seal.{key}")).to_owned();
        let says = match seal.state {
            State::Sealed => said("same"),
            State::Unsealed if writes => said("added"),
            State::Unsealed => said("unsealed"),
            State::Differs if writes => said("refreshed"),
            State::Differs => said("differs"),
            State::Recorded => said("recorded"),
            State::Unread(cause) => {
                let key = format!("evidence.why.{}", cause.code());
                self.catalog.words.get(&key, self.setting.lang).to_owned()
            }
        };
        let line = line.to_string();
        let args = [
            ("line", line.as_str()),
            ("path", &seal.path),
            ("says", &says),
        ];
        let told = words.fill("seal.line", &args);
        format!("{}\n", visible(&told, false))
    }
}
