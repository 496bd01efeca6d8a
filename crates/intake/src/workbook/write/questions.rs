//! The sheet of a section: a row a question.

use garant_rules::field::Kind;
use rust_xlsxwriter::{Url, Worksheet};

use super::super::plan::Sheet;
use super::super::tell::UnwritableError;
use super::super::{ANSWER, FIRST, PATH};
use super::Pen;
use super::shelf::Shelf;
use super::style::{finish, height, put};

/// Widths in characters: question, what to write, answer, who, criteria, path.
const WIDTHS: [f64; 6] = [32.0, 56.0, 44.0, 17.0, 16.0, 30.0];

pub(super) fn write(
    out: &mut Worksheet,
    pen: &Pen<'_>,
    sheet: &Sheet<'_>,
    sheets: &[Sheet<'_>],
    shelf: &mut Shelf,
) -> Result<(), UnwritableError> {
    let (lang, styles) = (pen.book.lang, &pen.styles);
    out.set_name(&sheet.name)?;
    out.set_tab_color("#5B6BA8");
    for (column, width) in (0u16..).zip(WIDTHS) {
        out.set_column_width(column, width)?;
    }
    out.set_column_hidden(PATH)?;
    let title = sheet.section.title.get(lang);
    out.write_string_with_format(0, 0, title, &styles.title)?;
    out.set_row_height(0, 22)?;
    out.write_string_with_format(1, 0, sheet.section.help.get(lang), &styles.note)?;
    let head = ["question", "help", "answer", "who", "criteria"];
    for (column, key) in (0u16..).zip(head) {
        out.write_string_with_format(FIRST - 1, column, pen.word(key), &styles.head)?;
    }
    let mut row = FIRST;
    for field in &sheet.fields {
        let question = pen.question(field);
        let help = pen.help(field, true);
        let (who, codes) = (pen.who(field), pen.asked.codes(&field.path).join(", "));
        out.write_string_with_format(row, 0, &question, &styles.strong)?;
        out.write_string_with_format(row, 1, &help, &styles.text)?;
        out.write_string_with_format(row, 3, &who, &styles.small)?;
        out.write_string_with_format(row, 4, &codes, &styles.small)?;
        out.write_string_with_format(row, PATH, &field.path, &styles.hidden)?;
        let mut shown = String::new();
        if field.kind == Kind::List {
            let of = |other: &&Sheet<'_>| other.list.is_some_and(|list| list.path == field.path);
            if let Some(other) = sheets.iter().find(of) {
                let text = pen.say("see-sheet", &[("sheet", &other.name)]);
                let url = Url::new(to(&other.name)).set_text(text);
                out.write_url_with_format(row, ANSWER, url, &styles.link)?;
            }
        } else {
            let held = pen.filled.held(pen.book, &field.path);
            put(
                out,
                (row, ANSWER),
                held.as_ref(),
                &styles.answer(field.kind),
            )?;
            shown = held.map_or_else(String::new, |held| held.shown());
            if let Some(rule) = pen.validation(field, shelf, false)? {
                out.add_data_validation(row, ANSWER, row, ANSWER, &rule)?;
            }
        }
        let cells = [question, help, shown, who, codes];
        let cells = cells.iter().map(String::as_str).zip(WIDTHS);
        out.set_row_height(row, height(cells))?;
        row += 1;
    }
    out.set_freeze_panes(FIRST, 1)?;
    out.set_repeat_rows(FIRST - 1, FIRST - 1)?;
    out.set_print_area(0, 0, row.saturating_sub(1), 4)?;
    finish(out);
    Ok(())
}

/// A link to the first cell of a sheet.
pub(super) fn to(sheet: &str) -> String {
    format!("internal:'{}'!A1", sheet.replace('\'', "''"))
}
