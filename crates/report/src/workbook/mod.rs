//! A workbook (Office Open XML) for committees who work in one: a summary, criteria, checks, texts, evidence, accepted risks, opinions.
//!
//! Cells are texts, so that none runs; the tables of criteria and of checks have the rows and columns of the CSV formats, with columns
//! of codes hidden. No formula, no macro, no link. The date of the file is the audit's.

mod lists;
mod sheet;
mod summary;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::findings::{checks, criteria};
use crate::lang::Words;
use crate::render::RenderError;
use crate::view::View;

use sheet::Styles;

/// Renders a view.
pub(crate) fn render(view: &View<'_>, words: &Words) -> Result<Vec<u8>, RenderError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(view, words)?);
    let styles = Styles::new();
    summary::write(book.add_worksheet(), view, words, &styles)?;
    let tables = [
        ("workbook.criteria", criteria::table(view, words)),
        ("workbook.checks", checks::table(view, words)),
        ("workbook.sources", lists::sources(view)),
        ("workbook.evidence", lists::evidence(view)),
        ("workbook.waivers", lists::waivers(view)),
        ("workbook.opinions", lists::opinions(view)),
    ];
    for (name, table) in &tables {
        sheet::write(book.add_worksheet(), words.get(name), table, words, &styles)?;
    }
    Ok(book.save_to_buffer()?)
}

fn properties(view: &View<'_>, words: &Words) -> Result<DocProperties, RenderError> {
    let audit = view.audit;
    let system = audit.system.name.as_deref();
    let title = format!(
        "{} – {}",
        words.get("report.title"),
        sheet::shown(system.unwrap_or_else(|| words.get("unnamed")), TITLE)
    );
    let program = format!("{} {}", audit.tool.name, audit.tool.version);
    let mut own = DocProperties::new().set_title(title).set_author(program);
    // A stored audit may hold a date that a workbook cannot: then none is better than the clock's.
    let date = ExcelDateTime::parse_from_str(&audit.as_of);
    own = own.set_creation_datetime(&date.or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?);
    Ok(own)
}

/// The longest title of a document, in characters.
const TITLE: usize = 200;
