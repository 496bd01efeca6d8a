//! Writing: a guide, a sheet a section, a sheet a list, and two hidden sheets that hold choices and tell what the others are.

mod entries;
mod filled;
mod guide;
mod help;
mod questions;
mod shelf;
mod stamp;
mod style;
mod validation;

use std::collections::BTreeSet;

use garant_core::{Descriptor, NoFiles, NotApplicable, Request, audit};
use garant_rules::catalog::declared;
use garant_rules::profile::Profile;
use garant_rules::words::fill;
use garant_rules::{Catalog, Lang};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::cell::Book;
use super::tell::UnwritableError;
use super::{STAMP, plan};
use crate::asked::{Asked, Pick};

use filled::Filled;
use shelf::Shelf;
use style::Styles;

/// Which workbook to write.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// Whose questions are asked: without one, those of the profile that the facts name, and without facts all.
    pub profile: Option<&'a Profile>,
    /// The language of titles, help and choices.
    pub lang: Lang,
    /// What is already known: its answers stand in the workbook, and what does not apply to it is left out.
    pub facts: Option<&'a Descriptor>,
    /// The day at which the facts are judged.
    pub as_of: Date,
    /// The workbook's own sentences in its language, by the keys `intake.workbook.…`.
    pub words: &'a dyn Fn(&str) -> String,
}

impl std::fmt::Debug for Order<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Order")
            .field("profile", &self.profile.map(|profile| &profile.id))
            .field("lang", &self.lang)
            .field("as_of", &self.as_of)
            .finish_non_exhaustive()
    }
}

/// What every sheet needs.
struct Pen<'a> {
    book: Book<'a>,
    asked: &'a Asked,
    filled: &'a Filled,
    styles: Styles,
    words: &'a dyn Fn(&str) -> String,
    /// The cells of the ids of evidence, as a formula names them.
    evidence: Option<String>,
}

impl Pen<'_> {
    fn word(&self, key: &str) -> String {
        (self.words)(&format!("intake.workbook.{key}"))
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        fill(&self.word(key), args)
    }
}

/// Writes a workbook. The same order gives the same bytes.
///
/// # Errors
/// When facts cannot be judged, or when one of their answers fits no cell: nothing is left out without a word.
pub fn write(catalog: &Catalog, order: &Order<'_>) -> Result<Vec<u8>, UnwritableError> {
    let filled = match order.facts {
        Some(facts) => Filled::of(catalog, facts),
        None => Filled::start(order.lang, order.profile),
    };
    let named = order.facts.and_then(|facts| {
        let id = facts.string("profile").unwrap_or(&catalog.default_profile);
        catalog.profile(id)
    });
    let profile = order.profile.or(named);
    let aside = match order.facts {
        Some(facts) => not_asked(catalog, facts, profile, order.as_of)?,
        None => BTreeSet::new(),
    };
    let answered = filled
        .paths()
        .map(|path| declared(path).into_owned())
        .collect();
    let asked = Asked::new(
        catalog,
        Pick {
            profile,
            aside: &aside,
            answered: &answered,
            unread: profile.is_some_and(|own| own.layout != PAGE),
        },
    );
    let book = Book {
        catalog,
        lang: order.lang,
    };
    let mut pen = Pen {
        book,
        asked: &asked,
        filled: &filled,
        styles: Styles::new(order.lang),
        words: order.words,
        evidence: None,
    };
    let lost = filled.lost(book);
    if !lost.is_empty() {
        return Err(UnwritableError::Answers(lost));
    }
    let (first, lists) = (pen.word("guide"), pen.word("lists"));
    let sheets = plan::sheets(catalog, &asked, order.lang, &[&first, &lists, STAMP]);
    pen.evidence = entries::evidence(&sheets);
    let mut shelf = Shelf::new(&lists);
    let mut out = Workbook::new();
    out.set_properties(&properties(&pen)?);
    guide::write(out.add_worksheet(), &pen, &first, &sheets, profile)?;
    for sheet in &sheets {
        match sheet.list {
            None => questions::write(out.add_worksheet(), &pen, sheet, &sheets, &mut shelf)?,
            Some(list) => entries::write(out.add_worksheet(), &pen, sheet, list, &mut shelf)?,
        }
    }
    shelf.write(out.add_worksheet())?;
    stamp::write(
        out.add_worksheet(),
        book,
        profile,
        order.facts.is_some(),
        [&first, &lists],
        &sheets,
    )?;
    Ok(out.save_to_buffer()?)
}

/// The layout of a profile whose report is a single page: it asks its own questions alone.
const PAGE: &str = "page";

/// The criteria that are out of the project's scope, or another actor's.
fn not_asked(
    catalog: &Catalog,
    facts: &Descriptor,
    profile: Option<&Profile>,
    as_of: Date,
) -> Result<BTreeSet<String>, UnwritableError> {
    let request = Request::new(facts.text.name(), facts.text.as_str(), as_of);
    let request = request.profile(profile.map(|profile| profile.id.as_str()));
    let found = audit(catalog, &request, &NoFiles)?;
    let aside = [NotApplicable::OutOfScope, NotApplicable::OtherActor].map(NotApplicable::code);
    let all = found.findings.into_iter();
    Ok(all
        .filter(|finding| {
            finding
                .reason
                .as_deref()
                .is_some_and(|why| aside.contains(&why))
        })
        .map(|finding| finding.criterion)
        .collect())
}

fn properties(pen: &Pen<'_>) -> Result<DocProperties, UnwritableError> {
    let title = pen.word("title");
    let own = DocProperties::new().set_title(title).set_author("Garant");
    // Without a date of its own the file would bear the clock's.
    Ok(own.set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?))
}
