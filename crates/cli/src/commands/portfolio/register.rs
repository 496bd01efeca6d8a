//! The organisation's own register, as CSV. All that is wrong with it is told, by line.

use std::collections::BTreeMap;

use garant_core::portfolio::Entry;
use garant_source::visible::visible;

use crate::exit::Exit;
use crate::input::{self, Unreadable};
use crate::output;
use crate::setting::Setting;

/// The columns that are read.
const COLUMNS: [&str; 3] = ["id", "name", "service"];

/// Reads a register, or says all that is wrong with it.
pub(super) fn read(setting: &Setting, path: &str) -> Result<Vec<Entry>, Exit> {
    let text = input::text(path).map_err(|why| {
        let mut at = String::new();
        let key = match why {
            Unreadable::NoFile => "portfolio.register-no-file",
            Unreadable::NotUtf8(line) => {
                at = line.to_string();
                "terminal.no-utf8"
            }
            Unreadable::TooLarge => "portfolio.register-too-large",
            Unreadable::NotAFile => "terminal.not-a-file",
            Unreadable::Folder | Unreadable::Other => "terminal.io",
        };
        let why = setting.words.fill(key, &[("line", &at)]);
        setting.fail("terminal.unreadable", &[("path", path), ("why", &why)]);
        Exit::Failed
    })?;
    let mut register = Reading {
        setting,
        path,
        wrong: 0,
    };
    let entries = register.entries(text.trim_start_matches('\u{feff}'));
    if register.wrong > 0 {
        return Err(Exit::Failed);
    }
    Ok(entries)
}

/// The lines of a text, counted as it is read: the reader counts line ends of two characters one row too late.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line of the row that begins at a byte, or after the line ends that stand there.
    fn at(&mut self, byte: u64) -> u64 {
        let from = usize::try_from(byte).unwrap_or(usize::MAX).max(self.at);
        let ahead = self.text.get(from..).unwrap_or_default();
        let skipped = ahead
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let to = from + skipped.count();
        let passed = self.text.get(self.at..to).unwrap_or_default();
        let ends = passed.split(|byte| *byte == b'\n').count() - 1;
        self.line += ends as u64;
        self.at = to;
        self.line
    }
}

struct Reading<'a> {
    setting: &'a Setting,
    path: &'a str,
    wrong: usize,
}

impl Reading<'_> {
    fn wrong(&mut self, line: u64, key: &str, args: &[(&str, &str)]) {
        self.wrong += 1;
        let why = self
            .setting
            .words
            .fill(&format!("portfolio.register-{key}"), args);
        let path = format!("{}:{line}", self.path);
        self.setting
            .fail("terminal.unreadable", &[("path", &path), ("why", &why)]);
    }

    fn entries(&mut self, text: &str) -> Vec<Entry> {
        let head = text.lines().next().unwrap_or_default();
        let count = |wanted: char| head.chars().filter(|c| *c == wanted).count();
        let delimiter = if count(';') > count(',') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows = reader.records();
        let Some(Ok(header)) = rows.next() else {
            self.wrong(1, "empty", &[]);
            return Vec::new();
        };
        let Some(places) = self.places(&header) else {
            return Vec::new();
        };
        let mut entries = Vec::new();
        let mut seen: BTreeMap<String, u64> = BTreeMap::new();
        let mut lines = Lines::of(text);
        for row in rows.flatten() {
            let line = lines.at(row.position().map_or(0, csv::Position::byte));
            if row.len() != header.len() {
                let args = [row.len().to_string(), header.len().to_string()];
                let [found, wanted] = args.each_ref().map(String::as_str);
                self.wrong(line, "cells", &[("found", found), ("wanted", wanted)]);
                continue;
            }
            let [id, name, service] =
                places.map(|place| row.get(place).unwrap_or_default().trim().to_owned());
            if id.is_empty() || name.is_empty() {
                let column = if id.is_empty() { "id" } else { "name" };
                self.wrong(line, "no-cell", &[("column", column)]);
            } else if let Some(first) = seen.get(&id) {
                let first = first.to_string();
                self.wrong(line, "twice", &[("id", &id), ("line", &first)]);
            } else {
                seen.insert(id.clone(), line);
                let line = usize::try_from(line).unwrap_or(usize::MAX);
                entries.push(Entry::new(id, name, service, line));
            }
        }
        entries
    }

    /// Where the columns stand; tells those that are not read.
    fn places(&mut self, header: &csv::StringRecord) -> Option<[usize; 3]> {
        let names: Vec<String> = header
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect();
        let mut places = [0; 3];
        for (place, column) in places.iter_mut().zip(COLUMNS) {
            let mut at = names.iter().enumerate().filter(|(_, name)| *name == column);
            match (at.next(), at.next()) {
                (Some((at, _)), None) => *place = at,
                (None, _) => self.wrong(1, "no-column", &[("column", column)]),
                (Some(_), Some(_)) => self.wrong(1, "column-twice", &[("column", column)]),
            }
        }
        let others = header.iter().zip(&names);
        let others: Vec<&str> = others
            .filter(|(_, name)| !COLUMNS.contains(&name.as_str()))
            .map(|(given, _)| given.trim())
            .collect();
        if !others.is_empty() && self.wrong == 0 {
            let args = [("path", self.path), ("columns", &others.join(", "))];
            let told = self.setting.words.fill("portfolio.register-others", &args);
            output::err(&format!("{}\n", visible(&told, false)));
        }
        (self.wrong == 0).then_some(places)
    }
}
