//! Many projects as files: an index page, JSON, and tables for a spreadsheet. Takes no decision of its own.

mod page;
mod row;
mod table;
mod view;

use garant_core::portfolio::Portfolio;

pub use page::Page;

use crate::lang::Words;
use crate::render::Separator;

/// Writes `garant.portfolio` as JSON, piece by piece: of ten thousand systems it is never held whole.
///
/// # Errors
/// When it cannot be written.
pub fn json(portfolio: &Portfolio, mut to: impl std::io::Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut to, portfolio)?;
    to.write_all(b"\n")?;
    to.flush()
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
