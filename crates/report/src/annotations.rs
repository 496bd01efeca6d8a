//! Not yet written.

use crate::lang::Words;
use crate::view::View;

pub(crate) fn render(view: &View<'_>, words: &Words) -> String {
    let _ = (view, words);
    String::new()
}
