//! Garant on paper: a rendered page as a tagged PDF (PDF/UA-1), and as an editable document (DOCX), without a browser.
//!
//! Nothing is read but the page, nothing fetched, and no clock: the same page gives the same bytes. Texts of a page are data; none is
//! evaluated. What the page says, the file says: both are made from the page that `garant` renders, by whatever template.

mod docx;
mod glyph;
mod line;
mod page;
mod pdf;
mod picture;
pub mod sheet;
mod world;

use garant_cli::Press;
use sheet::Sheet;

pub use pdf::PdfError;

/// The endings that this package adds to those of `garant`.
pub const PRESSES: &[Press] = &[
    Press {
        ending: ".pdf",
        print: |page| pdf(page).map_err(|error| error.to_string()),
    },
    Press {
        ending: ".docx",
        print: |page| docx(page).map_err(|error| error.to_string()),
    },
];

/// A page read back, as it prints.
#[must_use]
pub fn sheet(page: &str) -> Sheet {
    page::read(page)
}

/// The PDF of a page.
///
/// # Errors
/// [`PdfError`], where the page is of a form that cannot be set, or not with the tags that PDF/UA-1 asks for.
pub fn pdf(page: &str) -> Result<Vec<u8>, PdfError> {
    pdf::print(sheet(page))
}

/// What each page of the PDF shows, in the order in which it is set, without blanks.
///
/// # Errors
/// Those of [`pdf`].
pub fn shown(page: &str) -> Result<Vec<String>, PdfError> {
    pdf::shown(sheet(page))
}

/// The DOCX of a page.
///
/// # Errors
/// When it cannot be packed.
pub fn docx(page: &str) -> Result<Vec<u8>, zip::result::ZipError> {
    docx::print(&sheet(page))
}
