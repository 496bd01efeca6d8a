//! A read as an audit tells it: the path, what stood there, and the line.

use garant_rules::Value;
use garant_rules::facts::{Found, FoundKind, Read};
use garant_source::{Span, Text};
use serde::{Deserialize, Serialize};

/// Values longer than this many characters are cut.
pub const CUT: usize = 200;

/// One read. Lines and columns are one-based; columns count characters; they are null where the facts were no text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Trace {
    /// The concrete path.
    pub path: String,
    /// `value`, `missing` or `empty`.
    pub found: String,
    /// The value read, cut at 200 characters.
    pub value: serde_json::Value,
    /// The text of the line, cut at 200 characters.
    pub text: Option<String>,
    /// First line.
    pub line: Option<usize>,
    /// First column.
    pub column: Option<usize>,
    /// Last line.
    pub end_line: Option<usize>,
    /// One past the last column.
    pub end_column: Option<usize>,
    /// Whether it belongs to the branches that decided.
    #[serde(default)]
    pub decided: bool,
    /// Whether the value or the line was cut.
    #[serde(default, skip_serializing_if = "is_false")]
    pub truncated: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_false(value: &bool) -> bool {
    !*value
}

impl Trace {
    /// Tells a read of a text.
    pub fn new(text: &Text, read: &Read) -> Self {
        let mut truncated = false;
        let value = match &read.found {
            Found::Value(value, _) => json(value, &mut truncated),
            _ => serde_json::Value::Null,
        };
        let found = match read.found.kind() {
            FoundKind::Value => "value",
            FoundKind::Missing => "missing",
            FoundKind::Empty => "empty",
        };
        let mut trace = Self {
            path: read.path.clone(),
            found: found.to_owned(),
            value,
            text: None,
            line: None,
            column: None,
            end_line: None,
            end_column: None,
            decided: read.decided,
            truncated,
        };
        if let Some(span) = read.span() {
            trace.place(text, span);
        }
        trace
    }

    fn place(&mut self, text: &Text, span: Span) {
        let start = text.position(span.start);
        let end = text.position(span.end);
        let line = cut(text.line(start.line), &mut self.truncated);
        self.text = Some(line);
        self.line = Some(start.line);
        self.column = Some(start.column);
        self.end_line = Some(end.line);
        self.end_column = Some(end.column);
    }
}

/// A text of at most [`CUT`] characters.
pub fn cut(text: &str, truncated: &mut bool) -> String {
    if text.chars().count() <= CUT {
        return text.to_owned();
    }
    *truncated = true;
    text.chars().take(CUT).collect()
}

fn json(value: &Value, truncated: &mut bool) -> serde_json::Value {
    use serde_json::Value as Json;
    match value {
        Value::Bool(value) => Json::from(*value),
        Value::Integer(value) => Json::from(*value),
        Value::Number(value) => Json::from(*value),
        Value::Text(text) | Value::Choice(text) => Json::from(cut(text, truncated)),
        Value::Choices(texts) | Value::Texts(texts, _) => Json::from(
            texts
                .iter()
                .map(|text| cut(text, truncated))
                .collect::<Vec<_>>(),
        ),
        Value::Date(date) => Json::from(date.to_string()),
        Value::Duration(duration) => Json::from(duration.to_string()),
        Value::List(count) => Json::from(*count),
    }
}
