//! Figures for machines: one line a figure, decimals with a point, no cell that a spreadsheet would run.

use super::sheet::{Line, Sheet};

const HEADER: &str = "attribute,group,figure,value,low,high,n,reference,status\r\n";

/// Renders a sheet, by RFC 4180.
pub(super) fn render(sheet: &Sheet) -> String {
    let mut out = HEADER.to_owned();
    for line in &sheet.lines {
        out.push_str(&row(line));
    }
    out
}

fn row(line: &Line) -> String {
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let cells = [
        cell(&line.attribute),
        cell(&line.group),
        cell(&line.figure),
        number(line.value.value),
        number(line.value.low),
        number(line.value.high),
        line.n.map(|n| n.to_string()).unwrap_or_default(),
        cell(&line.reference),
        line.status.code().to_owned(),
    ];
    format!("{}\r\n", cells.join(","))
}

/// A cell of text.
pub(crate) fn cell(text: &str) -> String {
    let text = harmless(text);
    if text.contains(['"', ',', '\n', '\r', ';']) || text.trim() != text {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

/// A text that no spreadsheet runs: one that it would take for a formula begins with an apostrophe; control characters are shown.
pub(crate) fn harmless(text: &str) -> String {
    let formula = text.starts_with('\t');
    let text = garant_source::visible::visible(text, false);
    if formula || text.trim_start().starts_with(['=', '+', '-', '@']) {
        return format!("'{text}");
    }
    text
}
