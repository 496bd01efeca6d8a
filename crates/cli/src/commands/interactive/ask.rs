//! One question: how it is put, and how its answer is read.

use garant_intake::Given;
use garant_rules::Catalog;
use garant_rules::field::{Field, Kind};
use garant_source::visible::visible;
use jiff::civil::Date;

use super::say;
use crate::commands::init::Chosen;
use crate::input;
use crate::output;
use crate::setting::Setting;

/// What a person answers.
pub(super) enum Reply {
    Given(Given),
    Skip,
    Back,
    Leave,
}

pub(super) struct Ask<'a> {
    pub(super) setting: &'a Setting,
    pub(super) field: &'a Field,
    pub(super) catalog: &'a Catalog,
    pub(super) chosen: &'a Chosen,
}

impl Ask<'_> {
    /// Asks until the answer can be read. The end of the input leaves.
    pub(super) fn question(&self, pieces: &[String]) -> Reply {
        self.options();
        loop {
            prompt(&self.said());
            let Some(line) = input::line() else {
                return Reply::Leave;
            };
            match line.trim() {
                "" => return Reply::Skip,
                "-" => return Reply::Back,
                ":q" => return Reply::Leave,
                "?" => self.help(pieces),
                text => match self.read(text) {
                    Some(given) => return Reply::Given(given),
                    None => say(self.word("interactive.again")),
                },
            }
        }
    }

    /// Whether an entry is to be added.
    pub(super) fn another(&self) -> Reply {
        loop {
            prompt(self.word("interactive.another"));
            let Some(line) = input::line() else {
                return Reply::Leave;
            };
            match line.trim() {
                "" => return Reply::Skip,
                "-" => return Reply::Back,
                ":q" => return Reply::Leave,
                "?" => self.help(&[]),
                text => match self.truth(text) {
                    Some(true) => return Reply::Given(Given::Bool(true)),
                    Some(false) => return Reply::Skip,
                    None => say(self.word("interactive.again")),
                },
            }
        }
    }

    fn said(&self) -> String {
        let words = &self.setting.words;
        let unit = self.field.unit.as_ref().map(|unit| {
            let unit = unit.get(self.setting.lang);
            words.fill("interactive.unit", &[("unit", unit)])
        });
        let key = match self.field.kind {
            Kind::Text | Kind::List | Kind::Criterion | Kind::Profile => None,
            kind => Some(format!("interactive.{}", kind.code())),
        };
        let hint = key.map(|key| words.fill(&key, &[("unit", &unit.unwrap_or_default())]));
        let args = [
            ("title", self.field.title.get(self.setting.lang)),
            ("hint", &hint.unwrap_or_default()),
        ];
        words.fill("interactive.prompt", &args)
    }

    fn options(&self) {
        for (at, choice) in self.field.choices.iter().enumerate() {
            let n = (at + 1).to_string();
            let args = [
                ("n", n.as_str()),
                ("title", choice.title.get(self.setting.lang)),
            ];
            say(&self.setting.words.fill("interactive.option", &args));
        }
    }

    fn help(&self, pieces: &[String]) {
        let words = &self.setting.words;
        say(self.field.help.get(self.setting.lang));
        if let Some(example) = &self.field.example {
            say(&words.fill("interactive.example", &[("example", example)]));
        }
        let codes = self.chosen.codes(self.catalog, &self.field.path).join(", ");
        if !codes.is_empty() {
            say(&words.fill("interactive.criteria", &[("codes", &codes)]));
        }
        if self.field.kind == Kind::Evidence {
            if pieces.is_empty() {
                say(self.word("interactive.no-pieces"));
            } else {
                let ids = pieces.join(", ");
                say(&words.fill("interactive.pieces", &[("ids", &ids)]));
            }
        }
        self.options();
    }

    fn word(&self, key: &'static str) -> &str {
        self.setting.words.get(key)
    }

    fn read(&self, text: &str) -> Option<Given> {
        match self.field.kind {
            Kind::Bool => self.truth(text).map(Given::Bool),
            Kind::Integer => figures(text).parse().ok().map(Given::Integer),
            Kind::Number => {
                let number: f64 = figures(text).parse().ok()?;
                number.is_finite().then_some(Given::Number(number))
            }
            Kind::Date => day(text).map(Given::Date),
            Kind::Choice => self.choice(text).map(Given::Text),
            Kind::Choices => {
                let parts = text.split([',', ';', ' ']).filter(|part| !part.is_empty());
                let ids: Option<Vec<String>> = parts.map(|part| self.choice(part)).collect();
                ids.map(Given::Texts)
            }
            Kind::Texts => {
                let parts = text.split(';').map(str::trim);
                let texts = parts.filter(|part| !part.is_empty()).map(str::to_owned);
                Some(Given::Texts(texts.collect()))
            }
            _ => Some(Given::Text(text.to_owned())),
        }
    }

    fn truth(&self, text: &str) -> Option<bool> {
        let text = text.to_lowercase();
        let among = |key: &'static str| self.word(key).split(' ').any(|known| known == text);
        if among("interactive.yes") {
            Some(true)
        } else if among("interactive.no") {
            Some(false)
        } else {
            None
        }
    }

    /// A choice by its number, its id or its words.
    fn choice(&self, text: &str) -> Option<String> {
        let lang = self.setting.lang;
        let choices = &self.field.choices;
        let by_number = text
            .parse::<usize>()
            .ok()
            .and_then(|number| choices.get(number.checked_sub(1)?));
        let by_name = || {
            choices.iter().find(|choice| {
                choice.id == text || choice.title.get(lang).to_lowercase() == text.to_lowercase()
            })
        };
        by_number.or_else(by_name).map(|choice| choice.id.clone())
    }
}

fn prompt(text: &str) {
    output::err(&visible(text, false));
    // In a pipe nobody ends the line.
    if !input::asks() {
        output::err("\n");
    }
}

/// A number without the spaces between its thousands, and with a point.
fn figures(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    bare.replace(',', ".")
}

/// A day as 2026-11-23, or as the French write it.
fn day(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let mut parts = text.split(['/', '.']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && year.len() == 4;
    if !whole {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
