//! The looks of cells, and how high a row must be: not every program measures the rows of a file that it opens.

use garant_rules::Lang;
use garant_rules::field::Kind;
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatBorder, ProtectionOptions, Worksheet,
    XlsxError,
};

use super::super::cell::Held;

/// Points of a line of text, and of the tallest row that a spreadsheet allows.
const LINE: f64 = 13.0;
const TALLEST: f64 = 409.0;

pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) head: Format,
    pub(super) strong: Format,
    pub(super) text: Format,
    pub(super) small: Format,
    pub(super) link: Format,
    /// A line under a title, across all columns.
    pub(super) note: Format,
    /// What only the reader of the workbook looks at: in one line, for a hidden cell that wraps shows through on paper.
    pub(super) hidden: Format,
    answer: Format,
    plain: Format,
    date: &'static str,
}

impl Styles {
    pub(super) fn new(lang: Lang) -> Self {
        let plain = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_font_name("Arial")
            .set_font_size(10);
        let text = plain
            .clone()
            .set_border_bottom(FormatBorder::Hair)
            .set_border_bottom_color(Color::RGB(0x00B8_B8B8));
        let answer = text
            .clone()
            .set_unlocked()
            .set_background_color(Color::RGB(0x00FF_F6D5))
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00B8_A96A));
        Self {
            title: Format::new()
                .set_font_name("Arial")
                .set_font_size(14)
                .set_bold(),
            head: text
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(0x00E8_E8F0))
                .set_border_bottom(FormatBorder::Thin),
            strong: text.clone().set_bold(),
            small: text
                .clone()
                .set_font_size(9)
                .set_font_color(Color::RGB(0x0044_4444)),
            link: text
                .clone()
                .set_font_color(Color::RGB(0x0000_449E))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            note: Format::new()
                .set_font_name("Arial")
                .set_font_size(9)
                .set_font_color(Color::RGB(0x0044_4444)),
            hidden: Format::new().set_font_name("Arial").set_font_size(9),
            answer,
            plain,
            date: match lang {
                Lang::Fr => "dd/mm/yyyy",
                Lang::En => "yyyy-mm-dd",
            },
            text,
        }
    }

    /// The cells below those that are coloured, which take answers too.
    pub(super) fn beyond(&self, kind: Kind) -> Format {
        self.kept(self.plain.clone().set_unlocked(), kind)
    }

    /// The cell of an answer. Cells of texts are of the kind that keeps what is typed: a version 2.10 stays 2.10.
    pub(super) fn answer(&self, kind: Kind) -> Format {
        self.kept(self.answer.clone(), kind)
    }

    fn kept(&self, own: Format, kind: Kind) -> Format {
        match kind {
            Kind::Bool | Kind::Integer | Kind::Number => own.set_align(FormatAlign::Left),
            Kind::Date => own.set_num_format(self.date).set_align(FormatAlign::Left),
            _ => own.set_num_format("@"),
        }
    }
}

/// Writes the cell of an answer, or leaves it blank.
pub(super) fn put(
    out: &mut Worksheet,
    (row, column): (u32, u16),
    held: Option<&Held>,
    format: &Format,
) -> Result<(), XlsxError> {
    match held {
        Some(Held::Text(text)) => out.write_string_with_format(row, column, text, format)?,
        Some(Held::Number(value)) => out.write_number_with_format(row, column, *value, format)?,
        Some(Held::Day(date)) => {
            let year = u16::try_from(date.year()).unwrap_or(0);
            let [month, day] = [date.month(), date.day()].map(|one| u8::try_from(one).unwrap_or(0));
            let date = ExcelDateTime::from_ymd(year, month, day)?;
            out.write_datetime_with_format(row, column, &date, format)?
        }
        _ => out.write_blank(row, column, format)?,
    };
    Ok(())
}

/// The height of a row whose cells hold these texts, each in a column so many characters wide.
pub(super) fn height<'t, I>(cells: I) -> f64
where
    I: IntoIterator<Item = (&'t str, f64)>,
{
    let lines = cells.into_iter().map(|(text, width)| {
        let each = text.split('\n').map(|line| {
            let characters = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
            // Words are not broken, so a line is seldom full.
            (f64::from(characters) / (width * 1.2)).ceil().max(1.0)
        });
        each.sum::<f64>()
    });
    (lines.fold(1.0, f64::max) * LINE + 4.0).min(TALLEST)
}

/// A4, lying, as wide as the sheet; only answers can be written, and no password keeps anybody from lifting that.
pub(super) fn finish(out: &mut Worksheet) {
    out.set_paper_size(9);
    out.set_landscape();
    out.set_print_fit_to_pages(1, 0);
    out.set_footer("&L&A&R&P / &N");
    out.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        edit_objects: true,
        ..ProtectionOptions::default()
    });
}
