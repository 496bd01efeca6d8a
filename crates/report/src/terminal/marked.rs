//! A place in a line, made visible.

use garant_core::trace::Trace;
use garant_source::visible::visible;

/// The line made visible, and the bytes of the span in it.
pub(super) fn marked(text: &str, trace: &Trace) -> (String, usize, usize) {
    let from = trace.column.unwrap_or(1).saturating_sub(1);
    let same = trace.end_line == trace.line;
    let to = if same {
        trace.end_column.unwrap_or(1).saturating_sub(1)
    } else {
        usize::MAX
    };
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
