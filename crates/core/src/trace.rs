//! A read as an audit tells it: the path, what stood there, and the line.

use garant_rules::facts::{Found, FoundKind, Read};
use garant_rules::figure::{Compared, FigureKind};
use garant_rules::{Truth, Value};
use garant_source::{Span, Text};
use serde::{Deserialize, Serialize};

use crate::audience::{Audience, Readers};
use crate::readership::Readership;

/// Values longer than this many characters are cut.
pub const CUT: usize = 200;

/// What was found, where the report's readers may not see it.
pub const WITHHELD: &str = "withheld";

/// One read. Lines and columns are one-based; columns count characters; they are null where the facts were no text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Trace {
    /// The concrete path.
    pub path: String,
    /// `value`, `missing` or `empty`; `withheld` for a value that the report's readers may not see.
    pub found: String,
    /// The value read, cut at 200 characters.
    pub value: serde_json::Value,
    /// The text of the line, cut at 200 characters; null where the report's readers may not see it.
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
    /// The widest audience that may see the value: by its field, and by the piece of evidence that it belongs to or names.
    #[serde(default)]
    pub audience: Audience,
    /// Whether the value names a person, whom a report names to those who work on the project alone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub person: bool,
    /// The widest audience that may see the text of the line, where it is another: the line holds another answer too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_audience: Option<Audience>,
    /// The figures that stand on it, each compared with a bound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Comparison>,
}

/// A figure compared with a bound. Shares and differences of shares are from −1 to 1; null where a number is not known or masked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Comparison {
    /// Which figure: `gap`, `result`, `wrong-advice-accepted`, `follow-rate`, `reviewed-afterwards`, `reasons-given`, `agreement` or
    /// `change`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub figure: FigureKind,
    /// The id of the metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// The id of the attribute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribute: Option<String>,
    /// The group, the variation or the period; empty for the whole.
    pub name: String,
    /// The value.
    pub value: Option<f64>,
    /// The lower end of its interval.
    pub low: Option<f64>,
    /// The upper end of its interval.
    pub high: Option<f64>,
    /// How many rows it stands on; 0 where it was declared only, or masked.
    pub n: u64,
    /// `true`, `false` or `unknown`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub truth: Truth,
    /// About how many more rows would decide, the value staying what it is.
    pub more: Option<u64>,
    /// Whether its numbers may not be shown: too few people.
    #[serde(default, skip_serializing_if = "is_false")]
    pub masked: bool,
    /// The least value allowed, where there is one.
    pub at_least: Option<f64>,
    /// The greatest value allowed, where there is one.
    pub at_most: Option<f64>,
}

impl From<&Compared> for Comparison {
    fn from(told: &Compared) -> Self {
        let finite = |number: Option<f64>| number.filter(|number| number.is_finite());
        Self {
            figure: told.figure,
            metric: told.metric.clone(),
            attribute: told.attribute.clone(),
            name: told.name.clone(),
            value: finite(told.value),
            low: finite(told.low),
            high: finite(told.high),
            n: told.n,
            truth: told.truth,
            more: told.more,
            masked: told.masked,
            at_least: finite(told.at_least),
            at_most: finite(told.at_most),
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_false(value: &bool) -> bool {
    !*value
}

impl Trace {
    /// Tells a read of a text, and who may see it.
    pub fn new(text: &Text, read: &Read, readership: &Readership<'_>) -> Self {
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
        let Readers { audience, person } = readership.of(&read.path, read.value());
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
            audience,
            person,
            line_audience: None,
            figures: read.figures.iter().map(Comparison::from).collect(),
        };
        if let Some(span) = read.span() {
            trace.place(text, span);
        }
        let line = trace.line.map(|line| readership.line(line).widest());
        trace.line_audience = line.filter(|line| *line < trace.readers().widest());
        trace
    }

    /// Who may see the value.
    pub fn readers(&self) -> Readers {
        Readers {
            audience: self.audience,
            person: self.person,
        }
    }

    /// Whether an answer was read, shown or withheld.
    pub fn is_stated(&self) -> bool {
        matches!(self.found.as_str(), "value" | WITHHELD)
    }

    /// Whether an answer was read that the report's readers may not see.
    pub fn is_withheld(&self) -> bool {
        self.found == WITHHELD
    }

    /// Leaves out what an audience may not see; nothing an answer says is for the public.
    pub(crate) fn withhold(&mut self, audience: Audience) {
        let closed = audience == Audience::Public || !self.readers().include(audience);
        let line = self.line_audience.unwrap_or(Audience::Public);
        if closed || line < audience {
            self.text = None;
        }
        if closed {
            if self.found == "value" {
                WITHHELD.clone_into(&mut self.found);
            }
            self.value = serde_json::Value::Null;
            self.unplace();
            self.truncated = false;
            self.figures.clear();
        }
    }

    /// Leaves out where it stands.
    pub(crate) fn unplace(&mut self) {
        self.text = None;
        self.line = None;
        self.column = None;
        self.end_line = None;
        self.end_column = None;
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

/// The first [`CUT`] characters of a text; `truncated` becomes true where there are more, and stays as it is where not.
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
