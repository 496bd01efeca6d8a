//! One answer as a cell shows it, and one cell as an answer.

mod choice;
mod number;
mod period;

use garant_rules::field::{Field, Kind};
use garant_rules::{Catalog, Lang};
use garant_source::Tree;
use garant_source::diagnostic::nearest;
use garant_source::visible::is_hidden;
use jiff::civil::Date;

use super::LONGEST;
use crate::Given;

pub(super) use choice::{labels, profiles, yes_no};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Held {
    Bool(bool),
    Number(f64),
    Text(String),
    Day(Date),
    /// A day with an hour, or an hour.
    Time(String),
    /// What a formula that failed leaves.
    Failed(String),
    Formula,
}

impl Held {
    /// Whether a person sees an empty cell.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }

    /// As a message shows it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::Text(text) | Self::Time(text) | Self::Failed(text) => text.clone(),
            Self::Day(date) => date.to_string(),
            Self::Formula => String::new(),
        }
    }
}

/// Why a cell is no answer: a code and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) args: Vec<(&'static str, String)>,
}

impl Fault {
    fn new(code: &'static str, args: &[(&'static str, &str)]) -> Self {
        let args = args.iter().map(|(key, value)| (*key, (*value).to_owned()));
        Self {
            code,
            args: args.collect(),
        }
    }
}

/// A workbook's catalog and language.
#[derive(Clone, Copy)]
pub(super) struct Book<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) lang: Lang,
}

impl Book<'_> {
    /// Reads a cell that is not blank as an answer to a field.
    pub(super) fn read(self, field: &Field, held: &Held) -> Result<Given, Fault> {
        let shown = held.shown();
        match held {
            Held::Formula => return Err(Fault::new("formula", &[])),
            Held::Failed(_) => return Err(Fault::new("error-cell", &[("found", &shown)])),
            _ => {}
        }
        match field.kind {
            Kind::Bool => self.yes(held).map(Given::Bool),
            Kind::Integer => number::integer(field, held, self.lang).map(Given::Integer),
            Kind::Number => number::number(field, held, self.lang).map(Given::Number),
            Kind::Date => day(held).map(Given::Date),
            Kind::Choice => self.choice(field, text(held)?).map(Given::Text),
            Kind::Choices => self.choices(field, held).map(Given::Texts),
            Kind::Texts => texts(held).map(Given::Texts),
            Kind::Duration => {
                let text = text(held)?.trim();
                let read = period::read(text, &self.catalog.words);
                let read = read.ok_or_else(|| Fault::new("wrong-duration", &[("found", text)]));
                read.map(Given::Text)
            }
            Kind::Criterion => self.criterion(text(held)?.trim()).map(Given::Text),
            Kind::Profile => self.profile(text(held)?).map(Given::Text),
            Kind::Url => self.address(text(held)?.trim()).map(Given::Text),
            Kind::Evidence => Ok(Given::Text(text(held)?.trim().to_owned())),
            Kind::Text => {
                // Spaces at the ends are slips; line ends are kept, for a descriptor's long texts end with one.
                let text = text(held)?.trim_matches(|c: char| c.is_whitespace() && c != '\n');
                let text = if field.unique { text.trim() } else { text };
                Ok(Given::Text(text.to_owned()))
            }
            Kind::List => Err(Fault::new("not-text", &[("found", &shown)])),
        }
    }

    /// The cell of a written answer, if reading it gives the answer back.
    pub(super) fn show(self, field: &Field, tree: &Tree) -> Option<Held> {
        let held = match (field.kind, tree) {
            (Kind::Bool, Tree::Bool(value)) => {
                let [yes, no] = yes_no(self.catalog, self.lang);
                Held::Text(if *value { yes } else { no })
            }
            #[expect(clippy::cast_precision_loss, reason = "what is lost is noticed below")]
            (Kind::Integer | Kind::Number, Tree::Integer(value)) => Held::Number(*value as f64),
            (Kind::Number, Tree::Number(value)) => Held::Number(*value),
            (Kind::Date, Tree::Date(date)) => Held::Day(*date),
            (Kind::Choice, Tree::Text(id)) => Held::Text(self.title(field, id)?),
            (Kind::Profile, Tree::Text(id)) => {
                let all = profiles(self.catalog, self.lang);
                let (_, title) = all.into_iter().find(|(known, _)| known == id)?;
                Held::Text(title)
            }
            (Kind::Choices | Kind::Texts, Tree::List(items)) if items.is_empty() => {
                Held::Number(0.0)
            }
            (Kind::Choices | Kind::Texts, Tree::List(items)) => {
                let lines = items.iter().map(|item| match &item.value {
                    Tree::Text(id) if field.kind == Kind::Choices => self.title(field, id),
                    Tree::Text(text) => Some(text.clone()),
                    _ => None,
                });
                Held::Text(lines.collect::<Option<Vec<String>>>()?.join("\n"))
            }
            (_, Tree::Text(text)) => Held::Text(text.clone()),
            _ => return None,
        };
        let early = matches!(&held, Held::Day(date) if *date < FIRST_DAY || *date > LAST_DAY);
        if held.is_blank() || early {
            return None;
        }
        (self.read(field, &held).ok()? == given(field.kind, tree)?).then_some(held)
    }

    fn criterion(self, text: &str) -> Result<String, Fault> {
        let first = text.split_whitespace().next().unwrap_or("");
        for name in [text, first] {
            if self.catalog.criterion(name).is_some() {
                return Ok(name.to_owned());
            }
        }
        let all = &self.catalog.criteria;
        let known = all.iter().flat_map(|one| [one.id.as_str(), &one.code]);
        let near = nearest(text, known).unwrap_or("");
        Err(Fault::new(
            "unknown-criterion",
            &[("found", text), ("nearest", near)],
        ))
    }

    fn address(self, text: &str) -> Result<String, Fault> {
        let sound = text.split_once("://").is_some_and(|(scheme, rest)| {
            ["http", "https"]
                .iter()
                .any(|web| scheme.eq_ignore_ascii_case(web))
                && rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
                && !text.contains(|c: char| c.is_whitespace() || is_hidden(c))
        });
        if sound || self.catalog.words.is_placeholder(text) {
            return Ok(text.to_owned());
        }
        Err(Fault::new("wrong-address", &[("found", text)]))
    }
}

