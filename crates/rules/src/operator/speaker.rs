//! What operators need to say themselves: words, field titles, the language, and the parameters' values.

use crate::catalog::declared;
use crate::facts::Parameters;
use crate::field::Field;
use crate::index::Index;
use crate::lang::Lang;
use crate::value::{Duration, Value};
use crate::words::Words;

/// Speaks for operators.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    /// The catalog's words.
    pub words: &'a Words,
    /// The catalog's fields.
    pub index: &'a Index<'a>,
    /// The language.
    pub lang: Lang,
    /// The criterion's parameters.
    pub parameters: &'a Parameters,
    /// The list that relative paths belong to.
    pub list: &'a str,
}

impl<'a> Speaker<'a> {
    /// The field of a condition's path.
    pub fn field(&self, path: &str) -> Option<&'a Field> {
        match path.strip_prefix('.') {
            Some(rest) => self.index.field(&format!("{}[].{rest}", self.list)),
            None => self.index.field(&declared(path)),
        }
    }

    /// The title of a condition's path.
    pub fn title(&self, path: &str) -> String {
        self.field(path).map_or_else(
            || path.to_owned(),
            |field| field.title.get(self.lang).to_owned(),
        )
    }

    /// The words of an operator.
    pub fn fill(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.words.fill(key, self.lang, args)
    }

    /// A value of the field at `path` in words.
    pub fn value(&self, path: &str, value: &Value) -> String {
        let choice = |id: &str| {
            self.field(path)
                .and_then(|field| field.choices.iter().find(|choice| choice.id == id))
                .map_or_else(
                    || id.to_owned(),
                    |choice| choice.title.get(self.lang).to_owned(),
                )
        };
        match value {
            Value::Bool(true) => self.fill("value.yes", &[]),
            Value::Bool(false) => self.fill("value.no", &[]),
            Value::Integer(number) => number.to_string(),
            Value::Number(number) => self.number(*number),
            Value::Text(text) => text.clone(),
            Value::Choice(id) => choice(id),
            Value::Choices(ids) => ids
                .iter()
                .map(|id| choice(id))
                .collect::<Vec<_>>()
                .join(", "),
            Value::Texts(texts, _) => texts.join(" ; "),
            Value::Date(date) => date.to_string(),
            Value::Duration(duration) => self.duration(*duration),
            Value::List(count) => count.to_string(),
        }
    }

    /// A number with the decimal sign of the language.
    pub fn number(&self, number: f64) -> String {
        let text = number.to_string();
        match self.lang {
            Lang::Fr => text.replace('.', ","),
            Lang::En => text,
        }
    }

    /// A length of time in words.
    pub fn duration(&self, duration: Duration) -> String {
        let mut parts = Vec::new();
        for (key, count) in [
            ("value.months", duration.months),
            ("value.days", duration.days),
        ] {
            if count != 0 {
                let key = if count == 1 {
                    format!("{key}-one")
                } else {
                    key.to_owned()
                };
                parts.push(self.fill(&key, &[("n", &count.to_string())]));
            }
        }
        parts.join(" ")
    }
}
