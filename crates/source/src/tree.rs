//! A TOML text as a tree in source order, each node with its span. All syntax errors at once.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;
use crate::text::{Span, Text};

/// A value and where it stands. A table's span is its header, as the parser gives it.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where, in bytes.
    pub span: Span,
    /// What.
    pub value: Tree,
}

/// A TOML value.
#[derive(Clone, Debug)]
pub enum Tree {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a point.
    Number(f64),
    /// A text.
    Text(String),
    /// A local date.
    Date(Date),
    /// A date and time, or a time: TOML allows them, Garant asks for dates only.
    Time(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

impl Tree {
    /// The kind's code, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Bool(_) => "bool",
            Self::Integer(_) => "integer",
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Date(_) => "date",
            Self::Time(_) => "time",
            Self::List(_) => "list",
            Self::Table(_) => "table",
        }
    }
}

/// The keys of a table in source order.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Each key once: the parser refuses doubles.
    pub entries: Vec<Entry>,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

/// How many errors of a file are told: a file that has more has them all over.
pub const MAX_ERRORS: usize = 1_000;

/// Reads a text. What could not be read is in the diagnostics, one a line, the first [`MAX_ERRORS`]; the rest is in the tree.
pub fn parse(text: &Text) -> (Table, Vec<Diagnostic>) {
    let (root, errors) = DeTable::parse_recoverable(text.as_str());
    let mut problems: Vec<Diagnostic> = Vec::new();
    let mut lines = BTreeSet::new();
    for error in errors {
        let span = error.span().map_or_else(Span::default, Span::from);
        if problems.len() >= MAX_ERRORS {
            break;
        }
        if !lines.insert(text.line_of(span.start)) {
            continue;
        }
        let value = value_at(text, span);
        let code = syntax_code(value, error.message());
        let mut problem = Diagnostic::error(code, text, span)
            .with("detail", error.message())
            .with("found", text.slice(span));
        if let Some(case) = case_of(value) {
            problem = problem.with("case", case);
        }
        problems.push(problem);
    }
    let table = table_of(root.get_ref(), text, &mut problems);
    (table, problems)
}

/// What stands right of the equals sign on the line of an error, its comment apart; empty where the error is left of it.
fn value_at(text: &Text, span: Span) -> &str {
    let place = text.position(span.start);
    let line = text.line(place.line);
    let Some((key, value)) = line.split_once('=') else {
        return "";
    };
    if place.column <= key.chars().count() {
        return "";
    }
    value
        .split_once('#')
        .map_or(value, |(value, _)| value)
        .trim()
}

fn syntax_code(value: &str, message: &str) -> &'static str {
    if message.contains("duplicate key") {
        "duplicate-key"
    } else if shape(value).starts_with("0000-00-00") {
        "impossible-date"
    } else {
        "toml-syntax"
    }
}

/// How a value is written that TOML does not read, where its shape alone tells it.
fn case_of(value: &str) -> Option<&'static str> {
    let shape = shape(value);
    let parts: Vec<&str> = shape.split(['/', '.', '-']).collect();
    if let [day, month, "0000"] = parts[..]
        && [day, month].iter().all(|part| matches!(*part, "0" | "00"))
    {
        return Some("day-first");
    }
    if let Some((whole, rest)) = shape.strip_prefix('-').unwrap_or(&shape).split_once(',')
        && [whole, rest]
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte == b'0'))
    {
        return Some("decimal-comma");
    }
    let bare =
        value.starts_with(char::is_alphabetic) && !value.contains(['"', '\'', '[', '{', '=']);
    bare.then_some("bare-word")
}

/// A value with each digit as `0`.
fn shape(value: &str) -> String {
    let digit = |c: char| if c.is_ascii_digit() { '0' } else { c };
    value.chars().take(40).map(digit).collect()
}

fn table_of(table: &DeTable<'_>, text: &Text, problems: &mut Vec<Diagnostic>) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: key.span().into(),
            node: node_of(value, text, problems),
        })
        .collect();
    entries.sort_by(|a, b| {
        let place = |entry: &Entry| entry.key_span.start;
        place(a).cmp(&place(b)).then_with(|| a.key.cmp(&b.key))
    });
    Table { entries }
}

fn wrong(problems: &mut Vec<Diagnostic>, code: &'static str, text: &Text, span: Span, found: &str) {
    if problems.len() < MAX_ERRORS {
        problems.push(Diagnostic::error(code, text, span).with("found", found));
    }
}

fn node_of(value: &Spanned<DeValue<'_>>, text: &Text, problems: &mut Vec<Diagnostic>) -> Node {
    let span = Span::from(value.span());
    let tree = match value.get_ref() {
        DeValue::Boolean(value) => Tree::Bool(*value),
        DeValue::String(value) => Tree::Text(Cow::clone(value).into_owned()),
        DeValue::Integer(value) => {
            if let Ok(number) = i64::from_str_radix(value.as_str(), value.radix()) {
                Tree::Integer(number)
            } else {
                wrong(problems, "number-too-large", text, span, value.as_str());
                Tree::Integer(0)
            }
        }
        DeValue::Float(value) => Tree::Number(value.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Datetime(value) => match (value.date, value.time) {
            (Some(date), None) => {
                let day = (
                    i16::try_from(date.year),
                    i8::try_from(date.month),
                    i8::try_from(date.day),
                );
                if let (Ok(year), Ok(month), Ok(day)) = day
                    && let Ok(date) = Date::new(year, month, day)
                {
                    Tree::Date(date)
                } else {
                    wrong(problems, "impossible-date", text, span, text.slice(span));
                    Tree::Time(value.to_string())
                }
            }
            _ => Tree::Time(value.to_string()),
        },
        DeValue::Array(items) => Tree::List(
            items
                .iter()
                .map(|item| node_of(item, text, problems))
                .collect(),
        ),
        DeValue::Table(table) => Tree::Table(table_of(table, text, problems)),
    };
    Node { span, value: tree }
}
