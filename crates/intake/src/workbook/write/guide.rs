//! The first sheet: how to fill the others, and what they are.

use garant_rules::field::Kind;
use garant_rules::profile::Profile;
use rust_xlsxwriter::{Url, Worksheet};

use super::super::plan::Sheet;
use super::super::tell::UnwritableError;
use super::Pen;
use super::questions::to;
use super::style::{finish, height};

const WIDTHS: [f64; 3] = [92.0, 22.0, 44.0];
/// The sentences of the guide, in order.
const STEPS: [&str; 10] = [
    "where",
    "unknown",
    "choice",
    "several",
    "date",
    "number",
    "lists",
    "paste",
    "protected",
    "back",
];

pub(super) fn write(
    out: &mut Worksheet,
    pen: &Pen<'_>,
    name: &str,
    sheets: &[Sheet<'_>],
    profile: Option<&Profile>,
) -> Result<(), UnwritableError> {
    let (lang, styles) = (pen.book.lang, &pen.styles);
    out.set_name(name)?;
    for (column, width) in (0u16..).zip(WIDTHS) {
        out.set_column_width(column, width)?;
    }
    out.write_string_with_format(0, 0, pen.word("title"), &styles.title)?;
    out.set_row_height(0, 22)?;
    let catalog = pen.book.catalog;
    let all = pen.word("all");
    let profile = profile.map_or(all.as_str(), |profile| profile.title.get(lang));
    let args = [("profile", profile), ("version", catalog.version.as_str())];
    out.write_string_with_format(1, 0, pen.say("of", &args), &styles.note)?;
    let mut row = 3;
    for step in STEPS {
        let text = pen.word(&format!("step.{step}"));
        out.write_string_with_format(row, 0, &text, &styles.text)?;
        out.set_row_height(row, height([(text.as_str(), WIDTHS[0])]))?;
        row += 1;
    }
    put_example(out, pen, row)?;
    row += 2;
    for (column, key) in (0u16..).zip(["sheet", "questions", "who"]) {
        out.write_string_with_format(row, column, pen.word(key), &styles.head)?;
    }
    for sheet in sheets {
        row += 1;
        let title = sheet.list.map_or(&sheet.section.title, |list| &list.title);
        let url = Url::new(to(&sheet.name)).set_text(title.get(lang));
        out.write_url_with_format(row, 0, url, &styles.link)?;
        let asked = sheet.fields.iter().filter(|field| field.kind != Kind::List);
        let count = asked.clone().count();
        let count = if sheet.list.is_some() {
            pen.say("columns", &[("n", &count.to_string())])
        } else {
            count.to_string()
        };
        out.write_string_with_format(row, 1, count, &styles.text)?;
        let mut who: Vec<String> = Vec::new();
        for field in asked {
            let one = pen.who(field);
            if !who.contains(&one) {
                who.push(one);
            }
        }
        let who = who.join(", ");
        out.write_string_with_format(row, 2, &who, &styles.small)?;
        out.set_row_height(row, height([(who.as_str(), WIDTHS[2])]))?;
    }
    finish(out);
    Ok(())
}

/// A cell in the colour of answers, so that nobody has to guess which colour is meant.
fn put_example(out: &mut Worksheet, pen: &Pen<'_>, row: u32) -> Result<(), UnwritableError> {
    let look = pen.styles.answer(Kind::Text).set_locked();
    out.write_string_with_format(row, 0, pen.word("colour"), &look)?;
    Ok(())
}