/// The first day that all spreadsheets count alike, and the last that they know.
const FIRST_DAY: Date = Date::constant(1900, 3, 1);
const LAST_DAY: Date = Date::constant(9999, 12, 31);

/// The answer as a descriptor writes it.
pub(super) fn given(kind: Kind, tree: &Tree) -> Option<Given> {
    Some(match tree {
        Tree::Bool(value) => Given::Bool(*value),
        #[expect(clippy::cast_precision_loss, reason = "answers are far below 2^52")]
        Tree::Integer(value) if kind == Kind::Number => Given::Number(*value as f64),
        Tree::Integer(value) => Given::Integer(*value),
        Tree::Number(value) => Given::Number(*value),
        Tree::Text(text) => Given::Text(text.clone()),
        Tree::Date(date) => Given::Date(*date),
        Tree::List(items) => {
            let texts = items.iter().map(|item| match &item.value {
                Tree::Text(text) => Some(text.clone()),
                _ => None,
            });
            Given::Texts(texts.collect::<Option<Vec<String>>>()?)
        }
        _ => return None,
    })
}

/// A cell's text.
fn text(held: &Held) -> Result<&str, Fault> {
    match held {
        Held::Text(text) if text.encode_utf16().count() > LONGEST => {
            Err(Fault::new("text-too-long", &[]))
        }
        Held::Text(text) => Ok(text),
        // A program that took what was typed for a number or a date has lost how it was written.
        other => Err(Fault::new("not-text", &[("found", &other.shown())])),
    }
}

/// Texts, one a line; 0 says that there are none.
fn texts(held: &Held) -> Result<Vec<String>, Fault> {
    if is_none(held) {
        return Ok(Vec::new());
    }
    let lines = text(held)?.lines().map(str::trim);
    Ok(lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect())
}

/// Whether a cell says that there are none.
fn is_none(held: &Held) -> bool {
    match held {
        Held::Number(value) => value.abs() < f64::EPSILON,
        Held::Text(text) => text.trim() == "0",
        _ => false,
    }
}

/// A day. A text is refused even where it looks like one: nobody can tell March 4th from April 3rd.
fn day(held: &Held) -> Result<Date, Fault> {
    let shown = held.shown();
    let code = match held {
        Held::Day(date) if *date >= FIRST_DAY => return Ok(*date),
        Held::Day(_) => "date-too-early",
        Held::Time(_) => "date-with-time",
        Held::Number(_) => "number-for-date",
        Held::Text(_) => "date-as-text",
        _ => "not-date",
    };
    Err(Fault::new(code, &[("found", &shown)]))
}
