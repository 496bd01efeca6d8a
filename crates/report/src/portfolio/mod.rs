//! Many projects as files: an index page, JSON, and tables for a spreadsheet. Takes no decision of its own.

mod page;
mod row;
mod table;
mod view;

use garant_core::portfolio::Portfolio;

pub use page::page;

use crate::lang::Words;
use crate::render::{RenderError, Separator};

/// `garant.portfolio`, as JSON.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn json(portfolio: &Portfolio) -> Result<String, RenderError> {
    crate::render::json(portfolio)
}

/// The tables for a spreadsheet, by file name: a row a system, refused and never audited ones included; a row a criterion; a row a deadline.
/// Codes stay codes; titles and messages are in the language of the words.
pub fn tables(
    portfolio: &Portfolio,
    words: &Words,
    separator: Separator,
) -> [(&'static str, String); 3] {
    let lang = words.lang;
    [
        ("deadlines.csv", table::deadlines(portfolio, separator)),
        ("criteria.csv", table::criteria(portfolio, lang, separator)),
        ("portfolio.csv", table::systems(portfolio, lang, separator)),
    ]
}
