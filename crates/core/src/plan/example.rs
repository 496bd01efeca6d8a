//! The example of a field, as the value that it stands for.

use garant_rules::Value;
use garant_rules::field::{Field, Kind};
use garant_rules::value::Duration;

/// The example of a field, as the value that it stands for.
pub(super) fn example(field: &Field) -> Option<Value> {
    let text = field.example.as_ref()?;
    let table: toml::Table = format!("x = {text}").parse().ok()?;
    let read = table.get("x")?;
    let string = || read.as_str().map(str::to_owned);
    match field.kind {
        Kind::Bool => read.as_bool().map(Value::Bool),
        Kind::Choice => string().map(Value::Choice),
        Kind::Text | Kind::Url | Kind::Evidence | Kind::Criterion | Kind::Profile => {
            string().map(Value::Text)
        }
        Kind::Integer => read.as_integer().map(Value::Integer),
        Kind::Number => {
            #[expect(clippy::cast_precision_loss, reason = "examples are small")]
            let whole = read.as_integer().map(|whole| whole as f64);
            read.as_float().or(whole).map(Value::Number)
        }
        Kind::Date => {
            let day = read.as_datetime()?.to_string();
            day.parse().ok().map(Value::Date)
        }
        Kind::Duration => Duration::parse(read.as_str()?).map(Value::Duration),
        Kind::Choices | Kind::Texts => {
            let items = read.as_array()?.iter();
            let items: Option<Vec<String>> =
                items.map(|item| item.as_str().map(str::to_owned)).collect();
            let choices = field.kind == Kind::Choices;
            items.map(|items| {
                if choices {
                    Value::Choices(items)
                } else {
                    Value::Texts(items, 0)
                }
            })
        }
        Kind::List => None,
    }
}
