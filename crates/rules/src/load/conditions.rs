//! Conditions read from a catalog and checked against the fields: a wrong path, choice or kind is a problem where it stands.

use std::collections::BTreeMap;

use garant_source::diagnostic::nearest;
use garant_source::{Node, Reader, Span, Table, Tree};
use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::field::{Field, Kind, Section};
use crate::figure::FigureKind;
use crate::lang::Said;
use crate::operator::{Condition, Quantity};
use crate::value::{Duration, Value};

/// Kinds that have an order.
pub(crate) const QUANTITIES: &[Kind] = &[Kind::Integer, Kind::Number, Kind::Duration];

/// Named conditions.
pub(crate) type Definitions = BTreeMap<String, (Said, Condition)>;

/// What conditions are checked against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ground<'a> {
    /// Declared fields.
    pub(crate) sections: &'a [Section],
    /// Named conditions.
    pub(crate) definitions: &'a Definitions,
    /// Parameters of the criterion.
    pub(crate) parameters: &'a [String],
}

impl<'a> Ground<'a> {
    /// What a catalog holds so far, for a condition without parameters.
    pub(crate) fn of(catalog: &'a Catalog) -> Self {
        Self {
            sections: &catalog.sections,
            definitions: &catalog.definitions,
            parameters: &[],
        }
    }
}

/// One operator's part of a catalog file, as it is being read.
#[derive(Debug)]
pub struct Asked<'a, 't> {
    ground: Ground<'a>,
    reader: &'a Reader<'t>,
    table: Option<&'t Table>,
    node: &'t Node,
    list: Option<&'a str>,
}

/// Reads a condition: a table with one key, an operator.
pub(crate) fn condition(
    ground: Ground<'_>,
    reader: &Reader<'_>,
    node: &Node,
    list: Option<&str>,
) -> Option<Condition> {
    let Tree::Table(table) = &node.value else {
        reader.problem(
            "wrong-type",
            node.span,
            &[("expected", "table"), ("found", node.value.kind())],
        );
        return None;
    };
    let [entry] = table.entries.as_slice() else {
        reader.problem("one-operator", node.span, &[]);
        return None;
    };
    if !Condition::KEYS.contains(&entry.key.as_str()) {
        let near = nearest(&entry.key, Condition::KEYS.iter().copied()).unwrap_or("");
        reader.problem(
            "unknown-operator",
            entry.key_span,
            &[("key", &entry.key), ("nearest", near)],
        );
        return None;
    }
    Condition::load(
        &entry.key,
        &Asked {
            ground,
            reader,
            table: None,
            node: &entry.node,
            list,
        },
    )
}

