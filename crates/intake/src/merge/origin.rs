//! The comment that keeps where an answer came from.

use garant_source::visible::visible;

use crate::answer::Origin;

/// What such a comment begins with: no other comment of ours does.
pub(super) const MARK: &str = "# ← ";

/// The most characters of such a comment.
const LONGEST: usize = 300;

/// One line, whatever the names hold; `part` tells which part of the answer below it is meant, where it holds several. None where the
/// origin has no file: somebody answered.
pub(super) fn comment(origin: &Origin, part: &str) -> Option<String> {
    if origin.file.is_empty() {
        return None;
    }
    let said = if part.is_empty() {
        format!("{}, {}", origin.file, origin.place)
    } else {
        format!("{part}: {}, {}", origin.file, origin.place)
    };
    // Some editors end a line at these too.
    let said = visible(&said, false).replace(['\u{2028}', '\u{2029}'], " ");
    let said: String = said.chars().take(LONGEST).collect();
    Some(format!("{MARK}{}", said.trim()))
}
