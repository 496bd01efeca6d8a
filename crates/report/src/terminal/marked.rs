//! A place in a line, made visible.

use garant_core::trace::Trace;
use garant_source::visible::visible;

/// The line of a read made visible, and the bytes of what was read in it.
pub(super) fn read(text: &str, trace: &Trace) -> (String, usize, usize) {
    let same = trace.end_line == trace.line;
    let end = if same {
        trace.end_column.unwrap_or(1)
    } else {
        usize::MAX
    };
    marked(text, trace.column.unwrap_or(1), end)
}

/// A line made visible, and the bytes from one column to before another in it.
pub(crate) fn marked(text: &str, column: usize, end: usize) -> (String, usize, usize) {
    let (from, to) = (column.saturating_sub(1), end.saturating_sub(1));
    let chars: Vec<char> = text.chars().collect();
    let from = from.min(chars.len());
    let to = to.clamp(from, chars.len());
    let part = |range: std::ops::Range<usize>| -> String {
        visible(
            &chars
                .get(range)
                .unwrap_or_default()
                .iter()
                .collect::<String>(),
            false,
        )
    };
    let (before, inside, after) = (part(0..from), part(from..to), part(to..chars.len()));
    let (start, end) = (before.len(), before.len() + inside.len());
    (format!("{before}{inside}{after}"), start, end)
}
