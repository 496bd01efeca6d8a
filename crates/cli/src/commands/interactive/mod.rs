//! `garant init --interactive`: questions in the terminal; each answer is in the file as soon as it is given.

mod ask;
mod entry;
mod file;

use clap::ArgMatches;
use garant_core::descriptor::Descriptor;
use garant_rules::Catalog;
use garant_rules::facts::Found;
use garant_rules::field::{Field, Kind, Section};
use garant_rules::profile::Profile;
use garant_source::visible::visible;

use super::init::{Chosen, chosen, descriptor};
use super::string;
use crate::exit::Exit;
use crate::output;
use crate::setting::Setting;
use ask::{Ask, Reply};
use file::{Saved, Sheet};

pub(super) fn run(
    setting: &Setting,
    matches: &ArgMatches,
    catalog: &Catalog,
    profile: Option<&Profile>,
) -> Exit {
    let path = string(matches, "path").map_or("garant.toml", String::as_str);
    if path == "-" {
        setting.fail("interactive.no-stdin", &[]);
        return Exit::Failed;
    }
    let begun = descriptor(setting, catalog, profile);
    let Some(sheet) = Sheet::open(setting, catalog, path, begun) else {
        return Exit::Failed;
    };
    let mut talk = Talk {
        setting,
        catalog,
        path,
        chosen: chosen(catalog, profile),
        sheet,
        saved: 0,
        asked: Vec::new(),
    };
    let head = setting.words.fill("interactive.head", &[("path", path)]);
    say(&head);
    let end = talk.all();
    let key = match end {
        End::Done => "interactive.done",
        End::Left => "interactive.left",
        End::Failed => return Exit::Failed,
    };
    let told = setting.words.count(key, talk.saved);
    say(&garant_rules::words::fill(&told, &[("path", path)]));
    Exit::Holds
}

/// How the questions end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Done,
    Left,
    Failed,
}

/// What comes after a question.
enum Next {
    On,
    Back,
    End(End),
}

struct Talk<'a> {
    setting: &'a Setting,
    catalog: &'a Catalog,
    path: &'a str,
    chosen: Chosen,
    sheet: Sheet,
    saved: usize,
    /// The questions that were asked, by section and field, so that one can go back.
    asked: Vec<(usize, usize)>,
}

impl Talk<'_> {
    /// Every section; a question that has its answer is not asked, unless one goes back to it.
    fn all(&mut self) -> End {
        let sections = self.chosen.sections.clone();
        let mut at = 0;
        let mut again = None;
        while let Some(section) = sections.get(at) {
            if again.is_none() {
                if !section.fields.iter().any(|field| self.is_open(field)) {
                    at += 1;
                    continue;
                }
                self.head(section);
            }
            match self.section(section, at, again.take()) {
                Next::End(end) => return end,
                Next::On => at += 1,
                Next::Back => {
                    let (before, field) = self.asked.pop().unwrap_or((at, 0));
                    at = before;
                    again = Some(field);
                }
            }
        }
        End::Done
    }

    fn head(&self, section: &Section) {
        let lang = self.setting.lang;
        let args = [
            ("title", section.title.get(lang)),
            ("help", section.help.get(lang)),
        ];
        let said = self.setting.words.fill("interactive.section", &args);
        say(&format!("\n{said}"));
    }

    /// The fields of a section from one on, which is asked again, then its lists.
    fn section(&mut self, section: &Section, number: usize, again: Option<usize>) -> Next {
        let plain: Vec<&Field> = section
            .fields
            .iter()
            .filter(|field| is_plain(field))
            .collect();
        let mut at = again.unwrap_or(0);
        let mut again = again.is_some();
        while let Some(field) = plain.get(at) {
            if !again && !self.is_open(field) {
                at += 1;
                continue;
            }
            again = false;
            match self.one(field, &field.path) {
                Next::On => {
                    self.asked.push((number, at));
                    at += 1;
                }
                Next::Back => match self.asked.last() {
                    Some((known, before)) if *known == number => {
                        at = *before;
                        self.asked.pop();
                        again = true;
                    }
                    Some(_) => return Next::Back,
                    None => again = true,
                },
                end @ Next::End(_) => return end,
            }
        }
        let lists = section.fields.iter();
        for list in lists.filter(|field| field.kind == Kind::List) {
            match self.list(section, list) {
                Next::On => {}
                other => return other,
            }
        }
        Next::On
    }

    /// Asks a question until it has an answer that can be written, or none.
    fn one(&mut self, field: &Field, path: &str) -> Next {
        let ask = Ask {
            setting: self.setting,
            field,
            catalog: self.catalog,
            chosen: &self.chosen,
        };
        loop {
            let pieces = pieces(self.sheet.read());
            match ask.question(&pieces) {
                Reply::Skip => return Next::On,
                Reply::Back => return Next::Back,
                Reply::Leave => return Next::End(End::Left),
                Reply::Given(given) => {
                    let path = path.to_owned();
                    match self
                        .sheet
                        .save(self.setting, self.catalog, self.path, &[(path, given)])
                    {
                        Saved::Written => {
                            self.saved += 1;
                            return Next::On;
                        }
                        Saved::Refused(_) => {}
                        Saved::Failed => return Next::End(End::Failed),
                    }
                }
            }
        }
    }

    fn is_open(&self, field: &Field) -> bool {
        if field.kind == Kind::List {
            return true;
        }
        // How the file is read is no question to a project.
        if !is_plain(field) || !field.path.contains('.') {
            return false;
        }
        !matches!(
            self.sheet.read().answers.get(&field.path),
            Some(
                Found::Value(..)
                    | Found::Empty {
                        placeholder: false,
                        ..
                    }
            )
        )
    }
}

fn is_plain(field: &Field) -> bool {
    field.kind != Kind::List && !field.path.contains("[].")
}

fn pieces(descriptor: &Descriptor) -> Vec<String> {
    let entries = descriptor.entries("evidence");
    let ids = entries
        .iter()
        .filter_map(|entry| descriptor.string(&format!("{entry}.id")));
    ids.map(str::to_owned).collect()
}

/// Questions go to standard error, so that a pipe holds nothing else.
fn say(text: &str) {
    output::err(&format!("{}\n", visible(text, true)));
}
