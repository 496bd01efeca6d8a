//! Answers put into a descriptor, where they belong in it; every other byte stays.
//!
//! Opens and writes no file: a text and answers in, another text out. An answer that stands is never replaced unless its source is
//! meant to [update](Source::update), and then it is said. One way for workbooks, documents and descriptors alike.

mod braces;
mod cut;
mod headers;
mod item;
mod layout;
mod matched;
mod migrate;
mod origin;
mod outcome;
mod path;
mod place;
mod plan;
mod says;
mod write;

use std::collections::BTreeMap;

use garant_core::descriptor::Descriptor;
use garant_core::validate;
use garant_rules::Catalog;
use garant_rules::facts::Found;

use crate::answer::{Answer, Origin};
use item::Item;
use plan::Plan;

pub use migrate::{Migrated, Moved, migrate};
pub use outcome::{Conflict, MergeError, Merged, Refused, Why, Written};

/// What one source gives, and what may be done with it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its answers.
    pub answers: &'a [Answer],
    /// Whether an answer of this source takes the place of another one that stands. What an earlier source of the same run wrote stays.
    pub update: bool,
    /// What the numbers of its entries of lists mean.
    pub entries: Entries,
    /// Whether a text that holds the place of an answer, such as "TBD", is written as it stands where nothing stands, as in a workbook that
    /// brings back what its descriptor says. It never takes the place of an answer. Else it is refused.
    pub placeholders: bool,
}

/// What the numbers of a source's entries of lists mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Entries {
    /// Nothing but which answers belong together.
    #[default]
    Own,
    /// Those of the descriptor, as in a workbook made from it, in which people move and take away rows: an entry without a name is the one
    /// that shares most answers, and its number tells between several alike.
    Numbered,
    /// Those of the descriptor.
    Exact,
}

impl<'a> Source<'a> {
    /// A source that fills what is empty and replaces nothing.
    pub fn new(answers: &'a [Answer]) -> Self {
        Self {
            answers,
            update: false,
            entries: Entries::Own,
            placeholders: false,
        }
    }
}

const BOM: &str = "\u{feff}";

/// What a descriptor holds that says nothing yet.
const BLANK: &str = "garant = 1\n";

/// Merges sources into a descriptor, one after the other: what a source wrote stands before the next. Without a text, into a new one.
/// `name` is how problems call the descriptor.
///
/// Entries of lists are found again by the field that is unique in the list, else by `id` or `name`; an entry that has none of these is
/// the one that says all that it says. What is not found is a new entry.
///
/// # Errors
/// When the text is no valid descriptor, and when its layout cannot take the answers. Nothing is merged then.
pub fn merge(
    catalog: &Catalog,
    name: &str,
    text: Option<&str>,
    sources: &[Source<'_>],
) -> Result<Merged, MergeError> {
    let text = text.unwrap_or(BLANK);
    let (mark, text) = match text.strip_prefix(BOM) {
        Some(rest) => (BOM, rest),
        None => ("", text),
    };
    let descriptor = validate::descriptor(catalog, name, text).map_err(MergeError::Descriptor)?;
    let mut run = Run {
        catalog,
        name,
        descriptor,
        own: BTreeMap::new(),
        out: Outcome::default(),
    };
    for source in sources {
        run.take(*source)?;
    }
    let Run {
        descriptor,
        mut out,
        ..
    } = run;
    for written in &mut out.written {
        written.line = descriptor.line(&written.path);
    }
    for kept in &mut out.kept {
        kept.line = descriptor.line(&kept.path);
    }
    Ok(Merged {
        text: format!("{mark}{}", descriptor.text.as_str()),
        written: out.written,
        kept: out.kept,
        refused: out.refused,
        same: out.same,
        descriptor,
    })
}

#[derive(Debug, Default)]
struct Outcome {
    written: Vec<Written>,
    kept: Vec<Conflict>,
    refused: Vec<Refused>,
    same: usize,
}

struct Run<'c> {
    catalog: &'c Catalog,
    name: &'c str,
    /// The descriptor as it stands.
    descriptor: Descriptor,
    /// What this run wrote, by concrete path.
    own: BTreeMap<String, Origin>,
    out: Outcome,
}

impl Run<'_> {
    fn take(&mut self, source: Source<'_>) -> Result<(), MergeError> {
        let mut items = Vec::new();
        for answer in source.answers {
            match Item::of(self.catalog, answer, source.placeholders) {
                Ok(item) => items.push(item),
                Err(why) => self.refuse(answer, why),
            }
        }
        // What makes the result invalid is refused, and the rest is tried again without it.
        loop {
            let plan = Plan::of(self.catalog, &self.descriptor, &items, source, &self.own);
            let text = write::write(self.catalog, &self.descriptor, &plan);
            match validate::descriptor(self.catalog, self.name, &text) {
                Ok(after) => return self.end(plan, after),
                Err(problems) => {
                    let wrong = plan.blame(&text, &problems);
                    if wrong.is_empty() {
                        return Err(MergeError::Layout);
                    }
                    let mut at = 0;
                    items.retain(|item| {
                        let why = wrong.get(&at);
                        at += 1;
                        if let Some(problem) = why {
                            self.out.refused.push(Refused {
                                path: item.answer.path.clone(),
                                given: item.answer.given.clone(),
                                origin: item.answer.origin.clone(),
                                why: Why::Problem(Box::new(problem.clone())),
                            });
                        }
                        why.is_none()
                    });
                }
            }
        }
    }

    fn refuse(&mut self, answer: &Answer, why: Why) {
        self.out.refused.push(Refused {
            path: answer.path.clone(),
            given: answer.given.clone(),
            origin: answer.origin.clone(),
            why,
        });
    }

    fn end(&mut self, plan: Plan, after: Descriptor) -> Result<(), MergeError> {
        if !plan.is_all(self.catalog, &self.descriptor, &after) {
            return Err(MergeError::Layout);
        }
        for write in &plan.writes {
            let (replaced, updated) = match &write.replaces {
                Some(put) => (Some(put.text.clone()), put.answer),
                None => (None, false),
            };
            self.own.insert(write.path.clone(), write.origin.clone());
            self.out.written.push(Written {
                path: write.path.clone(),
                given: write.given.clone(),
                origin: write.origin.clone(),
                replaced,
                updated,
                silent: write.silent,
                line: 0,
            });
        }
        // What an earlier source of this run said stands before a later one, also where it stood already.
        for (path, origin) in plan.held {
            self.own.entry(path).or_insert(origin);
        }
        self.out.kept.extend(plan.kept);
        self.out.same += plan.same;
        self.descriptor = after;
        Ok(())
    }
}

/// The text of what stands at a path; empty where nothing does.
fn slice(descriptor: &Descriptor, path: &str) -> String {
    let span = match descriptor.answers.get(path) {
        Some(Found::Value(_, span) | Found::Empty { span, .. }) => span.unwrap_or_default(),
        _ => return String::new(),
    };
    descriptor.text.slice(span).to_owned()
}
