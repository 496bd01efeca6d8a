//! A page as PDF/UA-1.

use typst::diag::SourceDiagnostic;
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, pdf};

use crate::glyph;
use crate::sheet::Sheet;
use crate::world::{DATA, Desk};

/// No PDF can be made of a page.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// The page is no data that a template can read.
    #[error("the page cannot be given to the typesetter")]
    Data,
    /// The typesetter cannot set it, or not with the tags that PDF/UA-1 asks for.
    #[error("the page cannot be set: {0}")]
    Set(String),
}

/// The PDF of a sheet.
pub(crate) fn print(sheet: Sheet) -> Result<Vec<u8>, PdfError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]);
    let options = PdfOptions {
        standards: standards.map_err(|error| PdfError::Set(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    pdf(&set(sheet)?, &options).map_err(|errors| refused(&errors))
}

/// What the pages of a sheet show, one after the other, without blanks.
pub(crate) fn shown(sheet: Sheet) -> Result<Vec<String>, PdfError> {
    let document = set(sheet)?;
    let pages = document.pages().iter().map(|page| {
        let mut out = String::new();
        text(&page.frame, &mut out);
        out
    });
    Ok(pages.collect())
}

/// A sheet on pages.
fn set(mut sheet: Sheet) -> Result<PagedDocument, PdfError> {
    glyph::only(&mut sheet);
    let mut files = std::mem::take(&mut sheet.pictures);
    let data = serde_json::to_vec(&sheet).map_err(|_| PdfError::Data)?;
    files.insert(DATA.to_owned(), data);
    let desk = Desk::new(files).ok_or(PdfError::Data)?;
    let document = typst::compile::<PagedDocument>(&desk).output;
    document.map_err(|errors| refused(&errors))
}

fn text(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => text(&group.frame, out),
            FrameItem::Text(item) => out.extend(item.text.chars().filter(|c| !c.is_whitespace())),
            _ => {}
        }
    }
}

/// What the typesetter says, first things first.
fn refused(errors: &[SourceDiagnostic]) -> PdfError {
    let said: Vec<&str> = errors.iter().take(3).map(|error| &*error.message).collect();
    PdfError::Set(said.join("; "))
}
