//! Not yet written.

use crate::lang::Words;
use crate::render::RenderError;
use crate::view::View;

pub(crate) fn results(view: &View<'_>, words: &Words) -> Result<String, RenderError> {
    let _ = (view, words);
    Ok(String::new())
}
pub(crate) fn catalog(view: &View<'_>, words: &Words) -> Result<String, RenderError> {
    let _ = (view, words);
    Ok(String::new())
}
