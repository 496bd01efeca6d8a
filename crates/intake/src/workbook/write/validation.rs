//! What a cell accepts: drop-downs, bounds and days, each with a message in the workbook's language.

use garant_rules::field::{Field, Kind};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule as Rule, ExcelDateTime, Formula, XlsxError,
};

use super::super::cell::{labels, profiles, yes_no};
use super::Pen;
use super::shelf::Shelf;

/// The longest title and the longest text of a message, in characters.
const TITLE: usize = 32;
const MESSAGE: usize = 255;

impl Pen<'_> {
    /// The rule of a field's cells; nothing where every text will do and no message is asked for.
    pub(super) fn validation(
        &self,
        field: &Field,
        shelf: &mut Shelf,
        message: bool,
    ) -> Result<Option<DataValidation>, XlsxError> {
        let lang = self.book.lang;
        let list = |range: &str| DataValidation::new().allow_list_formula(Formula::new(range));
        let words = |all: Vec<(String, String)>| all.into_iter().map(|(_, words)| words).collect();
        let (own, error) = match field.kind {
            Kind::Bool => {
                let both = yes_no(self.book.catalog, lang).to_vec();
                (list(&shelf.range(both)), Some("wrong-choice"))
            }
            Kind::Choice => {
                let all = words(labels(&field.choices, lang));
                (list(&shelf.range(all)), Some("wrong-choice"))
            }
            Kind::Profile => {
                let all = words(profiles(self.book.catalog, lang));
                (list(&shelf.range(all)), Some("wrong-choice"))
            }
            // Several may be written, so the list helps and refuses nothing.
            Kind::Choices => (
                list(&shelf.range(words(labels(&field.choices, lang)))),
                None,
            ),
            Kind::Criterion => {
                let all = self.book.catalog.criteria.iter();
                let all = all.map(|one| format!("{} – {}", one.code, one.title.get(lang)));
                (list(&shelf.range(all.collect())), None)
            }
            Kind::Evidence => match &self.evidence {
                Some(range) => (list(range), None),
                None => return Ok(None),
            },
            Kind::Date => {
                let first = ExcelDateTime::from_ymd(1900, 3, 1)?;
                let rule = Rule::GreaterThanOrEqualTo(first);
                (DataValidation::new().allow_date(rule), Some("wrong-date"))
            }
            Kind::Integer => (whole(field), Some("wrong-integer")),
            Kind::Number => (decimal(field), Some("wrong-number")),
            _ if message => (DataValidation::new(), None),
            _ => return Ok(None),
        };
        let mut own = match error {
            None => own.show_error_message(false),
            Some(key) => {
                let said = [Some(self.word(key)), self.bounds(field)];
                let said: Vec<String> = said.into_iter().flatten().collect();
                own.set_error_title(cut(&self.word("wrong"), TITLE))?
                    .set_error_message(cut(&said.join(" "), MESSAGE))?
            }
        };
        if message {
            own = own
                .set_input_title(cut(field.title.get(lang), TITLE))?
                .set_input_message(cut(&self.help(field, false), MESSAGE))?;
        }
        Ok(Some(own))
    }
}

fn decimal(field: &Field) -> DataValidation {
    let least = field.min.unwrap_or(-1e300);
    let rule = match field.max {
        Some(max) => Rule::Between(least, max),
        None => Rule::GreaterThanOrEqualTo(least),
    };
    DataValidation::new().allow_decimal_number(rule)
}

fn whole(field: &Field) -> DataValidation {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounds of the catalog are small"
    )]
    let bound = |bound: f64| bound as i32;
    let least = field.min.map_or(i32::MIN, bound);
    let rule = match field.max {
        Some(max) => Rule::Between(least, bound(max)),
        None => Rule::GreaterThanOrEqualTo(least),
    };
    DataValidation::new().allow_whole_number(rule)
}

/// A text of at most so many characters, as a program counts that may take a character beyond the first plane for two.
fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if kept.encode_utf16().count() + c.len_utf16() >= most {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}
