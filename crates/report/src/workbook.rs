//! Not yet written.

use crate::lang::Words;
use crate::render::RenderError;
use crate::view::View;

pub(crate) fn render(view: &View<'_>, words: &Words) -> Result<Vec<u8>, RenderError> {
    let _ = (view, words);
    Ok(Vec::new())
}
