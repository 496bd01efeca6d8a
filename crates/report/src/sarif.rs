//! Not yet written.

use crate::lang::Words;
use crate::render::{RenderError, Undetermined};
use crate::view::View;

pub(crate) fn full(view: &View<'_>, words: &Words) -> Result<String, RenderError> {
    let _ = (view, words);
    Ok(String::new())
}
pub(crate) fn github(
    view: &View<'_>,
    words: &Words,
    undetermined: Undetermined,
) -> Result<String, RenderError> {
    let _ = (view, words, undetermined);
    Ok(String::new())
}
