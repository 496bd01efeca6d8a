//! One answer read as its field's kind, or the problem that says what was expected.

use std::mem;

use garant_rules::Value;
use garant_rules::field::{Field, Kind};
use garant_rules::value::Duration;
use garant_source::diagnostic::nearest;
use garant_source::visible::is_hidden;
use garant_source::{Node, Tree};

use super::Walk;

impl Walk<'_> {
    pub(super) fn value(&mut self, path: &str, field: &Field, node: &mut Node) -> Option<Value> {
        let wrong = |walk: &mut Self, node: &Node| {
            let code = match (&node.value, field.kind) {
                (Tree::Text(_), Kind::Bool) => "bool-as-text",
                (Tree::Text(_), Kind::Date) => "date-as-text",
                (Tree::Text(_), Kind::Integer | Kind::Number) => "number-as-text",
                (Tree::Time(_), Kind::Date) => "date-with-time",
                _ => "wrong-type",
            };
            let found = walk.out.text.slice(node.span).to_owned();
            let args = [
                ("key", path),
                ("expected", field.kind.code()),
                ("found", found.as_str()),
            ];
            walk.problem(code, node.span, &args);
            None
        };
        if let (Kind::Text | Kind::Evidence, Tree::Text(text)) = (field.kind, &mut node.value) {
            return Some(Value::Text(mem::take(text)));
        }
        if let (Kind::Texts, Tree::List(items)) = (field.kind, &mut node.value) {
            let mut texts = Vec::with_capacity(items.len());
            for item in items {
                match &mut item.value {
                    Tree::Text(text) => texts.push(mem::take(text)),
                    _ => return wrong(self, item),
                }
            }
            return Some(Value::Texts(texts, 0));
        }
        if let (Kind::Choice, Tree::Text(id)) = (field.kind, &mut node.value)
            && field.choices.iter().any(|choice| choice.id == *id)
        {
            return Some(Value::Choice(mem::take(id)));
        }
        match (field.kind, &node.value) {
            (Kind::Bool, Tree::Bool(value)) => Some(Value::Bool(*value)),
            (Kind::Url, Tree::Text(text)) => self.address(path, text, node),
            (Kind::Criterion, Tree::Text(text)) => self.criterion(text, node),
            (Kind::Profile, Tree::Text(text)) => self.profile(text, node),
            (Kind::Choice, Tree::Text(_)) => self.choice(path, field, node).map(Value::Choice),
            (Kind::Integer, Tree::Integer(value)) =>
            {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "only compared with small bounds"
                )]
                self.in_range(path, field, *value as f64, node)
                    .then_some(Value::Integer(*value))
            }
            #[expect(clippy::cast_precision_loss, reason = "answers are far below 2^52")]
            (Kind::Number, Tree::Integer(value)) => self
                .in_range(path, field, *value as f64, node)
                .then_some(Value::Number(*value as f64)),
            (Kind::Number, Tree::Number(value)) => self
                .in_range(path, field, *value, node)
                .then_some(Value::Number(*value)),
            (Kind::Date, Tree::Date(date)) => Some(Value::Date(*date)),
            (Kind::Duration, Tree::Text(text)) => {
                let duration = Duration::parse(text);
                if duration.is_none() {
                    self.problem(
                        "wrong-duration",
                        node.span,
                        &[("key", path), ("found", text)],
                    );
                }
                duration.map(Value::Duration)
            }
            (Kind::Choices, Tree::List(items)) => {
                let read: Vec<Option<String>> = items
                    .iter()
                    .map(|item| self.choice(path, field, item))
                    .collect();
                read.into_iter()
                    .collect::<Option<Vec<String>>>()
                    .map(Value::Choices)
            }
            _ => wrong(self, node),
        }
    }

    /// An address of the web. What says nothing is weighed later, as any text.
    fn address(&mut self, path: &str, text: &str, node: &Node) -> Option<Value> {
        let scheme = text
            .split_once("://")
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        let rest = text.split_once("://").map_or("", |(_, rest)| rest);
        let web = matches!(scheme.as_deref(), Some("http" | "https"))
            && rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
            && !text.contains(|c: char| c.is_whitespace() || is_hidden(c));
        if web || self.index.is_placeholder(text) {
            return Some(Value::Text(text.to_owned()));
        }
        self.problem(
            "wrong-address",
            node.span,
            &[("key", path), ("found", text)],
        );
        None
    }

    fn in_range(&mut self, path: &str, field: &Field, value: f64, node: &Node) -> bool {
        if !value.is_finite() {
            let found = self.out.text.slice(node.span).to_owned();
            self.problem("not-finite", node.span, &[("key", path), ("found", &found)]);
            return false;
        }
        let low = field.min.unwrap_or(f64::MIN);
        let high = field.max.unwrap_or(f64::MAX);
        let inside = value >= low && value <= high;
        if !inside {
            let bound = |bound: Option<f64>| {
                bound.map_or_else(|| "…".to_owned(), |bound| bound.to_string())
            };
            let found = self.out.text.slice(node.span).to_owned();
            let args = [
                ("key", path),
                ("found", &found),
                ("min", &bound(field.min)),
                ("max", &bound(field.max)),
            ];
            self.problem("out-of-range", node.span, &args);
        }
        inside
    }

    fn choice(&mut self, path: &str, field: &Field, node: &Node) -> Option<String> {
        let Tree::Text(id) = &node.value else {
            self.problem(
                "wrong-type",
                node.span,
                &[
                    ("key", path),
                    ("expected", "text"),
                    ("found", node.value.kind()),
                ],
            );
            return None;
        };
        if field.choices.iter().any(|choice| choice.id == *id) {
            return Some(id.clone());
        }
        let ids: Vec<&str> = field
            .choices
            .iter()
            .map(|choice| choice.id.as_str())
            .collect();
        let near = nearest(id, ids.iter().copied()).unwrap_or("");
        self.problem(
            "unknown-choice",
            node.span,
            &[
                ("key", path),
                ("found", id),
                ("nearest", near),
                ("choices", &ids.join(", ")),
            ],
        );
        None
    }

    fn criterion(&mut self, text: &str, node: &Node) -> Option<Value> {
        if let Some(criterion) = self.catalog.criterion(text) {
            return Some(Value::Text(criterion.id.clone()));
        }
        if let Some((id, successor)) = self.catalog.tombstones.iter().find(|(id, _)| id == text) {
            self.problem(
                "withdrawn-criterion",
                node.span,
                &[("found", id), ("nearest", successor)],
            );
            return None;
        }
        let ids = self
            .catalog
            .criteria
            .iter()
            .map(|criterion| criterion.id.as_str());
        let near = nearest(text, ids).unwrap_or("");
        self.problem(
            "unknown-criterion",
            node.span,
            &[("found", text), ("nearest", near)],
        );
        None
    }

    fn profile(&mut self, text: &str, node: &Node) -> Option<Value> {
        if self.catalog.profile(text).is_some() {
            return Some(Value::Text(text.to_owned()));
        }
        let ids: Vec<&str> = self
            .catalog
            .profiles
            .iter()
            .map(|profile| profile.id.as_str())
            .collect();
        let near = nearest(text, ids.iter().copied()).unwrap_or("");
        self.problem(
            "unknown-profile",
            node.span,
            &[
                ("found", text),
                ("nearest", near),
                ("choices", &ids.join(", ")),
            ],
        );
        None
    }
}
