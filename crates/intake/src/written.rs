//! The answers of a descriptor, as those of any other source.

use garant_core::descriptor::Descriptor;
use garant_rules::Value;
use garant_rules::facts::Found;

use crate::answer::{Answer, Given, Origin};

/// What a descriptor answers, in its order; `place` tells a line, one-based, as a person would look for it. Placeholders are no answers,
/// and the version of the format is none of the project's.
pub fn answers(
    descriptor: &Descriptor,
    file: &str,
    place: &dyn Fn(usize) -> String,
) -> Vec<Answer> {
    let mut found: Vec<(usize, Answer)> = Vec::new();
    for (path, stands) in &descriptor.answers {
        let value = match stands {
            Found::Value(value, _) => value,
            // A list written empty says that there is none.
            Found::Empty {
                placeholder: false, ..
            } => &Value::Choices(Vec::new()),
            _ => continue,
        };
        let given = match value {
            Value::Bool(value) => Given::Bool(*value),
            Value::Integer(value) => Given::Integer(*value),
            Value::Number(value) => Given::Number(*value),
            Value::Text(text) | Value::Choice(text) => Given::Text(text.clone()),
            Value::Choices(texts) | Value::Texts(texts, _) => Given::Texts(texts.clone()),
            Value::Date(date) => Given::Date(*date),
            Value::Duration(length) => Given::Text(length.to_string()),
            Value::List(_) => continue,
        };
        if path == "garant" {
            continue;
        }
        let origin = Origin {
            file: file.to_owned(),
            place: place(descriptor.line(path)),
        };
        let answer = Answer {
            path: path.clone(),
            given,
            origin,
        };
        found.push((descriptor.span(path).start, answer));
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, answer)| answer).collect()
}
