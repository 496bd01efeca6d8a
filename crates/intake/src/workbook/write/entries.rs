//! The sheet of a list: a column a field, a row an entry.

use garant_core::descriptor::MAX_ENTRIES;
use garant_rules::field::{Field, Kind};
use rust_xlsxwriter::{Formula, Worksheet};

use super::super::cell::{Held, yes_no};
use super::super::plan::Sheet;
use super::super::tell::UnwritableError;
use super::super::{ENTRIES, NONE, PATHS};
use super::Pen;
use super::shelf::{Shelf, range};
use super::style::{finish, height, put};

/// How many rows are coloured at least, and how many beyond the entries that there are.
const ROWS: u32 = 12;
const MORE: u32 = 6;
/// The row of what to write, of who knows and for which criteria, and of titles.
const HELP: u32 = 3;
const WHO: u32 = 4;
const TITLES: u32 = 5;
/// How many columns stand side by side on paper.
const PAGE: usize = 6;
/// The height at which the help of a column is cut: a message tells it whole where one writes.
const HELP_HEIGHT: f64 = 140.0;

/// The cells of the ids of evidence, as a formula names them.
pub(super) fn evidence(sheets: &[Sheet<'_>]) -> Option<String> {
    let of = |sheet: &&Sheet<'_>| sheet.list.is_some_and(|list| list.path == "evidence");
    let sheet = sheets.iter().find(of)?;
    let id = |field: &&Field| field.path == "evidence[].id";
    let column = sheet.fields.iter().position(id)?;
    let column = u16::try_from(column).ok()?;
    Some(range(&sheet.name, column, ENTRIES, last()))
}

/// The last row that an entry may have.
fn last() -> u32 {
    ENTRIES + u32::try_from(MAX_ENTRIES).unwrap_or(0) - 1
}

pub(super) fn write(
    out: &mut Worksheet,
    pen: &Pen<'_>,
    sheet: &Sheet<'_>,
    list: &Field,
    shelf: &mut Shelf,
) -> Result<(), UnwritableError> {
    let (lang, styles) = (pen.book.lang, &pen.styles);
    out.set_name(&sheet.name)?;
    out.set_tab_color("#B9C1E0");
    out.write_string_with_format(0, 0, list.title.get(lang), &styles.title)?;
    out.set_row_height(0, 22)?;
    out.write_string_with_format(1, 0, list.help.get(lang), &styles.note)?;
    let nothing = pen.word("nothing");
    out.write_string_with_format(NONE.0, NONE.1 - 1, &nothing, &styles.small)?;
    let count = u32::try_from(pen.filled.count(&list.path)).unwrap_or(0);
    let mut heads: Vec<(String, f64)> = Vec::new();
    let mut helps: Vec<(String, f64)> = Vec::new();
    let mut whos: Vec<(String, f64)> = Vec::new();
    let mut rows = vec![vec![]; usize::try_from(count).unwrap_or(0)];
    for (column, field) in (0u16..).zip(&sheet.fields) {
        let width = width(field, column);
        let format = styles.answer(field.kind);
        out.set_column_width(column, width)?;
        let open = styles.beyond(field.kind);
        out.set_column_format(column, &open)?;
        let help = pen.help(field, false);
        let codes = pen.asked.codes(&field.path).join(", ");
        let who = format!("{}\n{codes}", pen.who(field));
        let question = pen.question(field);
        out.write_string_with_format(HELP, column, &help, &styles.small)?;
        out.write_string_with_format(WHO, column, who.trim_end(), &styles.small)?;
        out.write_string_with_format(TITLES, column, &question, &styles.head)?;
        out.write_string_with_format(PATHS, column, &field.path, &styles.hidden)?;
        if let Some(rule) = pen.validation(field, shelf, true)? {
            out.add_data_validation(ENTRIES, column, last(), column, &rule)?;
        }
        let key = field.path.rsplit_once("[].").map_or("", |(_, key)| key);
        for index in 0..(count + MORE).max(ROWS) {
            let held = pen
                .filled
                .held(pen.book, &format!("{}[{index}].{key}", list.path));
            put(out, (ENTRIES + index, column), held.as_ref(), &format)?;
            if let (Some(held), Some(row)) = (held, rows.get_mut(index as usize)) {
                row.push((held.shown(), width));
            }
        }
        heads.push((question, width));
        helps.push((help, width));
        whos.push((who, width));
    }
    // Written last, so that its own look stands before its column's.
    let none = pen.filled.says_none(&list.path).then(|| {
        let [yes, _] = yes_no(pen.book.catalog, lang);
        Held::Text(yes)
    });
    put(out, NONE, none.as_ref(), &styles.answer(Kind::Bool))?;
    let yes = yes_no(pen.book.catalog, lang).to_vec();
    let rule =
        rust_xlsxwriter::DataValidation::new().allow_list_formula(Formula::new(shelf.range(yes)));
    out.add_data_validation(NONE.0, NONE.1, NONE.0, NONE.1, &rule)?;
    let high =
        |cells: &[(String, f64)]| height(cells.iter().map(|(text, width)| (text.as_str(), *width)));
    let first = sheet.fields.first().map_or(20.0, |field| width(field, 0));
    out.set_row_height(NONE.0, height([(nothing.as_str(), first)]))?;
    out.set_row_height(HELP, high(&helps).min(HELP_HEIGHT))?;
    out.set_row_height(WHO, high(&whos))?;
    out.set_row_height(TITLES, high(&heads))?;
    out.set_row_hidden(PATHS)?;
    for (row, cells) in (ENTRIES..).zip(&rows) {
        out.set_row_height(row, high(cells))?;
    }
    out.set_freeze_panes(ENTRIES, 1)?;
    out.set_repeat_rows(TITLES, TITLES)?;
    out.set_repeat_columns(0, 0)?;
    finish(out);
    // A page holds so many columns that can be read.
    let pages = sheet.fields.len().div_ceil(PAGE).max(1);
    out.set_print_fit_to_pages(u16::try_from(pages).unwrap_or(1), 0);
    Ok(())
}

/// The width of a column, in characters.
fn width(field: &Field, column: u16) -> f64 {
    match field.kind {
        _ if column == 0 => 30.0,
        Kind::Bool | Kind::Integer | Kind::Number | Kind::Date => 20.0,
        Kind::Text | Kind::Texts => 34.0,
        _ => 26.0,
    }
}