impl<'t> Asked<'_, 't> {
    fn problem(&self, code: &'static str, span: Span, args: &[(&'static str, &str)]) {
        self.reader.problem(code, span, args);
    }

    /// The operator's table of arguments.
    pub(crate) fn table(&self) -> Option<Self> {
        if let Tree::Table(table) = &self.node.value {
            Some(Self {
                table: Some(table),
                ..*self
            })
        } else {
            self.problem(
                "wrong-type",
                self.node.span,
                &[("expected", "table"), ("found", self.node.value.kind())],
            );
            None
        }
    }

    /// Records that a key is missing.
    pub(crate) fn missing(&self, key: &'static str) {
        self.problem("missing-key", self.node.span, &[("key", key)]);
    }

    fn get(&self, key: &'static str) -> Option<&'t Node> {
        let found = self.table.and_then(|table| table.get(key));
        if found.is_none() {
            self.missing(key);
        }
        found
    }

    fn path_at(&self, node: &Node, kinds: &[Kind]) -> Option<Field> {
        let Tree::Text(path) = &node.value else {
            self.problem(
                "wrong-type",
                node.span,
                &[("expected", "text"), ("found", node.value.kind())],
            );
            return None;
        };
        let declared = match (path.strip_prefix('.'), self.list) {
            (Some(rest), Some(list)) => format!("{list}[].{rest}"),
            _ => path.clone(),
        };
        let fields = || {
            self.ground
                .sections
                .iter()
                .flat_map(|section| &section.fields)
        };
        let Some(field) = fields().find(|field| field.path == declared) else {
            let near = nearest(&declared, fields().map(|field| field.path.as_str())).unwrap_or("");
            self.problem(
                "unknown-path",
                node.span,
                &[("path", path), ("nearest", near)],
            );
            return None;
        };
        if !kinds.is_empty() && !kinds.contains(&field.kind) {
            self.problem(
                "wrong-field-type",
                node.span,
                &[("path", path), ("found", field.kind.code())],
            );
            return None;
        }
        // The condition keeps the path as it is written: one that begins with a point belongs to the entry.
        Some(Field {
            path: path.clone(),
            ..field.clone()
        })
    }

    /// The field of the operator's own value.
    pub(crate) fn own_path(&self, kinds: &[Kind]) -> Option<String> {
        self.path_at(self.node, kinds).map(|field| field.path)
    }

    /// The field under a key.
    pub(crate) fn path(&self, key: &'static str, kinds: &[Kind]) -> Option<Field> {
        self.path_at(self.get(key)?, kinds)
    }

    /// The field under a key, if written.
    pub(crate) fn maybe_path(&self, key: &'static str, kinds: &[Kind]) -> Option<Field> {
        self.path_at(self.table?.get(key)?, kinds)
    }

    /// Whether a key is written.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.is_some_and(|table| table.get(key).is_some())
    }

    /// The table under a key.
    pub(crate) fn inner(&self, key: &'static str) -> Option<Self> {
        let node = self.get(key)?;
        Self { node, ..*self }.table()
    }

    /// Records every key that is not one of these.
    pub(crate) fn only(&self, keys: &[&'static str]) {
        for entry in self.table.iter().flat_map(|table| &table.entries) {
            if !keys.contains(&entry.key.as_str()) {
                let near = nearest(&entry.key, keys.iter().copied()).unwrap_or("");
                self.problem(
                    "unknown-key",
                    entry.key_span,
                    &[("key", &entry.key), ("nearest", near)],
                );
            }
        }
    }

    /// Records that a key does not go with another word of the operator.
    pub(crate) fn unsuited(&self, key: &'static str, with: &str) {
        let entry = self.table.and_then(|table| table.entry(key));
        let span = entry.map_or(self.node.span, |entry| entry.key_span);
        self.problem("unsuited-key", span, &[("key", key), ("found", with)]);
    }

    /// Records that there is not exactly one limit.
    pub(crate) fn one_limit(&self) {
        self.problem("one-limit", self.node.span, &[]);
    }

    /// The kind of figure under a key.
    pub(crate) fn figure(&self, key: &'static str) -> Option<FigureKind> {
        let node = self.get(key)?;
        let found = match &node.value {
            Tree::Text(code) => code.as_str(),
            other => other.kind(),
        };
        let own = FigureKind::ALL.iter().find(|(code, _)| *code == found);
        if own.is_none() {
            let codes = FigureKind::ALL.map(|(code, _)| code).join(", ");
            self.problem(
                "unknown-word",
                node.span,
                &[("key", key), ("found", found), ("choices", &codes)],
            );
        }
        own.map(|(_, kind)| *kind)
    }

    /// The list under a key.
    pub(crate) fn list(&self, key: &'static str) -> Option<Field> {
        self.path(key, &[Kind::List])
    }

    /// The field under `path` of a table under a key, if it is one.
    pub(crate) fn maybe_nested_path(&self, key: &'static str, kinds: &[Kind]) -> Option<Field> {
        let Tree::Table(table) = &self.table?.get(key)?.value else {
            return None;
        };
        self.path_at(table.get("path")?, kinds)
    }

    /// A constant of the field's kind.
    pub(crate) fn value_of(&self, key: &'static str, field: &Field) -> Option<Value> {
        let node = self.get(key)?;
        match (&node.value, field.kind) {
            (Tree::Bool(value), Kind::Bool) => Some(Value::Bool(*value)),
            (Tree::Integer(value), Kind::Integer) => Some(Value::Integer(*value)),
            (Tree::Text(_), Kind::Choice) => self.choice_at(node, field).map(Value::Choice),
            _ => {
                self.problem(
                    "wrong-type",
                    node.span,
                    &[
                        ("expected", field.kind.code()),
                        ("found", node.value.kind()),
                    ],
                );
                None
            }
        }
    }

    fn choice_at(&self, node: &Node, field: &Field) -> Option<String> {
        if let Tree::Text(id) = &node.value
            && field.choices.iter().any(|choice| choice.id == *id)
        {
            return Some(id.clone());
        }
        let found = match &node.value {
            Tree::Text(id) => id.as_str(),
            other => other.kind(),
        };
        let ids = field.choices.iter().map(|choice| choice.id.as_str());
        let near = nearest(found, ids).unwrap_or("");
        self.problem(
            "unknown-choice",
            node.span,
            &[("found", found), ("nearest", near), ("path", &field.path)],
        );
        None
    }

    /// One of the field's choices.
    pub(crate) fn choice(&self, key: &'static str, field: &Field) -> Option<String> {
        self.choice_at(self.get(key)?, field)
    }

    /// Several of the field's choices.
    pub(crate) fn choices(&self, key: &'static str, field: &Field) -> Option<Vec<String>> {
        let node = self.get(key)?;
        let Tree::List(items) = &node.value else {
            self.problem(
                "wrong-type",
                node.span,
                &[("expected", "list"), ("found", node.value.kind())],
            );
            return None;
        };
        items
            .iter()
            .map(|item| self.choice_at(item, field))
            .collect()
    }

    /// A constant date.
    pub(crate) fn date(&self, key: &'static str) -> Option<Date> {
        let node = self.get(key)?;
        if let Tree::Date(date) = node.value {
            Some(date)
        } else {
            self.problem(
                "wrong-type",
                node.span,
                &[("expected", "date"), ("found", node.value.kind())],
            );
            None
        }
    }

    /// A constant or parameter.
    pub(crate) fn quantity(&self, key: &'static str, kind: Kind) -> Option<Quantity> {
        self.get(key)?;
        self.maybe_quantity(key, kind)
    }

    /// A constant or parameter, if written.
    pub(crate) fn maybe_quantity(&self, key: &'static str, kind: Kind) -> Option<Quantity> {
        let node = self.table?.get(key)?;
        if let Tree::Table(table) = &node.value {
            let Some(Tree::Text(name)) = table.get("parameter").map(|node| &node.value) else {
                self.problem("missing-key", node.span, &[("key", "parameter")]);
                return None;
            };
            if !self.ground.parameters.contains(name) {
                self.problem("unknown-parameter", node.span, &[("found", name)]);
                return None;
            }
            return Some(Quantity::Parameter(name.clone()));
        }
        let value = constant(node)
            .filter(|value| matches!(value, Value::Duration(_)) == (kind == Kind::Duration));
        if value.is_none() {
            self.problem(
                "wrong-type",
                node.span,
                &[("expected", kind.code()), ("found", node.value.kind())],
            );
        }
        value.map(Quantity::Constant)
    }

    /// A condition under a key, whose relative paths belong to `list`.
    pub(crate) fn condition(&self, key: &'static str, list: Option<&str>) -> Option<Condition> {
        condition(self.ground, self.reader, self.get(key)?, list)
    }

    /// A condition under a key, if written.
    pub(crate) fn maybe_condition(
        &self,
        key: &'static str,
        list: Option<&str>,
    ) -> Option<Condition> {
        condition(self.ground, self.reader, self.table?.get(key)?, list)
    }

    /// The condition that is the operator's own value.
    pub(crate) fn own_condition(&self) -> Option<Condition> {
        condition(self.ground, self.reader, self.node, self.list)
    }

    /// The conditions of a list, at least one.
    pub(crate) fn conditions(&self) -> Option<Vec<Condition>> {
        let Tree::List(items) = &self.node.value else {
            self.problem(
                "wrong-type",
                self.node.span,
                &[("expected", "list"), ("found", self.node.value.kind())],
            );
            return None;
        };
        if items.is_empty() {
            self.problem("empty-list", self.node.span, &[]);
            return None;
        }
        let read: Vec<Option<Condition>> = items
            .iter()
            .map(|item| condition(self.ground, self.reader, item, self.list))
            .collect();
        read.into_iter().collect()
    }

    /// The named condition.
    pub(crate) fn own_definition(&self) -> Option<(String, (Said, Condition))> {
        let Tree::Text(id) = &self.node.value else {
            self.problem(
                "wrong-type",
                self.node.span,
                &[("expected", "text"), ("found", self.node.value.kind())],
            );
            return None;
        };
        let found = self.ground.definitions.get(id);
        if found.is_none() {
            let near =
                nearest(id, self.ground.definitions.keys().map(String::as_str)).unwrap_or("");
            self.problem(
                "unknown-definition",
                self.node.span,
                &[("found", id), ("nearest", near)],
            );
        }
        found.map(|found| (id.clone(), found.clone()))
    }
}

/// A number or a length of time.
pub(crate) fn constant(node: &Node) -> Option<Value> {
    match &node.value {
        Tree::Integer(value) => Some(Value::Integer(*value)),
        Tree::Number(value) => Some(Value::Number(*value)),
        Tree::Text(text) => Duration::parse(text).map(Value::Duration),
        _ => None,
    }
}
