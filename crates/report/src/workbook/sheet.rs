//! A sheet of a workbook: a table with a row of names that stays in sight, filters, and columns of codes hidden.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::figures::csv::harmless;
use crate::findings::Table;
use crate::lang::Words;

/// The looks of cells.
pub(super) struct Styles {
    /// A name of a column.
    pub(super) head: Format,
    /// A text.
    pub(super) text: Format,
    /// A text that stands out.
    pub(super) strong: Format,
    /// The title of the workbook.
    pub(super) title: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let text = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_font_name("Arial")
            .set_font_size(10);
        Self {
            head: text
                .clone()
                .set_bold()
                .set_background_color("#E8E8F0")
                .set_border_bottom(FormatBorder::Thin),
            strong: text.clone().set_bold(),
            title: text.clone().set_bold().set_font_size(14),
            text,
        }
    }
}

/// The longest text of a cell, in units of UTF-16: a spreadsheet refuses 32 768.
const CELL: usize = 32_700;

/// A text as a cell shows it: nothing hides in it, and it is not longer than a cell may be.
pub(super) fn shown(text: &str, most: usize) -> String {
    let text = harmless(text);
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    match end {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(&text)),
        None => text,
    }
}

/// Writes a text.
pub(super) fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    style: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, shown(text, CELL), style)?;
    Ok(())
}

/// Writes a table. Names of columns are words in the language; a column of codes, whose words stand beside it, is hidden.
pub(super) fn write(
    sheet: &mut Worksheet,
    name: &str,
    table: &Table,
    words: &Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    for (column, code) in (0u16..).zip(table.columns) {
        let key = format!("column.{code}");
        put(sheet, 0, column, words.get(&key), &styles.head)?;
        sheet.set_column_width(column, width(code))?;
        if is_code(code) {
            sheet.set_column_hidden(column)?;
        }
    }
    for (row, cells) in (1u32..).zip(&table.rows) {
        for (column, (code, text)) in (0u16..).zip(table.columns.iter().zip(cells)) {
            let style = match *code {
                "code" | "verdict" => &styles.strong,
                _ => &styles.text,
            };
            put(sheet, row, column, text, style)?;
        }
        let shown = table.columns.iter().zip(cells).take(table.printed);
        let shown = shown.filter(|(code, _)| !is_code(code));
        let lines = shown.map(|(code, text)| lines(text, width(code)));
        sheet.set_row_height(row, (lines.fold(1.0, f64::max) * LINE).min(TALLEST))?;
    }
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, rows, last)?;
    let fixed = table.columns.iter().position(|code| *code == "title");
    let fixed = fixed.and_then(|at| u16::try_from(at + 1).ok()).unwrap_or(0);
    sheet.set_freeze_panes(1, fixed)?;
    sheet.set_repeat_rows(0, 0)?;
    let printed = u16::try_from(table.printed.saturating_sub(1)).unwrap_or(last);
    sheet.set_print_area(0, 0, rows, printed.min(last))?;
    paper(sheet);
    Ok(())
}

/// A4, lying, as wide as the sheet, with its name and the page at the foot.
pub(super) fn paper(sheet: &mut Worksheet) {
    sheet.set_paper_size(9);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&A&R&P / &N");
}

/// Points of a line of text, and of the tallest row that a spreadsheet allows.
pub(super) const LINE: f64 = 13.0;
const TALLEST: f64 = 409.0;

/// About how many lines a text takes in a column: programs do not all measure the rows of a file that they open.
pub(super) fn lines(text: &str, width: f64) -> f64 {
    let characters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    // Words are not broken, so a line is seldom full.
    (f64::from(characters) * 1.05 / width).ceil().max(1.0)
}

fn is_code(column: &str) -> bool {
    column.ends_with("_code") || matches!(column, "criterion" | "disposition" | "check" | "draft")
}

/// In characters of the default font.
fn width(column: &str) -> f64 {
    match column {
        "title" => 34.0,
        "check_says" | "sources" | "remedy" | "question" | "risk" | "note" => 45.0,
        "checks" => 70.0,
        "code" | "number" => 9.0,
        "level" | "lines" | "reviewed" | "date" | "ends" | "expires" => 12.0,
        "verdict" | "reason" => 16.0,
        _ => 20.0,
    }
}
