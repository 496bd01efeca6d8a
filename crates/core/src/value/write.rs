//! The canonical text of a value, and which path each part of it belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use garant_rules::Catalog;
use garant_rules::catalog::declared;
use garant_rules::field::Kind;
use garant_source::{Diagnostic, quoted};

use super::{Node, ValueError, ValueProblem};
use crate::descriptor::MAX_BYTES;

/// A path longer than this many bytes is no field's.
const MAX_PATH: usize = 256;

/// A TOML text that nobody wrote.
#[derive(Clone, Debug, Default)]
pub(crate) struct Canonical {
    /// The text.
    pub(crate) text: String,
    /// Its parts in order. A part knows its own step alone: whole paths of a hostile value would not fit in memory.
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    start: usize,
    outer: Option<usize>,
    step: String,
    /// How long the whole path is, in bytes.
    length: usize,
}

impl Canonical {
    /// The concrete path that a byte of the text belongs to; empty for the whole.
    pub(crate) fn path(&self, byte: usize) -> String {
        let after = self.parts.partition_point(|part| part.start <= byte);
        self.path_of(after.checked_sub(1))
    }

    /// Puts a problem of the text where it stands in the value.
    pub(crate) fn unplace(&self, problem: &mut Diagnostic) {
        problem.unplace(self.path(problem.span.start));
    }

    fn path_of(&self, mut part: Option<usize>) -> String {
        let mut steps = Vec::new();
        while let Some(own) = part.and_then(|at| self.parts.get(at)) {
            steps.push(own.step.as_str());
            part = own.outer;
        }
        let mut path = String::new();
        for step in steps.into_iter().rev() {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        path
    }
}

/// Writes a table as a text of its own.
pub(super) fn canonical(
    catalog: &Catalog,
    table: &BTreeMap<String, Node>,
) -> Result<Canonical, ValueError> {
    let dates = catalog.fields().filter(|field| field.kind == Kind::Date);
    let dates = dates.flat_map(|field| {
        let former = field.renamed_from.as_deref().into_iter();
        former.chain([field.path.as_str()])
    });
    let mut pen = Pen {
        out: Canonical::default(),
        dates: dates.collect(),
    };
    pen.table("", None, table)?;
    pen.fits()?;
    Ok(pen.out)
}

struct Pen<'c> {
    out: Canonical,
    /// Fields that ask for a date, by declared path.
    dates: BTreeSet<&'c str>,
}

impl Pen<'_> {
    /// The answers of a table, then its tables and its lists of tables. `header` names it in TOML.
    fn table(
        &mut self,
        header: &str,
        outer: Option<usize>,
        table: &BTreeMap<String, Node>,
    ) -> Result<(), ValueError> {
        for (key, node) in table.iter().filter(|(_, node)| !stands_apart(node)) {
            self.entry(outer, key, node)?;
            self.out.text.push('\n');
        }
        for (key, node) in table.iter().filter(|(_, node)| stands_apart(node)) {
            let own = if header.is_empty() {
                name(key)
            } else {
                format!("{header}.{}", name(key))
            };
            match node {
                Node::Table(inner) => {
                    let part = self.begin(outer, key.clone())?;
                    let _ = writeln!(self.out.text, "[{own}]");
                    self.table(&own, part, inner)?;
                }
                Node::List(items) => {
                    let list = self.begin(outer, key.clone())?;
                    for (index, item) in items.iter().enumerate() {
                        let part = self.begin(list, format!("[{index}]"))?;
                        let _ = writeln!(self.out.text, "[[{own}]]");
                        if let Node::Table(inner) = item {
                            self.table(&own, part, inner)?;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn entry(&mut self, outer: Option<usize>, key: &str, node: &Node) -> Result<(), ValueError> {
        let part = self.begin(outer, key.to_owned())?;
        let _ = write!(self.out.text, "{} = ", name(key));
        self.value(part, node)
    }

    fn value(&mut self, part: Option<usize>, node: &Node) -> Result<(), ValueError> {
        match node {
            Node::Bool(value) => {
                let _ = write!(self.out.text, "{value}");
            }
            Node::Integer(value) => {
                let _ = write!(self.out.text, "{value}");
            }
            // Always with a point or an exponent.
            Node::Number(value) => {
                let _ = write!(self.out.text, "{value:?}");
            }
            Node::Moment(text) => self.out.text.push_str(text),
            Node::Text(text) if is_day(text) && self.asks_for_a_date(part) => {
                self.out.text.push_str(text);
            }
            Node::Text(text) => self.out.text.push_str(&quoted(text)),
            Node::List(items) => {
                self.out.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.out.text.push_str(", ");
                    }
                    let part = self.begin(part, format!("[{index}]"))?;
                    self.value(part, item)?;
                }
                self.out.text.push(']');
            }
            Node::Table(table) => {
                self.out.text.push('{');
                for (index, (key, node)) in table.iter().enumerate() {
                    self.out.text.push_str(if index > 0 { ", " } else { " " });
                    self.entry(part, key, node)?;
                }
                self.out.text.push_str(" }");
            }
        }
        Ok(())
    }

    /// Begins a part, unless the text is already too long.
    fn begin(&mut self, outer: Option<usize>, step: String) -> Result<Option<usize>, ValueError> {
        self.fits()?;
        let before = outer.and_then(|at| self.out.parts.get(at));
        self.out.parts.push(Part {
            start: self.out.text.len(),
            length: before.map_or(0, |part| part.length) + step.len() + 1,
            outer,
            step,
        });
        Ok(self.out.parts.len().checked_sub(1))
    }

    fn fits(&self) -> Result<(), ValueError> {
        if self.out.text.len() > MAX_BYTES {
            Err(ValueError::new(ValueProblem::TooLarge))
        } else {
            Ok(())
        }
    }

    fn asks_for_a_date(&self, part: Option<usize>) -> bool {
        let length = part.and_then(|at| self.out.parts.get(at));
        length.is_some_and(|part| part.length <= MAX_PATH)
            && self.dates.contains(&*declared(&self.out.path_of(part)))
    }
}

/// Whether a node is written under a header of its own: a table, or a list of nothing but tables.
fn stands_apart(node: &Node) -> bool {
    match node {
        Node::Table(_) => true,
        Node::List(items) => {
            !items.is_empty() && items.iter().all(|item| matches!(item, Node::Table(_)))
        }
        _ => false,
    }
}

/// Whether a text has the form of a day, such as `2026-11-23`; whether there is such a day is told when it is read.
fn is_day(text: &str) -> bool {
    let shape = text
        .bytes()
        .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    shape.eq(*b"0000-00-00")
}

fn name(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !key.is_empty() && key.chars().all(bare) {
        return key.to_owned();
    }
    quoted(key)
}
