//! Not yet written.

use crate::lang::Words;
use crate::render::Undetermined;
use crate::view::View;

pub(crate) fn render(view: &View<'_>, words: &Words, undetermined: Undetermined) -> String {
    let _ = (view, words, undetermined);
    String::new()
}
